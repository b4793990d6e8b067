package import Vocabulary

extension DERWriter {
  /// A Name (RFC 5280 §4.1.2.4) with each attribute in the string type that it carries.
  package mutating func distinguishedName(_ name: DistinguishedName) {
    sequence { writer in
      for relativeName in name.relativeNames {
        writer.setOf(relativeName.map(DERWriter.encoding(of:)))
      }
    }
  }

  private static func encoding(of attribute: NameAttribute) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence { pair in
      pair.objectIdentifier(attribute.type)
      pair.put(attribute.stringTag, attribute.content)
    }
    return writer.bytes
  }

  /// A GeneralNames list (RFC 5280 §4.2.1.6).
  package mutating func generalNames(_ names: [GeneralName]) {
    sequence { writer in
      for name in names { writer.generalName(name) }
    }
  }

  /// One GeneralName with its context tag.
  package mutating func generalName(_ name: GeneralName) {
    switch name {
    case .email(let text): put(DERTag.context(1, constructed: false), Array(text.utf8))
    case .dns(let text): put(DERTag.context(2, constructed: false), Array(text.utf8))
    case .uri(let text): put(DERTag.context(6, constructed: false), Array(text.utf8))
    case .ip(let octets): put(DERTag.context(7, constructed: false), octets)
    case .registeredID(let identifier): put(DERTag.context(8, constructed: false), identifier.content)
    case .directory(let directory): put(DERTag.context(4)) { $0.distinguishedName(directory) }
    case .upn(let text): otherName(.userPrincipalName) { $0.put(DERTag.utf8String, Array(text.utf8)) }
    case .srv(let text): otherName(.dnsServiceName) { $0.put(DERTag.ia5String, Array(text.utf8)) }
    case .other(let type, let value): otherName(type) { $0.raw(value) }
    case .unsupported(let tag, let content): put(DERTag.context(tag), content)
    }
  }

  private mutating func otherName(_ type: ObjectIdentifier, value: (inout DERWriter) -> Void) {
    put(DERTag.context(0)) { writer in
      writer.objectIdentifier(type)
      writer.put(DERTag.context(0), body: value)
    }
  }
}
