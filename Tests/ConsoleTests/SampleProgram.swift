import Console

/// A small program with one of everything, for parser, help, manual and completion.
enum Sample {
  static let table = CommandTable(
    About(
      name: "bake", tagline: "Bread from the command line",
      discussion: ["Flour, water, salt and time. Nothing else is needed."],
      topics: [
        Topic(
          "exit-codes", "what the exit status says",
          [.terms([Term("0", "done"), Term("1", "burnt"), Term("64", "used wrongly")])]),
        Topic(
          "flours", "which flour for what", ["Rye is dark.", .verbatim(["wheat  light", "rye    dark"])]),
      ],
      seeAlso: ["oven(1)"], footer: ["Bread is better on the second day."]),
    globals: Globals.self,
    commands: [.init(LoafCommand.self), .init(SliceCommand.self), .init(CleanCommand.self)])

  struct Globals: OptionGroup {
    static let options: [Option<Self>] = [
      .value("dir", \.folder, "DIR", "the kitchen", short: "C", initially: "the current folder"),
      .value("format", \.format, "FORMAT", "how to answer"),
      .flag("json", \.format, sets: .json, "--format json"),
      .flag("quiet", \.isQuiet, "only the result", short: "q"),
    ]
    var folder: String?
    var format = Format.text
    var isQuiet = false
  }

  enum Format: String, Choice { case text, json, ndjson }

  enum Flour: String, Choice { case wheat, rye, spelt }

  /// A weight in grams.
  struct Weight: OptionValue, Equatable {
    var grams: Int
    static func parse(_ text: String) throws(InvalidValue) -> Weight {
      guard text.hasSuffix("g"), let grams = Int(text.dropLast()) else {
        throw InvalidValue(expected: "a weight", hint: "write grams: 500g")
      }
      return Weight(grams: grams)
    }
    var shown: String? { "\(grams)g" }
  }

  struct OvenOptions: OptionGroup {
    static let options: [Option<Self>] = [
      .value("heat", \.degrees, "N", "degrees Celsius"),
      .optionalValue("steam", \.steam, "MINUTES", whenBare: "10", "let steam in at first"),
    ]
    var degrees = 230
    var steam: Int?
  }

  struct Trouble: Error, Equatable { var text: String }

  struct LoafCommand: Command {
    static let name = "loaf"
    static let summary = "Make a loaf"
    static let discussion = [
      "Kneads, waits and bakes. The dough rests for a night if --salt is given, for an hour if it is not, "
        + "and for as long as you like if you forget it."
    ]
    static let operandUsage = [
      Operand("NAME", .one, "what the loaf is called", completion: .none),
      Operand("SEED", .any, "what is strewn on it", completion: .words(["poppy", "sesame"])),
    ]
    static let options: [Option<Self>] =
      OvenOptions.options.map { $0.at(\.oven) } + [
        .value("flour", \.flour, "FLOUR", "what it is made of"),
        .value("weight", \.weight, "WEIGHT", "how much of it"),
        .list("with", \.extras, "FILE", "another recipe to mix in", short: "w"),
        .value("out", \.out, "FILE", "where it goes", short: "o"),
        .flag("salt", \.salt, "with salt"),
        .flag("no-crust", \.crust, sets: false, "cut the crust off"),
      ]
    static let examples = [
      Example("bake loaf monday --flour rye", "a dark one"),
      Example("bake loaf tuesday poppy --with=butter.txt", "for visitors"),
    ]
    var oven = OvenOptions()
    var flour = Flour.wheat
    var weight = Weight(grams: 500)
    var extras: [String] = []
    var out: String?
    var salt = false
    var crust = true
    var operands: [String] = []

    func run(in world: Int) throws(Trouble) -> String {
      guard oven.degrees < 400 else { throw Trouble(text: "burnt") }
      return [
        "\(operands)", "heat=\(oven.degrees)", "steam=\(oven.steam ?? 0)", "flour=\(flour)",
        "weight=\(weight.grams)", "with=\(extras)", "out=\(out ?? "-")", "salt=\(salt)", "crust=\(crust)",
        "world=\(world)",
      ].joined(separator: " ")
    }
  }

  struct SliceCommand: Command {
    static let name = "slice"
    static let summary = "Cut a loaf"
    static let group = "Afterwards"
    static let operandUsage = [Operand("LOAF", .many, "what to cut")]
    static let options: [Option<Self>] = [
      .flag("recursive", \.isRecursive, "also what lies in folders", short: "r"),
      .flag("null", \.endsWithNull, "names end with NUL", short: "0"),
    ]
    var isRecursive = false
    var endsWithNull = false
    var operands: [String] = []

    mutating func validate() throws(UsageError) {
      if operands.contains("-"), isRecursive { throw UsageError("-r: standard input has no folders") }
    }

    func run(in world: Int) throws(Trouble) -> String { "\(operands) r=\(isRecursive) 0=\(endsWithNull)" }
  }

  struct CleanCommand: Command {
    static let name = "clean"
    static let summary = "Wipe the table"
    static let group = "Afterwards"
    var operands: [String] = []
    func run(in world: Int) throws(Trouble) -> String { "clean" }
  }
}
