import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

@Suite struct WeakModulusTests {
  private func codes(_ modulus: BigNumber) throws -> [String] {
    try KeyExamination.weaknesses(of: WeakSpecimen.rsa(modulus)).map(\.flaw.code).filter { $0 != "key.weak" }
  }

  @Test(arguments: [2, 3, 5, 167, 173, 739, 751] as [UInt64]) func smallFactorsAreFound(_ prime: UInt64) throws {
    let modulus = try WeakSpecimen.modulus().product(BigNumber(prime))
    let found = try KeyExamination.weaknesses(of: WeakSpecimen.rsa(modulus))
    #expect(found.map(\.flaw.code) == ["key.small-factor"])
    #expect(found.first?.finding == "has a modulus that \(prime) divides")
  }

  @Test func largerFactorsAreNotSmall() throws {
    #expect(try codes(WeakSpecimen.modulus().product(BigNumber(757))) == [])
  }

  @Test func primesOfTheFaultyLibraryAreKnown() throws {
    for _ in 0..<5 {
      let modulus = try WeakSpecimen.rocaFactor().product(WeakSpecimen.rocaFactor())
      #expect(try codes(modulus) == ["key.roca"])
    }
  }

  @Test func onePrimeOfTheFaultyLibraryIsNotEnough() throws {
    #expect(try codes(WeakSpecimen.rocaFactor().product(WeakSpecimen.factor())) == [])
  }

  /// Residues that are powers of 65537, each of another exponent.
  @Test func powersMustBeOfOneExponent() {
    var (same, others) = (ROCAFingerprint(), ROCAFingerprint())
    for (index, prime) in SmallPrimes.odd.prefix(while: { $0 <= 167 }).enumerated() {
      same.meet(WeakModulusTests.power(1_234, modulo: prime), modulo: prime)
      others.meet(WeakModulusTests.power(1_000 + index, modulo: prime), modulo: prime)
    }
    #expect(same.fits)
    #expect(!others.fits)
  }

  private static func power(_ exponent: Int, modulo prime: UInt64) -> UInt64 {
    (0..<exponent).reduce(1) { power, _ in power * 65_537 % prime }
  }

  @Test(arguments: [0, 2, 40, 200, 250]) func closePrimesAreFound(_ bits: Int) throws {
    let p = try WeakSpecimen.factor()
    let q = bits == 0 ? p : try WeakSpecimen.factor(above: p, by: .power(ofTwo: bits))
    #expect(try codes(p.product(q)) == ["key.close-primes"])
  }

  /// For primes of 512 bits, a hundred rounds reach a difference of about 260 bits.
  @Test(arguments: [290, 400]) func distantPrimesAreNotClose(_ bits: Int) throws {
    let p = try WeakSpecimen.factor()
    #expect(try codes(p.product(WeakSpecimen.factor(above: p, by: .power(ofTwo: bits)))) == [])
  }

  /// The sieve may pass over no square: each round of the hundred is reached.
  @Test(arguments: [1, 2, 17, 50, 99, 100]) func everyRoundIsTried(_ rounds: UInt64) throws {
    // (a-b)(a+b) with b² just above 2·(rounds-1)·a is found in that round, a being the root plus so many.
    let a = try BigNumber.power(ofTwo: 600)
    let b = try a.product(BigNumber(2 * rounds - 1)).squareRoot()
    let modulus = try a.square().difference(b.square())
    guard modulus.isOdd else {
      let odd = try b.sum(BigNumber(1))
      #expect(try WeakModulus(a.square().difference(odd.square()).magnitude).hasClosePrimes())
      return
    }
    #expect(try WeakModulus(modulus.magnitude).hasClosePrimes())
  }

  @Test func freshKeysHaveNothing() throws {
    try Library.start()
    for _ in 0..<200 {
      let key = try SubjectPublicKeyInfo(der: PrivateKey.generate(.rsa(bits: 1_024)).publicKeyInfo())
      #expect(KeyExamination.weaknesses(of: key).map(\.flaw.code) == ["key.weak"])
    }
  }

  @Test func largeModuliAreNotTested() throws {
    let large = try BigNumber.power(ofTwo: 8_200).sum(BigNumber(1))
    #expect(try codes(large) == ["key.untested"])
    #expect(try codes(BigNumber.power(ofTwo: 8_190)) == ["key.small-factor"])
  }

  // MARK: - Shared factors

  @Test func sharedFactorsAreFoundAmongMany() throws {
    let shared = try WeakSpecimen.factor()
    var moduli = try (0..<37).map { _ in try WeakSpecimen.factor(bits: 256).product(WeakSpecimen.factor(bits: 256)) }
    moduli[3] = try shared.product(WeakSpecimen.factor())
    moduli[20] = try shared.product(WeakSpecimen.factor(bits: 1_024))
    moduli[36] = try moduli[11].product(moduli[12])
    // Random numbers have factors of their own in common, now and then: who shares with whom is asked of each pair.
    var sharing: Set<Int> = []
    for (place, modulus) in moduli.enumerated() {
      for other in moduli[..<place].indices where try !modulus.greatestCommonDivisor(with: moduli[other]).isOne {
        sharing.formUnion([place, other])
      }
    }
    #expect(sharing.isSuperset(of: [3, 20, 11, 12, 36]))
    let partners = SharedFactors(moduli.map(\.magnitude)).partners
    #expect(Set(partners.keys) == sharing)
    for (one, other) in partners {
      #expect(try !moduli[one].greatestCommonDivisor(with: moduli[other]).isOne)
    }
  }

  /// Products so large that the tree divides by reciprocals give the answers of plain division.
  @Test func largeTreesAnswerAsPlainDivisionDoes() throws {
    let shared = try WeakSpecimen.factor(bits: 1_024)
    var moduli = try (0..<150).map { _ in try WeakSpecimen.modulus() }
    for place in [0, 77, 149] { moduli[place] = try shared.product(WeakSpecimen.factor(bits: 1_000)) }
    var expected: Set<Int> = []
    for (place, modulus) in moduli.enumerated() {
      var others = try BigNumber(1)
      for (other, number) in moduli.enumerated() where other != place {
        others = try others.product(number).remainder(by: modulus)
      }
      if try !others.greatestCommonDivisor(with: modulus).isOne { expected.insert(place) }
    }
    #expect(expected.isSuperset(of: [0, 77, 149]))
    #expect(Set(SharedFactors(moduli.map(\.magnitude)).partners.keys) == expected)
  }

  @Test(arguments: 0...5) func fewOrNoModuliShareNothing(_ count: Int) throws {
    var moduli: [[UInt8]] = []
    for _ in 0..<count {
      let key = try SubjectPublicKeyInfo(der: PrivateKey.generate(.rsa(bits: 512)).publicKeyInfo())
      moduli.append(try #require(key.rsaKey).modulus)
    }
    #expect(SharedFactors(moduli).partners.isEmpty)
    #expect(SharedFactors(moduli + [[], [0], [1], [2]]).partners.isEmpty)
  }
}
