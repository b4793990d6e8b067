import Vocabulary

extension PreparedList {
  /// Faults of shape that old but working authorities' lists have (RFC 5280 §5): errors to the strict profiles.
  var flaws: [RevocationDoubt] {
    var flaws: [RevocationDoubt] = []
    func add(_ code: String, _ message: String, _ clause: String) {
      flaws.append(RevocationDoubt(code, message, clause: clause, fix: "have the list issued again without that"))
    }
    let said = "The revocation list \(source)"
    if list.version == 0 { add("crl.version", "\(said) is of version 1, not 2.", "RFC 5280 §5.1.2.1") }
    if list.nextUpdate == nil {
      add("crl.no-next-update", "\(said) does not say when the next one comes.", "RFC 5280 §5.1.2.5")
    }
    let notes = list.thisUpdate.notes + (list.nextUpdate?.notes ?? [])
    if let note = notes.first {
      add("crl.time", "A date of the revocation list \(source) has \(note).", "RFC 5280 §5.1.2.4")
    }
    if list.entryContent?.count == 0 {
      add("crl.empty", "\(said) has an empty list of entries instead of none.", "RFC 5280 §5.1.2.6")
    }
    if let flaw = numberFlaw { add("crl.number", "\(said) \(flaw).", "RFC 5280 §5.2.3") }
    switch list.extensions.first(where: { $0.identifier == .authorityKeyIdentifier })?.isCritical {
    case nil: add("crl.aki", "\(said) lacks the identifier of its issuer's key.", "RFC 5280 §5.2.1")
    case true?: add("crl.aki", "\(said) has a critical authority key identifier.", "RFC 5280 §5.2.1")
    case false?: break
    }
    for (identifier, clause) in [(ObjectIdentifier.issuingDistributionPoint, "5"), (.deltaCRLIndicator, "4")]
    where list.extensions.contains(where: { $0.identifier == identifier && !$0.isCritical }) {
      let name = ObjectIdentifierRegistry.extensions[identifier] ?? identifier.description
      add("crl.not-critical", "\(said) has a \(name) that is not critical.", "RFC 5280 §5.2.\(clause)")
    }
    return flaws
  }

  private var numberFlaw: String? {
    guard let field = list.extensions.first(where: { $0.identifier == .cRLNumber }), let number else {
      return "has no number"
    }
    if field.isCritical { return "has a critical number" }
    if number.isNegative { return "has a negative number" }
    return number.content.count > 20 ? "has a number of more than 20 octets" : nil
  }
}

extension SerialNumber {
  /// Whether a number that is not negative is below another.
  func isBelow(_ other: SerialNumber) -> Bool {
    let (a, b) = (magnitude, other.magnitude)
    return a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
  }
}
