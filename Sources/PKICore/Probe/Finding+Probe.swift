internal import Platform
import Vocabulary

extension DNSFailure {
  /// Whether DNS answered that there is nothing.
  var isAbsence: Bool {
    switch self {
    case .noName, .noData: true
    default: false
    }
  }
}

extension Finding {
  /// A finding by a rule of live servers; `severity` where it depends on the kind of target.
  init(
    _ code: String, _ severity: Severity? = nil, in source: String, about subject: String = "", _ sentence: Sentence,
    fix: String? = nil
  ) {
    let rule = ProbeRule.rule(code)
    self.init(
      code, severity ?? rule?.severity ?? .error, in: source, about: subject, sentence, clause: rule?.clause ?? "",
      fix: fix)
  }

  /// Why a target or an address came to nothing.
  ///
  /// It names no clause: that nobody answers breaks none.
  init(_ failure: ProbeFailure, in source: String, about subject: String = "") {
    let severity = ProbeRule.rule(failure.code)?.severity ?? .error
    self.init(failure.code, severity, in: source, about: subject, failure.sentence, clause: "")
  }
}
