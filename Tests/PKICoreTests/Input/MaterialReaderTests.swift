import Platform
import Testing

@testable import PKICore

@Suite struct MaterialReaderTests {
  /// What each specimen is read as.
  struct Case: Sendable, CustomTestStringConvertible {
    let specimen: Specimen
    let kinds: [ItemKind]
    var isEncrypted = false
    var testDescription: String { specimen.name }

    static let all: [Case] = [
      Case(specimen: .certificate, kinds: [.certificate]), Case(specimen: .request, kinds: [.request]),
      Case(specimen: .revocationList, kinds: [.revocationList]), Case(specimen: .privateKey, kinds: [.privateKey]),
      Case(specimen: .sec1Key, kinds: [.privateKey]), Case(specimen: .rsaKey, kinds: [.privateKey]),
      Case(specimen: .ed25519Key, kinds: [.privateKey]), Case(specimen: .publicKey, kinds: [.publicKey]),
      Case(specimen: .rsaPublicKey, kinds: [.publicKey]), Case(specimen: .rsaPublicKeyInfo, kinds: [.publicKey]),
      Case(specimen: .lockedKey, kinds: [.privateKey], isEncrypted: true),
      Case(specimen: .legacyLockedKey, kinds: [.privateKey], isEncrypted: true),
      Case(specimen: .pkcs7, kinds: [.pkcs7, .certificate, .revocationList]),
      Case(specimen: .pkcs12, kinds: [.pkcs12], isEncrypted: true),
      Case(specimen: .pkcs12WithEmptyPassphrase, kinds: [.pkcs12, .certificate, .privateKey], isEncrypted: true),
      Case(specimen: .pkcs12WithoutLock, kinds: [.pkcs12, .certificate]),
      Case(specimen: .ecParameters, kinds: [.ecParameters]), Case(specimen: .dhParameters, kinds: [.dhParameters]),
      Case(specimen: .dsaParameters, kinds: [.dsaParameters]), Case(specimen: .ocspRequest, kinds: [.ocspRequest]),
      Case(specimen: .ocspResponse, kinds: [.ocspResponse]),
    ]
  }

  @Test func boundsWhatIsHeld() throws {
    var reader = MaterialReader()
    reader.limits.heldItems = 2
    let der = Specimen.publicKey.der
    #expect(try reader.read(der + der, name: "f").items.count == 2)
    #expect(throws: PKIError.self) { try reader.read(der + der + der, name: "f") }
    // What is looked at one by one has no such bound.
    var seen = 0
    _ = try reader.read(ByteSource(bytes: der + der + der, name: "f")) { (_: Item) throws(PKIError) in
      seen += 1
      return true
    }
    #expect(seen == 3)
  }

  @Test(arguments: Case.all) func readsPEM(_ one: Case) throws {
    let material = try MaterialReader().read(one.specimen.pem, name: "f")
    #expect(material.items.map(\.kind) == one.kinds)
    #expect(material.items[0].isEncrypted == one.isEncrypted)
    #expect(material.items[0].label == one.specimen.label)
    #expect(material.items[0].line == 1)
    #expect(material.items.allSatisfy { $0.error == nil })
    #expect(material.items.dropFirst().allSatisfy { $0.container == 0 })
    #expect(material.notes.isEmpty)
  }

  @Test(arguments: Case.all) func readsDER(_ one: Case) throws {
    let material = try MaterialReader().read(one.specimen.der, name: "f")
    #expect(material.items.map(\.kind) == one.kinds)
    #expect(material.items[0].encoding == .der)
    #expect(material.items[0].isEncrypted == one.isEncrypted)
    #expect(material.items.allSatisfy { $0.error == nil && $0.line == nil })
  }

  @Test(arguments: Case.all) func readsBareBase64AndSaysSo(_ one: Case) throws {
    let material = try MaterialReader().read(Base64.encode(one.specimen.der, lineLength: 76), name: "f")
    // The identifier of a curve alone begins with another letter than all else.
    guard one.specimen.name != Specimen.ecParameters.name else { return }
    #expect(material.items.map(\.kind) == one.kinds)
    #expect(material.items[0].encoding == .base64)
    #expect(material.items[0].error?.kind == .content)
    #expect(material.items[0].isUsable)
  }

  /// What a file may have been through.
  struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let notes: [String]
    let change: @Sendable ([UInt8]) -> [UInt8]
    var testDescription: String { name }

