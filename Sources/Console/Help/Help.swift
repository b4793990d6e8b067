/// The pages of `--help` and `help`, as lines for the text renderer.
package struct Help: Sendable {
  private let program: ProgramDescription
  private let width: Int

  /// The help of a program, wrapped to that many columns (at least 40).
  package init(_ program: ProgramDescription, width: Int = 80) {
    self.program = program
    self.width = max(40, width)
  }

  /// The page that the words after `help` ask for: none, a command's name, or a topic's.
  package func page(_ words: [String]) throws(UsageError) -> [Line] {
    guard let name = words.first else { return overview }
    if words.count > 1 {
      throw UsageError("\(words[1]): one topic at a time", see: "\(program.name) help")
    }
    if let command = program.command(name) { return page(of: command) }
    if let topic = program.about.topics.first(where: { $0.name == name }) { return page(of: topic) }
    let nearest = Suggestion.nearest(to: name, among: program.topicNames)
    throw UsageError(
      "\(name): no such command or topic", hint: nearest.map { "did you mean '\($0)'?" },
      see: "\(program.name) help")
  }

  /// All commands in their groups, the global options and the topics.
  package var overview: [Line] {
    let about = program.about
    var page = HelpPage(width: width)
    page.usage([program.usage])
    page.paragraph(about.tagline.asFullSentence)
    for text in about.discussion { page.paragraph(text) }
    let column = page.column(for: program.commands.map(\.name) + about.topics.map(\.name))
    for group in program.groups {
      page.heading(group)
      for command in program.commands where command.group == group {
        page.entry(command.name, command.summary, column: column)
      }
    }
    page.options("Global options", program.allGlobals)
    if !about.topics.isEmpty {
      page.heading("Topics")
      for topic in about.topics { page.entry(topic.name, topic.summary, column: column) }
    }
    page.gap()
    page.lines += "\(program.name) help COMMAND or TOPIC tells more.".wrapped(to: width).map { Line($0) }
    for line in about.footer { page.paragraph(line) }
    return page.lines
  }

  /// The page of a command.
  package func page(of command: CommandDescription) -> [Line] {
    var page = HelpPage(width: width)
    page.usage(["\(program.name) \(command.usage)"])
    page.paragraph(command.summary.asFullSentence)
    for text in command.discussion { page.paragraph(text) }
    if !command.operands.isEmpty {
      page.heading("Arguments")
      let column = page.column(for: command.operands.map(\.name))
      for operand in command.operands { page.entry(operand.name, operand.summary, column: column) }
    }
    page.options("Options", command.options)
    if !command.examples.isEmpty { page.heading("Examples") }
    for example in command.examples {
      page.lines.append(Line(example.line, .strong, indentation: 2))
      page.wrap(example.summary, indentation: 6)
    }
    let globals = program.allGlobals.map(\.shortUsage).joined(separator: ", ")
    page.paragraph("Global options, told by \(program.name) help: \(globals).")
    return page.lines
  }

  /// The page of a topic.
  package func page(of topic: Topic) -> [Line] {
    var page = HelpPage(width: width)
    page.lines.append(Line("\(topic.name): \(topic.summary)", .strong))
    for part in topic.body { page.prose(part) }
    return page.lines
  }
}

extension ProgramDescription {
  /// The usage line of the whole program.
  package var usage: String { "\(name) [GLOBAL OPTIONS] COMMAND [OPTION | ARGUMENT ...]" }

  /// What `help` has a page for: commands, then topics.
  package var topicNames: [String] { commands.map(\.name) + about.topics.map(\.name) }

  /// The headings of `help` in the order in which they first appear.
  var groups: [String] {
    var groups: [String] = []
    for command in commands where !groups.contains(command.group) { groups.append(command.group) }
    return groups
  }
}

extension String {
  /// With a full stop, unless it ends with a mark of its own.
  var asSentence: String {
    guard let last, !".!?:".contains(last) else { return self }
    return self + "."
  }

  /// The same with a capital, where it begins with a plain word.
  var asFullSentence: String {
    let word = prefix { $0 != " " }
    guard word.allSatisfy({ ("a"..."z").contains($0) || ",;:'".contains($0) }) else { return asSentence }
    return prefix(1).uppercased() + asSentence.dropFirst()
  }
}
