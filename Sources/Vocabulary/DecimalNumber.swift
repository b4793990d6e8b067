/// A natural number of any size that is built up from digits of another base, to be printed in decimal.
struct DecimalNumber {
  /// Groups of nine decimal digits, least significant first.
  private var groups: [UInt64] = [0]

  private static let base: UInt64 = 1_000_000_000

  /// The number of these big-endian octets, taken in four at a time: quadratic, but 65,536 octets in a moment.
  init(magnitude: some Collection<UInt8>) {
    var word: UInt64 = 0
    var left = magnitude.count % 4 == 0 ? 4 : magnitude.count % 4
    for octet in magnitude {
      word = word << 8 | UInt64(octet)
      left -= 1
      guard left == 0 else { continue }
      multiply(by: 1 << 32, adding: word)
      word = 0
      left = 4
    }
  }

  /// Times `factor`, at most 2³², plus `addend`, below 2³².
  mutating func multiply(by factor: UInt64, adding addend: UInt64) {
    var carry = addend
    for index in groups.indices {
      let value = groups[index] * factor + carry
      groups[index] = value % DecimalNumber.base
      carry = value / DecimalNumber.base
    }
    while carry > 0 {
      groups.append(carry % DecimalNumber.base)
      carry /= DecimalNumber.base
    }
  }

  /// The number itself where it is below 10⁹, else nil.
  var small: UInt64? { groups.count == 1 ? groups[0] : nil }

  /// Less `subtrahend`, which must not be greater than the number and be below 10⁹.
  mutating func subtract(_ subtrahend: UInt64) {
    var borrow = subtrahend
    for index in groups.indices where borrow > 0 {
      let isEnough = groups[index] >= borrow
      groups[index] = isEnough ? groups[index] - borrow : groups[index] + DecimalNumber.base - borrow
      borrow = isEnough ? 0 : 1
    }
    while groups.count > 1, groups.last == 0 { groups.removeLast() }
  }

  /// The decimal digits without leading zeros.
  var text: String {
    var text = String(groups.last ?? 0)
    for group in groups.dropLast().reversed() {
      let digits = String(group)
      text += String(repeating: "0", count: 9 - digits.utf8.count) + digits
    }
    return text
  }
}
