import Console
import Testing

@Suite("CSV")
struct CSVRendererTests {
  struct Cell: Sendable, CustomTestStringConvertible {
    let cell: Document
    let csv: String
    var testDescription: String { csv }

    static let all: [Cell] = [
      Cell(cell: "plain", csv: "plain"),
      Cell(cell: "", csv: ""),
      Cell(cell: .null, csv: ""),
      Cell(cell: true, csv: "true"),
      Cell(cell: -5, csv: "-5"),
      Cell(cell: "a,b", csv: "\"a,b\""),
      Cell(cell: "say \"hi\"", csv: "\"say \"\"hi\"\"\""),
      Cell(cell: " a ", csv: "\" a \""),
      Cell(cell: "a\r\nb", csv: "a\\x0d\\x0ab"),
      Cell(cell: "=1+1", csv: "'=1+1"),
      Cell(cell: "+1", csv: "'+1"),
      Cell(cell: "-1", csv: "'-1"),
      Cell(cell: "@a", csv: "'@a"),
      Cell(cell: "\ta", csv: "'\\x09a"),
      Cell(cell: "\ra", csv: "'\\x0da"),
      Cell(cell: "＝1", csv: "'＝1"),
      Cell(cell: "'=1", csv: "''=1"),
      Cell(cell: "'tis", csv: "'tis"),
      Cell(cell: "a=b", csv: "a=b"),
      Cell(cell: .spoken("in 3 days", as: "2027-03-12"), csv: "2027-03-12"),
      Cell(cell: ["a", "b", 3], csv: "\"a; b; 3\""),
      Cell(cell: [["a\u{1B}"]], csv: "\"[[\"\"a\\u001b\"\"]]\""),
    ]
  }

  @Test(arguments: Cell.all)
  func cell(_ one: Cell) {
    var bytes: [UInt8] = []
    CSVRenderer.record(["x", one.cell], into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "x,\(one.csv)\r\n")
  }

  private func csv(_ document: Document, header: Bool = true) -> String {
    var bytes: [UInt8] = []
    CSVRenderer.render(document, header: header, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("A table's keys are the header; columns for text alone are left out")
  func table() {
    let table = Document.table(
      Table([Column("a", "A"), Column(nil, "B"), Column("c")], rows: [["1", "2", "3"], ["4"]]))
    #expect(csv(table) == "a,c\r\n1,3\r\n4,\r\n")
    #expect(csv(table, header: false) == "1,3\r\n4,\r\n")
  }

  @Test("Fields become columns in the order of their first appearance, inner ones with dotted names")
  func fields() {
    let document: Document = [
      .fields([Field("a", 1), Field("in", .fields([Field("x", "X", "y")]))]),
      .fields([Field("b", 2), Field("a", 3)]),
    ]
    #expect(csv(document) == "a,in.x,b\r\n1,y,\r\n3,,2\r\n")
    #expect(csv("alone") == "value\r\nalone\r\n")
  }
}
