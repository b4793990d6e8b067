import PKICore
import TestKit

// Commands whose files are not a key and what belongs to it alone: tables, lists, whole folders.
extension Scenario {
  static let rekey = Scenario(
    name: "renew --new-key", words: ["renew", "ca", "--force", "--new-key", "--as", "n"], before: authority,
    key: "n.key", dependent: "n.csr", wordsWithKey: ["renew", "ca", "--force", "--as", "n"])

  static let completing = Scenario(
    name: "complete --from", words: ["complete", "--from", "."],
    before: [
      "n.key": Array(Fixture.key.utf8), "n.csr": Array(Fixture.request.utf8),
      "answer.pem": Array(Fixture.certificate.utf8),
    ],
    dependent: "n.crt", keyElsewhere: "n.key", moved: ("n.csr", "n.csr.done"))

  static let user = Scenario(
    name: "user", words: ["user", "jo", "--passout", "env:PW"], key: "jo.p12", dependent: "jo.pem", isSlow: true,
    isVerySlow: true)

  static let rows = Scenario(
    name: "csr --from", words: ["csr", "--from", "t.csv", "--key-type", "ec:p256"],
    before: ["t.csv": Array("name,CN\nn,n.example\n".utf8)], key: "n.key", dependent: "n.csr",
    others: ["manifest.ndjson": isManifest], goesOn: true, keepsWhatIsDone: true)

  static let signingRows = Scenario(
    name: "sign --from", words: ["sign", "--from", "manifest.ndjson", "ca"],
    before: authority.merging([
      "a.csr": Array(Fixture.request.utf8), "manifest.ndjson": Array("{\"name\":\"a\"}\n".utf8),
    ]) { $1 },
    dependent: "a.crt", keyElsewhere: "ca.key", goesOn: true, keepsWhatIsDone: true)

  static let revoke = Scenario(
    name: "revoke", words: ["revoke", "leaf", "ca"], before: authority.merging(["leaf.crt": Fixture.issued]) { $1 },
    others: ["ca.revoked": isRevokedFile])

  static let revokeMore = Scenario(
    name: "revoke, one more", words: ["revoke", "leaf", "ca"],
    before: authority.merging(["leaf.crt": Fixture.issued, "ca.revoked": revoked]) { $1 },
    others: ["ca.revoked": isRevokedFile])

  static let list = Scenario(
    name: "crl", words: ["crl", "ca"], before: authority, others: ["ca.revoked": isRevokedFile, "ca.crl": isList])

  static let listAgain = Scenario(
    name: "crl, again", words: ["crl", "ca"],
    before: authority.merging(["ca.revoked": revoked, "ca.crl": oldList]) { $1 },
    others: ["ca.revoked": isRevokedFile, "ca.crl": isList])

  private static let authority = [
    "ca.key": Array(Fixture.key.utf8), "ca.crt": Array(Fixture.certificate.utf8),
  ]

  private static let revoked = Array("0a1f 2026-01-01T00:00:00Z superseded CN=old\n".utf8)

  /// A list that the CA made before.
  private static let oldList: [UInt8] = {
    guard let folder = try? list.folder() else { return [] }
    _ = try? Pki.run(list.words, in: folder.path)
    return (try? folder.bytes("ca.crl")) ?? []
  }()

  @Sendable private static func isManifest(_ bytes: [UInt8]) -> Bool {
    // A journal may be there before its first line.
    bytes.isEmpty || bytes.last == 0x0a && (try? JSONValue(String(decoding: bytes, as: UTF8.self))) != nil
  }

  @Sendable private static func isRevokedFile(_ bytes: [UInt8]) -> Bool {
    bytes.last == 0x0a && (try? RevokedFile(bytes, name: "")) != nil
  }

  @Sendable private static func isList(_ bytes: [UInt8]) -> Bool {
    guard let material = try? MaterialReader().read(bytes, name: ""), material.firstError == nil else { return false }
    return (try? material.revocationLists().count) == 1
  }
}
