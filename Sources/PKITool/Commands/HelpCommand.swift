package import Console
package import PKICore

/// `pki help`: all commands, one of them, or a topic.
package struct HelpCommand: Command {
  package static let name = "help"
  package static let summary = "show how a command is used, or a topic"
  package static let group = Group.help
  package static let operandUsage = [
    Operand("TOPIC", .optional, "a command or a topic, such as exit-codes", completion: .words(topics))
  ]
  private static var topics: [String] { About.topics.map { $0.name } }
  package static let examples = [Example("pki help exit-codes", "what the exit codes mean")]

  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    try HelpCommand.page(operands, in: world)
  }

  /// The page that words ask for.
  static func page(_ words: [String], in world: World) throws(PKIError) -> Answer {
    do throws(UsageError) {
      let page = try Help(Tool.table.program, width: world.width ?? 100).page(words)
      return Answer(page: page, source: words.first ?? Tool.name)
    } catch {
      throw PKIError(.usage, "", error.message, hint: error.hint)
    }
  }
}