    static let all: [Damage] = [
      Damage(name: "CRLF", notes: ["CRLF line ends"]) { $0.flatMap { $0 == 0x0a ? [0x0d, 0x0a] : [$0] } },
      Damage(name: "BOM", notes: ["BOM"]) { [0xef, 0xbb, 0xbf] + $0 },
      Damage(name: "UTF-16 LE", notes: ["UTF-16"]) { [0xff, 0xfe] + $0.flatMap { [$0, 0] } },
      Damage(name: "UTF-16 BE", notes: ["UTF-16"]) { [0xfe, 0xff] + $0.flatMap { [0, $0] } },
      Damage(name: "UTF-16 LE without a mark", notes: ["UTF-16"]) { $0.flatMap { [$0, 0] } },
      Damage(name: "UTF-16 BE without a mark", notes: ["UTF-16"]) { $0.flatMap { [0, $0] } },
      Damage(name: "Ctrl-Z", notes: ["Ctrl-Z at the end"]) { $0 + [0x1a] },
      Damage(name: "no newline", notes: ["no final newline"]) { $0.dropLast() },
      Damage(name: "text", notes: ["text around the blocks"]) { Array("Here it is:\n".utf8) + $0 },
      Damage(name: "base64", notes: ["base64 around PEM"]) { Base64.encode($0) },
    ]
  }

  @Test(arguments: Damage.all) func forgives(_ damage: Damage) throws {
    let pem = Specimen.certificate.pem + Specimen.privateKey.pem
    let material = try MaterialReader().read(damage.change(pem), name: "f")
    #expect(material.items.map(\.kind) == [.certificate, .privateKey])
    #expect(material.items.allSatisfy { $0.error == nil })
    #expect(material.notes == damage.notes)
  }

  @Test func countsLinesAndContainers() throws {
    let pem = Specimen.certificate.pem + Specimen.pkcs7.pem + Array("\n".utf8) + Specimen.request.pem
    let items = try MaterialReader().read(pem, name: "f").items
    #expect(items.map(\.kind) == [.certificate, .pkcs7, .certificate, .revocationList, .request])
    #expect(items.map(\.container) == [nil, nil, 1, 1, nil])
    let lines = pem.split(separator: 0x0a, omittingEmptySubsequences: false)
    for item in items where item.container == nil {
      #expect(lines[(item.line ?? 0) - 1].starts(with: Array("-----BEGIN".utf8)))
    }
  }

  @Test func readsDERInARow() throws {
    let der = Specimen.certificate.der
    let material = try MaterialReader().read(der + der + Specimen.revocationList.der + [0x0a], name: "f")
    #expect(material.items.map(\.kind) == [.certificate, .certificate, .revocationList])
    #expect(material.notes == ["white space follows the DER"])
  }

  @Test func cutsWhatFollowsATrustedCertificate() throws {
    let item = try MaterialReader().read(Specimen.trustedCertificate.pem, name: "f").items[0]
    guard case .certificate(let certificate) = item.content else { return #expect(Bool(false)) }
    #expect(certificate.der == Specimen.certificate.der)
    #expect(item.notes.isEmpty && item.error == nil)
    let more = PEMEncoding.block("CERTIFICATE", Specimen.certificate.der + [1, 2, 3])
    #expect(try MaterialReader().read(more, name: "f").items[0].notes == ["3 more octets follow it"])
  }

  @Test func trustsContentsOverLabels() throws {
    let item = try MaterialReader().read(PEMEncoding.block("CERTIFICATE", Specimen.request.der), name: "f").items[0]
    #expect(item.kind == .request)
    #expect(item.notes == ["labelled as a certificate, which it is not"])
    let key = try MaterialReader().read(PEMEncoding.block("RSA PRIVATE KEY", Specimen.privateKey.der), name: "f")
    #expect(key.items[0].privateKey?.structure?.algorithmName == "EC")
  }

  @Test func stopsWhenTold() throws {
    let pem = Specimen.certificate.pem
    var seen = 0
    _ = try MaterialReader().read(ByteSource(bytes: pem + pem + pem, name: "f")) { (_: Item) throws(PKIError) in
      seen += 1
      return seen < 2
    }
    #expect(seen == 2)
  }

  @Test func givesUpOnAFileOfRubble() throws {
    var limits = MaterialLimits.standard
    limits.damagedItems = 10
    let rubble = [[UInt8]](repeating: Array("-----BEGIN CERTIFICATE-----\n".utf8), count: 100).flatMap { $0 }
    let items = try MaterialReader(limits: limits).read(rubble, name: "f").items
    #expect(items.count == 12)
    #expect(items.last?.error?.kind == .limit)
  }

  @Test func boundsCertificates() throws {
    var limits = MaterialLimits.standard
    limits.certificate.certificateOctets = 100
    let item = try MaterialReader(limits: limits).read(Specimen.certificate.pem, name: "f").items[0]
    #expect(item.kind == .certificate)
    #expect(item.error?.kind == .limit)
  }
}
