import Testing

@testable import PKICore

/// A file with an object in each line says the same however it is cut into blocks.
@Suite struct ObjectLinesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let file: String
    /// The names of the objects with their places, and then what is wrong, if anything is.
    let said: [String]
    var testDescription: String { what }

    init(_ what: String, _ file: String, _ said: [String]) { (self.what, self.file, self.said) = (what, file, said) }

    private static let forms = "a table is CSV with a header, a JSON list of objects, or an object a line"

    static let all = [
      Case("nothing", "", []), Case("an empty line", "\n", []), Case("spaces", " \t\r\n  ", []),
      Case("two lines", line("a") + "\n" + line("b") + "\n", ["a@1:1", "b@2:1"]),
      Case("no last line break", line("a") + "\n" + line("b"), ["a@1:1", "b@2:1"]),
      Case("CRLF", line("a") + "\r\n" + line("b") + "\r\n", ["a@1:1", "b@2:1"]),
      Case("empty lines", "\n\n" + line("a") + "\n\r\n \n" + line("b") + "\n\n", ["a@3:1", "b@6:1"]),
      Case("spaces around", "  " + line("a") + " \t\n", ["a@1:3"]),
      Case("two in a line", line("a") + line("b") + "\n" + line("c"), ["a@1:1", "b@1:13", "c@2:1"]),
      Case("a byte order mark", "\u{feff}" + line("a") + "\n" + line("b") + "\n", ["a@1:1", "b@2:1"]),
      Case("a byte order mark alone", "\u{feff}", []),
      Case("braces and line breaks in a text", "{\"name\":\"{}[\\\"\\n\"}\n" + line("b"), ["{}[\"\n@1:1", "b@2:1"]),
      Case("text beyond ASCII", line("Größe 😀") + "\n" + line("b"), ["Größe 😀@1:1", "b@2:1"]),
      Case(
        "garbage between lines", line("a") + "\nDear all\n" + line("b"), ["a@1:1", "2:1: expected an object in braces"]),
      Case(
        "garbage behind an object", line("a") + " x\n" + line("b"), ["a@1:1", "1:14: expected an object in braces"]),
      Case(
        "a byte order mark later", line("a") + "\n\u{feff}" + line("b") + "\n",
        ["a@1:1", "2:1: expected an object in braces"]),
      Case("a torn last line", line("a") + "\n{\"name\":\"b", ["a@1:1", "2 is torn"]),
      Case("a last line that is no text", line("a") + "\n\0\0\0", ["a@1:1", "2 is torn"]),
      Case("a torn line alone", "{", ["1 is torn"]),

      Case("words alone", "Dear all", ["1:1: expected an object in braces"]),
      Case("a torn line between", line("a") + "\n{\"name\":\"b\n" + line("c"), ["a@1:1", "2:11: it ends too soon"]),
      Case("an object over two lines", "{\"name\":\n\"a\"}\n", ["1:9: it ends too soon"]),
      Case("a list", "[" + line("a") + "]\n", ["1:1: expected an object in braces"]),
      Case("no JSON", line("a") + "\n{name:1}\n", ["a@1:1", "2:1: line 2: expected a name in quotes"]),
    ]

    private static func line(_ name: String) -> String { "{\"name\":\"\(name)\"}" }
  }

  private func said(_ bytes: [UInt8], blocks size: Int) -> [String] {
    var lines = ObjectLines()
    var said: [String] = []
    do throws(TableError) {
      var rest = bytes[...]
      while rest.count > size {
        try lines.take(Array(rest.prefix(size))) { said.append(words($0)) }
        rest = rest.dropFirst(size)
      }
      try lines.take(Array(rest), isEnd: true) { said.append(words($0)) }
      if let torn = lines.tornLine { said.append("\(torn) is torn") }
    } catch {
      said.append("\(error.place.line):\(error.place.column): \(error.error.message)")
    }
    return said
  }

  private func words(_ row: TableRow) -> String {
    "\(row.texts("name").joined(separator: "+"))@\(row.place.line):\(row.place.column)"
  }

  @Test(arguments: Case.all) func howeverItIsCut(_ one: Case) {
    let bytes = Array(one.file.utf8)
    for size in 1...max(1, bytes.count) {
      let said = said(bytes, blocks: size)
      #expect(said == one.said, "in blocks of \(size)")
    }
  }

  /// A line may have as many octets as a cell, and not one more: also where the object in it has fewer.
  @Test(arguments: [1, 3, 4_096, 65_535, 65_536, 65_537, 1 << 20]) func theLengthOfALine(_ size: Int) {
    let object = Array("{\"name\":\"a\"}".utf8)
    let longest = [UInt8](repeating: 0x20, count: RowTable.largestCell - object.count) + object
    let behind = [0x0a] + object + [0x0a]
    #expect(said(behind + longest + behind, blocks: size) == ["a@2:1", "a@3:65525", "a@4:1"])
    #expect(said(behind + longest, blocks: size) == ["a@2:1", "a@3:65525"])
    let tooLong = ["a@2:1", "3:1: a line of more than 65536 octets"]
    #expect(said(behind + [0x20] + longest + behind, blocks: size) == tooLong)
    #expect(said(behind + [0x20] + longest, blocks: size) == tooLong)
  }
}
