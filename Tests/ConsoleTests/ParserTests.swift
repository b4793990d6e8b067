import Console
import Testing

@Suite("Parser")
struct ParserTests {
  struct Good: Sendable, CustomTestStringConvertible {
    let line: String
    let gives: String
    var testDescription: String { line }

    static let plain = "steam=0 flour=wheat weight=500 with=[] out=- salt=false crust=true world=7"
    static let all: [Good] = [
      Good(line: "loaf a", gives: "[\"a\"] heat=230 \(plain)"),
      Good(line: "loaf --heat 200 a", gives: "[\"a\"] heat=200 \(plain)"),
      Good(line: "loaf a --heat=200", gives: "[\"a\"] heat=200 \(plain)"),
      Good(line: "loaf a --heat -5", gives: "[\"a\"] heat=-5 \(plain)"),
      Good(line: "loaf CN: b a:c", gives: "[\"CN:\", \"b\", \"a:c\"] heat=230 \(plain)"),
      Good(line: "loaf -- a --heat -q", gives: "[\"a\", \"--heat\", \"-q\"] heat=230 \(plain)"),
      Good(line: "-- loaf --heat", gives: "[\"--heat\"] heat=230 \(plain)"),
      Good(line: "-q -C k loaf a --json", gives: "[\"a\"] heat=230 \(plain)"),
      Good(
        line: "loaf a --steam --flour rye --with x -w y -wz -w=v --salt --salt",
        gives: "[\"a\"] heat=230 steam=10 flour=rye weight=500 with=[\"x\", \"y\", \"z\", \"v\"] out=- "
          + "salt=true crust=true world=7"),
      Good(
        line: "loaf a --steam=3 -o - --weight=9g --no-crust",
        gives: "[\"a\"] heat=230 steam=3 flour=wheat weight=9 with=[] out=- salt=false crust=false world=7"),
      Good(line: "slice - x", gives: "[\"-\", \"x\"] r=false 0=false"),
      Good(line: "slice -r0 x", gives: "[\"x\"] r=true 0=true"),
      Good(line: "slice -rqC k x", gives: "[\"x\"] r=true 0=false"),
      Good(line: "clean", gives: "clean"),
    ]
  }

  @Test(arguments: Good.all)
  func understands(_ good: Good) throws {
    let invocation = Sample.table.parse(good.line.split(separator: " ").map(String.init))
    guard case .run(let run) = try invocation.action.get() else {
      Issue.record("not a run")
      return
    }
    #expect(try run(7) == good.gives)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let line: String
    let says: [String]
    var testDescription: String { line }

    static let loafUsage = "usage: bake loaf [OPTION ...] NAME [SEED ...]"
    static let all: [Bad] = [
      Bad(
        line: "laof", says: ["error: laof: unknown command", "hint: did you mean 'loaf'?", "see: bake help"]),
      Bad(line: "zzz --help", says: ["error: zzz: unknown command", "see: bake help"]),
      Bad(
        line: "loaf --wieght 3g a",
        says: ["error: --wieght: unknown option", "hint: did you mean '--weight'?", "see: bake loaf --help"]),
      Bad(
        line: "loaf a --qiet",
        says: ["error: --qiet: unknown option", "hint: did you mean '--quiet'?", "see: bake loaf --help"]),
      Bad(
        line: "loaf a -salt",
        says: ["error: -salt: unknown option", "hint: did you mean '--salt'?", "see: bake loaf --help"]),
      Bad(
        line: "loaf a -c k",
        says: ["error: -c: unknown option", "hint: did you mean '-C'?", "see: bake loaf --help"]),
      Bad(line: "slice a -rx", says: ["error: -x in -rx: unknown option", "see: bake slice --help"]),
      Bad(
        line: "--salt loaf a",
        says: [
          "error: --salt: unknown option", "hint: options of a command stand after its name: loaf --salt",
          "see: bake help",
        ]),
      Bad(
        line: "clean --salt",
        says: [
          "error: --salt: unknown option", "hint: --salt is an option of loaf", "see: bake clean --help",
        ]),
      Bad(
        line: "loaf",
        says: ["error: NAME is missing: what the loaf is called", loafUsage, "see: bake loaf --help"]),
      Bad(line: "loaf --heat", says: ["error: --heat: N is missing", loafUsage, "see: bake loaf --help"]),
      Bad(
        line: "loaf a --heat --salt",
        says: [
          "error: --heat: N is missing", "hint: if '--salt' is meant to be the value, write --heat=--salt",
          loafUsage, "see: bake loaf --help",
        ]),
      Bad(line: "loaf a -o -q", says: ["error: -o: FILE is missing", loafUsage, "see: bake loaf --help"]),
      Bad(
        line: "clean up",
        says: ["error: up: clean takes no operands", "usage: bake clean", "see: bake clean --help"]),
      Bad(
        line: "loaf a --salt=yes",
        says: ["error: --salt: takes no value, and was given 'yes'", "see: bake loaf --help"]),
      Bad(line: "loaf a -o x --out y", says: ["error: --out: given twice", "see: bake loaf --help"]),
      Bad(line: "loaf a -C x -C y", says: ["error: -C: given twice", "see: bake loaf --help"]),
      Bad(
        line: "loaf a --heat hot",
        says: ["error: --heat: expected a whole number, not 'hot'", "see: bake loaf --help"]),
      Bad(
        line: "loaf a --weight 500",
        says: [
          "error: --weight: expected a weight, not '500'", "hint: write grams: 500g", "see: bake loaf --help",
        ]),
      Bad(
        line: "loaf a --flour ryee",
        says: [
          "error: --flour: expected wheat, rye or spelt, not 'ryee'", "hint: did you mean 'rye'?",
          "see: bake loaf --help",
        ]),
      Bad(
        line: "--format yaml clean",
        says: ["error: --format: expected text, json or ndjson, not 'yaml'", "see: bake clean --help"]),
      Bad(
        line: "slice -r -", says: ["error: -r: standard input has no folders", "see: bake slice --help"]),
    ]
  }

