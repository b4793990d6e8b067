import Vocabulary

/// Why a path does not hold: the rule, the certificate, and what would mend it.
package struct PathFault: Hashable, Sendable {
  /// The rule, `subject.words-joined`; one condition has one code wherever it is met.
  package let code: String
  /// Where in the path: 0 is the leaf.
  package let depth: Int
  /// What was found, a sentence.
  package let message: String
  /// The clause that asks for it: "RFC 5280 §4.1.2.5".
  package let clause: String
  /// What mends it; nil where nothing can be said.
  package var fix: String?

  /// A fault at a depth.
  package init(_ code: String, at depth: Int, _ message: String, clause: String, fix: String? = nil) {
    self.code = code
    self.depth = depth
    self.message = message
    self.clause = clause
    self.fix = fix
  }
}

/// A path from the leaf upwards, and what is wrong with it.
package struct JudgedPath: Sendable {
  /// The certificates, leaf first; the last is the anchor where the path reaches one.
  package let certificates: [Certificate]
  /// Whether the last certificate is an anchor.
  package let isAnchored: Bool
  /// Everything that is wrong, the leaf's faults first.
  package let faults: [PathFault]

  /// Whether the path holds.
  package var holds: Bool { isAnchored && faults.isEmpty }
}
