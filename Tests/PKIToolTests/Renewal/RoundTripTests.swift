import PKICore

import Testing
import Vocabulary

@testable import TestKit

/// What is asked for, signed and asked for again is the same, whatever it is.
@Suite struct RoundTripTests {
  static let names = [
    "DNS:b.example.com", "DNS:*.example.com", "10.1.2.3", "2001:db8::1", "email:a@b.example.com", "sip:example.com",
    "URI:https://example.com/x?y=z", "UPN:jo@example.com", "SRV:_sips.example.com", "RID:1.2.840.113549",
    "otherName:1.2.3.4;UTF8:Grüße",
  ]
  static let usages = KeyUsage.named.map(\.name).filter { $0 != "keyCertSign" && $0 != "cRLSign" }
  static let extended = [
    "serverAuth", "clientAuth", "serverAuth,clientAuth", "emailProtection,codeSigning", "1.2.3.4.5",
  ]

  /// What is typed behind `csr`, one of each kind and all together.
  static let requests: [[String]] =
    names.map { ["SAN:\($0)"] } + [["SAN:" + names.joined(separator: ",")], ["--no-cn-in-san"]]
    + usages.map { ["--key-usage", $0] } + [["--key-usage", usages.joined(separator: ",")]]
    + extended.map { ["--eku", $0] } + [["C:GB", "ST:London", "L:London", "O:One", "O:Two", "OU:Größe"]]

  /// A CA and a key of each type, made once.
  private static let store = Result {
    let folder = try TemporaryFolder()
    #expect(try Surface.run(["selfsigned", "ca", "--key-type", "ec:p256"], in: folder).status == 0)
    for type in RoleChainTests.types {
      let name = type.replacing(":", with: "")
      #expect(try Surface.run(["selfsigned", name, "--key-type", type], in: folder).status == 0)
    }
    return folder
  }

  private func folder(_ type: String) throws -> TemporaryFolder {
    let store = try Self.store.get(), folder = try TemporaryFolder()
    try folder.write(store.bytes("ca.crt"), to: "ca.crt")
    try folder.write(store.bytes("ca.key"), to: "ca.key", mode: 0o600)
    try folder.write(store.bytes(type.replacing(":", with: "") + ".key"), to: "k.key", mode: 0o600)
    return folder
  }

  private func run(_ words: [String], in folder: TemporaryFolder) throws {
    let run = try Surface.run(words, in: folder)
    #expect(run.status == 0, "\(words): \(run.output)\(run.errors)")
  }

  private func goesRound(_ typed: [String], _ type: String) throws {
    let folder = try folder(type)
    try run(["csr", "a", "CN:a.example.com", "--key", "k.key"] + typed, in: folder)
    try goesRound(in: folder)
  }

  /// Signs a.csr, asks again as b.csr and signs that: nothing differs from one to the other.
  private func goesRound(in folder: TemporaryFolder, signing: [String] = []) throws {
    try run(["sign", "a", "ca"] + signing, in: folder)
    try run(["renew", "a", "--as", "b"], in: folder)
    try run(["sign", "b", "ca"] + signing, in: folder)
    try run(["diff", "a.csr", "b.csr"], in: folder)
    try run(["diff", "a.csr", "a.crt"], in: folder)
    try run(["diff", "a.crt", "b.csr"], in: folder)
    try run(["diff", "a.crt", "b.crt"], in: folder)
    let request = try MaterialReader().read(folder.bytes("a.csr"), name: "a.csr").request()
    let again = try MaterialReader().read(folder.bytes("b.csr"), name: "b.csr").request()
    #expect(request.information == again.information)
  }

  @Test(arguments: requests) func whatIsAskedForIsAskedForAgain(_ typed: [String]) throws {
    try goesRound(typed, "ec:p256")
  }

  @Test(arguments: RoleChainTests.types) func withEveryTypeOfKey(_ type: String) throws {
    try goesRound(["SAN:" + Self.names.joined(separator: ","), "O:Example"], type)
  }

