extension Completion {
  /// For bash 3.2 and later, without the bash-completion package.
  var bash: String {
    let name = identifier
    return """
      # bash completion for \(program.name)

      _\(name)_options() {
        reply=\(globals.quotedForShell)
        case $1 in
      \(optionCases)
        esac
      }

      # What the value of option $2 of command $1 may be; fails where none follows.
      _\(name)_value() {
        separate=1
        case "$1 $2" in
      \(valueCases)
          *) return 1 ;;
        esac
      }

      # What operand number $2 of command $1 may be.
      _\(name)_operand() {
        case "$1 $2" in
      \(operandCases)
          *) reply=any ;;
        esac
      }

      \(bashFunction)
      complete -F _\(name) \(program.name)

      """
  }

  private var globals: String { Self.words(program.allGlobals) }

  private static func words(_ options: [OptionDescription]) -> String {
    options.flatMap { ["--\($0.name)"] + ($0.short.map { ["-\($0)"] } ?? []) }.joined(separator: " ")
  }

  private var optionCases: String {
    program.commands.filter { !$0.options.isEmpty }.map {
      "    \($0.name)) reply=\("\(Self.words($0.options)) ".quotedForShell)$reply ;;"
    }.joined(separator: "\n")
  }

  private var valueCases: String {
    let own = program.commands.flatMap { command in
      command.options.compactMap { Self.valueCase($0, of: command.name) }
    }
    return (own + program.globals.compactMap { Self.valueCase($0, of: nil) }).joined(separator: "\n")
  }

  private static func valueCase(_ option: OptionDescription, of command: String?) -> String? {
    if option.argument == .none { return nil }
    let names = ["--\(option.name)"] + (option.short.map { ["-\($0)"] } ?? [])
    let patterns = names.map { name in command.map { "'\($0) \(name)'" } ?? "*' \(name)'" }
    let separate = option.takesNext ? "" : " separate="
    return "    \(patterns.joined(separator: " | "))) reply=\(reply(option.candidates))\(separate) ;;"
  }

  private var operandCases: String {
    program.commands.flatMap { command in
      command.operands.enumerated().map { place, operand in
        let pattern = operand.most == 1 ? "'\(command.name) \(place)'" : "'\(command.name) '*"
        return "    \(pattern)) reply=\(Self.reply(operand.candidates)) ;;"
      }
    }.joined(separator: "\n")
  }

  private static func reply(_ candidates: Candidates) -> String {
    switch candidates {
    case .none: "any"
    case .files: "files"
    case .folders: "folders"
    case .words(let words): "words \(words.joined(separator: " "))".quotedForShell
    }
  }

  private var bashFunction: String {
    let name = identifier
    let commands = program.commands.map(\.name).joined(separator: " ")
    return #"""
      _\#(name)() {
        local command= awaited= ended= reply= separate= value= word i n=0 place=0
        local -a words=()
        COMPREPLY=()
        # readline cuts words at : and =; here they are whole again.
        for (( i = 1; i <= COMP_CWORD; i++ )); do
          word=${COMP_WORDS[i]}
          if (( n > 0 )) && [[ $word == [:=]* || ( -n $word && $word != -* && ${words[n-1]} == *[:=] ) ]]; then
            words[n-1]+=$word
          else
            words[n++]=$word
          fi
        done
        (( n > 0 )) || return 0
        for (( i = 0; i < n - 1; i++ )); do
          word=${words[i]}
          if [[ $awaited ]]; then awaited=
          elif [[ $ended || $word != -?* ]]; then
            if [[ $command ]]; then (( place += 1 )); else command=$word; fi
          elif [[ $word == -- ]]; then ended=1
          elif _\#(name)_value "$command" "$word" && [[ $separate ]]; then awaited=$word
          fi
        done
        value=${words[n-1]}
        if [[ $awaited ]]; then
          _\#(name)_value "$command" "$awaited"
        elif [[ ! $ended && $value == --*=* ]]; then
          _\#(name)_value "$command" "${value%%=*}" || return 0
          value=${value#*=}
        elif [[ ! $ended && $value == -* ]]; then
          _\#(name)_options "$command"
          reply="words $reply"
        elif [[ $command ]]; then
          _\#(name)_operand "$command" "$place"
        else
          reply='words \#(commands)'
        fi
        local prefix=
        [[ $COMP_WORDBREAKS == *:* && $value == *:* ]] && prefix=${value%"${value##*:}"}
        case $reply in
          words*) set -- -W "${reply#words}" ;;
          files) set -- -f; compopt -o filenames 2>/dev/null ;;
          folders) set -- -d; compopt -o filenames 2>/dev/null ;;
          *) return 0 ;;
        esac
        while IFS= read -r word; do COMPREPLY+=("${word#"$prefix"}"); done < <(compgen "$@" -- "$value")
        # What ends with a colon goes on in the same word.
        [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
        return 0
      }
      """#
  }
}
