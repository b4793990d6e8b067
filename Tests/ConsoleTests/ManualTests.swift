import Console
import Testing

@Suite("Manual")
struct ManualTests {
  private let program = Sample.table.program

  @Test("Pages as stored")
  func snapshots() throws {
    #expect(Manual(program).page == Sample.manual)
    let loaf = try #require(program.command("loaf"))
    #expect(Manual(program).page(of: loaf) == Sample.loafManual)
  }

  @Test("mandoc finds nothing to say", .enabled(if: Program.exists("mandoc")))
  func lint() throws {
    var pages = [Manual(program, date: "March 12, 2025").page, Manual(awkward).page]
    for command in program.commands + awkward.commands { pages.append(Manual(program).page(of: command)) }
    for page in pages {
      let result = try Program.run("mandoc", ["-T", "lint"], input: Array(page.utf8))
      #expect(result.output + result.errors == "", "\(page)")
    }
  }

  @Test(
    "Words that mdoc could take for its own come out as they went in", .enabled(if: Program.exists("mandoc")))
  func awkwardWords() throws {
    let command = try #require(awkward.commands.first)
    let page = Manual(awkward).page(of: command)
    let result = try Program.run("mandoc", ["-T", "utf8", "-O", "width=200"], input: Array(page.utf8))
    var plain = ""
    for character in result.output.unicodeScalars {
      // Bold and underlined letters are struck twice.
      if character == "\u{8}" { plain.removeLast() } else { plain.unicodeScalars.append(character) }
    }
    for text in [
      ".Sh is no section", "'quoted' at first", #"a \backslash"#, "Ein Brötchen …", "--No NO", "[Ar ...]",
    ] {
      #expect(plain.contains(text), "\(text) in \(plain)")
    }
  }

  /// A program whose words are macros, requests and escapes.
  private let awkward = CommandTable(
    About(
      name: "odd", tagline: "Nd Sh .Pp",
      topics: [
        Topic("Sh", "odd", [.verbatim([".Ed", "a\tb"]), .terms([Term("Op", ".El"), Term("-a", "\"")])])
      ]),
    globals: Sample.Globals.self, commands: [.init(OddCommand.self)]
  ).program

  private struct OddCommand: Command {
    static let name = "Bl"
    static let summary = "Op Ar"
    static let group = "Sh"
    static let discussion = [".Sh is no section", "'quoted' at first", #"a \backslash"#, "Ein Brötchen …"]
    static let operandUsage = [Operand("Ar", .any, "Xr")]
    static let options: [Option<Self>] = [.value("No", \.no, "NO", ".Pp")]
    static let examples = [Example("odd .Bl \"x\" \\ -No", "Ns")]
    var no: String?
    var operands: [String] = []
    func run(in world: Int) throws(Sample.Trouble) -> String { "" }
  }
}
