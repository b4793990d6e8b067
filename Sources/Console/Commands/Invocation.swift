/// What a command line asks for.
package struct Invocation<Globals: OptionGroup, World, Reply, Failure: Error>: Sendable {
  /// What is to be done.
  package enum Action: Sendable {
    /// Run a command, its options and operands bound.
    case run(@Sendable (World) throws(Failure) -> Reply)
    /// Show help: of the command, or of the program where `command` is nil.
    case help
    /// Show the version.
    case version
    /// Nothing was asked: no command stands on the line.
    case nothing
  }

  /// The global options, also beside an error as far as they could be read: it may have to be JSON.
  package let globals: Globals
  /// The name of the command where one was recognised.
  package let command: String?
  /// What is to be done, or what is wrong with the command line.
  package let action: Result<Action, UsageError>
}
