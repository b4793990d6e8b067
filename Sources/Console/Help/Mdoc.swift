/// Text in mdoc(7) that grows line by line; everything is escaped here and is ASCII.
struct Mdoc {
  private(set) var text: String

  init(title: String, summary: String, date: String) {
    text = ".Dd \(date)\n.Dt \(title.uppercased()) 1\n.Os\n"
    section("NAME")
    text += ".Nm \(title)\n"
    text += ".Nd \(Self.arguments(summary))\n"
  }

  mutating func section(_ title: String) { text += ".Sh \(Self.arguments(title))\n" }

  mutating func subsection(_ title: String) { text += ".Ss \(Self.arguments(title))\n" }

  /// A macro with its arguments.
  mutating func macro(_ name: String, _ words: String) {
    text += ".\(name) \(Self.arguments(words))\n"
  }

  /// Running text: a line per sentence, as mdoc wants it, and none too long.
  mutating func text(_ prose: String) {
    for sentence in Self.sentences(of: prose) {
      for row in sentence.wrapped(to: 72) {
        let escaped = row.split(separator: " ").map(Self.word).joined(separator: " ")
        // What is not ASCII takes more octets than columns, and mandoc counts octets.
        for line in escaped.utf8.count > 80 ? escaped.wrapped(to: 78) : [escaped] {
          text += (line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" : "") + line + "\n"
        }
      }
    }
  }

  mutating func paragraphs(_ paragraphs: [String]) {
    for paragraph in paragraphs {
      if needsBreak { text += ".Pp\n" }
      text(paragraph)
    }
  }

  mutating func list<Item>(_ items: [Item], _ write: (Item, inout Mdoc) -> Void) {
    text += ".Bl -tag -width Ds\n"
    for item in items { write(item, &self) }
    text += ".El\n"
  }

  mutating func options(_ options: [OptionDescription]) {
    list(options) { option, mdoc in
      mdoc.text += ".It "
      if let short = option.short { mdoc.text += "Fl \(Self.arguments(String(short))) , " }
      mdoc.text += "Fl \\-\(Self.arguments(option.name))"
      switch option.argument {
      case .none: break
      case .required(let placeholder): mdoc.text += " Ar \(Self.arguments(placeholder))"
      case .optional(let placeholder, _):
        mdoc.text += " Ns Oo = Ns Ar \(Self.arguments(placeholder)) Oc"
      }
      mdoc.text += "\n"
      mdoc.text(option.explanation.asFullSentence)
    }
  }

  mutating func operand(_ operand: Operand) {
    let name = operand.name + (operand.count == .many || operand.count == .any ? " ..." : "")
    macro(operand.least == 0 ? "Op Ar" : "Ar", name)
  }

  mutating func prose(_ part: Prose) {
    switch part {
    case .paragraph(let paragraph): paragraphs([paragraph])
    case .terms(let terms):
      list(terms) { term, mdoc in
        mdoc.macro("It", term.name)
        mdoc.text(term.meaning.asFullSentence)
      }
    case .verbatim(let rows):
      text += ".Bd -literal -offset indent\n"
      for row in rows { text += Self.literal(row) + "\n" }
      text += ".Ed\n"
    }
  }

  /// Names of manuals with their sections: "openssl(1)".
  mutating func seeAlso(_ names: [String]) {
    if names.isEmpty { return }
    section("SEE ALSO")
    for (index, name) in names.sorted().enumerated() {
      // Not Xr: its lint asks whether the page is installed, which before the first installation none is.
      let (title, section) = Self.parts(ofManual: name)
      text += ".Sy \(title) Ns (\(section))\(index + 1 < names.count ? " ," : "")\n"
    }
  }

  private static func parts(ofManual name: String) -> (title: String, section: String) {
    let parts = name.split { "()".contains($0) }.map(String.init)
    return (parts.first ?? name, parts.count > 1 ? parts[1] : "1")
  }

  /// Whether a paragraph would otherwise run into the text above it.
  private var needsBreak: Bool {
    guard let last = text.split(separator: "\n").last else { return false }
    return !last.hasPrefix(".Sh") && !last.hasPrefix(".Ss")
  }

  private static func sentences(of prose: String) -> [String] {
    var sentences: [String] = []
    var sentence = ""
    for word in prose.split(separator: " ") {
      sentence += (sentence.isEmpty ? "" : " ") + word
      if let last = word.last, ".!?".contains(last) {
        sentences.append(sentence)
        sentence = ""
      }
    }
    return sentence.isEmpty ? sentences : sentences + [sentence]
  }

  /// Arguments that are certainly no macros and no delimiters.
  private static func arguments(_ words: String) -> String {
    words.split(separator: " ").map { word in
      let isMacroLike = word.count < 4 && word.first?.isUppercase ?? false
      let isDelimiter = word.count == 1 && !word.allSatisfy { $0.isLetter || $0.isNumber }
      // A bracket that ends a word would be set apart from it.
      let escaped = literal(String(word)) + (word.count > 1 && word.last == "]" ? "\\&" : "")
      return (isMacroLike || isDelimiter) && !escaped.hasPrefix("\\&") ? "\\&" + escaped : escaped
    }.joined(separator: " ")
  }

  private static func word(_ word: Substring) -> String {
    word.hasPrefix("-") ? literal(String(word)) : escaped(String(word))
  }

  /// As typed: hyphens stay hyphens when the page is copied from.
  private static func literal(_ row: String) -> String {
    let escaped = escaped(row, asTyped: true)
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  private static func escaped(_ text: String, asTyped: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-" where asTyped: result += "\\-"
      case "\"" where asTyped: result += "\\(dq"
      case " "..."~": result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }
    return result
  }
}
