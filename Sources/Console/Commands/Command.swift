/// What a command works with: the properties that options fill, and where the words go that are none.
///
/// Stored properties are the inputs and their initial values are the defaults. Parser, help, manual and
/// completion all read the one declaration.
package protocol Command: OptionGroup {
  /// What `run` is given: files, clock, terminal.
  associatedtype World
  /// What `run` gives back.
  associatedtype Reply
  /// What `run` throws.
  associatedtype Failure: Error

  /// The word that calls it: "csr".
  static var name: String { get }
  /// What it does in one line, without a full stop.
  static var summary: String { get }
  /// More about it, a paragraph each; shown by help and manual. Empty unless declared.
  static var discussion: [String] { get }
  /// The heading that `help` lists it under. "Commands" unless declared.
  static var group: String { get }
  /// What its operands are, in order. None unless declared.
  static var operandUsage: [Operand] { get }
  /// Calls worth copying. None unless declared.
  static var examples: [Example] { get }

  /// The formats that its result has beyond those that every command writes. None unless declared.
  static var formats: [ReportFormat] { get }

  /// The operands in order, exactly as typed.
  var operands: [String] { get set }

  /// Looks at options and operands together, once all have been read. Accepts everything unless declared.
  mutating func validate() throws(UsageError)

  /// Does the work.
  func run(in world: World) throws(Failure) -> Reply
}

extension Command {
  /// No more than the summary.
  package static var discussion: [String] { [] }
  /// The common heading.
  package static var group: String { "Commands" }
  /// No operands.
  package static var operandUsage: [Operand] { [] }
  /// No options.
  package static var options: [Option<Self>] { [] }
  /// No examples.
  package static var examples: [Example] { [] }
  /// What every command writes, and no more.
  package static var formats: [ReportFormat] { [] }
  /// Accepts everything.
  package mutating func validate() throws(UsageError) {}
}

/// A set of options that stand together: those of a command, of the program, or a group that several
/// commands lift with `Option.at(_:)`.
package protocol OptionGroup: Sendable {
  /// The options in the order that help shows them.
  static var options: [Option<Self>] { get }
  /// All defaults.
  init()
}
