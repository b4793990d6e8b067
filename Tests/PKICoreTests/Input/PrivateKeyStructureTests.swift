import Testing
import Vocabulary

@testable import PKICore

@Suite struct PrivateKeyStructureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let specimen: Specimen
    let format: PrivateKeyStructure.Format
    let algorithm: String
    let bits: Int
    var curve: String?
    var testDescription: String { specimen.name }

    static let all: [Case] = [
      Case(specimen: .privateKey, format: .pkcs8, algorithm: "EC", bits: 256, curve: "P-256"),
      Case(specimen: .sec1Key, format: .sec1, algorithm: "EC", bits: 256, curve: "P-256"),
      Case(specimen: .ed25519Key, format: .pkcs8, algorithm: "Ed25519", bits: 256),
      Case(specimen: .rsaKey, format: .pkcs1, algorithm: "RSA", bits: 1024),
    ]
  }

  @Test(arguments: Case.all) func reads(_ one: Case) throws {
    let structure = try PrivateKeyStructure(one.specimen.der)
    #expect(structure.format == one.format)
    #expect(structure.algorithmName == one.algorithm)
    #expect(structure.bits == one.bits)
    #expect(structure.curve?.name == one.curve)
  }

  @Test(arguments: Case.all) func becomesPKCS8(_ one: Case) throws {
    let info = try PrivateKeyStructure(one.specimen.der).privateKeyInfo(one.specimen.der)
    let again = try PrivateKeyStructure(info)
    #expect(again.format == .pkcs8)
    #expect(again.algorithmName == one.algorithm && again.bits == one.bits)
    // libcrypto agrees about what the public half is.
    let file = try PrivateKeyFile(plain: KeyBytes(one.specimen.der))
    let publicKey = try file.publicKey().encoding.array
    switch one.specimen.name {
    case "rsaKey": #expect(publicKey == Specimen.rsaPublicKeyInfo.der)
    case "ed25519Key": #expect(publicKey.count == 44)
    default: #expect(publicKey == Specimen.publicKey.der)
    }
  }

  @Test func refusesWhatIsNoKey() {
    #expect(throws: DERError.self) { try PrivateKeyStructure(Specimen.certificate.der) }
    #expect(throws: DERError.self) { try PrivateKeyStructure(Specimen.privateKey.der + [0]) }
    let shortened = Specimen.ed25519Key.der.dropLast()
    #expect(throws: DERError.self) { try PrivateKeyStructure(Array(shortened)) }
  }

  @Test func readsSchemes() throws {
    func scheme(_ der: [UInt8]) throws -> EncryptionScheme {
      var info = try DERReader.single(der).children
      return EncryptionScheme(try info.next(DERTag.sequence).children)
    }
    let modern = try scheme(Specimen.lockedKey.der)
    #expect(modern.name == "PBES2, AES-256-CBC, PBKDF2 with HMAC-SHA-256")
    #expect(modern.rounds == 2048 && modern.isKnown && !modern.isLegacy)
    let old = try scheme(Specimen.legacyLockedKey.der)
    #expect(old.name == "PBE with SHA-1 and RC2-40")
    #expect(old.rounds == 2048 && old.isLegacy)
    #expect(!EncryptionScheme(DERReader([])).isKnown)
  }

  @Test func readsParameters() throws {
    #expect(try KeyParameters(Specimen.ecParameters.der).curve?.name == "P-256")
    let dh = try KeyParameters(Specimen.dhParameters.der)
    #expect(dh.kind == .dhx && dh.bits == 512)
    let dsa = try KeyParameters(Specimen.dsaParameters.der)
    #expect(dsa.kind == .dsa && dsa.bits == 512)
    // p, g = 2 is Diffie-Hellman; n, e = 65537 is an RSA key.
    #expect(DERKind.of(pair([2])) == .parameters(.dh))
    #expect(DERKind.of(pair([5])) == .parameters(.dh))
    #expect(DERKind.of(pair([3])) == .rsaPublicKey)
    #expect(DERKind.of(pair([1, 0, 1])) == .rsaPublicKey)
  }

  private func pair(_ second: [UInt8]) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.magnitude([UInt8](repeating: 0xfb, count: 256))
      $0.magnitude(second)
    }
    return writer.bytes
  }
}
