import Vocabulary

extension CheckRule {
  /// The time that is left.
  static let time: [CheckRule] = [
    .certificate(
      "time.soon", "--critical", CheckSeverity.error, asks: "The certificate does not end within days.",
      fix: "have it renewed now"
    ) { view in
      guard case .critical(let threshold) = view.nearness(of: view.leaf) else { return [] }
      return [CheckEvidence(view.endSentence, clause: "--critical \(threshold)")]
    },
    .certificate(
      "time.soon", "Pexip, Managing TLS certificates", CheckSeverity.warning,
      asks: "The certificate does not end within weeks.", fix: "have it renewed"
    ) { view in
      guard case .near(let threshold) = view.nearness(of: view.leaf) else { return [] }
      return [CheckEvidence(view.endSentence, clause: "--warn \(threshold)")]
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
        guard view.nearness(of: certificate) != .far || end < leafEnd else { return nil }
        let name = certificate.subject.shortText
        return CheckEvidence(
          "The issuing certificate \(name, as: "cn") expires in \(days, "day", as: "n"), on \(end, as: "date").",
          depth: depth, subject: name)
      }
    },
  ]
}

extension CheckView {
  /// How near the end of a certificate is that has not expired.
  fileprivate func nearness(of certificate: Certificate) -> Thresholds.Nearness {
    guard let end = certificate.notAfter.instant, end >= instant else { return .far }
    return request.thresholds.nearness(at: instant, notBefore: certificate.notBefore.instant ?? end, notAfter: end)
  }

  fileprivate var endSentence: Sentence { leaf.notAfter.instant?.endSentence(at: instant) ?? "" }
}
