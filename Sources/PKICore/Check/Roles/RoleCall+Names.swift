package import Vocabulary

extension RoleCall {
  /// The text that the common name must be; nil where only its form is asked, or nothing.
  package var commonName: String? {
    switch role.commonName.value {
    case .any: nil
    case .fqdn, .host: parameters[.fqdn].first
    case .value(let parameter): parameters[parameter].first
    case .prefixed(let word, let parameter): parameters[parameter].first.map { word + $0 }
    case .exactly(let text): text
    case .user: parameters[.user].first
    }
  }

  /// Whether the common name can only be one word, whatever other roles want.
  package var fixesCommonName: Bool {
    if case .exactly = role.commonName.value { true } else { false }
  }

  /// What is wrong with a text as the common name; nil where it will do.
  package func fault(inCommonName text: String) -> String? {
    if let wanted = commonName { return wanted.lowercased() == text.lowercased() ? nil : "it must be \(wanted)" }
    switch role.commonName.value {
    case .fqdn: return isFQDN(text) || allowsAddresses && IPAddress.octets(text) != nil ? nil : "it must be an FQDN"
    case .host:
      return AlternativeNameSyntax.host(orAddress: text) != nil ? nil : "it must be a host name or an address"
    default: return nil
    }
  }

  private func isFQDN(_ text: String) -> Bool {
    HostName.fault(in: text) == nil && text.contains("." as Character) && !text.hasPrefix("*.")
  }

  /// The names that must be among the alternative names where the common name is `commonName`; each may be written in
  /// several ways, the best first.
  package func wantedNames(_ commonName: String?) -> [WantedName] {
    var wanted: [WantedName] = []
    for source in role.names {
      wanted += names(source.value, commonName).map { WantedName(forms: $0, clause: source.clause) }
    }
    return wanted
  }

  private func names(_ source: Role.NameSource, _ given: String?) -> [[GeneralName]] {
    switch source {
    case .commonName:
      let text = commonName ?? given.flatMap { fault(inCommonName: $0) == nil ? $0 : nil }
      return [text].compactMap { $0.flatMap(AlternativeNameSyntax.host(orAddress:)) }.map { [$0] }
    case .each(let parameter):
      return parameters[parameter].compactMap(AlternativeNameSyntax.host(orAddress:)).map { [$0] }
    case .eachPrefixed(let word, let parameter):
      return parameters[parameter].map { [.dns(word + $0)] }
    case .eachAsSIP(let parameter):
      return parameters[parameter].map { [.uri("sip:" + $0), .dns($0)] }
    case .userPrincipalName:
      return parameters[.user].map { [.upn($0)] }
    }
  }
}

/// A name that must be among the alternative names, in one of several forms.
package struct WantedName: Hashable, Sendable {
  /// The forms, the best first.
  package let forms: [GeneralName]
  /// Where it is asked.
  package let clause: String

  /// Whether one of the names is it.
  package func isAmong(_ names: [GeneralName]) -> Bool {
    forms.contains { form in names.contains { WantedName.same(form, $0) } }
  }

  private static func same(_ wanted: GeneralName, _ found: GeneralName) -> Bool {
    switch (wanted, found) {
    case (.dns(let a), .dns(let b)), (.uri(let a), .uri(let b)), (.upn(let a), .upn(let b)):
      a.lowercased() == b.lowercased()
    default: wanted == found
    }
  }

  /// The form that a message shows.
  package var text: String { forms.map(\.description).joined(separator: " or ") }
}
