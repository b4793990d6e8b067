package import Vocabulary

/// A subject and its alternative names, checked and in the order in which certificates carry them.
package struct SubjectSyntax: Sendable {
  /// C ST L O OU CN emailAddress, whatever the order typed.
  package let subject: DistinguishedName
  /// The alternative names given, without duplicates; the common name is not put in here.
  package let alternativeNames: [GeneralName]

  /// The subject of these attributes; throws values that RFC 5280 or ISO 3166 do not allow.
  package init(_ syntax: AttributeSyntax) throws(PKIError) {
    var attributes: [NameAttribute] = []
    var names: [GeneralName] = []
    for attribute in SubjectAttribute.allCases {
      let values = syntax.given.filter { $0.attribute == attribute }.map(\.value)
      if values.count > 1, !attribute.mayRepeat {
        throw PKIError(.usage, "", "\(attribute.rawValue) is given \(values.count) times", hint: "give it once")
      }
      for value in values where !value.isEmpty {
        if let type = attribute.type {
          let text = try SubjectSyntax.checked(value, attribute)
          attributes.append(NameAttribute(type: type, text: text))
        } else {
          names += try AlternativeNameSyntax.list(value)
        }
      }
    }
    self.subject = DistinguishedName(attributes)
    self.alternativeNames = names.withoutDuplicates
  }

  /// The value of an attribute as a subject may hold it; throws one that RFC 5280 or ISO 3166 do not allow.
  static func checked(_ value: String, _ attribute: SubjectAttribute) throws(PKIError) -> String {
    let name = attribute.rawValue
    if value.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }) {
      throw PKIError(.usage, "", "\(name): the value holds control characters")
    }
    if attribute == .country { return try Country.code(value) }
    if attribute == .emailAddress, !AlternativeNameSyntax.isEmail(value) {
      throw PKIError(.usage, "", "\(name):\(value): not an e-mail address", hint: "write it as name@example.com")
    }
    let length = value.unicodeScalars.count
    if length > attribute.upperBound {
      throw PKIError(
        .usage, "", "\(name): \(length) characters, and \(attribute.upperBound) is the most that RFC 5280 allows",
        hint: attribute == .commonName ? "put long host names into subjectAltName: and a short one into CN:" : nil)
    }
    return value
  }
}

extension [GeneralName] {
  /// Each name once, at its first place; host names are compared in any case.
  package var withoutDuplicates: [GeneralName] {
    if count < 2 { return self }
    var seen: Set<String> = []
    return filter { name in
      if case .dns(let host) = name { return seen.insert("DNS:" + host.lowercased()).inserted }
      return seen.insert(name.description).inserted
    }
  }

  /// The common name put first, where it is a host name, an address or an e-mail address (as the Meeting Server does).
  package func withCommonName(of subject: DistinguishedName) -> [GeneralName] {
    guard let name = subject.commonName.flatMap(AlternativeNameSyntax.name(ofCommonName:)) else { return self }
    return ([name] + self).withoutDuplicates
  }
}
