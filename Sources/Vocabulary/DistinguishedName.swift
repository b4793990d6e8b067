/// An X.501 name: relative distinguished names in the order of the encoding, each one or more attributes.
package struct DistinguishedName: Hashable, Sendable {
  /// The relative distinguished names, most significant first.
  package let relativeNames: [[NameAttribute]]

  /// The name with these relative distinguished names.
  package init(relativeNames: [[NameAttribute]]) {
    self.relativeNames = relativeNames
  }

  /// The name with one attribute in each relative distinguished name.
  package init(_ attributes: [NameAttribute]) {
    self.relativeNames = attributes.map { [$0] }
  }

  /// Whether there is no attribute at all.
  package var isEmpty: Bool { relativeNames.isEmpty }

  /// All attributes in the order of the encoding.
  package var attributes: [NameAttribute] { relativeNames.flatMap { $0 } }

  /// The values of all attributes of one type, in the order of the encoding.
  package func values(of type: ObjectIdentifier) -> [String] {
    var values: [String] = []
    for relativeName in relativeNames {
      for attribute in relativeName where attribute.type == type { values.append(attribute.text) }
    }
    return values
  }

  /// The last (most specific) common name; nil where there is none.
  package var commonName: String? { values(of: .commonName).last }

  /// The shortest text that names the holder: the common name, else the whole name.
  package var shortText: String { commonName ?? (isEmpty ? "(empty name)" : description) }
}

extension DistinguishedName: CustomStringConvertible {
  /// RFC 4514, most specific first, with a space after each comma: `CN=cb.example.com, O=Example, C=GB`.
  package var description: String {
    var parts: [String] = []
    for relativeName in relativeNames.reversed() {
      let attributes = relativeName.map { attribute in
        attribute.type.attributeKeyword + "=" + DistinguishedName.escaped(attribute)
      }
      parts.append(attributes.joined(separator: "+"))
    }
    return parts.joined(separator: ", ")
  }

  /// RFC 4514 §2.4: what would be read as syntax is escaped with a backslash. Backslash and `#` of a value that is
  /// not well-formed were put there in decoding it and stay.
  private static func escaped(_ attribute: NameAttribute) -> String {
    let specials: [UInt8] = Array((attribute.isWellFormed ? "\"+,;<>\\" : "\"+,;<>").utf8)
    let octets = Array(attribute.text.utf8)
    var escaped: [UInt8] = []
    for (index, octet) in octets.enumerated() {
      let opens = index == 0 && (octet == 32 || octet == 35 && attribute.isWellFormed)
      let closes = index == octets.count - 1 && octet == 32
      if opens || closes || specials.contains(octet) { escaped.append(92) }
      escaped.append(octet)
    }
    return escaped.count == octets.count ? attribute.text : String(decoding: escaped, as: UTF8.self)
  }
}
