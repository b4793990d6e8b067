internal import Synchronization
import Vocabulary

/// Who signs, as certificates say it: a name and, where it is given, the identifier of a key.
///
/// Many certificates have the same issuer: each is kept once, and its name is decoded once.
final class IssuerTable: Sendable {
  static let shared = IssuerTable()

  /// A name with the identifier of a key; 0 where none is given.
  struct Issuer: Hashable {
    let name: UInt32
    let keyIdentifier: Int
  }

  fileprivate struct State {
    var names: [Int: UInt32] = [:]
    var sameNames: [[[String]]: UInt32] = [:]
    var texts: [String] = [""]
    var issuers: [Issuer] = [Issuer(name: 0, keyIdentifier: 0)]
    var numbers: [Issuer: UInt32] = [:]
  }

  private let state = Mutex(State())

  /// The number of an issuer, by the DER of its name; never 0.
  func number(of name: DERSlice, keyIdentifier: ArraySlice<UInt8>?) -> UInt32 {
    let print = IssuerTable.print(of: name.octets)
    let keyPrint = keyIdentifier.map { IssuerTable.print(of: $0) } ?? 0
    return state.withLock { state in
      let issuer = Issuer(name: state.number(of: name, print), keyIdentifier: keyPrint)
      if let known = state.numbers[issuer] { return known }
      let number = UInt32(state.issuers.count)
      state.issuers.append(issuer)
      state.numbers[issuer] = number
      return number
    }
  }

  /// The issuer of a number.
  func issuer(_ number: UInt32) -> Issuer {
    state.withLock { $0.issuers[Int(number)] }
  }

  /// The name of an issuer in a few words.
  func text(_ number: UInt32) -> String {
    state.withLock { $0.texts[Int($0.issuers[Int(number)].name)] }
  }

  /// Tells octets apart, eight at a time.
  private static func print(of octets: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    var (word, count) = (UInt64(octets.count), 0)
    for octet in octets {
      word = word << 8 | UInt64(octet)
      count += 1
      if count == 8 {
        hasher.combine(word)
        (word, count) = (0, 0)
      }
    }
    hasher.combine(word)
    return hasher.finalize() | 1
  }
}

extension IssuerTable.State {
  /// The number of a name: the same for names that match by RFC 5280 §7.1, however they are encoded.
  fileprivate mutating func number(of name: DERSlice, _ print: Int) -> UInt32 {
    if let known = names[print] { return known }
    let decoded = DistinguishedName(reading: name)
    let key = decoded.comparisonKey
    let number = sameNames[key] ?? UInt32(texts.count)
    if number == texts.count {
      texts.append(decoded.shortText)
      sameNames[key] = number
    }
    names[print] = number
    return number
  }
}
