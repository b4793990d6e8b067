package import Vocabulary

/// What is to be otherwise in a renewal.
package struct RenewalChanges: Sendable {
  /// Attributes that replace those of the certificate; an empty value takes the attribute away.
  package var attributes: AttributeSyntax
  /// Names to add.
  package var added: [GeneralName] = []
  /// Names to leave out, as the command line has them.
  package var dropped: [String] = []
  /// Whether the common name stays out of the alternative names.
  package var leavesOutCommonName = false

  /// Attributes alone.
  package init(_ attributes: AttributeSyntax) {
    self.attributes = attributes
  }
}

extension Renewal {
  /// Changes subject and names, with what `needs` asks for beside; gives what is worth knowing about that. Throws
  /// attributes that will not do, names to leave out that are not there, and what a role refuses.
  package mutating func apply(_ changes: RenewalChanges, _ needs: RoleNeeds) throws(PKIError) -> [String] {
    let oldName = subject.commonName
    let syntax = try SubjectSyntax(changes.attributes)
    let touched = Set(changes.attributes.given.map(\.attribute))
    for attribute in SubjectAttribute.allCases where touched.contains(attribute) {
      guard let type = attribute.type else { continue }
      replace(type, with: syntax.subject.attributes.filter { $0.type == type })
    }
    if let wanted = try needs.commonName(given: subject.commonName), subject.commonName == nil {
      replace(.commonName, with: [NameAttribute(type: .commonName, text: wanted)])
    }
    if touched.contains(.subjectAltName) { damageOfNames = nil }
    var names = touched.contains(.subjectAltName) ? syntax.alternativeNames : extensions.alternativeNames
    let isRenamed = subject.commonName != oldName
    if isRenamed, let old = oldName.flatMap(AlternativeNameSyntax.name(ofCommonName:)) {
      names.removeAll { $0.comparisonText == old.comparisonText }
    }
    names += changes.added
    for text in changes.dropped { try Renewal.drop(text, from: &names) }
    if isRenamed || touched.contains(.subjectAltName), !changes.leavesOutCommonName, !needs.namesPerson {
      names = names.withCommonName(of: subject)
    }
    if !changes.added.isEmpty || touched.contains(.subjectAltName) { names = names.withoutDuplicates }
    var notes: [String] = []
    if !needs.calls.isEmpty { (names, notes) = try needs.names(names, commonName: subject.commonName) }
    extensions.alternativeNames = names
    extensions.subjectIsEmpty = subject.isEmpty
    return notes
  }

  /// Takes away the names of a comma list; throws one that is not there.
  private static func drop(_ text: String, from names: inout [GeneralName]) throws(PKIError) {
    if let place = names.firstIndex(where: { $0.isMeant(by: text) }) {
      names.remove(at: place)
      return
    }
    let words = text.split(separator: ",").map { String($0.trimmingSpaces) }
    for word in words {
      guard let place = names.firstIndex(where: { $0.isMeant(by: word) }) else {
        throw PKIError(
          .usage, "", "--drop-san \(word): the certificate has no such name",
          hint: names.isEmpty ? nil : "it has " + names.prefix(8).map(\.description).joined(separator: ", "))
      }
      names.remove(at: place)
    }
  }

  /// Asks for what roles need beside what is asked for already: extended key usages, key usages, CA:TRUE.
  package mutating func add(_ needs: RoleNeeds) {
    guard !needs.calls.isEmpty else { return }
    let missing = needs.extendedKeyUsage.filter { !extensions.extendedKeyUsage.contains($0) }
    // A certificate without the extension is good for everything already, and stays so unless it must be said.
    if needs.isAuthority {
      extensions.extendedKeyUsage = []
      extensions.basicConstraints = extensions.basicConstraints ?? (true, nil)
    } else {
      extensions.extendedKeyUsage += missing
    }
    extensions.keyUsage.formUnion(needs.moreKeyUsage)
    if !extensions.keyUsage.isEmpty { extensions.keyUsage.insert(.digitalSignature) }
  }
}

extension GeneralName {
  /// Whether the text on a command line means this name: with its kind before it, or alone.
  fileprivate func isMeant(by text: String) -> Bool {
    let text = text.lowercased()
    return description.lowercased() == text || value.lowercased() == text
  }
}
