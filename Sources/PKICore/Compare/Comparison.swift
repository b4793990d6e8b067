import Vocabulary

/// Two statements side by side, gone through from the subject to the dates.
struct Comparison {
  private let old: Statement
  private let new: Statement
  /// What was found so far.
  private(set) var changes: [Difference.Change] = []

  init(_ old: Statement, _ new: Statement) {
    self.old = old
    self.new = new
  }

  private var areCertificates: Bool { old.certificate != nil && new.certificate != nil }
  private var areAlike: Bool { (old.certificate == nil) == (new.certificate == nil) }

  mutating func run() {
    name("subject", "Subject", old.subject, new.subject)
    if let before = old.certificate, let after = new.certificate {
      name("issuer", "Issuer", before.issuer, after.issuer)
    }
    lists("names", "Names", old.alternativeNames, new.alternativeNames, by: \.comparisonText, \.description)
    lists("key_usage", "Key usage", old.keyUsage.names, new.keyUsage.names, by: \.self, \.self)
    let (usages, newUsages) = (old.extendedKeyUsage, new.extendedKeyUsage)
    lists("eku", "Extended usage", usages, newUsages, by: \.description, \.extendedKeyUsageName)
    text("ca", "CA", Comparison.words(old.basicConstraints), Comparison.words(new.basicConstraints))
    extensions()
    key()
    if areAlike {
      text(
        "signature_algorithm", "Signature", old.signatureAlgorithm.signatureName, new.signatureAlgorithm.signatureName)
    }
    issue()
  }

  // MARK: - Kinds of values

  private mutating func text(
    _ key: String, _ label: String, _ old: String, _ new: String, isIncidental: Bool = false
  ) {
    guard old != new else { return }
    changes.append(.init(key: key, label: label, old: [old], new: [new], isIncidental: isIncidental))
  }

  /// Lists whose order says nothing.
  private mutating func lists<Element>(
    _ key: String, _ label: String, _ old: [Element], _ new: [Element], by identity: (Element) -> String,
    _ words: (Element) -> String
  ) {
    let (before, after) = (Set(old.map(identity)), Set(new.map(identity)))
    let dropped = old.filter { !after.contains(identity($0)) }, added = new.filter { !before.contains(identity($0)) }
    guard !dropped.isEmpty || !added.isEmpty else { return }
    changes.append(
      .init(key: key, label: label, old: dropped.map(words), new: added.map(words), isIncidental: false))
  }

  /// Names that match are the same, though their strings may be encoded in other types.
  private mutating func name(_ key: String, _ label: String, _ old: DistinguishedName, _ new: DistinguishedName) {
    guard old.matches(new) else {
      changes.append(
        .init(
          key: key, label: label, old: [Comparison.words(old)], new: [Comparison.words(new)], isIncidental: false))
      return
    }
    let before = old.attributes.map(Comparison.stringType), after = new.attributes.map(Comparison.stringType)
    text(
      key + "_encoding", label + " encoding", before.joined(separator: ", "), after.joined(separator: ", "),
      isIncidental: true)
  }

  private static func words(_ name: DistinguishedName) -> String { name.isEmpty ? "(empty)" : name.description }

  private static func words(_ constraints: BasicConstraints) -> String {
    guard constraints.isCA else { return "no" }
    return constraints.pathLength.map { "yes, path length \($0)" } ?? "yes"
  }

  private static func stringType(_ attribute: NameAttribute) -> String {
    let types: [UInt8: String] = [
      12: "UTF8String", 19: "PrintableString", 20: "TeletexString", 22: "IA5String", 28: "UniversalString",
      30: "BMPString",
    ]
    return attribute.type.attributeKeyword + " " + (types[attribute.stringTag] ?? "type \(attribute.stringTag)")
  }

  // MARK: - Extensions

  /// What has a line of its own above.
  private static let told: Set<ObjectIdentifier> = [
    .subjectAlternativeName, .keyUsage, .extendedKeyUsage, .basicConstraints,
  ]

  private mutating func extensions() {
    var seen: Set<ObjectIdentifier> = []
    for identifier in (old.extensions + new.extensions).map(\.identifier) where seen.insert(identifier).inserted {
      if !areAlike, identifier.isLeftToCA { continue }
      let (before, after) = (old.first(identifier), new.first(identifier))
      let name = identifier.extensionName
      let isIncidental = identifier.differsByIssue
      if !Comparison.told.contains(identifier), before?.value != after?.value {
        changes.append(
          .init(
            key: identifier.description, label: name, oldExtension: before, newExtension: after,
            isIncidental: isIncidental))
      }
      // In a request it means nothing: the CA decides.
      if areCertificates, let before, let after, before.isCritical != after.isCritical {
        text(identifier.description + "_critical", name + " critical", before.words, after.words)
      }
    }
  }

  // MARK: - Key and issue

  private mutating func key() {
    guard !new.publicKey.sameKey(as: old.publicKey) else { return }
    text("public_key", "Public key", old.publicKey.words, new.publicKey.words)
  }

  private mutating func issue() {
    guard let before = old.certificate, let after = new.certificate else { return }
    text("serial", "Serial", before.serial.hex, after.serial.hex, isIncidental: true)
    text("not_before", "Valid from", before.notBefore.words, after.notBefore.words, isIncidental: true)
    text("not_after", "Valid until", before.notAfter.words, after.notAfter.words, isIncidental: true)
  }
}

extension Extension {
  fileprivate var words: String { isCritical ? "yes" : "no" }
}

extension Time {
  fileprivate var words: String { instant?.description ?? text }
}

extension SubjectPublicKeyInfo {
  /// What kind of key, and enough of its pin to know it again.
  fileprivate var words: String {
    "\(keyDescription.text), SPKI SHA-256 " + Hexadecimal.text(Fingerprint.sha256(encoding.array).prefix(12))
  }
}
