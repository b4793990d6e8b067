/// How a search came to its verdict: every path and every branch that was cut, in the order in which they were tried.
///
/// It is bounded, whatever was handed in: what is left out is counted.
package struct Explanation: Sendable {
  /// The certificate that a path was looked for from.
  package let leaf: Certificate
  /// Those that are trusted by themselves.
  package let anchors: Census
  /// Those that may stand between.
  package let intermediates: Census
  /// Paths and cut branches in the order tried.
  package internal(set) var attempts: [Attempt] = []
  /// How many judged paths are not among the attempts.
  package internal(set) var pathsLeftOut = 0
  /// How many cut branches are not among the attempts, by the reason.
  package internal(set) var cutsLeftOut: [Cut: Int] = [:]
  /// How many signatures were checked for this search; what other searches had found out was not checked again.
  package internal(set) var signaturesTried = 0
  /// Why the search ended before everything was tried; nil where it did not.
  package internal(set) var limit: Limit?
  /// Where among the attempts the path is that was taken, and why that one.
  package internal(set) var choice: Choice?

  /// Certificates that were given, counted; the names of the first.
  package struct Census: Sendable {
    /// How many there are.
    package let count: Int
    /// The first of them.
    package let first: [Certificate]

    init(_ certificates: [Certificate]) {
      count = certificates.count
      first = Array(certificates.prefix(Explanation.mostNames))
    }
  }

  /// What was tried once.
  package struct Attempt: Sendable {
    /// The certificates, leaf first. Of a cut branch the last is the one that it was cut at.
    package let certificates: [Certificate]
    /// Whether the last certificate is an anchor.
    package let isAnchored: Bool
    /// How it ended.
    package let end: End
  }

  /// How an attempt ended.
  package enum End: Sendable {
    /// The path was judged.
    case judged(Judgement)
    /// The branch was not followed.
    case cut(Cut)
  }

  /// Why a branch is not followed.
  package enum Cut: String, CaseIterable, Hashable, Sendable {
    /// The issuer has the name, but another key signed.
    case signature
    /// The issuer stands on the path already.
    case loop
    /// The path is as long as paths may be.
    case length
    /// No signature is checked any more, so that nobody knows whether this issuer signed.
    case signaturesSpent = "signatures-spent"
  }

  /// What brings a search to an end.
  package enum Limit: String, Hashable, Sendable {
    /// So many paths were judged.
    case paths
    /// So many signatures were checked.
    case signatures
  }

  /// Which path was taken.
  package struct Choice: Sendable {
    /// Its place among the attempts.
    package let attempt: Int
    /// Why.
    package let reason: Reason

    /// Why a path is taken.
    package enum Reason: Sendable {
      /// It is the first that holds.
      case holds
      /// It is the only one.
      case only
      /// None holds, and it reaches an anchor, which others do not, or has the fewest errors.
      case best
    }
  }

  /// The most certificates of a census that are named.
  static let mostNames = 8
  /// The most judged paths that are told in full, the taken one not counted.
  static let mostPaths = 16
  /// The most cut branches that are told.
  static let mostCuts = 32
  /// The most pieces of evidence that are kept of one rule.
  static let mostEvidence = 8

  init(of leaf: Certificate, in pool: TrustPool) {
    self.leaf = leaf
    anchors = Census(pool.anchors)
    let trusted = Set(pool.anchors)
    intermediates = Census(pool.untrusted.filter { !trusted.contains($0) && $0 != leaf })
  }
}

/// How one path was judged: every rule in the order in which it was asked.
package struct Judgement: Sendable {
  /// What was asked, in that order.
  package internal(set) var steps: [Step] = []
  /// What is known of the revocation of each certificate below the anchor, and what was looked at for it.
  package internal(set) var lookups: [RevocationLookup] = []
  /// The path with its faults, by certificates.
  package internal(set) var errors = 0, warnings = 0
  /// Whether the path holds.
  package internal(set) var holds = false

  /// One question and its answer.
  package struct Step: Sendable {
    /// The rule, or the check that is no row of the rules: `chain.anchor`, `chain.openssl`, `revocation.status`.
    package let code: String
    /// The clause that asks for it.
    package let clause: String
    /// How bad it is where it is broken; nil where only its faults say that, or the profile does not ask.
    package let severity: Severity?
    /// What came of it.
    package internal(set) var answer: Answer
  }

  /// What came of a question.
  package enum Answer: Sendable {
    case holds
    /// Where it is broken; some faults may be left out, which are counted.
    case broken([PathFault], leftOut: Int)
    /// Nobody asked, and why.
    case notAsked(String)
    /// An extension cannot be read, which `ext.damaged` names.
    case unreadable(String)
  }

  /// The first step whose answer makes the path fail; nil where none does.
  package var stop: Int? {
    steps.firstIndex { step in
      guard case .broken(let faults, _) = step.answer else { return false }
      return faults.contains { $0.severity == .error }
    }
  }
}

/// What was looked at to find out whether one certificate is revoked.
package struct RevocationLookup: Sendable {
  /// Where in the path: 0 is the leaf.
  package let depth: Int
  /// What is known.
  package internal(set) var status: RevocationStatus?
  /// The lists and responses that were considered, in that order.
  package internal(set) var considered: [Witness] = []
  /// How many more there were.
  package internal(set) var leftOut = 0

  /// A list or response, and why it does not count.
  package struct Witness: Hashable, Sendable {
    /// The file that it came from.
    package let source: String
    /// By which sort of evidence.
    package let method: RevocationStatus.Method
    /// Why it does not count; nil where it does.
    package let obstacle: RevocationDoubt?
  }

  /// The most that are told.
  static let most = 16
}

/// What the key identifiers of a certificate and of one that may have issued it say to each other.
package enum KeyIdentifierRelation: String, Sendable {
  /// They are the same.
  case agrees
  /// They are not.
  case differs
  /// One of them is not there, or cannot be read.
  case absent

  /// The relation between the authority key identifier of one and the subject key identifier of the other
  /// (RFC 5280 §4.2.1.1).
  package init(of certificate: Certificate, issuedBy issuer: Certificate) {
    self.init((try? certificate.authorityKeyIdentifier)??.keyIdentifier, issuer.keyIdentifierIfReadable)
  }

  /// The relation of the identifier that is wanted to the one that is offered.
  init(_ wanted: [UInt8]?, _ offered: [UInt8]?) {
    guard let wanted, let offered else {
      self = .absent
      return
    }
    self = wanted == offered ? .agrees : .differs
  }
}

extension Certificate {
  /// The subject key identifier; nil too where it cannot be read.
  var keyIdentifierIfReadable: [UInt8]? { (try? subjectKeyIdentifier) ?? nil }
}
