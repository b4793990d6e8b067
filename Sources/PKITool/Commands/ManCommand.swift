package import Console
package import PKICore
import Platform

/// `pki man`: the manual, from the same table that parses.
package struct ManCommand: Command {
  package static let name = "man"
  package static let summary = "print the manual page of pki or of a command"
  package static let discussion = [
    "The page is mdoc(7): pki man csr | man -l - shows it. --all writes every page into a folder."
  ]
  package static let group = Group.help
  package static let operandUsage = [Operand("COMMAND", .optional, "a command", completion: .none)]
  package static let options: [Option<Self>] = [
    .value("all", \.folder, "DIR", "write pki.1 and a page for each command into DIR"),
    .flag("force", \.force, "replace pages that exist"),
  ]
  package static let examples = [Example("pki man verify | man -l -", "read the page of verify")]

  var folder: String?
  var force = false
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let program = Tool.table.program
    let manual = Manual(program)
    guard let folder else {
      guard let name = operands.first else { return Answer(text: manual.page, source: Tool.name) }
      guard let command = program.command(name) else {
        let references = About.topics.filter(\.isReference)
        if let topic = references.first(where: { $0.name == name }) {
          return Answer(text: manual.page(of: topic), source: name)
        }
        let nearest = Suggestion.nearest(to: name, among: program.commands.map { $0.name })
        throw PKIError(.usage, "", "\(name): no such command", hint: nearest.map { "did you mean '\($0)'?" })
      }
      return Answer(text: manual.page(of: command), source: name)
    }
    let writing = WriteOptions(force: force)
    var outcome = Outcome(source: folder)
    outcome.files = [writing.file("\(folder)/\(Tool.name).1", Array(manual.page.utf8))]
    for command in program.commands {
      outcome.files.append(
        writing.file("\(folder)/\(Tool.name)-\(command.name).1", Array(manual.page(of: command).utf8)))
    }
    for topic in About.topics where topic.isReference {
      outcome.files.append(
        writing.file("\(folder)/\(Tool.name)-\(topic.name).1", Array(manual.page(of: topic).utf8)))
    }
    outcome.fields = [
      .said(Line("Wrote \(outcome.files.count) manual pages to \(folder)", .good)),
      Field("files", .texts(outcome.files.map(\.path))),
    ]
    return Answer(outcome)
  }
}

extension WriteOptions {
  /// Replacing or not, never dry.
  init(force: Bool) {
    self.init()
    self.force = force
  }
}
