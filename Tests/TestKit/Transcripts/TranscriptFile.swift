/// A transcript in a file: checked, or written anew where `PKI_RECORD` is in the environment.
package struct TranscriptFile: Sendable, CustomStringConvertible {
  /// The path of the file.
  package let path: String

  /// The name of the file, by which a test is called.
  package var description: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// A file at `path`.
  package init(_ path: String) { self.path = path }

  /// All transcripts of a folder that stands below the top of the project.
  package static func all(in folder: String) -> [TranscriptFile] {
    let folder = "\(Repository.path)/\(folder)"
    return Disk.filesBelow(folder).filter { $0.hasSuffix(".txt") }.map { TranscriptFile("\(folder)/\($0)") }
  }

  /// Whether transcripts are written anew.
  package static var isRecording: Bool { Repository.environment("PKI_RECORD").map { !$0.isEmpty } ?? false }

  /// Replays the conversation; gives what is not as expected, empty where all is.
  package func check() throws -> String {
    let text = try Disk.text(path)
    let transcript = Transcript(text)
    guard Self.isRecording else { return try Self.differences(in: transcript) }
    let recorded = try Self.recorded(transcript)
    if recorded.text != text { try Disk.write(Array(recorded.text.utf8), to: path) }
    return try Self.differences(in: recorded)
  }

  /// What differs from the transcript when it is played, command by command.
  static func differences(in transcript: Transcript) throws -> String {
    let replies = try Stage().play(transcript)
    var report: [String] = []
    for (turn, reply) in zip(transcript.turns, replies) {
      guard let lines = Reply(reply).differences(from: Reply(turn.reply)) else { continue }
      report += ["$ \(turn.command)"] + lines
    }
    return report.joined(separator: "\n")
  }

  /// The transcript with the answers of now, where they are the same twice but for what masks can hide.
  static func recorded(_ transcript: Transcript) throws -> Transcript {
    let one = try Stage().play(transcript), other = try Stage().play(transcript)
    var recorded = transcript
    for index in transcript.turns.indices {
      // An old answer that still fits stays as it is: its masks may have been made with care.
      let turn = transcript.turns[index]
      let isFine = [one, other].allSatisfy { Reply($0[index]).differences(from: Reply(turn.reply)) == nil }
      if isFine { continue }
      guard let reply = Reply(one[index]).merged(with: Reply(other[index])) else {
        throw Unsteady(command: turn.command, replies: [one[index], other[index]])
      }
      recorded.turns[index].reply = reply.lines
    }
    return recorded
  }

  /// A command that says something else each time.
  struct Unsteady: Error, CustomStringConvertible {
    let command: String
    let replies: [[String]]

    var description: String {
      let texts = replies.map { $0.joined(separator: "\n") }
      return "$ \(command)\nsays something else each time:\n\(texts.joined(separator: "\n-- or --\n"))"
    }
  }
}
