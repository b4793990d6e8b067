/// One attribute of a distinguished name: its type, how its value was encoded, and the value as text.
package struct NameAttribute: Hashable, Sendable {
  /// The attribute type, such as 2.5.4.3 for CN.
  package let type: ObjectIdentifier
  /// The ASN.1 string type's tag number: 12 UTF8String, 19 PrintableString, 22 IA5String, 30 BMPString, …
  package let stringTag: UInt8
  /// The value decoded; octets that are not valid in their string type appear as `\xHH`.
  package let text: String
  /// The content octets as they stand in the encoding.
  package let content: [UInt8]
  /// Whether the octets were valid for the string type.
  package let isWellFormed: Bool

  /// An attribute as it was decoded.
  package init(
    type: ObjectIdentifier, stringTag: UInt8, text: String, content: [UInt8], isWellFormed: Bool = true
  ) {
    self.type = type
    self.stringTag = stringTag
    self.text = text
    self.content = content
    self.isWellFormed = isWellFormed
  }

  /// An attribute to be encoded with the string type that its type asks for: PrintableString for countries
  /// and the like, IA5String for e-mail addresses and domain components, UTF8String for the rest.
  package init(type: ObjectIdentifier, text: String) {
    let tag: UInt8 =
      switch type {
      case .countryName, .serialNumberAttribute, .dnQualifier: 19
      case .emailAddress, .domainComponent: 22
      default: 12
      }
    self.init(type: type, stringTag: tag, text: text, content: Array(text.utf8))
  }
}
