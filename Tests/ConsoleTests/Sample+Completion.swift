/// The completion scripts that the sample gives.
extension Sample {
  static let bash = #"""
    # bash completion for bake

    _bake_options() {
      reply='--dir -C --format --json --quiet -q --help -h --version'
      case $1 in
        loaf) reply='--heat --steam --flour --weight --with -w --out -o --salt --no-crust '$reply ;;
        slice) reply='--recursive -r --null -0 '$reply ;;
      esac
    }

    # What the value of option $2 of command $1 may be; fails where none follows.
    _bake_value() {
      separate=1
      case "$1 $2" in
        'loaf --heat') reply=any ;;
        'loaf --steam') reply=any separate= ;;
        'loaf --flour') reply='words wheat rye spelt' ;;
        'loaf --weight') reply=any ;;
        'loaf --with' | 'loaf -w') reply=files ;;
        'loaf --out' | 'loaf -o') reply=files ;;
        *' --dir' | *' -C') reply=folders ;;
        *' --format') reply='words text json ndjson' ;;
        *) return 1 ;;
      esac
    }

    # What operand number $2 of command $1 may be.
    _bake_operand() {
      case "$1 $2" in
        'loaf 0') reply=any ;;
        'loaf '*) reply='words poppy sesame' ;;
        'slice '*) reply=files ;;
        *) reply=any ;;
      esac
    }

    _bake() {
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
        elif _bake_value "$command" "$word" && [[ $separate ]]; then awaited=$word
        fi
      done
      value=${words[n-1]}
      if [[ $awaited ]]; then
        _bake_value "$command" "$awaited"
      elif [[ ! $ended && $value == --*=* ]]; then
        _bake_value "$command" "${value%%=*}" || return 0
        value=${value#*=}
      elif [[ ! $ended && $value == -* ]]; then
        _bake_options "$command"
        reply="words $reply"
      elif [[ $command ]]; then
        _bake_operand "$command" "$place"
      else
        reply='words loaf slice clean'
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
    complete -F _bake bake

    """#

  static let zsh = #"""
    #compdef bake

    _bake_commands() {
      local -a commands
      commands=(
        'loaf:Make a loaf'
        'slice:Cut a loaf'
        'clean:Wipe the table'
      )
      _describe -t commands 'bake command' commands
    }

    _bake() {
      local curcontext="$curcontext" context state state_descr line ret=1
      local -A opt_args
      local -a globals
      globals=(
        '(-C --dir)'{-C+,--dir=}'[the kitchen]:DIR:_files -/'
        '(--format)--format=[how to answer]:FORMAT:(text json ndjson)'
        '*--json[--format json]'
        '*'{-q,--quiet}'[only the result]'
        '*'{-h,--help}'[show help and exit]'
        '*--version[show the version and exit]'
      )
      _arguments -C -s -S $globals '1: :_bake_commands' '*::: :->argument' && ret=0
      [[ $state == argument ]] || return ret
      words=($line[1] "${words[@]}")
      (( CURRENT += 1 ))
      curcontext="${curcontext%:*:*}:bake-$line[1]:"
      case $line[1] in
        loaf)
          _arguments -s -S $globals \
            '(--heat)--heat=[degrees Celsius]:N: ' \
            '*--steam=-[let steam in at first]::MINUTES: ' \
            '(--flour)--flour=[what it is made of]:FLOUR:(wheat rye spelt)' \
            '(--weight)--weight=[how much of it]:WEIGHT: ' \
            '*'{-w+,--with=}'[another recipe to mix in]:FILE:_files' \
            '(-o --out)'{-o+,--out=}'[where it goes]:FILE:_files' \
            '*--salt[with salt]' \
            '*--no-crust[cut the crust off]' \
            ':NAME: ' \
            '*:SEED:(poppy sesame)' && ret=0
          ;;
        slice)
          _arguments -s -S $globals \
            '*'{-r,--recursive}'[also what lies in folders]' \
            '*'{-0,--null}'[names end with NUL]' \
            '*:LOAF:_files' && ret=0
          ;;
        clean)
          _arguments -s -S $globals && ret=0
          ;;
      esac
      return ret
    }

    _bake "$@"

    """#

  static let fish = #"""
    # fish completion for bake

    # Whether the command typed so far is among the given ones; without any, whether there is none yet.
    function __bake_is
        set -l skip 0
        for word in (commandline -opc)[2..-1]
            if test $skip = 1
                set skip 0
                continue
            end
            switch $word
                case -C --dir --format
                    set skip 1
                case '-*'
                case '*'
                    contains -- $word $argv
                    return
            end
        end
        test (count $argv) = 0
    end

    complete -c bake -f
    complete -c bake -s C -l dir -r -f -a '(__fish_complete_directories)' -d 'the kitchen'
    complete -c bake -l format -r -f -a 'text json ndjson' -d 'how to answer'
    complete -c bake -l json -d '--format json'
    complete -c bake -s q -l quiet -d 'only the result'
    complete -c bake -s h -l help -d 'show help and exit'
    complete -c bake -l version -d 'show the version and exit'
    complete -c bake -n '__bake_is' -a loaf -d 'Make a loaf'
    complete -c bake -n '__bake_is loaf' -l heat -r -f -d 'degrees Celsius'
    complete -c bake -n '__bake_is loaf' -l steam -f -d 'let steam in at first'
    complete -c bake -n '__bake_is loaf' -l flour -r -f -a 'wheat rye spelt' -d 'what it is made of'
    complete -c bake -n '__bake_is loaf' -l weight -r -f -d 'how much of it'
    complete -c bake -n '__bake_is loaf' -s w -l with -r -F -d 'another recipe to mix in'
    complete -c bake -n '__bake_is loaf' -s o -l out -r -F -d 'where it goes'
    complete -c bake -n '__bake_is loaf' -l salt -d 'with salt'
    complete -c bake -n '__bake_is loaf' -l no-crust -d 'cut the crust off'
    complete -c bake -n '__bake_is loaf' -f -a 'poppy sesame'
    complete -c bake -n '__bake_is' -a slice -d 'Cut a loaf'
    complete -c bake -n '__bake_is slice' -s r -l recursive -d 'also what lies in folders'
    complete -c bake -n '__bake_is slice' -s 0 -l null -d 'names end with NUL'
    complete -c bake -n '__bake_is slice' -F
    complete -c bake -n '__bake_is' -a clean -d 'Wipe the table'

    """#
}
