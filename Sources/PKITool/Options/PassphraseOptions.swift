package import Console
package import Platform

/// Where the passphrase of what is read comes from.
package struct PassphraseInput: OptionGroup {
  /// The source; nil asks on a terminal.
  package var source: PassphraseSource?

  /// The default: ask.
  package init() {}

  package static let options: [Option<Self>] = [
    .value(
      "passin", \.source, "SOURCE", "where the passphrase of what is read comes from",
      initially: "prompt on a terminal")
  ]
}

/// Where the passphrase of what is written comes from.
package struct PassphraseOutput: OptionGroup {
  /// The source; nil asks on a terminal, twice.
  package var source: PassphraseSource?

  /// The default: ask.
  package init() {}

  package static let options: [Option<Self>] = [
    .value(
      "passout", \.source, "SOURCE", "where the passphrase of what is written comes from",
      initially: "prompt on a terminal")
  ]
}

extension PassphraseSource: OptionValue {
  /// `prompt`, `env:VAR`, `file:PATH`, `fd:N` or `stdin`; never the passphrase itself.
  package static func parse(_ text: String) throws(InvalidValue) -> PassphraseSource {
    let expected = "prompt, env:VAR, file:PATH, fd:N or stdin"
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.count > 1 ? parts[1] : nil) {
    case ("prompt", nil): return .prompt
    case ("stdin", nil): return .standardInput
    case ("env", let name?) where !name.isEmpty: return .environment(name)
    case ("file", let path?) where !path.isEmpty: return .file(path)
    case ("fd", let digits?):
      if let number = Int32(digits), number >= 0 { return .descriptor(number) }
    case ("pass", _?):
      throw InvalidValue(
        expected: expected,
        hint: "a passphrase in an argument can be read by every user of this machine: use env:, file:, fd: or stdin",
        isSecret: true)
    default: break
    }
    throw InvalidValue(expected: expected, isSecret: true)
  }

  /// The words that sources begin with.
  package static var candidates: Candidates { .words(["prompt", "env:", "file:", "fd:", "stdin"]) }
}
