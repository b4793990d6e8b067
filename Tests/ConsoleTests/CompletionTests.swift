import Console
import Testing

@Suite("Completion")
struct CompletionTests {
  private let completion = Completion(Sample.table.program)

  @Test("Scripts as stored")
  func snapshots() {
    #expect(completion.script(for: .bash) == Sample.bash)
    #expect(completion.script(for: .zsh) == Sample.zsh)
    #expect(completion.script(for: .fish) == Sample.fish)
  }

  @Test("Each shell can read its script", arguments: Shell.allCases)
  func syntax(_ shell: Shell) throws {
    guard Program.exists(shell.rawValue) else { return }
    let result = try Program.run(shell.rawValue, ["-n"], input: Array(completion.script(for: shell).utf8))
    #expect(result.status == 0)
    #expect(result.errors == "")
  }

  /// Words as readline cuts them; the last is the one being typed.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    let replies: String
    var testDescription: String { words.joined(separator: " ") }

    static let all: [Case] = [
      Case(words: [""], replies: "loaf slice clean"),
      Case(words: ["sl"], replies: "slice"),
      Case(words: ["--fo"], replies: "--format"),
      Case(words: ["-"], replies: "--dir -C --format --json --quiet -q --help -h --version"),
      Case(words: ["--format", ""], replies: "text json ndjson"),
      Case(words: ["--format", "=", "js"], replies: "json"),
      Case(words: ["--format", "="], replies: "text json ndjson"),
      Case(words: ["-C", "x", "sl"], replies: "slice"),
      Case(words: ["--format", "json", "cl"], replies: "clean"),
      Case(words: ["-q", "cl"], replies: "clean"),
      Case(words: ["-C", "/us"], replies: "/usr"),
      Case(words: ["loaf", "--dir", "/us"], replies: "/usr"),
      Case(words: ["loaf", "--fl"], replies: "--flour"),
      Case(words: ["loaf", "--q"], replies: "--quiet"),
      Case(words: ["loaf", "--flour", "r"], replies: "rye"),
      Case(words: ["loaf", "--flour", "=", "s"], replies: "spelt"),
      Case(words: ["loaf", ""], replies: ""),
      Case(words: ["loaf", "a", "--steam", ""], replies: "poppy sesame"),
      Case(words: ["-q", "loaf", "--salt", "a", "b", ""], replies: "poppy sesame"),
      Case(words: ["loaf", "--heat", ""], replies: ""),
      Case(words: ["loaf", "CN", ":", "po"], replies: ""),
      Case(words: ["loaf", "a", "se"], replies: "sesame"),
      Case(words: ["loaf", "--", "--fl"], replies: ""),
      Case(words: ["loaf", "-o", "/etc/passw"], replies: "/etc/passwd"),
      Case(words: ["slice", "/etc/passw"], replies: "/etc/passwd"),
      Case(words: ["slice", "--fl"], replies: ""),
      Case(words: ["clean", ""], replies: ""),
      Case(words: ["unheard", "--js"], replies: "--json"),
    ]
  }

  @Test("bash completes", .enabled(if: Program.exists("bash")))
  func bash() throws {
    var script = completion.script(for: .bash)
    script += """
      try() {
        COMP_WORDS=(bake "$@") COMP_CWORD=$#
        _bake
        printf '%s\\n' "${COMPREPLY[*]}"
      }
      COMP_WORDBREAKS=$' \\t\\n"=:'

      """
    for one in Case.all { script += "try \(one.words.map { "'\($0)'" }.joined(separator: " "))\n" }
    let result = try Program.run("bash", ["--norc", "-u"], input: Array(script.utf8))
    #expect(result.errors == "")
    let replies = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(replies.count == Case.all.count)
    for (one, reply) in zip(Case.all, replies) {
      // passwd may have a backup beside it.
      let first = one.replies.hasPrefix("/etc") ? reply.split(separator: " ").min() ?? "" : reply
      #expect(first == one.replies, "\(one.testDescription)")
    }
  }

  @Test("Words with colons are completed behind the last colon, as readline wants it")
  func colons() throws {
    guard Program.exists("bash") else { return }
    let table = CommandTable(
      About(name: "c", tagline: "colons"), globals: ColonOptions.self,
      commands: [CommandEntry<Int, String, Sample.Trouble>]())
    let script =
      Completion(table.program).script(for: .bash) + """
        COMP_WORDBREAKS=$' \\n=:' COMP_WORDS=(c --key rsa : 2) COMP_CWORD=4
        _c
        echo "${COMPREPLY[*]}"
        """
    #expect(try Program.run("bash", ["--norc"], input: Array(script.utf8)).output == "2048\n")
  }

  private struct ColonOptions: OptionGroup {
    static let options: [Option<Self>] = [
      .value("key", \.key, "TYPE", "a key", completion: .words(["rsa:2048", "rsa:4096", "ec:p256"]))
    ]
    var key: String?
  }
}
