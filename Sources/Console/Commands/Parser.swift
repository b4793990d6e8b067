/// Tells the words of a command line apart: global options, the command, its options, its operands.
///
/// It goes on after the first mistake, so that global options behind it still count: the error may have to
/// be said in JSON.
struct Parser {
  /// Which group an option belongs to, and its place there.
  enum Owner: Equatable {
    case globals(Int)
    case command(Int)
    case help
    case version
  }

  private let program: String
  private let globals: [OptionDescription]
  private let commands: [String]
  private let describe: (Int) -> CommandDescription

  private(set) var globalSettings: [Setting] = []
  private(set) var arguments = Arguments()
  private(set) var command: CommandDescription?
  private(set) var commandIndex: Int?
  private(set) var error: UsageError?
  private(set) var isCommandUnknown = false
  private(set) var wantsHelp = false
  private(set) var wantsVersion = false
  // No Set: of a few words, and the runtime would take longer to make its type than to read a command line.
  private var given: [Owner] = []

  init(
    program: String, globals: [OptionDescription], commands: [String],
    describe: @escaping (Int) -> CommandDescription
  ) {
    self.program = program
    self.globals = globals
    self.commands = commands
    self.describe = describe
  }

  mutating func begin(_ index: Int) {
    commandIndex = index
    command = describe(index)
  }

  mutating func read(_ words: [String]) {
    var rest = words[...]
    var hasEnded = false
    while let word = rest.popFirst() {
      if hasEnded || word == "-" || !word.hasPrefix("-") {
        readOperand(word)
      } else if word == "--" {
        hasEnded = true
      } else if word.hasPrefix("--") {
        readLong(word, &rest)
      } else {
        readShort(word, &rest)
      }
    }
  }

  private mutating func readOperand(_ word: String) {
    if command != nil || isCommandUnknown {
      arguments.operands.append(word)
    } else if let index = commands.firstIndex(of: word) {
      begin(index)
    } else {
      let nearest = Suggestion.nearest(to: word, among: commands)
      fail(UsageError("\(word): unknown command", hint: nearest.map { "did you mean '\($0)'?" }))
      isCommandUnknown = true
    }
  }

  private mutating func readLong(_ word: String, _ rest: inout ArraySlice<String>) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    guard let (owner, option) = find({ $0.name == name }) else {
      return fail(unknown("--\(name)", nearTo: name))
    }
    let text = parts.count > 1 ? String(parts[1]) : nil
    accept(option, owner, spelling: "--\(name)", text: text, &rest)
  }

  private mutating func readShort(_ word: String, _ rest: inout ArraySlice<String>) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let (owner, option) = find({ $0.short == letter }) else {
        let isFirst = letters.count == word.count - 2
        return fail(unknown(isFirst ? word : "-\(letter) in \(word)", nearTo: String(word.dropFirst())))
      }
      guard case .required = option.argument else {
        accept(option, owner, spelling: "-\(letter)", text: nil, &rest)
        continue
      }
      if letters.first == "=" { letters.removeFirst() }
      let text = letters.isEmpty ? nil : String(letters)
      return accept(option, owner, spelling: "-\(letter)", text: text, &rest)
    }
  }

  private mutating func accept(
    _ option: OptionDescription, _ owner: Owner, spelling: String, text: String?,
    _ rest: inout ArraySlice<String>
  ) {
    var text = text
    switch option.argument {
    case .none:
      if let text { return fail(UsageError("\(spelling): takes no value, and was given '\(text)'")) }
    case .required(let placeholder):
      if text == nil {
        guard let next = rest.first, !isOption(next) else {
          return fail(missing(placeholder, after: spelling, before: rest.first))
        }
        text = rest.removeFirst()
      }
    case .optional: break
    }
    let isAgain = given.contains(owner)
    given.append(owner)
    if isAgain, option.argument != .none, !option.repeats {
      return fail(UsageError("\(spelling): given twice"))
    }
    keep(owner, text, spelling)
  }

  private mutating func keep(_ owner: Owner, _ text: String?, _ spelling: String) {
    switch owner {
    case .globals(let index):
      globalSettings.append(Setting(index: index, text: text, spelling: spelling))
    case .command(let index):
      arguments.settings.append(Setting(index: index, text: text, spelling: spelling))
    case .help: wantsHelp = true
    case .version: wantsVersion = true
    }
  }

  private func find(
    _ isMeant: (OptionDescription) -> Bool
  ) -> (owner: Owner, option: OptionDescription)? {
    if let command, let index = command.options.firstIndex(where: isMeant) {
      return (.command(index), command.options[index])
    }
    if let index = globals.firstIndex(where: isMeant) { return (.globals(index), globals[index]) }
    if isMeant(.help) { return (.help, .help) }
    return isMeant(.version) ? (.version, .version) : nil
  }

  /// Whether a word is certainly an option, so that it is not taken for the value of the one before.
  private func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return false }
    if word == "--" { return true }
    guard word.hasPrefix("--") else {
      return word.count == 2 && find({ $0.short == word.last }) != nil
    }
    let name = word.dropFirst(2).prefix { $0 != "=" }
    return find({ $0.name == name }) != nil
  }
}

// What is wrong, and what to type instead.
extension Parser {
  /// Keeps the first mistake, with the call that tells more.
  private mutating func fail(_ mistake: UsageError) {
    guard error == nil else { return }
    error = explained(mistake)
  }

  func explained(_ mistake: UsageError) -> UsageError {
    var mistake = mistake
    mistake.see = mistake.see ?? command.map { "\(program) \($0.name) --help" } ?? "\(program) help"
    if mistake.wantsUsage, let command { mistake.usage = "\(program) \(command.usage)" }
    return mistake
  }

  private func missing(_ placeholder: String, after spelling: String, before next: String?) -> UsageError {
    let hint = next.flatMap { word -> String? in
      guard word != "--", spelling.hasPrefix("--") else { return nil }
      return "if '\(word)' is meant to be the value, write \(spelling)=\(word)"
    }
    return UsageError("\(spelling): \(placeholder) is missing", hint: hint).withUsage
  }

  private func unknown(_ spelling: String, nearTo name: String) -> UsageError {
    let options = (command?.options ?? []) + globals + [.help, .version]
    let letters = options.compactMap(\.short).map(String.init)
    var hint: String?
    if name.count == 1, let letter = letters.first(where: { $0.lowercased() == name.lowercased() }) {
      hint = "did you mean '-\(letter)'?"
    } else if name.count > 1, let nearest = Suggestion.nearest(to: name, among: options.map(\.name)) {
      hint = "did you mean '--\(nearest)'?"
    } else {
      hint = hintElsewhere(name)
    }
    return UsageError("\(spelling): unknown option", hint: hint)
  }

  /// Where else the option stands, if it does.
  private func hintElsewhere(_ name: String) -> String? {
    if isCommandUnknown { return nil }
    let owners = commands.indices.map(describe).filter { $0.options.contains { $0.name == name } }
    guard let first = owners.first else { return nil }
    guard command != nil else { return "options of a command stand after its name: \(first.name) --\(name)" }
    return "--\(name) is an option of \(owners.prefix(4).map(\.name).joinedAsList)"
  }
}
