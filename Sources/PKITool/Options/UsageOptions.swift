package import Console
package import Vocabulary

/// A comma list of extended key usages: `serverAuth,clientAuth,1.2.3.4`.
package struct ExtendedKeyUsageList: OptionValue, Hashable {
  /// The usages in the order given.
  package var usages: [ObjectIdentifier]

  /// Names in any case, or dotted identifiers.
  package static func parse(_ text: String) throws(InvalidValue) -> ExtendedKeyUsageList {
    var usages: [ObjectIdentifier] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = word.filter { $0 != " " }
      guard let usage = ObjectIdentifier(extendedKeyUsage: word) else {
        let names = ObjectIdentifierRegistry.extendedKeyUsages.values.sorted()
        let nearest = Suggestion.nearest(to: word, among: names)
        throw InvalidValue(
          expected: "extended key usages such as serverAuth,clientAuth, or their identifiers",
          hint: nearest.map { "did you mean '\($0)'?" })
      }
      if !usages.contains(usage) { usages.append(usage) }
    }
    return ExtendedKeyUsageList(usages: usages)
  }

  /// The common ones.
  package static var candidates: Candidates {
    .words(["serverAuth", "clientAuth", "codeSigning", "emailProtection", "timeStamping", "OCSPSigning"])
  }
}

/// A comma list of key usages: `digitalSignature,keyEncipherment`.
package struct KeyUsageList: OptionValue, Hashable {
  /// The usages.
  package var usage: KeyUsage

  /// Names in any case.
  package static func parse(_ text: String) throws(InvalidValue) -> KeyUsageList {
    var usage: KeyUsage = []
    let names = KeyUsage.named.map(\.name)
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = word.filter { $0 != " " }
      guard let one = KeyUsage(name: word) else {
        throw InvalidValue(
          expected: "key usages such as digitalSignature,keyEncipherment",
          hint: Suggestion.nearest(to: word, among: names).map { "did you mean '\($0)'?" })
      }
      usage.insert(one)
    }
    return KeyUsageList(usage: usage)
  }

  /// All names.
  package static var candidates: Candidates { .words(KeyUsage.named.map(\.name)) }
}
