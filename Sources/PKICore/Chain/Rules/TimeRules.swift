import Vocabulary

extension PathRule {
  /// Validity; both ends are inclusive.
  static let time: [PathRule] = [
    PathRule(
      "time.unreadable", "RFC 5280 §4.1.2.5", RuleSeverity.always, asks: "Both dates of the validity can be read.",
      fix: "have the certificate issued again"
    ) {
      view in
      view.numbered.filter { $0.element.notBefore.instant == nil || $0.element.notAfter.instant == nil }
        .map { Evidence(at: $0.offset, "The dates of \($0.element.subject.shortText) cannot be read.") }
    },
    PathRule(
      "time.expired", "RFC 5280 §4.1.2.5", RuleSeverity.always, asks: "The certificate has not expired.",
      fix: "have it renewed"
    ) { view in
      guard let end = view.leaf.notAfter.instant, end < view.request.instant else { return [] }
      return [Evidence(at: 0, end.expiredSentence(at: view.request.instant))]
    },
    PathRule(
      "chain.expired-ca", "RFC 5280 §4.1.2.5", RuleSeverity.always,
      asks: "No certificate authority above it has expired."
    ) { view in
      view.issuers.compactMap { depth, certificate in
        guard let end = certificate.notAfter.instant, end < view.request.instant else { return nil }
        let name = certificate.subject.shortText
        return Evidence(
          at: depth, "The issuing certificate \(name, as: "cn") expired on \(end, as: "date").",
          fix: "use a current certificate of \(name)")
      }
    },
    PathRule(
      "time.not-yet", "RFC 5280 §4.1.2.5", RuleSeverity.always,
      asks: "Nothing on the path is used before its validity begins.", fix: "wait, or set the clock right"
    ) { view in
      view.numbered.compactMap { depth, certificate in
        guard let begin = certificate.notBefore.instant, begin > view.request.instant else { return nil }
        return Evidence(
          at: depth,
          "The certificate is not valid before \(begin, as: "date"); check the clocks of this machine and the server.")
      }
    },
  ]
}
