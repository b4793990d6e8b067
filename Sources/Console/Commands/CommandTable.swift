/// A whole program: what parser, help, manual and completion read.
package struct CommandTable<Globals: OptionGroup, World, Reply, Failure: Error>: Sendable {
  /// The commands in the order that help lists them.
  package let commands: [CommandEntry<World, Reply, Failure>]
  /// Name, tagline and topics.
  package let about: About

  /// A program; its global options are those of `Globals`.
  package init(
    _ about: About, globals: Globals.Type, commands: [CommandEntry<World, Reply, Failure>]
  ) {
    self.about = about
    self.commands = commands
  }

  /// The program without its types.
  package var program: ProgramDescription {
    let initial = Globals()
    return ProgramDescription(
      about: about, globals: Globals.options.map { $0.described(in: initial) },
      commands: commands.map(\.description))
  }

  /// What the words of a command line ask for; the program's own name is not among them.
  package func parse(_ words: [String]) -> Invocation<Globals, World, Reply, Failure> {
    let options = Globals.options
    var parser = Parser(
      program: about.name, globals: options.map(\.description), commands: commands.map(\.name),
      describe: { commands[$0].outline })
    parser.read(words)
    var globals = Globals()
    var mistake = parser.error
    for setting in parser.globalSettings {
      do throws(UsageError) {
        try globals.apply(setting, from: options)
      } catch {
        mistake = mistake ?? parser.explained(error)
      }
    }
    return Invocation(
      globals: globals, command: parser.command?.name, action: action(of: parser, mistake: mistake))
  }

  private func action(
    of parser: Parser, mistake: UsageError?
  ) -> Result<Invocation<Globals, World, Reply, Failure>.Action, UsageError> {
    if parser.wantsHelp, !parser.isCommandUnknown { return .success(.help) }
    if let mistake { return .failure(mistake) }
    if parser.wantsVersion { return .success(.version) }
    guard let index = parser.commandIndex else { return .success(.nothing) }
    do throws(UsageError) {
      return .success(.run(try commands[index].bind(parser.arguments)))
    } catch {
      return .failure(parser.explained(error))
    }
  }
}
