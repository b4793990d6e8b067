/// A conversation with `pki` in a folder of its own, as a text file.
///
///     # Comments stand above the command that they are about.
///     $ pki csr www CN:www.example.com --key-type ec:p256
///     what it says on standard output
///     ! what it says on standard error
///     ? 2
///
///     -- name --
///     a file that is there from the beginning
///
/// `? N` is the exit status where it is not 0. `< word` below the command answers a question for a passphrase. `$ ls`
/// shows modes and names, `$ cat NAME` a file. A line of output that would be mistaken for something else begins with
/// a backslash. Empty lines at the end of an answer do not count. `-- name 600 --` gives a file a mode,
/// `-- name base64 --` means the bytes that the text stands for.
package struct Transcript: Sendable, Equatable {
  /// A command and what is expected of it.
  package struct Turn: Sendable, Equatable {
    /// Comments and empty lines above it.
    package var comments: [String] = []
    /// The command line, without `$`.
    package var command: String
    /// Answers to questions, in order.
    package var answers: [String] = []
    /// What it says, as it is written here.
    package var reply: [String] = []
  }

  /// A file that is there from the beginning.
  package struct File: Sendable, Equatable {
    /// Its name, and what is said of it: a mode or `base64`.
    package var name: String, kinds: [String]
    /// Its lines.
    package var lines: [String]
  }

  /// The conversation.
  package var turns: [Turn] = []
  /// The files.
  package var files: [File] = []
  /// Comments below the last command.
  package var rest: [String] = []

  /// Reads a transcript.
  package init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    for line in lines {
      if let (name, kinds) = Self.header(line) {
        files.append(File(name: name, kinds: kinds, lines: []))
      } else if !files.isEmpty {
        files[files.count - 1].lines.append(line)
      } else if line.hasPrefix("$ ") {
        turns.append(Turn(comments: rest, command: String(line.dropFirst(2))))
        rest = []
      } else if turns.isEmpty || !rest.isEmpty || line.hasPrefix("# ") || line == "#" {
        rest.append(line)
      } else if line.hasPrefix("< "), turns[turns.count - 1].reply.isEmpty {
        turns[turns.count - 1].answers.append(String(line.dropFirst(2)))
      } else {
        turns[turns.count - 1].reply.append(line)
      }
    }
    for index in turns.indices { turns[index].reply.removeEmptyEnd() }
  }

  /// The transcript as a file.
  package var text: String {
    var lines: [String] = []
    for turn in turns {
      if let last = lines.last, last != "" { lines.append("") }
      lines += turn.comments.drop { $0.isEmpty && lines.last == "" }
      lines += ["$ \(turn.command)"] + turn.answers.map { "< \($0)" } + turn.reply
    }
    if !rest.isEmpty, rest.first != "" { lines.append("") }
    lines += rest
    if !files.isEmpty, lines.last != "" { lines.append("") }
    for file in files { lines += ["-- \(([file.name] + file.kinds).joined(separator: " ")) --"] + file.lines }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Output as it is written in a transcript.
  static func quoted(_ line: String) -> String {
    ["$ ", "! ", "? ", "< ", "# ", "-- ", "\\"].contains(where: line.hasPrefix) || line == "#" ? "\\\(line)" : line
  }

  private static func header(_ line: String) -> (String, [String])? {
    guard line.hasPrefix("-- "), line.hasSuffix(" --"), line.utf8.count > 6 else { return nil }
    let words = line.dropFirst(3).dropLast(3).split(separator: " ").map(String.init)
    return words.first.map { ($0, Array(words.dropFirst())) }
  }
}

extension [String] {
  /// Drops the empty lines at the end.
  mutating func removeEmptyEnd() {
    while last == "" { removeLast() }
  }
}
