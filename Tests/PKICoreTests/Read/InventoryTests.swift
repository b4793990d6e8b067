import Testing
import Vocabulary

@testable import PKICore

@Suite struct InventoryTests {
  static let now = Instant(rfc3339: "2026-12-01T00:00:00Z") ?? Instant(seconds: 0)

  /// The entry of a file with these bytes.
  private func entry(_ file: String, _ bytes: [UInt8]) throws -> InventoryEntry {
    var entry = InventoryEntry(file: file)
    for item in try MaterialReader().read(bytes, name: file).items {
      if let element = InventoryElement(item, at: Self.now, ends: .standard) { entry.append(element) }
    }
    return entry
  }

  private func partners(_ entries: [InventoryEntry]) -> [String?] {
    let inventory = Inventory(entries)
    return inventory.entries.map { entry in entry.main.flatMap { inventory.partner(of: $0, in: entry.file) } }
  }

  @Test func aKeyPairsWithItsCertificateRatherThanItsRequest() throws {
    let entries = try [
      entry("a.csr", Specimen.request.pem), entry("b.crt", Specimen.certificate.pem),
      entry("c.key", Specimen.privateKey.pem),
    ]
    #expect(partners(entries) == ["c.key", "c.key", "b.crt"])
    #expect(Inventory(entries).hasPairs)
  }

  @Test func aRequestWillDoWhereThereIsNoCertificate() throws {
    #expect(
      partners([try entry("a.csr", Specimen.request.pem), try entry("a.key", Specimen.privateKey.pem)]) == [
        "a.key", "a.csr",
      ])
  }

  @Test func ofSeveralTheOneOfTheSameNameIsThePartner() throws {
    let entries = try [
      entry("a.crt", Specimen.certificate.pem), entry("a.key", Specimen.privateKey.pem),
      entry("b.crt", Specimen.certificate.pem), entry("b.key", Specimen.privateKey.pem),
      entry("c.crt", Specimen.certificate.pem),
    ]
    #expect(partners(entries) == ["a.key", "a.crt", "b.key", "b.crt", "a.key"])
    #expect(partners(Array(entries.reversed())).last == "a.key")
  }

  @Test func aCertificateElsewhereComesBeforeARequestOfTheSameName() throws {
    let entries = try [
      entry("cb.csr", Specimen.request.pem), entry("cb.key", Specimen.privateKey.pem),
      entry("new/cb.crt", Specimen.certificate.pem),
    ]
    #expect(partners(entries) == ["cb.key", "new/cb.crt", "cb.key"])
  }

  @Test func foldersArePartOfTheName() throws {
    let entries = try [
      entry("x/a.crt", Specimen.certificate.pem), entry("y/a.crt", Specimen.certificate.pem),
      entry("y/a.key", Specimen.privateKey.pem),
    ]
    #expect(partners(entries)[2] == "y/a.crt")
  }

  @Test func whatStandsInOneFileNeedsNoPartner() throws {
    #expect(partners([try entry("both.pem", Specimen.privateKey.pem + Specimen.certificate.pem)]) == [nil])
  }

  @Test func aLockedKeyPairsWithNothing() throws {
    let entries = [try entry("a.crt", Specimen.certificate.pem), try entry("a.key", Specimen.lockedKey.pem)]
    #expect(partners(entries) == [nil, nil])
    #expect(entries[1].elements[0].isLocked)
    #expect(!Inventory(entries).hasPairs)
  }

  /// What a file holds, and what the element that its line is about says of itself.
  struct Line: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let kind: ItemKind
    var subject = ""
    var key = ""
    var isLocked = false, isDamaged = false

    var testDescription: String { name }

    static let all: [Line] = [
      Line(
        name: "certificate", bytes: Specimen.certificate.pem, kind: .certificate, subject: "reader.example",
        key: "EC P-256"),
      Line(name: "request", bytes: Specimen.request.der, kind: .request, subject: "reader.example", key: "EC P-256"),
      Line(name: "key", bytes: Specimen.privateKey.pem, kind: .privateKey, key: "EC P-256"),
      Line(
        name: "parameters and key", bytes: Specimen.ecParameters.pem + Specimen.privateKey.pem, kind: .privateKey,
        key: "EC P-256"),
      Line(name: "parameters", bytes: Specimen.ecParameters.der, kind: .ecParameters),
      Line(name: "locked key", bytes: Specimen.lockedKey.pem, kind: .privateKey, isLocked: true),
      Line(name: "locked PKCS#12", bytes: Specimen.pkcs12.der, kind: .pkcs12, isLocked: true),
      Line(
        name: "revocation list", bytes: Specimen.revocationList.pem, kind: .revocationList, subject: "reader.example"),
      Line(
        name: "key and certificate", bytes: Specimen.privateKey.pem + Specimen.certificate.pem, kind: .certificate,
        subject: "reader.example", key: "EC P-256"),
      Line(
        name: "half a certificate", bytes: Array(Specimen.certificate.pem.prefix(200)), kind: .certificate,
        isDamaged: true),
    ]
  }

  @Test(arguments: Line.all) func saysWhatMatters(_ line: Line) throws {
    let main = try #require(try entry("f", line.bytes).main)
    #expect(main.kind == line.kind)
    #expect(main.name == line.subject)
    #expect(main.key == line.key)
    #expect(main.isLocked == line.isLocked)
    #expect(main.isDamaged == line.isDamaged)
  }

  @Test func whatIsNoneOfOursIsNoElement() throws {
    #expect(try entry("page", Array("<html></html>".utf8)).elements.isEmpty)
  }

  @Test func theWorstAndTheFirstEndCount() throws {
    let entry = try entry("chain.pem", Specimen.certificate.pem + Specimen.certificate.pem)
    #expect(entry.worstStatus == .good)
    #expect(entry.firstEnd?.date == "2036-11-18")
  }
}
