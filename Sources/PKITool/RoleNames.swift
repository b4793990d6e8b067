import Console
import PKICore
import Vocabulary

/// Subject and alternative names of what is being made: those typed, and those that its roles need.
struct RoleNames {
  /// The subject.
  let subject: DistinguishedName
  /// The alternative names, the common name first where it is one.
  let alternativeNames: [GeneralName]
  /// What is worth knowing about them.
  let notes: [String]

  /// The names that attributes and roles give; throws what contradicts itself, and a parameter that is missing.
  init(_ needs: RoleNeeds, _ attributes: [String], leavesOutCommonName: Bool) throws(PKIError) {
    try needs.requireParameters()
    try self.init(
      needs, AttributeSyntax(attributes, nearest: Suggestion.nearest), leavesOutCommonName: leavesOutCommonName)
  }

  /// The same for attributes that have been read.
  init(_ needs: RoleNeeds, _ attributes: AttributeSyntax, leavesOutCommonName: Bool) throws(PKIError) {
    try needs.requireParameters()
    var syntax = try SubjectSyntax(attributes)
    if let name = try needs.commonName(given: syntax.subject.commonName), syntax.subject.commonName == nil {
      let more = AttributeSyntax.Given(.commonName, name)
      syntax = try SubjectSyntax(AttributeSyntax(given: attributes.given + [more]))
    }
    subject = syntax.subject
    var names = syntax.alternativeNames
    if !leavesOutCommonName, !needs.namesPerson { names = names.withCommonName(of: subject) }
    if needs.calls.isEmpty || subject.commonName == nil && !needs.allowsNoCommonName {
      (alternativeNames, notes) = (names, [])
    } else {
      (alternativeNames, notes) = try needs.names(names, commonName: subject.commonName)
    }
  }
}

extension RoleNeeds {
  /// Whether no role asks for a common name, and there is one at least.
  var allowsNoCommonName: Bool { !calls.isEmpty && calls.allSatisfy { $0.role.needsNoCommonName } }
}

/// What is being made may be used for: what was typed, else what its roles need, else the defaults.
struct RoleUsages {
  /// The extended key usages.
  let extendedKeyUsage: [ObjectIdentifier]
  private let needs: RoleNeeds
  private let given: KeyUsage?

  /// The usages; throws where what was typed leaves out what a role needs.
  init(
    _ needs: RoleNeeds, extendedKeyUsage: ExtendedKeyUsageList?, keyUsage: KeyUsageList?
  ) throws(PKIError) {
    self.needs = needs
    given = keyUsage?.usage
    if needs.calls.isEmpty {
      self.extendedKeyUsage = extendedKeyUsage?.usages ?? DefaultUsage.extendedKeyUsage
    } else {
      self.extendedKeyUsage = try needs.extendedKeyUsage(given: extendedKeyUsage?.usages)
    }
    if let given { try needs.checkKeyUsage(given) }
  }

  /// The key usages that go with a key.
  func keyUsage(of key: borrowing SigningKey) -> KeyUsage {
    (given ?? DefaultUsage.keyUsage(of: key.publicKeyInfo)).union(needs.moreKeyUsage)
  }
}

extension RoleNames {
  /// A common name that was meant for a host, is none, and is the only name: nobody would find the host by it. Nil where
  /// there is nothing of that kind.
  var strayHostName: String? {
    guard alternativeNames.isEmpty, let name = subject.commonName, name.contains("." as Character),
      !name.contains(" " as Character), HostName.fault(in: name) != nil
    else { return nil }
    return name
  }
}
