/// An option without its type: what help, manual, completion and parser need to know.
package struct OptionDescription: Sendable, Hashable {
  /// Whether a value follows.
  package enum Argument: Sendable, Hashable {
    /// A flag.
    case none
    /// A value must follow; its placeholder.
    case required(String)
    /// A value may follow after `=`; its placeholder and what its absence means.
    case optional(String, whenBare: String)
  }

  /// The long name without dashes.
  package let name: String
  /// The short name without its dash.
  package let short: Character?
  /// Whether a value follows.
  package let argument: Argument
  /// Whether it may stand several times, each adding a value.
  package let repeats: Bool
  /// What it does.
  package let help: String
  /// What completion offers for the value.
  package var candidates: Candidates
  /// The default as help shows it.
  package var initial: String?

  init(
    _ name: String, short: Character? = nil, argument: Argument = .none, repeats: Bool = false, help: String,
    candidates: Candidates = .none, initial: String? = nil
  ) {
    self.name = name
    self.short = short
    self.argument = argument
    self.repeats = repeats
    self.help = help
    self.candidates = candidates
    self.initial = initial
  }

  /// The words that completion may offer as its value.
  var choices: [String] {
    guard case .words(let words) = candidates else { return [] }
    return words
  }

  /// Whether the next word is its value.
  var takesNext: Bool {
    guard case .required = argument else { return false }
    return true
  }

  /// `-C DIR, --dir DIR` in the form `-C, --dir DIR`.
  var usage: String {
    let names = (short.map { "-\($0), " } ?? "") + "--\(name)"
    return switch argument {
    case .none: names
    case .required(let placeholder): "\(names) \(placeholder)"
    case .optional(let placeholder, _): "\(names)[=\(placeholder)]"
    }
  }

  static let help = OptionDescription("help", short: "h", help: "show help and exit")
  static let version = OptionDescription("version", help: "show the version and exit")
}
