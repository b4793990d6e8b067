package import Vocabulary

extension GeneralName: DERReadable {
  /// A GeneralName (RFC 5280 §4.2.1.6). Octets outside ASCII appear as `\xHH`; NUL stays in the text.
  package init(_ reader: inout DERReader) throws(DERError) {
    let element = try reader.next()
    guard element.tag & 0xc0 == 0x80 else {
      throw DERError("no general name where one belongs", at: element.header.lowerBound)
    }
    let number = element.tag & 0x1f
    guard element.isConstructed == GeneralName.constructed.contains(number) || reader.rules == .lax else {
      throw DERError("a general name of the wrong form", at: element.header.lowerBound)
    }
    switch number {
    case 0: self = try GeneralName.otherName(element)
    case 1: self = .email(GeneralName.text(element))
    case 2: self = .dns(GeneralName.text(element))
    case 3, 5: self = .unsupported(tag: number, content: element.content)
    case 4:
      var inner = element.children
      self = .directory(try DistinguishedName(&inner))
      try inner.finish()
    case 6: self = .uri(GeneralName.text(element))
    case 7: self = .ip(element.content)
    case 8:
      let identifier = ObjectIdentifier(content: element.content)
      guard identifier.isWellFormed || reader.rules == .lax else {
        throw DERError("not an object identifier", at: element.range.lowerBound)
      }
      self = .registeredID(identifier)
    default: throw DERError("no general name where one belongs", at: element.header.lowerBound)
    }
  }

  private static let constructed: [UInt8] = [0, 3, 4, 5]

  private static func text(_ element: DERElement) -> String {
    CharacterString(DERTag.ia5String, element.contentSlice.octets).text
  }

  private static func otherName(_ element: DERElement) throws(DERError) -> GeneralName {
    var fields = element.children
    let type = try fields.objectIdentifier()
    var wrapped = try fields.next(DERTag.context(0)).children
    try fields.finish()
    let value = try wrapped.next()
    try wrapped.finish()
    switch (type, value.tag) {
    case (.userPrincipalName, DERTag.utf8String):
      return .upn(CharacterString(value.tag, value.contentSlice.octets).text)
    case (.dnsServiceName, DERTag.ia5String):
      return .srv(CharacterString(value.tag, value.contentSlice.octets).text)
    default: return .other(type, value: value.encoding)
    }
  }
}