  @Test(arguments: Bad.all)
  func refuses(_ bad: Bad) {
    let invocation = Sample.table.parse(bad.line.split(separator: " ").map(String.init))
    guard case .failure(let error) = invocation.action else {
      Issue.record("accepted")
      return
    }
    let lines = error.lines(program: "bake").map { $0.spans.map(\.text).joined() }
    let expected = bad.says.map { $0.hasPrefix("error") || $0.hasPrefix("hint") ? "bake: \($0)" : $0 }
    #expect(lines == expected)
  }

  @Test("Global options behind a mistake still count")
  func globalsBesideErrors() {
    let invocation = Sample.table.parse(["loaf", "--bogus", "a", "--json", "-C", "kitchen", "-q"])
    #expect(throws: UsageError.self) { try invocation.action.get() }
    #expect(invocation.globals.format == .json)
    #expect(invocation.globals.folder == "kitchen")
    #expect(invocation.globals.isQuiet)
    #expect(invocation.command == "loaf")
  }

  struct Asked: Sendable, CustomTestStringConvertible {
    let line: String
    let answer: String
    var testDescription: String { line }
    static let all: [Asked] = [
      Asked(line: "", answer: "nothing"),
      Asked(line: "-q", answer: "nothing"),
      Asked(line: "--version", answer: "version"),
      Asked(line: "loaf --version", answer: "version loaf"),
      Asked(line: "-h", answer: "help"),
      Asked(line: "--help", answer: "help"),
      Asked(line: "loaf -h", answer: "help loaf"),
      Asked(line: "--help loaf", answer: "help loaf"),
      Asked(line: "loaf --bogus --help", answer: "help loaf"),
      Asked(line: "loaf --heat --help", answer: "help loaf"),
      Asked(line: "slice -rh", answer: "help slice"),
    ]
  }

  @Test(arguments: Asked.all)
  func answers(_ asked: Asked) throws {
    let invocation = Sample.table.parse(asked.line.split(separator: " ").map(String.init))
    let action =
      switch try invocation.action.get() {
      case .run: "run"
      case .help: "help"
      case .version: "version"
      case .nothing: "nothing"
      }
    #expect(action + (invocation.command.map { " " + $0 } ?? "") == asked.answer)
  }

  @Test("A command's own error passes through with its type")
  func failure() throws {
    let run = try Sample.table.commands[0].parse(["a", "--heat", "500"], program: "bake")
    #expect(throws: Sample.Trouble(text: "burnt")) { try run(0) }
  }
}
