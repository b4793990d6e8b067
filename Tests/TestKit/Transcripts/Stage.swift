import PKITool
import Platform
import Synchronization
import Vocabulary

/// Plays the turns of a transcript in a fresh folder, without a process and with the time standing still.
struct Stage {
  /// When transcripts take place.
  static let now = Instant(rfc3339: "2026-03-01T12:00:00Z")

  let folder = Result { try TemporaryFolder() }

  /// What each turn of a transcript is answered with, as it is written in one.
  func play(_ transcript: Transcript) throws -> [[String]] {
    let folder = try folder.get()
    for file in transcript.files { try folder.write(file.bytes, to: file.name, mode: file.mode) }
    var replies: [[String]] = []
    for turn in transcript.turns { replies.append(try reply(to: turn, in: folder)) }
    return replies
  }

  private func reply(to turn: Transcript.Turn, in folder: TemporaryFolder) throws -> [String] {
    var words = try ShellWords.split(turn.command)
    let program = words.isEmpty ? "" : words.removeFirst()
    switch program {
    case "pki": return try run(words, answers: turn.answers, in: folder)
    case "ls":
      return folder.names.map { name in
        let mode = String(Disk.mode(folder.path(name)) ?? 0, radix: 8)
        return "0\(mode) \(name)"
      }
    case "cat": return try words.flatMap { try lines(of: folder.text($0)).map(Transcript.quoted) }
    default: return ["! a transcript knows no '\(program)'"]
    }
  }

  private func run(_ words: [String], answers: [String], in folder: TemporaryFolder) throws -> [String] {
    var world = try World.current()
    let output = Output(memoryNamed: "standard output")
    let errors = Output(memoryNamed: "standard error")
    let waiting = Answers(answers)
    world.folder = try Folder(folder.path)
    if let now = Self.now { world.clock = .fixed(now) }
    (world.output, world.errors, world.width) = (output, errors, nil)
    world.environment = { _ in nil }
    world.ask = { prompt throws(PromptFailure) in
      guard let answer = waiting.next() else { throw .noTerminal }
      errors.write("\(prompt.hasSuffix(" ") ? prompt.dropLast() : prompt[...])\n")
      return Secret(copying: Array(answer.utf8))
    }
    let status = Tool.run(words, in: world)
    var reply = lines(of: output.text).map { Transcript.quoted(masked($0, folder)) }
    reply.removeEmptyEnd()
    reply += lines(of: errors.text).map { "! \(masked($0, folder))" }
    return status == 0 ? reply : reply + ["? \(status)"]
  }

  /// Hides what differs from machine to machine.
  private func masked(_ line: String, _ folder: TemporaryFolder) -> String {
    Mask.withoutLibrary(line.replacing(folder.path, with: "[FOLDER]"))
  }

  private func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

/// Answers to questions for passphrases, each given once.
private final class Answers: Sendable {
  private let waiting: Mutex<[String]>

  init(_ answers: [String]) {
    waiting = Mutex(answers)
  }

  func next() -> String? { waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

extension Transcript.File {
  /// What the file holds.
  var bytes: [UInt8] {
    if kinds.contains("base64") { return decoded(lines.joined()) }
    var lines = lines
    lines.removeEmptyEnd()
    return lines.isEmpty ? [] : Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Its permissions.
  var mode: UInt32 { kinds.lazy.compactMap { UInt32($0, radix: 8) }.first ?? 0o644 }

  private func decoded(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var bits = 0, count = 0
    for digit in text.utf8 {
      guard let value = alphabet.firstIndex(of: digit) else { continue }
      (bits, count) = ((bits << 6 | value) & 0xffff, count + 6)
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
    return bytes
  }
}
