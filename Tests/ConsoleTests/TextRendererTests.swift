import Console
import Testing

@Suite("Text")
struct TextRendererTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let document: Document
    var width: Int?
    let text: String
    var testDescription: String { name }
  }

  @Test(arguments: Case.all)
  func renders(_ one: Case) {
    let text = TextRenderer(width: one.width).text(one.document)
    #expect(text == one.text)
    #expect(!text.contains(" \n"), "a space at the end of a line")
  }

  @Test("Styles are escape sequences only when asked for, and take no columns")
  func colour() {
    let document = Document.table(
      Table(
        [Column("a", "A"), Column("b", "B")],
        rows: [[.text("x", .good), "1"], [.text("yyy", .bad), .text("2", .warning)]]))
    #expect(TextRenderer().text(document) == "A    B\nx    1\nyyy  2\n")
    #expect(
      TextRenderer(colour: .ansi).text(document)
        == "\u{1B}[1mA\u{1B}[0m    \u{1B}[1mB\u{1B}[0m\n\u{1B}[32mx\u{1B}[0m    1\n"
        + "\u{1B}[31myyy\u{1B}[0m  \u{1B}[33m2\u{1B}[0m\n")
    #expect(
      TextRenderer(colour: .ansi).text([Line("faint", .faint), Line("strong", .strong)])
        == "\u{1B}[2mfaint\u{1B}[0m\n\u{1B}[1mstrong\u{1B}[0m\n")
  }

  @Test("A plain line keeps its indentation and loses its styles")
  func plain() {
    #expect(Line([Span("a", .bad), "b\\"], indentation: 2).plain == "  ab\\")
    #expect(Line([], indentation: 2).plain == "")
  }

  @Test("Whatever a document holds, text has no control byte but line feed, and JSON and CSV none of theirs")
  func noControls() {
    var random = SplitMix(state: 7)
    for _ in 0..<300 {
      let document = random.document(depth: 3)
      let text = TextRenderer(width: random.next() % 2 == 0 ? 30 : nil).text(document)
      #expect(text.utf8.allSatisfy { $0 == 0x0A || $0 >= 0x20 && $0 != 0x7F })
      #expect(!text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) || isBidirectional($0) })
      let json = document.json()
      #expect(json.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
      #expect(!json.unicodeScalars.contains { (0x80...0x9F).contains($0.value) || isBidirectional($0) })
      var csv: [UInt8] = []
      CSVRenderer.render(document, into: &csv)
      #expect(csv.allSatisfy { $0 == 0x0A || $0 == 0x0D || $0 >= 0x20 && $0 != 0x7F })
    }
  }

  private func isBidirectional(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}

extension TextRendererTests.Case {
  typealias Case = Self

  static let fields = Document.fields([
    Field("type", "Type", "loaf"), Field("id", "a1"), Field("grams", "Weight", 500),
    Field("dark", "Dark", true), Field("nothing", "Nothing", .null), Field("none", "None", []),
    Field("until", "Good until", .spoken("12 Mar, in 3 days", as: "2027-03-12")),
    .said("and that is all"),
  ])

  static let seeds = Document.texts(["poppy", "sesame", "sunflower", "linseed", "pumpkin"])

  static let table = Document.table(
    Table(
      [
        Column("name", "Name", shrinkable: true), Column("grams", "Grams"), Column("id"), Column(nil, "Note"),
      ],
      rows: [["rye", 1000, "a", "dark"], ["東京 bread", 50, "b", .null], ["a\u{1B}b", -5], ["", .null]]))

