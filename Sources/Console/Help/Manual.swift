/// Manual pages in mdoc(7), printed from the table of commands.
package struct Manual: Sendable {
  private let program: ProgramDescription
  private let date: String

  /// The manual of a program; `date` is that of the pages, as mdoc wants it.
  package init(_ program: ProgramDescription, date: String = "January 1, 2026") {
    self.program = program
    self.date = date
  }

  /// The page of the program: `pki.1`.
  package var page: String {
    let about = program.about
    var mdoc = Mdoc(title: program.name, summary: about.tagline, date: date)
    mdoc.section("SYNOPSIS")
    mdoc.macro("Nm", program.name)
    mdoc.macro("Op Ar", "GLOBAL OPTIONS")
    mdoc.macro("Ar", "COMMAND")
    mdoc.macro("Op Ar", "OPTION | ARGUMENT ...")
    mdoc.section("DESCRIPTION")
    mdoc.paragraphs(about.discussion.isEmpty ? [about.tagline.asSentence] : about.discussion)
    for group in program.groups {
      mdoc.subsection(group)
      mdoc.list(program.commands.filter { $0.group == group }) { item, mdoc in
        mdoc.macro("It Cm", item.name)
        mdoc.text(item.summary.asFullSentence)
        mdoc.text("See \(program.name)-\(item.name)(1).")
      }
    }
    mdoc.subsection("Global options")
    mdoc.paragraphs(["They stand before or after the command."])
    mdoc.options(program.allGlobals)
    let topics = about.topics.filter { !$0.isReference }.sorted { $0.place < $1.place }
    for topic in topics {
      mdoc.section(topic.section)
      for part in topic.body { mdoc.prose(part) }
    }
    let references = about.topics.filter(\.isReference).map(\.name)
    mdoc.seeAlso(about.seeAlso + (program.commands.map(\.name) + references).map { "\(program.name)-\($0)(1)" })
    return mdoc.text
  }

  /// The page of a topic that has one of its own: `pki-rules.1`.
  package func page(of topic: Topic) -> String {
    var mdoc = Mdoc(title: "\(program.name)-\(topic.name)", summary: topic.summary, date: date)
    mdoc.section("DESCRIPTION")
    for part in topic.body { mdoc.prose(part) }
    mdoc.seeAlso(["\(program.name)(1)"])
    return mdoc.text
  }

  /// The page of a command: `pki-csr.1`.
  package func page(of command: CommandDescription) -> String {
    let title = "\(program.name)-\(command.name)"
    var mdoc = Mdoc(title: title, summary: command.summary, date: date)
    mdoc.section("SYNOPSIS")
    mdoc.macro("Nm", "\(program.name) \(command.name)")
    if !command.options.isEmpty { mdoc.macro("Op Ar", "OPTION ...") }
    for operand in command.operands { mdoc.operand(operand) }
    mdoc.section("DESCRIPTION")
    mdoc.paragraphs([command.summary.asSentence] + command.discussion)
    if !command.operands.isEmpty {
      mdoc.paragraphs(["The arguments are as follows:"])
      mdoc.list(command.operands) { item, mdoc in
        mdoc.macro("It Ar", item.name)
        mdoc.text(item.summary.asFullSentence)
      }
    }
    if !command.options.isEmpty {
      mdoc.paragraphs(["The options are as follows:"])
      mdoc.options(command.options)
    }
    if !command.examples.isEmpty {
      mdoc.section("EXAMPLES")
      for example in command.examples {
        mdoc.paragraphs([example.summary.asFullSentence])
        mdoc.macro("Dl", example.line)
      }
    }
    mdoc.seeAlso(["\(program.name)(1)"])
    return mdoc.text
  }
}

extension Topic {
  /// The heading of its section; two have a name by convention.
  fileprivate var section: String {
    switch name {
    case "environment": "ENVIRONMENT"
    case "files": "FILES"
    case "exit-codes", "exit-status": "EXIT STATUS"
    default: name.uppercased().split(separator: "-").joined(separator: " ")
    }
  }

  /// The order that mdoc(7) asks for; sections of our own stand first.
  fileprivate var place: Int { ["ENVIRONMENT", "FILES", "EXIT STATUS"].firstIndex(of: section) ?? -1 }
}
