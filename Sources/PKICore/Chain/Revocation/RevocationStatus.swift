package import Vocabulary

/// What is known of one certificate of a path: good, revoked, or unknown and why.
package struct RevocationStatus: Hashable, Sendable {
  /// One of three values; what is not known is never good.
  package enum State: String, Hashable, Sendable {
    case good
    case revoked
    case unknown
  }

  /// By which sort of evidence it is known.
  package enum Method: String, Hashable, Sendable {
    case crl
    case ocsp
  }

  /// What is known.
  package var state: State
  /// What it is known by; nil where it is not.
  package var method: Method?
  /// The file that says so; nil where none does.
  package var source: String?
  /// The number of the revocation list; nil where there is none.
  package var number: SerialNumber?
  /// When the evidence was made.
  package var thisUpdate: Instant?
  /// Until when there will be newer evidence; nil where that is not said.
  package var nextUpdate: Instant?
  /// Why the certificate was revoked; nil where that is not said.
  package var reason: RevocationReason?
  /// When the certificate was revoked; nil where it is not.
  package var time: Instant?
  /// Why it is not known, the weightiest first.
  package var doubts: [RevocationDoubt] = []
  /// What is not as it should be about evidence that counts all the same under some profiles.
  package var flaws: [RevocationDoubt] = []

  /// A state for which there is no evidence.
  static func unknown(_ doubts: [RevocationDoubt]) -> RevocationStatus {
    var status = RevocationStatus(state: .unknown)
    status.doubts = doubts.weightiestFirst
    return status
  }

  /// The sentence that says why it is not known; nil where it is.
  package var why: String? { state == .unknown ? doubts.first?.message : nil }
}

/// Why evidence does not count, or counts with a blemish.
package struct RevocationDoubt: Hashable, Sendable {
  /// The rule, `subject.words-joined`.
  package let code: String
  /// What was found, a sentence.
  package let message: String
  /// The clause that asks for it.
  package let clause: String
  /// What mends it.
  package let fix: String
  /// What is told first where several things stand in the way: the higher, the sooner.
  let weight: Int

  init(_ code: String, _ message: String, clause: String, fix: String, weight: Int = 5) {
    self.code = code
    self.message = message
    self.clause = clause
    self.fix = fix
    self.weight = weight
  }
}

extension [RevocationDoubt] {
  /// In the order in which they are told, whatever the order in which they were met; each once.
  var weightiestFirst: [RevocationDoubt] {
    Set(self).sorted { a, b in a.weight != b.weight ? a.weight > b.weight : (a.code, a.message) < (b.code, b.message) }
  }
}

extension RevocationStatus {
  /// The answer of several pieces of evidence about one certificate: revoked by one is revoked, good by one is good.
  static func combined(_ answers: [RevocationStatus]) -> RevocationStatus {
    let first = answers.first { $0.state == .revoked } ?? answers.first { $0.state == .good }
    if let first { return first }
    var doubts = answers.flatMap(\.doubts)
    if doubts.isEmpty { doubts = [.nothingKnown] }
    var status = RevocationStatus.unknown(doubts)
    status.flaws = answers.flatMap(\.flaws)
    return status
  }
}

extension RevocationDoubt {
  /// Neither list nor response says anything.
  static let nothingKnown = RevocationDoubt(
    "revocation.unknown", "No revocation list or OCSP response is given that speaks of it.",
    clause: "RFC 5280 §6.3", fix: "give its issuer's list with --crl, or a response with --ocsp-response", weight: 0)
}
