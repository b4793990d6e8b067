/// The shells that completion is printed for.
package enum Shell: String, Choice {
  case bash, zsh, fish
}

/// Completion scripts, printed from the table of commands.
package struct Completion: Sendable {
  let program: ProgramDescription

  /// The completion of a program.
  package init(_ program: ProgramDescription) { self.program = program }

  /// The script of a shell.
  package func script(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// The program's name as a shell function may carry it.
  var identifier: String {
    String(program.name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}

extension String {
  /// In single quotes, for any shell of the Bourne family.
  var quotedForShell: String {
    var quoted = "'"
    for scalar in unicodeScalars {
      if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "'"
  }

  /// With a backslash before each of `marks`.
  func escaping(_ marks: String) -> String {
    var escaped = ""
    for scalar in unicodeScalars {
      if marks.unicodeScalars.contains(scalar) { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }
}
