import Testing

@testable import PKICore

@Suite struct KeyGroupsTests {
  private func member(_ file: String, _ kind: ItemKind, _ bytes: [UInt8]) throws -> KeyGroups.Member {
    let item = try #require(try MaterialReader().read(bytes, name: file).items.first)
    let key = try #require(try item.publicKey())
    return KeyGroups.Member(file: file, kind: kind, publicKey: key, subject: nil)
  }

  @Test func whatSharesAKeyIsTogetherInTheOrderGiven() throws {
    let other = try Certificate(der: CertificateRecipe().der)
    let members = [
      try member("a.csr", .request, Specimen.request.pem),
      KeyGroups.Member(file: "x.crt", kind: .certificate, publicKey: other.publicKey, subject: "subject"),
      try member("a.key", .privateKey, Specimen.privateKey.pem),
      try member("a.crt", .certificate, Specimen.certificate.der),
    ]
    let groups = KeyGroups(members)
    #expect(groups.groups.map { $0.map(\.file) } == [["a.csr", "a.key", "a.crt"]])
    #expect(groups.orphans.map(\.file) == ["x.crt"])
  }

  @Test func nothingIsInNoGroup() {
    #expect(KeyGroups([]).groups.isEmpty && KeyGroups([]).orphans.isEmpty)
  }

  @Test func aRSAKeyIsTheSameWithAndWithoutParameters() throws {
    var (one, other) = (CertificateRecipe(), CertificateRecipe())
    one.publicKey = CertificateRecipe.rsaKey(bits: 2048)
    other.publicKey = CertificateRecipe.rsaKey(bits: 2048, parameters: [])
    let members = try [one, other].map { recipe in
      KeyGroups.Member(
        file: "f", kind: .certificate, publicKey: try Certificate(der: recipe.der).publicKey, subject: nil)
    }
    #expect(KeyGroups(members).groups.count == 1)
  }

  @Test func aLockedKeyHasNoPublicKey() throws {
    let item = try #require(try MaterialReader().read(Specimen.lockedKey.pem, name: "f").items.first)
    #expect(try item.publicKey() == nil)
  }
}