  static let all: [Case] = [
    Case(name: "null", document: .null, text: ""),
    Case(name: "text", document: "a\nb", text: "a\\x0ab\n"),
    Case(name: "number", document: .number(.min), text: "-9223372036854775808\n"),
    Case(name: "truth", document: false, text: "no\n"),
    Case(
      name: "lines", document: .spoken(["a", Line([]), Line("b", indentation: 2)], as: .null),
      text: "a\n\n  b\n"),
    Case(name: "list of texts", document: ["a", .null, "b"], text: "a\nb\n"),
    Case(
      name: "fields", document: fields,
      text:
        "Type        loaf\nWeight      500\nDark        yes\nGood until  12 Mar, in 3 days\nand that is all\n"
    ),
    Case(
      name: "list of fields", document: [fields, .fields([Field("a", "A", "b")])],
      text:
        "Type        loaf\nWeight      500\nDark        yes\nGood until  12 Mar, in 3 days\nand that is all\n"
        + "\nA  b\n"),
    Case(
      name: "wide labels", document: .fields([Field("a", "東京", "x"), Field("b", "Zu\u{308}", "y")]),
      text: "東京  x\nZu\u{308}    y\n"),
    Case(
      name: "wrapped list", document: .fields([Field("seeds", "Seeds", seeds), Field("a", "Another", 1)]),
      width: 40,
      text: "Seeds    poppy, sesame, sunflower,\n         linseed, pumpkin\nAnother  1\n"),
    Case(
      name: "spoken over several lines",
      document: .fields([
        Field("a", "A", .spoken(["one", Line("two", indentation: 2)], as: 1)), Field("b", "B", 2),
      ]),
      text: "A  one\n     two\nB  2\n"),
    Case(
      name: "nested fields",
      document: .fields([Field("a", "Long label", 1), Field("b", "B", fields), Field("c", "C", 3)]),
      text: "Long label  1\nB\n  Type        loaf\n  Weight      500\n  Dark        yes\n"
        + "  Good until  12 Mar, in 3 days\n  and that is all\nC           3\n"),
    Case(
      name: "nested list of fields",
      document: .fields([
        Field("a", "A", [.fields([Field("x", "X", 1), Field("y", "Yy", 2)]), .fields([Field("x", "X", 3)])])
      ]),
      text: "A\n  - X   1\n    Yy  2\n  - X  3\n"),
    Case(
      name: "blocks without a label",
      document: .fields([
        .said("Found:"), Field("items", "", [.fields([Field("x", "X", 1)]), .fields([Field("x", "X", 2)])]),
        Field("n", "Count", 2),
      ]),
      text: "Found:\n\nX  1\n\nX  2\nCount  2\n"),
    Case(name: "empty text", document: .fields([Field("a", "A", "")]), text: "A\n"),
    Case(
      name: "table", document: table,
      text: "Name        Grams  Note\nrye          1000  dark\n東京 bread     50\na\\x1bb         -5\n\n"),
    Case(
      name: "table on a narrow terminal", document: table, width: 22,
      text: "Name       Grams  Note\nrye         1000  dark\n東京 bre…     50\na\\x1bb        -5\n\n"),
    Case(
      name: "table within fields", document: .fields([Field("t", "Loaves", table)]),
      text: "Loaves\n  Name        Grams  Note\n  rye          1000  dark\n  東京 bread     50\n"
        + "  a\\x1bb         -5\n\n"),
    Case(name: "empty table", document: .table(Table([Column("a", "A")])), text: ""),
    Case(
      name: "table without headings",
      document: .table(Table([Column("a", ""), Column("b", "")], rows: [["x", "y"]])),
      text: "x  y\n"),
  ]
}

/// Random documents full of what should not reach a terminal; the same on every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &self) {
      let limit: UInt32 = [0x20, 0x80, 0x100, 0x2070, 0x11_0000][Int.random(in: 0..<5, using: &self)]
      text.append(Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) ?? "\u{202E}")
    }
    return String(text)
  }

  mutating func documents(depth: Int) -> [Document] {
    var documents: [Document] = []
    for _ in 0..<Int.random(in: 0...4, using: &self) { documents.append(document(depth: depth - 1)) }
    return documents
  }

  mutating func document(depth: Int) -> Document {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &self) {
    case 0: return .text(text())
    case 1: return .number(Int(truncatingIfNeeded: next()))
    case 2: return .truth(next() % 2 == 0)
    case 3: return .spoken([Line([Span(text()), Span(text(), .plain)], indentation: 1)], as: .text(text()))
    case 4, 5:
      return .fields(documents(depth: depth).map { document in Field(text(), text(), document) })
    case 6:
      let columns = [Column(text(), text(), shrinkable: true), Column(text(), text())]
      return .table(Table(columns, rows: [documents(depth: 1), documents(depth: 1)]))
    default: return .list(documents(depth: depth))
    }
  }
}
