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
    Invocation(globals: Globals(), command: nil, action: .success(.nothing))
  }
}

/// What a program says about itself.
package struct About: Sendable {
  /// Its name: "pki".
  package let name: String
  /// What it is, in one line without a full stop.
  package let tagline: String
  /// Paragraphs below the usage of the whole program.
  package let discussion: [String]
  /// Pages beside those of the commands.
  package let topics: [Topic]
  /// Manuals worth reading: "openssl(1)".
  package let seeAlso: [String]
  /// The last lines of `help`.
  package let footer: [String]

  /// A program's name and what it says of itself.
  package init(
    name: String, tagline: String, discussion: [String] = [], topics: [Topic] = [], seeAlso: [String] = [],
    footer: [String] = []
  ) {
    self.name = name
    self.tagline = tagline
    self.discussion = discussion
    self.topics = topics
    self.seeAlso = seeAlso
    self.footer = footer
  }
}

/// A page of help that is no command's.
///
/// A topic named "exit-codes" or "environment" is also the manual's section of that meaning.
package struct Topic: Sendable {
  /// The word after `help`.
  package let name: String
  /// What it is about, in one line.
  package let summary: String
  /// The page.
  package let body: [Prose]

  /// A page of help.
  package init(_ name: String, _ summary: String, _ body: [Prose]) {
    self.name = name
    self.summary = summary
    self.body = body
  }
}

/// A part of a page.
package enum Prose: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// Running text, wrapped.
  case paragraph(String)
  /// Terms and what each means, aligned.
  case terms([Term])
  /// Lines as they stand.
  case verbatim([String])

  /// A paragraph.
  package init(stringLiteral text: String) { self = .paragraph(text) }
}

/// A term and what it means.
package struct Term: Sendable, Hashable {
  /// What is explained.
  package let name: String
  /// What it means.
  package let meaning: String

  /// A term and what it means.
  package init(_ name: String, _ meaning: String) {
    self.name = name
    self.meaning = meaning
  }
}
