/// A command in the list of a program: its type forgotten, its declaration kept.
package struct CommandEntry<World, Reply, Failure: Error>: Sendable {
  /// The word that calls it.
  package let name: String
  /// The formats that its result has beyond those that every command writes.
  package let formats: [ReportFormat]
  private let describe: @Sendable (_ withDefaults: Bool) -> CommandDescription
  let bind: @Sendable (Arguments) throws(UsageError) -> @Sendable (World) throws(Failure) -> Reply

  /// The entry of a command.
  package init<C: Command>(_ type: C.Type)
  where C.World == World, C.Reply == Reply, C.Failure == Failure {
    name = C.name
    formats = C.formats
    describe = { CommandDescription(C.self, withDefaults: $0) }
    bind = { (arguments: Arguments) throws(UsageError) in
      let command = try C(arguments)
      return { (world: World) throws(Failure) -> Reply in try command.run(in: world) }
    }
  }

  /// Everything declared about it.
  ///
  /// Made anew each time: only help, manual and completion want it all.
  package var description: CommandDescription { describe(true) }

  /// The same without defaults and candidates of its options, which cost more: what parsing needs.
  var outline: CommandDescription { describe(false) }

  /// The command of the words behind its name, ready to run; there are no global options here.
  package func parse(
    _ words: [String], program: String
  ) throws(UsageError) -> @Sendable (World) throws(Failure) -> Reply {
    var parser = Parser(program: program, globals: [], commands: [name], describe: { _ in outline })
    parser.begin(0)
    parser.read(words)
    if let error = parser.error { throw error }
    return try bind(parser.arguments)
  }
}

extension CommandDescription {
  init<C: Command>(_ type: C.Type, withDefaults: Bool) {
    let initial = C()
    self.init(
      name: C.name, summary: C.summary, discussion: C.discussion, group: C.group, operands: C.operandUsage,
      options: C.options.map { withDefaults ? $0.described(in: initial) : $0.description }, examples: C.examples)
  }
}
