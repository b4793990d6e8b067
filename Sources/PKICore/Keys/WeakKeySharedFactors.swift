internal import OpenSSL
internal import Platform

/// Which of many RSA moduli share a prime: whoever has them all can work out both keys.
///
/// Each modulus is held against the product of all others at once, which is worked out down a tree of products: 1,000
/// moduli of 2048 bits take a second, where each pair by itself would take minutes.
package struct SharedFactors: Sendable {
  /// The most moduli that are compared.
  package static let mostModuli = 10_000

  /// For each modulus that shares a factor, the first other one that it shares it with; by place.
  package let partners: [Int: Int]

  /// Compares moduli, big-endian; one that stands there twice shares all of itself. Those over 8192 bits and even ones are left out.
  package init(_ moduli: [[UInt8]]) {
    var numbers: [(place: Int, number: BigNumber)] = []
    for (place, modulus) in moduli.enumerated().prefix(SharedFactors.mostModuli) {
      guard let number = try? BigNumber(magnitude: modulus), number.isOdd, !number.isOne,
        number.bits <= WeakModulus.mostBits
      else { continue }
      numbers.append((place, number))
    }
    // Equal sizes side by side: their products are multiplied fastest.
    numbers.sort { ($0.number.bits, $0.place) < ($1.number.bits, $1.place) }
    guard numbers.count > 1, let tree = ProductTree(numbers.map(\.number)) else {
      self.partners = [:]
      return
    }
    let sharing = tree.sharing().map { numbers[$0] }.sorted { $0.place < $1.place }
    self.partners = SharedFactors.pairs(sharing)
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

/// The products of numbers by twos, by fours, and so on up to that of all.
private struct ProductTree {
  /// The numbers, then their products; a last one without a neighbour goes up as it is.
  private var levels: [[BigNumber]]

  /// Nil where memory fails.
  init?(_ numbers: [BigNumber]) {
    levels = [numbers]
    while let last = levels.last, last.count > 1 {
      let pairs = stride(from: 0, to: last.count, by: 2).map { Array(last[$0..<min($0 + 2, last.count)]) }
      let products = Workers.parallelMap(pairs) { pair in pair.count == 2 ? try? pair[0].product(pair[1]) : pair[0] }
      levels.append(products.compactMap { $0 })
      guard levels[levels.count - 1].count == pairs.count else { return nil }
    }
  }

  /// The places of the numbers that have a factor in common with the product of all others.
  func sharing() -> [Int] {
    guard let one = try? BigNumber(1) else { return [] }
    // For each product of the level above, what the product of all numbers outside it leaves when divided by it.
    var outside: [BigNumber?] = [one]
    for level in levels.dropLast().reversed() {
      let above = outside
      outside = Workers.parallelMap(Array(level.indices)) { index in
        guard let rest = above[index / 2] else { return nil }
        let neighbour = index ^ 1
        guard level.indices.contains(neighbour) else { return rest }
        return try? rest.remainder(by: level[index]).product(level[neighbour].remainder(by: level[index]))
          .remainder(by: level[index])
      }
    }
    let rests = outside
    let shares = Workers.parallelMap(Array(levels[0].indices)) { index in
      guard let rest = rests[index], let common = try? levels[0][index].greatestCommonDivisor(with: rest) else {
        return false
      }
      return !common.isOne
    }
    return shares.indices.filter { shares[$0] }
  }
}
