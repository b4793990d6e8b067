import Vocabulary

@testable import PKICore

/// A leaf's names under a CA's constraints, and whether they hold.
struct NameConstraintsCase: CustomStringConvertible {
  var permitted: [GeneralName] = []
  var excluded: [GeneralName] = []
  var subject = DistinguishedName([])
  var names: [GeneralName]?
  let holds: Bool

  var description: String {
    "permitted \(permitted), excluded \(excluded): \(names ?? []) of \(subject)"
  }

  init(
    _ permitted: [GeneralName] = [], not excluded: [GeneralName] = [],
    subject: DistinguishedName = DistinguishedName([]),
    _ names: [GeneralName]?, _ holds: Bool
  ) {
    self.permitted = permitted
    self.excluded = excluded
    self.subject = subject
    self.names = names
    self.holds = holds
  }
}

extension NameConstraintsCase {
  private typealias Case = NameConstraintsCase

  static let hosts: [NameConstraintsCase] = [
    Case([.dns("example.com")], [.dns("example.com")], true),
    Case([.dns("example.com")], [.dns("a.example.com")], true),
    Case([.dns("example.com")], [.dns("a.b.EXAMPLE.com")], true),
    Case([.dns("EXAMPLE.com")], [.dns("a.example.com")], true),
    Case([.dns("example.com")], [.dns("badexample.com")], false), Case([.dns("example.com")], [.dns("com")], false),
    Case([.dns("example.com")], [.dns("a.example.com"), .dns("example.org")], false),
    Case([.dns("example.com"), .dns("example.org")], [.dns("a.example.com"), .dns("example.org")], true),
    Case([.dns("example.com")], [.ip([192, 0, 2, 1]), .email("a@b.example")], true),
    Case([.dns("example.com")], [.dns(".example.com")], false),
    Case([.dns("example.com")], [.dns("a.example.com.")], false),
    Case([.dns("example.com")], [.dns("")], false), Case([.dns("example.com")], [.dns("a b.example.com")], false),
    Case([.dns("example.com")], [.dns("_x.example.com")], true), Case([.dns("")], [.dns("a.example")], true),
    Case([.dns(".example.com")], [.dns("a.example.com")], true),
    Case([.dns(".example.com")], [.dns("example.com")], false),
    Case([.dns("*.example.com")], [.dns("a.example.com")], false),
    Case([.dns("example.com.")], [.dns("example.com")], false),
    Case([.dns("example.com")], [.dns("*.example.com")], true),
    Case([.dns("www.example.com")], [.dns("*.example.com")], false),
    Case([.dns("example.com")], [.dns("*.com")], false), Case([.dns(".example.com")], [.dns("*.example.com")], true),
    Case(not: [.dns("example.com")], [.dns("example.com")], false),
    Case(not: [.dns("example.com")], [.dns("a.example.com")], false),
    Case(not: [.dns("example.com")], [.dns("badexample.com")], true),
    Case(not: [.dns("example.com")], [.dns("com")], true),
    Case(not: [.dns("example.com")], [.dns("*.com")], false),
    Case(not: [.dns("example.com")], [.dns("*.example.com")], false),
    Case(not: [.dns("www.example.com")], [.dns("*.example.com")], false),
    Case(not: [.dns("www.example.com")], [.dns("*.www.example.com")], false),
    Case(not: [.dns("www.example.com")], [.dns("*.Example.org")], true),
    Case(not: [.dns("a.b.example.com")], [.dns("*.example.com")], true),
    Case(not: [.dns("example.com")], [.dns("example.com.")], false),
    Case(not: [.dns("example.com")], [.dns("a..b")], false),
    Case(not: [.dns("")], [.dns("a.example")], false), Case(not: [.dns("")], [.ip([192, 0, 2, 1])], true),
    Case([.dns("example.com")], not: [.dns("a.example.com")], [.dns("b.example.com")], true),
    Case([.dns("example.com")], not: [.dns("a.example.com")], [.dns("a.example.com")], false),
    Case([.dns("a\0.example.com")], [.dns("a.example.com")], false),
  ]

  private static let person = DistinguishedName([
    NameAttribute(type: .emailAddress, text: "a@example.com"), NameAttribute(type: .commonName, text: "A. Person"),
  ])

