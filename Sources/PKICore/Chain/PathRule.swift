/// A path under judgement: its certificates, leaf first, and what is asked of them.
package struct PathView: Sendable {
  /// The certificates, leaf first; the last is the anchor where the path reaches one.
  package let certificates: [Certificate]
  /// Whether the last certificate is an anchor.
  package let isAnchored: Bool
  /// What is asked.
  package let request: VerificationRequest
  /// The certificates with their extensions decoded.
  let shapes: [CertificateShape]
  /// What is weak about the keys, for the rules that ask for it.
  let keys = PathKeys()
  /// The certificates as the lints see them, for the rules that ask.
  let lints = PathLints()

  init(certificates: [Certificate], isAnchored: Bool, request: VerificationRequest) {
    self.certificates = certificates
    self.isAnchored = isAnchored
    self.request = request
    let last = certificates.count - 1
    self.shapes = certificates.enumerated().map { depth, certificate in
      CertificateShape(certificate, depth: depth, isAnchor: isAnchored && depth == last)
    }
  }

  /// The leaf.
  package var leaf: Certificate { certificates[0] }
  /// The depth of the anchor; nil where none is reached.
  package var anchorDepth: Int? { isAnchored ? certificates.count - 1 : nil }
  /// The certificates with their depths.
  package var numbered: EnumeratedSequence<[Certificate]> { certificates.enumerated() }
  /// The certificates that signed others, with their depths.
  package var issuers: [(depth: Int, certificate: Certificate)] {
    certificates.enumerated().dropFirst().map { ($0.offset, $0.element) }
  }
}

/// A rule's answer: where it is broken, and what was found there.
package struct Evidence: Hashable, Sendable {
  /// Where in the path: 0 is the leaf.
  package let depth: Int
  /// What was found, a sentence.
  package let sentence: Sentence
  /// What mends it, where that differs from the rule's own advice.
  package let fix: String?
  /// How bad it is, where that differs from the rule's own severity.
  package let severity: Severity?

  /// What was found at a depth.
  package init(at depth: Int, _ sentence: Sentence, fix: String? = nil, severity: Severity? = nil) {
    self.depth = depth
    self.sentence = sentence
    self.fix = fix
    self.severity = severity
  }
}

/// One rule that paths are held against: law and question in one row.
package struct PathRule: Sendable {
  /// `subject.words-joined`; one condition has one code wherever it is met.
  package let code: String
  /// The clause that asks for it: "RFC 5280 §4.1.2.5".
  package let clause: String
  /// How bad it is under a profile; nil where that profile does not ask.
  package let severity: @Sendable (Profile) -> Severity?
  /// What it asks, one sentence for the catalogue: "A serial number has at most 20 octets."
  package let asks: String
  /// The lints of zlint that it answers, by their names there.
  package let zlint: [String]
  /// What mends it; nil where nothing general can be said.
  package let fix: String?
  /// Where the rule is broken; nothing where it holds. Throws where an extension cannot be read.
  package let question: @Sendable (PathView) throws -> [Evidence]
  /// What makes it worth asking; nil where it always is.
  var condition: Condition?

  /// A rule in one row.
  package init(
    _ code: String, _ clause: String, _ severity: @escaping @Sendable (Profile) -> Severity?, asks: String,
    zlint: [String] = [], fix: String? = nil,
    question: @escaping @Sendable (PathView) throws -> [Evidence]
  ) {
    self.code = code
    self.clause = clause
    self.severity = severity
    self.asks = asks
    self.zlint = zlint
    self.fix = fix
    self.question = question
  }
}

/// How bad a rule is: the same under every profile, or by profile.
package enum RuleSeverity {
  /// Refused by every profile.
  package static let always: @Sendable (Profile) -> Severity? = { _ in .error }
  /// Refused by `rfc5280` and `webpki`, a warning to the others.
  package static let strict: @Sendable (Profile) -> Severity? = { $0 == .rfc5280 || $0 == .webpki ? .error : .warning }
  /// Refused by `webpki`, a warning to all others.
  package static let warningBelowWebPKI: @Sendable (Profile) -> Severity? = { $0 == .webpki ? .error : .warning }
  /// Refused by `webpki`, a warning to `rfc5280`, not asked by the others.
  package static let webpki: @Sendable (Profile) -> Severity? = { profile in
    switch profile {
    case .webpki: .error
    case .rfc5280: .warning
    case .cms, .sip: nil
    }
  }
}
