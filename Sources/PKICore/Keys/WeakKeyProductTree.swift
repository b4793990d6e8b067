internal import OpenSSL
internal import Platform

/// The products of numbers by twos, by fours, and so on up to that of all.
struct ProductTree {
  /// The numbers with ones spread among them up to a power of two, then their products. Spread so, the two halves of
  /// a product are of one size, which is what they are multiplied fastest in.
  private var levels: [[BigNumber]]
  private let places: [Int]

  /// Throws where memory fails.
  init(_ numbers: [BigNumber]) throws(OpenSSLError) {
    var width = 1
    while width < numbers.count { width *= 2 }
    var leaves = Array(repeating: try BigNumber(1), count: width)
    places = numbers.indices.map { $0 * width / numbers.count }
    for (number, place) in zip(numbers, places) { leaves[place] = number }
    levels = [leaves]
    while let last = levels.last, last.count > 2 {
      levels.append(
        try ProductTree.parallel(0..<last.count / 2) { index throws(OpenSSLError) in
          try last[2 * index].balancedProduct(last[2 * index + 1])
        })
    }
  }

  /// The places of the numbers that have a factor in common with the product of all others.
  func sharing() throws(OpenSSLError) -> [Int] {
    // For each product of the level above, what the product of all numbers outside it leaves when divided by it.
    var outside = [try BigNumber(1)]
    for level in levels.reversed() {
      let above = outside
      outside = try ProductTree.parallel(level.indices) { index throws(OpenSSLError) in
        let divisor = try LargeDivisor(level[index])
        let neighbour = try divisor.remainder(of: level[index ^ 1])
        return try divisor.remainder(of: divisor.remainder(of: above[index / 2]).balancedProduct(neighbour))
      }
    }
    let (rests, leaves) = (outside, levels[0])
    let common = try ProductTree.parallel(leaves.indices) { index throws(OpenSSLError) in
      try leaves[index].greatestCommonDivisor(with: rests[index])
    }
    return places.indices.filter { !common[places[$0]].isOne }
  }

  private static func parallel(
    _ range: Range<Int>, _ body: @Sendable (Int) throws(OpenSSLError) -> BigNumber
  ) throws(OpenSSLError) -> [BigNumber] {
    let results = Workers.parallelMap(Array(range)) { index -> Result<BigNumber, OpenSSLError> in
      do throws(OpenSSLError) { return .success(try body(index)) } catch { return .failure(error) }
    }
    var numbers: [BigNumber] = []
    for result in results { numbers.append(try result.get()) }
    return numbers
  }
}

/// A divisor that is divided by several times. libcrypto's division takes time with the square of the size; above some
/// size multiplication by the reciprocal is faster (Barrett's method), since libcrypto multiplies by Karatsuba's.
private struct LargeDivisor {
  /// Below so many bits libcrypto's division is faster.
  private static let fewestBits = 65_536

  private let divisor: BigNumber
  private let bits: Int
  /// 2^(2·bits) through the divisor, a little too small.
  private let reciprocal: BigNumber?

  init(_ divisor: BigNumber) throws(OpenSSLError) {
    self.divisor = divisor
    self.bits = divisor.bits
    self.reciprocal = bits < LargeDivisor.fewestBits ? nil : try LargeDivisor.reciprocal(of: divisor)
  }

  func remainder(of number: BigNumber) throws(OpenSSLError) -> BigNumber {
    guard let reciprocal, number.bits <= 2 * bits else { return try number.remainder(by: divisor) }
    let quotient = try number.shiftedRight(by: bits - 1).balancedProduct(reciprocal).shiftedRight(by: bits + 1)
    var rest = try number.difference(quotient.balancedProduct(divisor))
    // The quotient is a few too small at most.
    for _ in 0..<8 where rest >= divisor { rest = try rest.difference(divisor) }
    return rest < divisor ? rest : try rest.remainder(by: divisor)
  }

  /// Newton's method: the reciprocal of the leading half, then twice the digits in one step. A step gives too little,
  /// and cutting off adds less than one, so that two less is never too much.
  private static func reciprocal(of divisor: BigNumber) throws(OpenSSLError) -> BigNumber {
    let bits = divisor.bits
    if bits < 4_096 { return try BigNumber.power(ofTwo: 2 * bits).quotient(by: divisor) }
    let half = bits / 2 + 8
    let leading = try reciprocal(of: divisor.shiftedRight(by: bits - half))
    let excess = try leading.square().balancedProduct(divisor).shiftedRight(by: 2 * half)
    return try leading.shiftedLeft(by: bits - half + 1).difference(excess).difference(BigNumber(2))
  }
}

extension BigNumber {
  /// The product. Where the sizes differ by little the smaller one is filled up: libcrypto multiplies fast only what is
  /// of one size.
  fileprivate func balancedProduct(_ other: BigNumber) throws(OpenSSLError) -> BigNumber {
    let (large, small) = bits < other.bits ? (other, self) : (self, other)
    let missing = (large.bits - small.bits) / 64 * 64
    guard missing > 64, small.bits > large.bits / 2, large.bits > 2_048 else { return try product(other) }
    return try small.shiftedLeft(by: missing).product(large).shiftedRight(by: missing)
  }
}
