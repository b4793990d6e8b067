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
  /// Whether it has a manual page of its own: too long for the program's.
  package let isReference: Bool
  private let write: @Sendable () -> [Prose]

  /// The page, written anew each time: the parser, which sees topics too, wants none of it.
  package var body: [Prose] { write() }

  /// A page of help.
  package init(
    _ name: String, _ summary: String, isReference: Bool = false, _ body: @autoclosure @escaping @Sendable () -> [Prose]
  ) {
    self.name = name
    self.summary = summary
    self.isReference = isReference
    write = body
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