  static let mailboxes: [NameConstraintsCase] = [
    Case([.email("example.com")], [.email("a@example.com")], true),
    Case([.email("example.com")], [.email("A@EXAMPLE.com")], true),
    Case([.email("example.com")], [.email("a@b.example.com")], false),
    Case([.email(".example.com")], [.email("a@b.example.com")], true),
    Case([.email(".example.com")], [.email("a@example.com")], false),
    Case([.email("a@example.com")], [.email("a@example.com")], true),
    Case([.email("a@Example.com")], [.email("a@eXample.com")], true),
    Case([.email("a@example.com")], [.email("A@example.com")], false),
    Case([.email("a@example.com")], [.email("b@example.com")], false),
    Case([.email("example.com")], [.email("example.com")], false),
    Case([.email("example.com")], [.email("a@evil.example@example.com")], false),
    Case([.email("example.com")], [.email("\"a@b\"@example.com")], true),
    Case([.email("example.com")], [.email("@example.com")], false),
    Case([.email("example.com")], [.email("a@[192.0.2.1]")], false),
    Case([.email("*@example.com")], [.email("a@example.com")], false),
    Case([.email("a@")], [.email("a@example.com")], false), Case([.email("")], [.email("a@example.com")], false),
    Case(not: [.email("")], [.email("a@example.com")], false),
    Case(not: [.email("example.com")], [.email("a@example.com")], false),
    Case(not: [.email("example.com")], [.email("a@b.example.com")], true),
    Case(not: [.email(".example.com")], [.email("a@b.example.com")], false),
    Case(not: [.email("a@example.com")], [.email("b@example.com")], true),
    Case(not: [.email("a@example.com")], [.email("\"a\"@example.com")], false),
    Case(not: [.email("example.com")], [.email("a@b@c")], false),
    Case([.email("example.com")], subject: person, nil, true),
    Case([.email("example.org")], subject: person, nil, false),
    Case([.email("example.org")], subject: person, [.email("a@example.org")], false),
    Case(not: [.email("example.com")], subject: person, nil, false),
    Case(not: [.email("a@example.com")], subject: person, nil, false),
    Case([.email("example.com")], [international("ü@example.com")], true),
    Case([.email("example.org")], [international("ü@example.com")], false),
    Case(not: [.email("example.com")], [international("ü@example.com")], false),
    Case(not: [.email("example.com")], [international("ü@bücher.example")], false),
    Case([international("ü@example.com")], [international("ü@example.com")], false),
  ]

