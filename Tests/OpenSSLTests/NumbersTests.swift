import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct NumbersTests {
  /// A number, and the two that it is made of.
  struct Root: Sendable, CustomTestStringConvertible {
    let name: String
    let magnitude: [UInt8]
    var testDescription: String { name }

    static let all: [Root] =
      (0...40).map { Root(name: "\($0)", magnitude: [$0]) }
      + [59, 60, 61, 62, 63, 64, 65, 120, 121, 512, 2_047, 2_048, 2_049].flatMap { bits in
        [
          Root(name: "2^\(bits)", magnitude: power(bits)),
          Root(name: "2^\(bits)-1", magnitude: [UInt8](repeating: 0xff, count: bits / 8) + [0x7f]),
        ]
      }

    private static func power(_ bits: Int) -> [UInt8] {
      [1 << UInt8(bits % 8)] + [UInt8](repeating: 0, count: bits / 8)
    }
  }

  @Test(arguments: Root.all) func rootIsTheGreatestWhoseSquareIsNotAbove(_ root: Root) throws {
    let number = try BigNumber(magnitude: root.magnitude)
    try expectRoot(of: number)
  }

  @Test func rootsOfSquaresAndTheirNeighbours() throws {
    for size in [1, 7, 8, 9, 31, 64, 127, 128, 256] {
      let root = try BigNumber(magnitude: [1] + (1..<size).map { _ in UInt8.random(in: 0...255) })
      let square = try root.square()
      #expect(try square.squareRoot() == root)
      try expectRoot(of: square.difference(BigNumber(1)))
      try expectRoot(of: square.sum(BigNumber(1)))
    }
  }

  private func expectRoot(of number: BigNumber) throws {
    let root = try number.squareRoot()
    #expect(try root.square() <= number)
    #expect(try root.sum(BigNumber(1)).square() > number)
  }

  @Test func arithmeticHolds() throws {
    let one = try BigNumber(1)
    let (a, b) = (try BigNumber(magnitude: [0, 0x12] + [UInt8](repeating: 0xab, count: 100)), try BigNumber(1_000_003))
    #expect(a.magnitude.first == 0x12, "leading zeros go")
    #expect(try a.quotient(by: b).product(b).sum(a.remainder(by: b)) == a)
    #expect(try a.remainder(by: b) == BigNumber(a.remainder(by: 1_000_003)))
    #expect(try a.product(b).greatestCommonDivisor(with: b.product(a.sum(one))).remainder(by: b).isZero)
    #expect(try BigNumber.power(ofTwo: 100).bits == 101)
    #expect(try BigNumber.power(ofTwo: 64).difference(one).magnitude == [UInt8](repeating: 0xff, count: 8))
    #expect(throws: OpenSSLError.self) { try b.difference(a) }
    #expect(throws: OpenSSLError.self) { try a.remainder(by: BigNumber(0)) }
  }

  @Test func pointsBesideTheirCurveAreNoKeys() throws {
    let info = try PrivateKey.generate(.ec(.p256)).publicKeyInfo()
    try PublicKey(publicKeyInfo: info).checkFully()
    var point = Array(info.suffix(65))
    #expect(CurvePoint.isPoint(point, of: .p256) == true)
    #expect(CurvePoint.isPoint([2 | point[64] & 1] + point[1...32], of: .p256) == true, "compressed")
    #expect(CurvePoint.isPoint(point, of: .p384) == false, "too short for that curve")
    #expect(CurvePoint.isPoint([0], of: .p256) == false, "infinity")
    #expect(CurvePoint.isPoint([], of: .p256) == false)
    #expect(CurvePoint.isPoint(point, of: .rsaEncryption) == nil, "no curve")
    point[64] ^= 1
    #expect(CurvePoint.isPoint(point, of: .p256) == false)
  }

  @Test func sizesOfPrivateNumbersAreThoseOfTheKey() throws {
    let sizes = try #require(try PrivateKey.generate(.rsa(bits: 1_024)).privateNumberSizes)
    #expect(sizes.modulus == 1_024)
    #expect((900...1_024).contains(sizes.exponent))
    #expect((400...512).contains(sizes.primeDifference ?? 0))
    #expect(try PrivateKey.generate(.ed25519).privateNumberSizes == nil)
  }
}
