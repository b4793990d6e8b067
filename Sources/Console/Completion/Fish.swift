extension Completion {
  /// For fish, to be found as `NAME.fish` among its completions.
  var fish: String {
    let name = identifier
    let globals = program.allGlobals.map { line("", $0) }
    let commands = program.commands.flatMap { command in
      let condition = " -n '__\(name)_is \(command.name)'"
      let own =
        "complete -c \(program.name) -n '__\(name)_is'"
        + " -a \(command.name) -d \(Self.quoted(command.summary))"
      return [own] + command.options.map { line(condition, $0) } + operands(condition, command)
    }
    return """
      # fish completion for \(program.name)

      # Whether the command typed so far is among the given ones; without any, whether there is none yet.
      function __\(name)_is
          set -l skip 0
          for word in (commandline -opc)[2..-1]
              if test $skip = 1
                  set skip 0
                  continue
              end
              switch $word
                  case \(awaiting)
                      set skip 1
                  case '-*'
                  case '*'
                      contains -- $word $argv
                      return
              end
          end
          test (count $argv) = 0
      end

      complete -c \(program.name) -f
      \((globals + commands).joined(separator: "\n"))

      """
  }

  /// The global options whose value is the next word: it is no command.
  private var awaiting: String {
    let names = program.globals.filter(\.takesNext).flatMap { option in
      (option.short.map { ["-\($0)"] } ?? []) + ["--\(option.name)"]
    }
    return names.isEmpty ? "''" : names.joined(separator: " ")
  }

  private func line(_ condition: String, _ option: OptionDescription) -> String {
    var line = "complete -c \(program.name)\(condition)"
    if let short = option.short { line += " -s \(short)" }
    line += " -l \(option.name)"
    if option.argument != .none { line += Self.candidates(option.candidates, mustFollow: option.takesNext) }
    return line + " -d \(Self.quoted(option.help))"
  }

  private func operands(_ condition: String, _ command: CommandDescription) -> [String] {
    guard let operand = command.operands.last, operand.candidates != .none else { return [] }
    return [
      "complete -c \(program.name)\(condition)\(Self.candidates(operand.candidates, mustFollow: false))"
    ]
  }

  private static func candidates(_ candidates: Candidates, mustFollow: Bool) -> String {
    let required = mustFollow ? " -r" : ""
    return switch candidates {
    case .none: "\(required) -f"
    case .files: "\(required) -F"
    case .folders: "\(required) -f -a '(__fish_complete_directories)'"
    case .words(let words): "\(required) -f -a \(quoted(words.joined(separator: " ")))"
    }
  }

  private static func quoted(_ text: String) -> String { "'\(text.escaping("\\'"))'" }
}
