import Console
import Testing

@Suite("JSON")
struct JSONWriterTests {
  static let sample = Document.fields([
    Field("schema", "x/1"), Field("b", "B", .list([])), Field("a", "A", .spoken("said", as: .number(-1))),
    .said("text only"), Field("o", .fields([])), Field("n", .null), Field("t", true),
    Field(
      "rows", "",
      .table(Table([Column("k", "K"), Column(nil, "L"), Column("m")], rows: [["v", "w"], [1, 2, 3]]))),
  ])

  @Test("Keys stand in declared order, on one line without spaces")
  func compact() {
    #expect(
      Self.sample.json()
        == #"{"schema":"x/1","b":[],"a":-1,"o":{},"n":null,"t":true,"#
        + #""rows":[{"k":"v","m":null},{"k":1,"m":3}]}"#)
  }

  @Test("Pretty: two spaces a level, a value a line")
  func pretty() {
    #expect(
      Self.sample.json(pretty: true) == """
        {
          "schema": "x/1",
          "b": [],
          "a": -1,
          "o": {},
          "n": null,
          "t": true,
          "rows": [
            {
              "k": "v",
              "m": null
            },
            {
              "k": 1,
              "m": 3
            }
          ]
        }
        """)
  }

  @Test(
    "Piece by piece, bytes taken away in between, gives what a whole document gives",
    arguments: [true, false])
  func streaming(pretty: Bool) {
    var writer = JSONWriter(pretty: pretty)
    var bytes: [UInt8] = []
    writer.beginObject()
    writer.field("schema", "x/1")
    writer.key("inputs")
    writer.beginList()
    for source in ["a", "b"] {
      bytes += writer.drain()
      writer.beginObject()
      writer.fields([Field("source", "Source", .text(source)), .said("not here")])
      writer.key("items")
      writer.beginList()
      for number in 0..<2 { writer.value(.fields([Field("n", .number(number))])) }
      writer.endList()
      writer.endObject()
    }
    writer.endList()
    writer.field("summary", .null)
    writer.endObject()
    writer.endDocument()
    bytes += writer.drain()
    let items = Document.list([.fields([Field("n", 0)]), .fields([Field("n", 1)])])
    let whole = Document.fields([
      Field("schema", "x/1"),
      Field(
        "inputs",
        [
          .fields([Field("source", "a"), Field("items", items)]),
          .fields([Field("source", "b"), Field("items", items)]),
        ]),
      Field("summary", .null),
    ])
    var expected: [UInt8] = []
    whole.appendJSON(pretty: pretty, to: &expected)
    #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
  }

  @Test("Elements of one list may come from several writers")
  func severalWriters() {
    var whole = JSONWriter(pretty: true)
    whole.beginList()
    var bytes = whole.drain()
    for number in 0..<3 {
      var part = JSONWriter(pretty: true)
      part.beginList()
      if number > 0 { part.skipElement() }
      _ = part.drain()
      part.value(.number(number))
      bytes += part.drain()
      whole.skipElement()
    }
    whole.endList()
    #expect(String(decoding: bytes + whole.drain(), as: UTF8.self) == Document.list([0, 1, 2]).json(pretty: true))
  }

  @Test("Another reader of JSON reads back what was written", .enabled(if: Program.exists("python3")))
  func readByAnother() throws {
    var random = SplitMix(state: 11)
    var lines: [UInt8] = []
    for _ in 0..<200 {
      random.document(depth: 3).appendJSON(pretty: false, to: &lines)
      var pretty: [UInt8] = []
      random.document(depth: 3).appendJSON(pretty: true, to: &pretty)
      lines += pretty.map { $0 == 0x0A ? 0x20 : $0 } + [0x0A]
    }
    for value in 0..<0x3000 as Range<UInt32> {
      Document.text(Unicode.Scalar(value).map { String($0) } ?? "").appendJSON(pretty: false, to: &lines)
    }
    let script = "import sys, json\nfor l in sys.stdin.buffer: json.loads(l.decode())\nprint('read')"
    let result = try Program.run("python3", ["-c", script], input: lines)
    #expect(result.output == "read\n")
    #expect(result.status == 0, "\(result.errors)")
  }
}
