/// The command line was used wrongly.
///
/// Texts are as typed: whoever shows them escapes them.
package struct UsageError: Error, Hashable {
  /// What is wrong, the object first: "--dsay: unknown option".
  package let message: String
  /// What to type instead, where it can be told: "did you mean --days?".
  package let hint: String?
  /// The usage line of the command, where seeing it helps: "pki csr [OPTION ...] NAME".
  package var usage: String?
  /// The call that tells more: "pki csr --help".
  package var see: String?
  /// Whether the usage line is to be added once the command is known.
  var wantsUsage = false

  /// What is wrong and, where it can be told, what to type.
  package init(_ message: String, hint: String? = nil, usage: String? = nil, see: String? = nil) {
    self.message = message
    self.hint = hint
    self.usage = usage
    self.see = see
  }

  /// The same error, asking for the usage line.
  package var withUsage: UsageError {
    var error = self
    error.wantsUsage = true
    return error
  }

  /// The error as the program says it: `pki: error: …`, `pki: hint: …`, `usage: …`, `see: …`.
  package func lines(program: String) -> [Line] {
    var lines = [Line([Span("\(program): "), Span("error: ", .bad), Span(message)])]
    if let hint { lines.append(Line([Span("\(program): "), Span("hint: ", .strong), Span(hint)])) }
    if let usage { lines.append(Line("usage: \(usage)")) }
    if let see { lines.append(Line("see: \(see)")) }
    return lines
  }
}
