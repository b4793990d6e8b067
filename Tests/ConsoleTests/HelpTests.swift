import Console
import Testing

@Suite("Help")
struct HelpTests {
  struct Page: Sendable, CustomTestStringConvertible {
    let words: [String]
    let text: String
    var testDescription: String { words.joined(separator: " ") }

    static let all: [Page] = [
      Page(words: [], text: Sample.overviewHelp),
      Page(words: ["loaf"], text: Sample.loafHelp),
      Page(words: ["flours"], text: Sample.flourHelp),
    ]
  }

  @Test(arguments: Page.all)
  func page(_ page: Page) throws {
    #expect(TextRenderer().text(try Help(Sample.table.program).page(page.words)) == page.text)
  }

  @Test("No line is wider than asked for, and none ends with a space", arguments: [45, 60, 80, 120])
  func width(_ width: Int) throws {
    let help = Help(Sample.table.program, width: width)
    for name in [[]] + Sample.table.program.topicNames.map({ [$0] }) {
      for line in TextRenderer().text(try help.page(name)).split(separator: "\n") {
        #expect(line.count <= width, "\(line)")
        #expect(line.last != " ", "\(line)")
      }
    }
  }

  @Test("An unknown topic is answered with the nearest")
  func unknown() {
    #expect(
      throws: UsageError(
        "laof: no such command or topic", hint: "did you mean 'loaf'?", see: "bake help")
    ) { try Help(Sample.table.program).page(["laof"]) }
    #expect(throws: UsageError("b: one topic at a time", see: "bake help")) {
      try Help(Sample.table.program).page(["loaf", "b"])
    }
  }

  @Test("Every option of a command stands in its help and in its manual")
  func complete() {
    let program = Sample.table.program
    for command in program.commands {
      let help = TextRenderer().text(Help(program).page(of: command))
      let manual = Manual(program).page(of: command)
      for option in command.options {
        #expect(help.contains("--\(option.name)"))
        let name = option.name.split(separator: "-").joined(separator: "\\-")
        #expect(manual.contains("Fl \\-\(name)"))
      }
    }
  }
}
