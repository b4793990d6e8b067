import Console
import PKITool
import Platform
import TestKit
import Testing
import Vocabulary

/// What `pki` shows of itself, asked of it without a process.
enum Surface {
  static let commands = Tool.commands.map(\.description.name)
  static let topics = Tool.table.program.about.topics.map(\.name)

  /// Every long option: of a command by its name, of all commands by "".
  static let options: [String: Set<String>] = {
    var options: [String: Set<String>] = ["": Set(Tool.table.program.globals.map(\.name) + ["help", "version"])]
    for command in Tool.commands { options[command.description.name] = Set(command.description.options.map(\.name)) }
    return options
  }()

  /// A run of the program.
  struct Run {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs `pki` with these words in a folder; nobody is there to be asked.
  static func run(
    _ words: [String], in folder: TemporaryFolder, to output: Output = Output(memoryNamed: "standard output"),
    width: Int? = nil
  ) throws -> Run {
    var world = try World.current()
    let errors = Output(memoryNamed: "standard error")
    world.folder = try Folder(folder.path)
    world.clock = .fixed(Instant(rfc3339: "2026-03-01T12:00:00Z") ?? Instant(seconds: 0))
    (world.output, world.errors, world.width) = (output, errors, width)
    world.environment = { _ in nil }
    world.ask = { _ throws(PromptFailure) in throw .noTerminal }
    let status = Tool.run(words, in: world)
    return Run(status: status, output: output.text, errors: errors.text)
  }

  /// What `pki` writes where nothing can go wrong.
  static func output(_ words: [String]) throws -> String {
    let run = try run(words, in: TemporaryFolder())
    try #require(run.status == 0 && run.errors.isEmpty, "pki \(words.joined(separator: " ")): \(run.errors)")
    return run.output
  }
}
