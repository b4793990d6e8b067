import Vocabulary

/// One rule that a certificate is held against for service: law and question in one row.
///
/// `PathRule` is the row of what a path must be; this is the row of what else a service needs: the key, the files, the
/// time that is left, the role.
package struct CheckRule: Sendable {
  /// How bad it is in a context; nil where nobody asks there.
  package typealias Gravity = @Sendable (CheckContext) -> Severity?

  /// `subject.words-joined`; one condition has one code wherever it is met.
  package let code: String
  /// The clause that asks for it: "CMS 3.8 §2.1".
  package let clause: String
  /// How bad it is.
  package let severity: Gravity
  /// What the rule asks, a sentence.
  package let asks: String
  /// What mends it; nil where nothing general can be said.
  package let fix: String?
  /// The lints of zlint that ask the same.
  package let zlint: [String]
  /// What is found; nothing where the rule holds.
  private let question: Question

  private enum Question: Sendable {
    case certificate(@Sendable (CheckView) -> [CheckEvidence])
    case role(@Sendable (CheckView, RoleCall) -> [CheckEvidence])
  }

  private init(
    _ code: String, _ clause: String, _ severity: @escaping Gravity, _ asks: String, _ fix: String?, _ zlint: [String],
    _ question: Question
  ) {
    self.code = code
    self.clause = clause
    self.severity = severity
    self.asks = asks
    self.fix = fix
    self.zlint = zlint
    self.question = question
  }

  /// A rule that every certificate is asked.
  package static func certificate(
    _ code: String, _ clause: String, _ severity: @escaping Gravity, asks: String, fix: String? = nil,
    zlint: [String] = [], question: @escaping @Sendable (CheckView) -> [CheckEvidence]
  ) -> CheckRule {
    CheckRule(code, clause, severity, asks, fix, zlint, .certificate(question))
  }

  /// A rule that is asked once for each role.
  package static func role(
    _ code: String, _ clause: String, _ severity: @escaping Gravity, asks: String, fix: String? = nil,
    question: @escaping @Sendable (CheckView, RoleCall) -> [CheckEvidence]
  ) -> CheckRule {
    CheckRule(code, clause, severity, asks, fix, [], .role(question))
  }

  /// What it finds.
  func findings(_ view: CheckView) -> [Finding] {
    switch question {
    case .certificate(let question):
      guard let severity = severity(view.context) else { return [] }
      return question(view).map { finding($0, severity, in: view, role: nil) }
    case .role(let question):
      return view.calls.flatMap { call -> [Finding] in
        let context = CheckContext(
          profile: view.context.profile, roles: [call.role], target: view.context.target)
        guard let severity = severity(context) else { return [] }
        return question(view, call).map { finding($0, severity, in: view, role: call.role.name) }
      }
    }
  }

  private func finding(_ evidence: CheckEvidence, _ severity: Severity, in view: CheckView, role: String?) -> Finding {
    Finding(
      code, severity, in: evidence.source ?? view.source, about: evidence.subject ?? view.leaf.subject.shortText,
      depth: evidence.depth, line: evidence.line ?? line(of: evidence, in: view), evidence.sentence,
      clause: evidence.clause ?? clause, fix: evidence.fix ?? fix, role: role)
  }

  private func line(of evidence: CheckEvidence, in view: CheckView) -> Int? {
    (evidence.source ?? view.source) == view.source ? view.line(at: evidence.depth) : nil
  }
}

/// A rule's answer: what was found, and where it differs from the rule's own row, by which clause and what mends it.
package struct CheckEvidence: Hashable, Sendable {
  /// What was found, a sentence that names its evidence.
  package let sentence: Sentence
  /// Where in the path; nil where it is about no certificate of one.
  package var depth: Int?
  /// The line that it begins on, where neither depth nor file tells; nil where they do, or nothing does.
  package var line: Int?
  /// Whose it is; nil is the leaf's.
  package var subject: String?
  /// The file; nil is the one that is checked.
  package var source: String?
  /// The clause, where it is another than the rule's.
  package var clause: String?
  /// What mends it, where that differs from the rule's own advice.
  package var fix: String?

  /// What was found, about the leaf unless said otherwise.
  package init(
    _ sentence: Sentence, depth: Int? = 0, line: Int? = nil, subject: String? = nil, source: String? = nil,
    clause: String? = nil,
    fix: String? = nil
  ) {
    self.sentence = sentence
    self.depth = depth
    self.line = line
    self.subject = subject
    self.source = source
    self.clause = clause
    self.fix = fix
  }
}

/// How bad a rule of service is: the same everywhere, or by what the certificate is for.
enum CheckSeverity {
  static let error: CheckRule.Gravity = { _ in .error }
  static let warning: CheckRule.Gravity = { _ in .warning }
  static let info: CheckRule.Gravity = { _ in .info }
}
