/// A program without its types, as help, manual and completion read it.
package struct ProgramDescription: Sendable {
  /// What it says about itself.
  package let about: About
  /// Options that stand before or after every command.
  package let globals: [OptionDescription]
  /// The commands in order.
  package let commands: [CommandDescription]

  var name: String { about.name }

  /// The global options and those that every program has.
  var allGlobals: [OptionDescription] { globals + [.help, .version] }

  /// The command of that name.
  package func command(_ name: String) -> CommandDescription? { commands.first { $0.name == name } }
}

/// A command without its types.
package struct CommandDescription: Sendable {
  /// The word that calls it.
  package let name: String
  /// What it does, in one line.
  package let summary: String
  /// More about it, a paragraph each.
  package let discussion: [String]
  /// The heading it is listed under.
  package let group: String
  /// What its operands are.
  package let operands: [Operand]
  /// Its own options, with defaults.
  package let options: [OptionDescription]
  /// Calls worth copying.
  package let examples: [Example]

  /// The usage line after the program's name: `csr [OPTION ...] NAME [ATTRIBUTE ...]`.
  package var usage: String {
    ([name] + (options.isEmpty ? [] : ["[OPTION ...]"]) + operands.map(\.usage)).joined(separator: " ")
  }
}
