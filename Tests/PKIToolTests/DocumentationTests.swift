import Console
import PKITool
import Testing

@testable import TestKit

/// README, help, manual and transcripts speak of the same commands and options, and every example can be typed.
@Suite struct DocumentationTests {
  let readme: Readme

  init() throws {
    readme = try Readme()
  }

  private func transcripts() throws -> [String] {
    try TranscriptTests.transcripts.flatMap { file in
      Transcript(try Disk.text(file.path)).turns.map(\.command)
    }
  }

  /// The command that a call names; nil where it names none.
  private func command(of words: [String]) -> String? { Tool.table.parse(words).command }

  @Test func theReadmeNamesEveryCommandAndNoOther() throws {
    let named = readme.spans.compactMap { $0.wholeMatch(of: /pki ([a-z][a-z0-9-]+)(?: .*)?/).map { String($0.1) } }
    #expect(Set(named) == Set(Surface.commands))
    let rows = readme.text.matches(of: /(?m)^\| `pki ([a-z0-9-]+)` \| [^|]+ \|$/).map { String($0.1) }
    #expect(rows == Surface.commands)
  }

  @Test func everyCommandHasATranscript() throws {
    let commands = try transcripts().flatMap { try CommandLines.calls(in: $0) }.compactMap(command(of:))
    #expect(Set(commands) == Set(Surface.commands))
  }

  @Test func helpNamesEveryCommand() throws {
    let help = try Surface.output(["help"]), manual = try Surface.output(["man"])
    for command in Surface.commands {
      #expect(help.contains("\n  \(command) "))
      #expect(manual.contains(".Xr pki-\(command) 1") || manual.contains(command))
    }
  }

  /// Every long option that the README gives to a call of `pki` belongs to that command or to all.
  @Test func everyOptionOfTheReadmeExists() throws {
    let common = Surface.options["", default: []], all = Surface.options.values.reduce(into: Set()) { $0.formUnion($1) }
    for words in try calls() {
      let own = command(of: words).flatMap { Surface.options[$0] } ?? []
      for option in words.compactMap(longOption) {
        #expect(own.contains(option) || common.contains(option), "--\(option) in pki \(words.joined(separator: " "))")
      }
    }
    for option in readme.spans.filter({ $0.hasPrefix("--") }).compactMap(longOption) {
      #expect(all.contains(option), "--\(option)")
    }
  }

  private func longOption(_ word: String) -> String? {
    word.firstMatch(of: /^--([a-z][a-z0-9-]*)/).map { String($0.1) }
  }

  /// Every call of the README that is no mere placeholder is one that the program takes.
  @Test func everyCallOfTheReadmeCanBeTyped() throws {
    for words in try calls() where !words.contains(where: { $0.hasPrefix("<") || $0.hasPrefix("[") }) {
      if case .failure(let mistake) = Tool.table.parse(words).action {
        Issue.record("pki \(words.joined(separator: " ")): \(mistake.message)")
      }
    }
  }

  private func calls() throws -> [[String]] {
    let blocks = readme.blocks("sh") + readme.blocks("console").map { $0.filter { $0.hasPrefix("$ ") } }
    let lines = blocks.flatMap { $0 }.map { $0.replacing(/\ +# .*/, with: "") }
    let inline = readme.spans.filter { $0 == "pki" || $0.hasPrefix("pki ") && $0.contains(/^pki [^<\[]*$/) }
    // `pki verify` alone is the command's name.
    let calls = try (lines + inline.filter { $0.split(separator: " ").count > 2 }).flatMap {
      try CommandLines.calls(in: $0)
    }
    try #require(calls.count > 40)
    return calls
  }

  @Test(arguments: Tool.table.program.commands.map(\.name)) func everyExampleOfHelpCanBeTyped(_ name: String) throws {
    let examples = Tool.table.program.command(name)?.examples ?? []
    #expect(!examples.isEmpty)
    for example in examples {
      let calls = try CommandLines.calls(in: example.line)
      #expect(!calls.isEmpty, "\(example.line)")
      for words in calls {
        guard case .success(.run) = Tool.table.parse(words).action else {
          Issue.record("\(example.line)")
          continue
        }
      }
    }
  }

  /// The terminal session of the README is what the program says now; `make record` writes it anew.
  @Test func theSessionOfTheReadmeIsTrue() throws {
    let answers = try readme.answers()
    if readme.isTrue(to: answers) { return }
    if TranscriptFile.isRecording { return try Disk.write(Array(readme.with(answers).text.utf8), to: Readme.path) }
    let differences = answers.joined().difference(from: readme.blocks("console").joined())
    Issue.record("README.md: \(differences)")
  }

  /// The recipes of the README do what they say.
  @Test(.enabled(if: InstalledTool("jq").isThere)) func theRecipesWork() throws {
    let folder = try TemporaryFolder()
    for words in [
      ["selfsigned", "dbca", "--key-type", "ec:p256"],
      ["csr", "callbridge", "CN:cb.example.com", "--key-type", "ec:p256"],
      ["sign", "callbridge", "dbca", "--days", "20"],
    ] {
      #expect(try Surface.run(words, in: folder).status == 0)
    }
    try folder.write("word\n", to: "word", mode: 0o600)
    #expect(
      try Surface.run(["lock", "callbridge.key", "--out", "locked.key", "--passout", "file:word"], in: folder).status
        == 0)
    try folder.write(folder.bytes("callbridge.crt") + folder.bytes("dbca.crt"), to: "fullchain.pem")
    // Those of probe want servers, and theirs are known to be filters at least.
    let all = readme.blocks("sh").joined().filter { $0.contains("| jq ") }
    let recipes = all.filter { !$0.hasPrefix("pki probe ") }
    for recipe in all where recipe.hasPrefix("pki probe ") {
      let filter = try #require(recipe.firstRange(of: "| jq ")).upperBound
      let jq = try InstalledTool("jq").program().run(ShellWords.split(String(recipe[filter...])), input: [])
      #expect(jq.status == 0, "\(recipe)\n\(jq)")
    }
    let refusal = "The certificate is not valid for meet.example.com"
    let expected = [refusal, "19 cb.example.com", "cb.example.com", "name.mismatch: ", "locked.key"]
    try #require(recipes.count == expected.count)
    for (recipe, start) in zip(recipes, expected) {
      let calls = try CommandLines.calls(in: recipe)
      let filter = try #require(recipe.firstRange(of: "| jq ")).upperBound
      let output = try Surface.run(calls[0], in: folder).output
      let jq = try InstalledTool("jq").program().run(
        ShellWords.split(String(recipe[filter...])), input: Array(output.utf8))
      #expect(jq.status == 0 && jq.text.hasPrefix(start), "\(recipe)\n\(jq)")
    }
  }
}