  /// What cannot be typed, in a request that is made from its parts.
  struct Made: Sendable, CustomTestStringConvertible {
    let what: String
    var names: [GeneralName] = [.dns("a.example.com")]
    var usage: KeyUsage = .digitalSignature
    var constraints: (isCA: Bool, pathLength: Int?)?
    var testDescription: String { what }

    private static let directory = GeneralName.directory(
      DistinguishedName(relativeNames: [
        [NameAttribute(type: .countryName, text: "GB")],
        [NameAttribute(type: .commonName, text: "Größe"), NameAttribute(type: .organizationName, text: "a, b+c")],
      ]))
    private static let strange: [GeneralName] = [
      directory, .other(.serverAuth, value: [0x30, 3, 2, 1, 5]), .unsupported(tag: 3, content: [0x30, 0]),
      .unsupported(tag: 5, content: [0xa1, 3, 12, 1, 0x61]),
    ]

    static let all =
      strange.map { Made(what: $0.kind, names: [$0]) } + [Made(what: "all kinds", names: strange)]
      + ([.keyCertSign, [.keyCertSign, .cRLSign], [.digitalSignature, .keyCertSign]] as [KeyUsage]).map { usage in
        Made(what: "\(usage.names)", usage: usage, constraints: (true, nil))
      } + [Made(what: "every usage", usage: KeyUsage(KeyUsage.named.map(\.usage)), constraints: (true, nil))]
      + [0, 3].map { (length: Int) in
        Made(what: "path length \(length)", usage: [.keyCertSign, .cRLSign], constraints: (true, length))
      }
  }

  @Test(arguments: Made.all) func whatCannotBeTypedIsAskedForAgain(_ made: Made) throws {
    let folder = try folder("ec:p256")
    var extensions = CertificateExtensions()
    extensions.alternativeNames = made.names
    extensions.keyUsage = made.usage
    extensions.basicConstraints = made.constraints
    let key = try SigningKey(
      privateKeyInfo: MaterialReader().read(folder.bytes("k.key"), name: "k.key").privateKey().privateKeyInfo())
    let subject = DistinguishedName([NameAttribute(type: .commonName, text: "a")])
    let der = try RequestPlan(subject: subject, extensions: extensions).request(signedWith: key)
    try folder.write(PEMEncoding.block("CERTIFICATE REQUEST", der), to: "a.csr")
    try goesRound(in: folder, signing: made.constraints == nil ? [] : ["--ca"])
  }

  /// A CA's request, as it is typed.
  @Test(arguments: [[], ["--key-usage", "keyCertSign,cRLSign"], ["--key-usage", "digitalSignature,keyCertSign"]])
  func aCAGoesRound(_ typed: [String]) throws {
    let folder = try folder("ec:p256")
    try run(["csr", "a", "CN:Issuing CA", "--for", "ca", "--key", "k.key"] + typed, in: folder)
    try goesRound(in: folder, signing: ["--ca"])
  }

  /// A certificate of another program: its subject and what a request can ask for, octet for octet.
  @Test func whatAnotherProgramWroteIsCarriedOver() throws {
    let files = Transcript(try Disk.text("\(Repository.path)/Tests/PKIToolTests/Transcripts/renew.txt")).files
    let vendor = try #require(files.first { $0.name == "vendor.crt" })
    let folder = try TemporaryFolder()
    try folder.write(vendor.bytes, to: "vendor.crt")
    try run(["renew", "vendor", "--new-key"], in: folder)
    let old = try MaterialReader().read(vendor.bytes, name: "").certificate()
    let new = try MaterialReader().read(folder.bytes("vendor.csr"), name: "").request()
    #expect(new.subjectDER == old.subjectDER)
    let carried: [ObjectIdentifier] = [
      .subjectAlternativeName, .keyUsage, .extendedKeyUsage, .tlsFeature, .microsoftTemplateName, .microsoftTemplate,
    ]
    for identifier in carried {
      let before = try #require(old.extensions.first { $0.identifier == identifier })
      #expect(try new.extensions.first { $0.identifier == identifier }?.value == before.value, "\(identifier)")
    }
    #expect(try new.extensions.count == carried.count)
  }
}
