import Vocabulary

/// Why a path does not hold: the rule, the certificate, and what would mend it.
package struct PathFault: Hashable, Sendable {
  /// The rule, `subject.words-joined`; one condition has one code wherever it is met.
  package let code: String
  /// Where in the path: 0 is the leaf.
  package let depth: Int
  /// What was found, a sentence with its evidence.
  package let sentence: Sentence
  /// The clause that asks for it: "RFC 5280 §4.1.2.5".
  package let clause: String
  /// What mends it; nil where nothing can be said.
  package var fix: String?
  /// How bad it is under the profile that was asked.
  package var severity = Severity.error

  /// A fault at a depth.
  package init(
    _ code: String, at depth: Int, _ sentence: Sentence, clause: String, fix: String? = nil, severity: Severity = .error
  ) {
    self.code = code
    self.depth = depth
    self.sentence = sentence
    self.clause = clause
    self.fix = fix
    self.severity = severity
  }

  /// What was found, as it is said.
  package var message: String { sentence.text }
}

/// A path from the leaf upwards, and what is wrong with it.
package struct JudgedPath: Sendable {
  /// The certificates, leaf first; the last is the anchor where the path reaches one.
  package let certificates: [Certificate]
  /// Whether the last certificate is an anchor.
  package let isAnchored: Bool
  /// Everything that was found, the leaf's faults first.
  package internal(set) var faults: [PathFault]
  /// What is known of the revocation of each certificate below the anchor, the leaf's first; empty where nobody asked
  /// or no anchor is reached.
  package var revocation: [RevocationStatus] = []

  /// What makes the path fail.
  package var errors: [PathFault] { faults.filter { $0.severity == .error } }
  /// What does not.
  package var warnings: [PathFault] { faults.filter { $0.severity != .error } }
  /// Whether the path holds.
  package var holds: Bool { isAnchored && errors.isEmpty }
}
