import Vocabulary

/// What a certificate must say to be used for something (Meeting Server certificate guidelines 3.8 §2.2).
private struct PurposeNeed {
  let eku: ObjectIdentifier
  let code: String
  let sentence: Sentence
  let keyUsage: KeyUsage
  let netscape: NetscapeType

  static func of(_ purpose: Purpose) -> PurposeNeed? {
    switch purpose {
    case .any, .ca: nil
    case .server:
      PurposeNeed(
        eku: .serverAuth, code: "eku.no-server",
        sentence: "The certificate may not be used by a server: extended key usage lacks server authentication.",
        keyUsage: [.digitalSignature, .keyEncipherment, .keyAgreement], netscape: .sslServer)
    case .client:
      PurposeNeed(
        eku: .clientAuth, code: "eku.no-client",
        sentence: "The certificate may not be used by a client: extended key usage lacks client authentication.",
        keyUsage: [.digitalSignature, .keyAgreement], netscape: .sslClient)
    case .email:
      PurposeNeed(
        eku: .emailProtection, code: "eku.no-email",
        sentence: "The certificate may not be used for e-mail: extended key usage lacks e-mail protection.",
        keyUsage: [.digitalSignature, .nonRepudiation, .keyEncipherment, .keyAgreement], netscape: .email)
    case .code:
      PurposeNeed(
        eku: .codeSigning, code: "eku.no-code",
        sentence: "The certificate may not sign code: extended key usage lacks code signing.",
        keyUsage: .digitalSignature, netscape: .objectSigning)
    }
  }

  /// Whether usages include the one needed; none at all are all of them (guide §2.1).
  func isMet(by usages: [ObjectIdentifier]?) -> Bool {
    usages.map { $0.contains(eku) || $0.contains(.anyExtendedKeyUsage) } ?? true
  }
}

extension PathRule {
  private static let guide = "CMS 3.8 §2.2"

  /// What the leaf may be used for, and what those above it allow.
  static let purpose: [PathRule] =
    [Purpose.server, .client, .email, .code].compactMap(ekuRule) + [
      PathRule(
        "ku.no-use", guide, RuleSeverity.always, asks: "The key usage allows what the certificate is used for.",
        fix: "have it issued with digitalSignature"
      ) { view in
        guard let need = PurposeNeed.of(view.request.purpose), let usage = try view.leaf.keyUsage,
          usage.isDisjoint(with: need.keyUsage)
        else { return [] }
        let names = need.keyUsage.names.joined(separator: ", ")
        return [Evidence(at: 0, "The key usage has none of \(names), one of which is needed.")]
      },
      PathRule(
        "ns.no-use", guide, RuleSeverity.always,
        asks: "A Netscape certificate type allows what the certificate is used for.",
        fix: "have it issued without a Netscape type"
      ) { view in
        guard let need = PurposeNeed.of(view.request.purpose), let type = try view.leaf.netscapeType,
          !type.contains(need.netscape)
        else { return [] }
        return [Evidence(at: 0, "The Netscape certificate type lacks \(need.netscape.names.joined()).")]
      },
      PathRule(
        "eku.restricted", "RFC 5280 §4.2.1.12", RuleSeverity.always,
        asks: "The extended key usages of the authorities above allow what the certificate is used for.",
        fix: "use an issuer without that restriction"
      ) { view in
        guard let need = PurposeNeed.of(view.request.purpose) else { return [] }
        return try view.issuers.evidence { (certificate: Certificate) throws(DERError) in
          guard let usages = try certificate.extendedKeyUsage, !need.isMet(by: usages) else { return nil }
          return
            "\(certificate.subject.shortText) may not issue certificates for this purpose: its extended key usage lacks "
            + "\(need.eku.extendedKeyUsageName)."
        }
      },
    ]

  private static func ekuRule(_ purpose: Purpose) -> PathRule? {
    guard let need = PurposeNeed.of(purpose) else { return nil }
    var rule = PathRule(
      need.code, guide, RuleSeverity.always,
      asks: "An extended key usage, if present, has \(need.eku.extendedKeyUsageName) for this purpose.",
      fix: "have it issued with \(need.eku.extendedKeyUsageName)"
    ) { view in
      guard let usages = try view.leaf.extendedKeyUsage, !need.isMet(by: usages) else {
        return []
      }
      let found = usages.map(\.extendedKeyUsageName).joined(separator: ", ")
      return [
        Evidence(
          at: 0, need.sentence, fix: "have it issued with \(need.eku.extendedKeyUsageName); it has only \(found)")
      ]
    }
    rule.condition = Condition(otherwise: noSuchPurpose) { $0.purpose == purpose }
    return rule
  }

  /// Who may sign certificates.
  static let authority: [PathRule] = [
    PathRule(
      "chain.not-ca", guide, RuleSeverity.always,
      asks: "Whoever signed a certificate is marked as a certificate authority."
    ) { view in
      let issuers = view.issuers + (view.request.purpose == .ca ? [(0, view.leaf)] : [])
      var evidence: [Evidence] = []
      for (depth, certificate) in issuers {
        let lacks = try lacksOfAuthority(certificate)
        guard !lacks.isEmpty else { continue }
        let name = certificate.subject.shortText
        let words = lacks.joined(separator: ", ")
        evidence.append(
          Evidence(
            at: depth,
            depth == 0
              ? "\(name) is not a certificate authority: \(words)." : AuthoritySentence.notMarked(name),
            fix: "have \(name) issued as a CA (\(words)), or use another issuer"))
      }
      return evidence
    }
  ]

  private static func lacksOfAuthority(_ certificate: Certificate) throws(DERError) -> [String] {
    let usage = try certificate.keyUsage
    let constraints = try certificate.basicConstraints
    let netscape = try certificate.netscapeType
    var lacks: [String] = []
    if let usage, !usage.contains(.keyCertSign) { lacks.append("its key usage lacks keyCertSign") }
    if let constraints, !constraints.isCA { lacks.append("its basic constraints say CA:FALSE") }
    if let netscape, !netscape.contains(.sslCA) { lacks.append("its Netscape type lacks SSL CA") }
    if usage == nil, constraints == nil, netscape == nil {
      lacks.append("it has neither basic constraints nor key usage nor a Netscape type")
    }
    return lacks
  }
}

/// What is said of a signer that is no authority, by whomever it is found.
enum AuthoritySentence {
  static func notMarked(_ name: String) -> Sentence {
    "\(name, as: "cn") signed this certificate but is not marked as a certificate authority; OpenSSL clients refuse it."
  }
}

extension [(depth: Int, certificate: Certificate)] {
  /// The evidence of each certificate that a question finds something at.
  func evidence(_ question: (Certificate) throws(DERError) -> String?) throws(DERError) -> [Evidence] {
    var evidence: [Evidence] = []
    for (depth, certificate) in self {
      if let message = try question(certificate) { evidence.append(Evidence(at: depth, Sentence(message))) }
    }
    return evidence
  }
}
