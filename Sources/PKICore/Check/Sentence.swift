/// A sentence, and what its blanks are filled with: whoever reads it as data need not take it apart.
///
///     let sentence: Sentence = "The server negotiated only \(version, as: "version")."
///     sentence.text    // The server negotiated only TLS 1.1.
///     sentence.blanks  // version: TLS 1.1
package struct Sentence: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// What a blank is filled with.
  package enum Value: Hashable, Sendable {
    case text(String)
    case number(Int)
    case texts([String])
  }

  /// A blank.
  package struct Blank: Hashable, Sendable {
    /// What it is for, snake_case: `n`.
    package let name: String
    /// What it is filled with.
    package let value: Value
  }

  /// The sentence as it is said.
  package let text: String
  /// Its blanks in their order, each name once.
  package let blanks: [Blank]

  /// A sentence without blanks.
  package init(_ text: String) { self.init(text, []) }

  private init(_ text: String, _ blanks: [Blank]) {
    self.text = text
    self.blanks = blanks
  }

  /// A sentence without blanks.
  package init(stringLiteral text: String) { self.init(text) }

  /// A sentence with what it was put together from.
  package init(stringInterpolation parts: StringInterpolation) {
    self.init(String(stringInterpolation: parts.text), parts.blanks)
  }

  /// What the blank of that name is filled with; nil where there is none.
  package subscript(name: String) -> Value? { blanks.first { $0.name == name }?.value }

  /// One sentence behind another.
  package static func + (first: Sentence, second: Sentence) -> Sentence {
    Sentence(first.text + second.text, first.blanks.adding(second.blanks))
  }

  /// What a sentence is put together from.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text: DefaultStringInterpolation
    fileprivate var blanks: [Blank] = []

    /// Room for a sentence.
    package init(literalCapacity: Int, interpolationCount: Int) {
      text = DefaultStringInterpolation(literalCapacity: literalCapacity, interpolationCount: interpolationCount)
    }

    /// Words that are always said.
    package mutating func appendLiteral(_ literal: String) { text.appendLiteral(literal) }

    /// Words that are no blank.
    package mutating func appendInterpolation(_ words: some CustomStringConvertible) {
      text.appendInterpolation(words.description)
    }

    /// A sentence with its blanks.
    package mutating func appendInterpolation(_ sentence: Sentence) {
      text.appendInterpolation(sentence.text)
      blanks = blanks.adding(sentence.blanks)
    }

    /// A blank that is filled with a text.
    package mutating func appendInterpolation(_ value: some CustomStringConvertible, as name: String) {
      fill(name, value.description, .text(value.description))
    }

    /// A blank that is filled with a number.
    package mutating func appendInterpolation(_ value: some BinaryInteger, as name: String) {
      fill(name, String(value), .number(Int(clamping: value)))
    }

    /// A blank that is filled with a number of things: "1 day", "3 days".
    package mutating func appendInterpolation(_ count: Int, _ thing: String, as name: String) {
      fill(name, count == 1 ? "1 \(thing)" : "\(count) \(thing)s", .number(count))
    }

    /// A blank that is filled with the first of several texts.
    package mutating func appendInterpolation(
      first most: Int, of values: [String], by separator: String = ", ", as name: String
    ) {
      let first = Array(values.prefix(most))
      fill(name, first.joined(separator: separator), .texts(first))
    }

    private mutating func fill(_ name: String, _ words: String, _ value: Value) {
      text.appendInterpolation(words)
      blanks = blanks.adding([Blank(name: name, value: value)])
    }
  }
}

extension [Sentence.Blank] {
  /// These and those of other names.
  fileprivate func adding(_ others: [Sentence.Blank]) -> [Sentence.Blank] {
    isEmpty ? others : self + others.filter { other in !contains { $0.name == other.name } }
  }
}
