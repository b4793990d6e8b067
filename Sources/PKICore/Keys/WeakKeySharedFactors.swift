internal import OpenSSL

/// Which of many RSA moduli share a prime: whoever has them all can work out both keys.
///
/// Each modulus is held against the product of all others at once, which is worked out down a tree of products: 1,000
/// moduli of 2048 bits take a second, 10,000 about a minute, where each pair by itself would take hours.
package struct SharedFactors: Sendable {
  /// The most moduli that are compared.
  package static let mostModuli = 10_000

  /// For each modulus that shares a factor, the first other one that it shares it with; by place.
  package let partners: [Int: Int]
  /// How many moduli were not compared: those beyond the most, or all where memory did not suffice.
  package let uncompared: Int

  /// Compares moduli, big-endian; one that stands there twice shares all of itself. Those over 8192 bits and even ones are left out.
  package init(_ moduli: [[UInt8]]) {
    var numbers: [(place: Int, number: BigNumber)] = []
    for (place, modulus) in moduli.enumerated().prefix(SharedFactors.mostModuli) {
      guard let number = try? BigNumber(magnitude: modulus), number.isOdd, !number.isOne,
        number.bits <= WeakModulus.mostBits
      else { continue }
      numbers.append((place, number))
    }
    guard numbers.count > 1 else {
      (self.partners, self.uncompared) = ([:], max(0, moduli.count - SharedFactors.mostModuli))
      return
    }
    guard let sharing = try? ProductTree(numbers.map(\.number)).sharing() else {
      (self.partners, self.uncompared) = ([:], moduli.count)
      return
    }
    self.uncompared = max(0, moduli.count - SharedFactors.mostModuli)
    self.partners = SharedFactors.pairs(sharing.map { numbers[$0] })
  }

  /// Who shares with whom, among the few that share with someone.
  private static func pairs(_ sharing: [(place: Int, number: BigNumber)]) -> [Int: Int] {
    var partners: [Int: Int] = [:]
    // A folder of nothing but bad keys would take too long; beyond this, a key's partner is the one before it.
    var budget = 20_000
    for (index, one) in sharing.enumerated() where partners[one.place] == nil {
      for other in sharing where other.place != one.place && budget > 0 {
        budget -= 1
        guard let common = try? one.number.greatestCommonDivisor(with: other.number), !common.isOne else { continue }
        partners[one.place] = other.place
        if partners[other.place] == nil { partners[other.place] = one.place }
        break
      }
      if partners[one.place] == nil { partners[one.place] = sharing[index > 0 ? index - 1 : sharing.count - 1].place }
    }
    return partners
  }
}
