package import Vocabulary

/// What in a store calls for somebody, as Pexip's alarms do: keys without a certificate, chains that lead to no root,
/// ends that are near.
package struct StoreAlarms: Sendable {
  private let inventory: Inventory
  private let thresholds: Thresholds
  private let instant: Instant
  private let missingIssuers: MissingIssuers

  /// The codes of all alarms.
  package static let codes = ["time.expired", "time.soon", "chain.missing", "key.no-certificate"]

  /// The alarms of an inventory whose elements were made with the same thresholds.
  package init(_ inventory: Inventory, thresholds: Thresholds, at instant: Instant) {
    self.inventory = inventory
    self.thresholds = thresholds
    self.instant = instant
    self.missingIssuers = MissingIssuers(inventory.entries)
  }

  /// The alarms of a file, in the order of its elements; each is said once, with the line of the first.
  package func alarms(of entry: InventoryEntry) -> [Finding] {
    var alarms: [Finding] = []
    // A file may hold very many: what was said is looked up, not searched for.
    var issuers: Set<UInt32> = []
    var said: Set<String> = []
    for element in entry.elements {
      if let alarm = end(of: element, in: entry.file) { alarms.append(alarm) }
      if let missing = missingIssuer(of: element), issuers.insert(missing).inserted {
        let alarm = chain(of: element, without: missing, in: entry.file)
        if said.insert(alarm.message).inserted { alarms.append(alarm) }
      }
      if let alarm = use(of: element, in: entry.file), said.insert(alarm.message).inserted { alarms.append(alarm) }
    }
    return alarms
  }

  private func end(of element: InventoryElement, in file: String) -> Finding? {
    guard let end = element.end else { return nil }
    func finding(_ code: String, _ severity: Severity, _ message: Sentence, _ clause: String) -> Finding {
      Finding(
        code, severity, in: file, about: element.name, line: element.line, message, clause: clause,
        fix: "have it renewed, and put the new certificate in its place")
    }
    if end < instant {
      return finding("time.expired", .error, end.expiredSentence(at: instant), "RFC 5280 §4.1.2.5")
    }
    let message = end.endSentence(at: instant)
    switch element.nearness(thresholds) {
    case .far: return nil
    case .near(let threshold): return finding("time.soon", .warning, message, "--warn \(threshold)")
    case .critical(let threshold): return finding("time.soon", .error, message, "--critical \(threshold)")
    }
  }

  private func missingIssuer(of element: InventoryElement) -> UInt32? {
    element.kind == .certificate ? missingIssuers.missing(for: element.issuerNumber) : nil
  }

  private func chain(of element: InventoryElement, without missing: UInt32, in file: String) -> Finding {
    let name = IssuerTable.shared.text(missing)
    return Finding(
      "chain.missing", .warning, in: file, line: element.line,
      "The chain leads to no root: no certificate of \(name.isEmpty ? "its issuer" : name) is here.",
      clause: "Pexip TLS, alarms", fix: "put the certificate of that authority beside it")
  }

  private func use(of element: InventoryElement, in file: String) -> Finding? {
    guard element.kind == .privateKey, let print = element.keyPrint, !inventory.hasCertificate(of: print) else {
      return nil
    }
    let request = inventory.partner(of: element, in: file)
    return Finding(
      "key.no-certificate", .warning, in: file, line: element.line, "No certificate here belongs to the key.",
      clause: "Pexip TLS, alarms",
      fix: request.map { "have \($0) signed, and put the certificate beside it" }
        ?? "pki csr NAME CN:NAME --key \(file) makes a request for it")
  }
}
