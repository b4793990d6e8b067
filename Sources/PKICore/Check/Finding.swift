/// A rule's answer with its detail: what was found, where, why it matters, and what mends it.
///
/// `check`, `verify` and `probe` speak in findings: one condition has one code and one wording wherever it is met.
package struct Finding: Hashable, Sendable {
  /// The rule, dotted words: `eku.no-client`.
  package let code: String
  /// How bad it is in the context that was asked about: profile, role, type of target.
  package let severity: Severity
  /// The input that it was found in, as it was named; "-" is standard input.
  package internal(set) var source: String
  /// Whose certificate or key it is, in a word; empty where it is about the input as a whole.
  package let subject: String
  /// Where in the path: 0 is the leaf; nil where it is about no certificate of a path.
  package let depth: Int?
  /// The line of the input that the certificate or key begins on, counted from 1; nil where it is about the input as a
  /// whole, or about something that stands elsewhere.
  package let line: Int?
  /// What was found, a sentence that names its evidence, with its evidence.
  package let sentence: Sentence
  /// The clause that asks for it: "CMS 3.8 §2.1".
  package let clause: String
  /// The command or action that mends it; nil where nothing can be said.
  package let fix: String?
  /// The role that asks for it; nil where every certificate is asked.
  package let role: String?

  /// A finding of an input.
  package init(
    _ code: String, _ severity: Severity, in source: String, about subject: String = "", depth: Int? = nil,
    line: Int? = nil, _ sentence: Sentence, clause: String, fix: String? = nil, role: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.source = source
    self.subject = subject
    self.depth = depth
    self.line = line
    self.sentence = sentence
    self.clause = clause
    self.fix = fix
    self.role = role
  }

  /// What was found, as it is said.
  package var message: String { sentence.text }
}
