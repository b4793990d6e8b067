import Vocabulary

extension CheckRule {
  /// The time that is left.
  static let time: [CheckRule] = [
    .certificate(
      "time.soon", "--critical", CheckSeverity.error, asks: "The certificate does not end within days.",
      fix: "have it renewed now"
    ) { view in
      view.isAtEnd && view.daysLeft <= view.request.thresholds.criticalDays ? [CheckEvidence(view.endSentence)] : []
    },
    .certificate(
      "time.soon", "Pexip, Managing TLS certificates", CheckSeverity.warning,
      asks: "The certificate does not end within weeks.", fix: "have it renewed"
    ) { view in
      view.isAtEnd && view.daysLeft > view.request.thresholds.criticalDays ? [CheckEvidence(view.endSentence)] : []
    },
    .certificate(
      "time.path-soon", "Pexip, Managing TLS certificates", CheckSeverity.warning,
      asks: "No issuing certificate ends within weeks, or before what it signed.",
      fix: "use the CA's new certificate, and have this one issued again"
    ) { view in
      guard let leafEnd = view.leaf.notAfter.instant else { return [] }
      return view.above.compactMap { depth, certificate in
        guard let end = certificate.notAfter.instant, end >= view.instant else { return nil }
        let days = end.days(since: view.instant)
        guard days <= view.request.thresholds.warningDays || end < leafEnd else { return nil }
        let name = certificate.subject.shortText
        return CheckEvidence(
          "The issuing certificate \(name) expires in \(days) days, on \(end).", depth: depth, subject: name)
      }
    },
  ]
}

extension CheckView {
  /// Whole days until the certificate ends.
  fileprivate var daysLeft: Int { leaf.notAfter.instant?.days(since: instant) ?? .max }

  /// Whether it is still valid and ends soon.
  fileprivate var isAtEnd: Bool {
    guard let end = leaf.notAfter.instant, end >= instant else { return false }
    return daysLeft <= request.thresholds.warningDays || daysLeft <= request.thresholds.criticalDays
  }

  fileprivate var endSentence: String {
    let end = leaf.notAfter.instant.map(\.description) ?? leaf.notAfter.text
    return "The certificate expires in \(daysLeft) days, on \(end)."
  }
}