  static func international(_ text: String) -> GeneralName {
    var writer = DERWriter()
    writer.put(DERTag.utf8String, Array(text.utf8))
    return .other(ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 8, 9), value: writer.bytes)
  }

  static let uris: [NameConstraintsCase] = [
    Case([.uri("example.com")], [.uri("https://example.com/a")], true),
    Case([.uri("example.com")], [.uri("https://EXAMPLE.com:8443")], true),
    Case([.uri("example.com")], [.uri("https://u:p@example.com?q#f")], true),
    Case([.uri("example.com")], [.uri("https://a.example.com/")], false),
    Case([.uri(".example.com")], [.uri("https://a.example.com/")], true),
    Case([.uri(".example.com")], [.uri("https://example.com/")], false),
    Case([.uri("example.com")], [.uri("https://example.com@evil.example/")], false),
    Case([.uri("example.com")], [.uri("https://evil.example\\@example.com/")], false),
    Case([.uri("example.com")], [.uri("https://evil.example#@example.com/")], false),
    Case([.uri("example.com")], [.uri("https://192.0.2.1/")], false),
    Case([.uri("example.com")], [.uri("https://[2001:db8::1]/")], false),
    Case([.uri("example.com")], [.uri("sip:example.com")], false),
    Case([.uri("example.com")], [.uri("urn:example.com")], false),
    Case([.uri("example.com")], [.uri("//example.com")], false),
    Case([.uri("example.com")], [.uri("https:///example.com")], false),
    Case([.uri("192.0.2.1")], [.uri("https://192.0.2.1/")], false),
    Case([.uri("https://example.com")], [.uri("https://example.com/")], false),
    Case(not: [.uri("example.com")], [.uri("https://example.com/")], false),
    Case(not: [.uri("example.com")], [.uri("https://a.example.com/")], true),
    Case(not: [.uri(".example.com")], [.uri("https://a.example.com/")], false),
    Case(not: [.uri("example.com")], [.uri("https://192.0.2.1/")], false),
    Case(not: [.uri("example.com")], [.uri("urn:a")], false),
    Case(not: [.uri("example.com")], [.dns("example.com")], true),
    Case(not: [.uri("example.com")], [.uri("https://example.com.")], false),
  ]

  private static let network: GeneralName = .ip([192, 0, 2, 0, 255, 255, 255, 0])
  private static let network6: GeneralName = .ip(
    [0x20, 1, 0xd, 0xb8] + [UInt8](repeating: 0, count: 12) + [255, 255, 255, 255] + [UInt8](repeating: 0, count: 12))
  private static let address6: GeneralName = .ip([0x20, 1, 0xd, 0xb8] + [UInt8](repeating: 7, count: 12))

  static let addresses: [NameConstraintsCase] = [
    Case([network], [.ip([192, 0, 2, 9])], true), Case([network], [.ip([192, 0, 3, 9])], false),
    Case([network], [address6], false),
    Case([network6], [address6], true), Case([network6], [.ip([UInt8](repeating: 9, count: 16))], false),
    Case([network, network6], [.ip([192, 0, 2, 9]), address6], true), Case([network], [.dns("192.0.3.9")], true),
    Case([network], [.ip([192, 0, 2])], false), Case([network], [.ip([192, 0, 2, 0, 255, 255, 255, 0])], false),
    Case([.ip([192, 0, 2, 1, 255, 0, 255, 255])], [.ip([192, 0, 2, 1])], false),
    Case([.ip([192, 0, 2, 1])], [.ip([192, 0, 2, 1])], false),
    Case([.ip([0, 0, 0, 0, 0, 0, 0, 0])], [.ip([192, 0, 2, 1])], true),
    Case([.ip([192, 0, 2, 7, 255, 255, 255, 0])], [.ip([192, 0, 2, 1])], true),
    Case(not: [network], [.ip([192, 0, 2, 9])], false), Case(not: [network], [.ip([192, 0, 3, 9])], true),
    Case(not: [network], [address6], true),
    Case(not: [network6], [address6], false), Case(not: [network], [.ip([192])], false),
    Case(not: [.ip([192, 0, 2, 0, 255, 255, 0, 255])], [.dns("a.example")], false),
    Case(not: [.ip([0, 0, 0, 0, 0, 0, 0, 0])], [.ip([192, 0, 2, 1])], false),
  ]

  private static let inside = DistinguishedName.specimen("Example Ltd", "a")
  private static let base: GeneralName = .directory(
    DistinguishedName([NameAttribute(type: .organizationName, text: "EXAMPLE  ltd")]))

  static let directories: [NameConstraintsCase] = [
    Case([base], subject: inside, nil, true), Case([base], subject: .specimen("Other", "a"), nil, false),
    Case([base], nil, true),
    Case([base], subject: .specimen("a"), nil, false), Case([base], [.directory(inside)], true),
    Case([base], subject: inside, [.directory(.specimen("Other", "a"))], false),
    Case([.directory(inside)], subject: inside, nil, true),
    Case([.directory(.specimen("Example Ltd", "b"))], subject: inside, nil, false),
    Case([.directory(DistinguishedName([]))], subject: inside, nil, true),
    Case(not: [base], subject: inside, nil, false),
    Case(not: [base], subject: .specimen("Other", "a"), nil, true), Case(not: [base], [.directory(inside)], false),
    Case(not: [.directory(DistinguishedName([]))], subject: inside, nil, false),
    Case(not: [.directory(.specimen("a"))], subject: inside, nil, true),
    Case(not: [.directory(.specimen("Example Ltd", "ab"))], subject: inside, nil, true),
  ]

  static let commonNames: [NameConstraintsCase] = [
    Case([.dns("example.com")], subject: .specimen("a.example.com"), nil, true),
    Case([.dns("example.com")], subject: .specimen("a.example.org"), nil, false),
    Case([.dns("example.com")], subject: .specimen("*.example.org"), nil, false),
    Case(not: [.dns("a.example.com")], subject: .specimen("*.example.com"), nil, false),
    Case(not: [.dns("example.com")], subject: .specimen("A.example.COM"), nil, false),
    Case([.dns("example.com")], subject: .specimen("postgres"), nil, true),
    Case([.dns("example.com")], subject: .specimen("A. Person"), nil, true),
    Case([.dns("example.com")], subject: .specimen("192.0.2.1"), nil, true),
    Case([.dns("example.com")], subject: .specimen("a.example.org"), [.dns("a.example.com")], true),
  ]

  static let unsupported: [NameConstraintsCase] = [
    Case([.upn("a@example.com")], [.upn("a@example.com")], false),
    Case([.upn("a@example.com")], [.email("a@example.com")], true),
    Case(not: [.upn("a@example.com")], [.srv("_sip.example.com")], true),
    Case(not: [.srv("example.org")], [.srv("_sip.example.com")], false),
    Case([.registeredID(.serverAuth)], [.registeredID(.serverAuth)], false),
    Case([.registeredID(.serverAuth)], [.dns("a.example")], true),
    Case(not: [.unsupported(tag: 3, content: [0x30, 0])], [.unsupported(tag: 3, content: [0x30, 0])], false),
    Case(
      not: [.unsupported(tag: 3, content: [0x30, 0])], [.unsupported(tag: 5, content: [0xa1, 3, 0x0c, 1, 0x61])], true),
    Case(not: [.other(.clientAuth, value: [5, 0])], [.other(.clientAuth, value: [5, 0])], false),
    Case(not: [.other(.clientAuth, value: [5, 0])], [.other(.serverAuth, value: [5, 0])], true),
  ]

  static let all = hosts + mailboxes + uris + addresses + directories + commonNames + unsupported
}
