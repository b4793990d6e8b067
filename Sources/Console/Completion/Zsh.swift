extension Completion {
  /// For zsh, to be found as `_NAME` in its `fpath`.
  var zsh: String {
    let name = identifier
    return """
      #compdef \(program.name)

      _\(name)_commands() {
        local -a commands
        commands=(
      \(program.commands.map { "    " + Self.described($0.name, $0.summary) }.joined(separator: "\n"))
        )
        _describe -t commands \("\(program.name) command".quotedForShell) commands
      }

      _\(name)() {
        local curcontext="$curcontext" context state state_descr line ret=1
        local -A opt_args
        local -a globals
        globals=(
      \(program.allGlobals.map { "    " + Self.specification($0) }.joined(separator: "\n"))
        )
        _arguments -C -s -S $globals '1: :_\(name)_commands' '*::: :->argument' && ret=0
        [[ $state == argument ]] || return ret
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:\(program.name)-$line[1]:"
        case $line[1] in
      \(program.commands.map(zshCase).joined(separator: "\n"))
        esac
        return ret
      }

      _\(name) "$@"

      """
  }

  private func zshCase(_ command: CommandDescription) -> String {
    var specifications = command.options.map(Self.specification)
    for operand in command.operands { specifications.append(Self.specification(operand)) }
    let lines = specifications.map { " \\\n        \($0)" }.joined()
    return "    \(command.name))\n      _arguments -s -S $globals\(lines) && ret=0\n      ;;"
  }

  private static func described(_ name: String, _ summary: String) -> String {
    "\(name.escaping("\\:")):\(summary)".quotedForShell
  }

  // '(-C --dir)'{-C+,--dir=}'[the kitchen]:DIR:_files -/'
  private static func specification(_ option: OptionDescription) -> String {
    let help = "[\(option.help.escaping("\\[]:"))]"
    let long = "--\(option.name)"
    let isOnce = option.takesNext && !option.repeats
    let value: String
    var suffixes = (short: "", long: "")
    switch option.argument {
    case .none: value = ""
    case .required(let placeholder):
      value = ":\(placeholder.escaping("\\:")):\(action(option.candidates))"
      suffixes = ("+", "=")
    case .optional(let placeholder, _):
      value = "::\(placeholder.escaping("\\:")):\(action(option.candidates))"
      suffixes = ("-", "=-")
    }
    guard let short = option.short else {
      return "\(isOnce ? "(\(long))" : "*")\(long)\(suffixes.long)\(help)\(value)".quotedForShell
    }
    let tail = (help + value).quotedForShell
    let names = "{-\(short)\(suffixes.short),\(long)\(suffixes.long)}"
    return isOnce ? "'(-\(short) \(long))'\(names)\(tail)" : "'*'\(names)\(tail)"
  }

  private static func specification(_ operand: Operand) -> String {
    let value = "\(operand.name.escaping("\\:")):\(action(operand.candidates))"
    return switch operand.count {
    case .one: ":\(value)".quotedForShell
    case .optional: "::\(value)".quotedForShell
    case .many, .any: "*:\(value)".quotedForShell
    }
  }

  private static func action(_ candidates: Candidates) -> String {
    switch candidates {
    case .none: " "
    case .files: "_files"
    case .folders: "_files -/"
    case .words(let words): "(\(words.map { $0.escaping("\\:() ") }.joined(separator: " ")))"
    }
  }
}
