import Glibc
import TestKit

/// A system call of a traced run, and the how manieth of its name it was: how strace counts them.
struct Call: Sendable, Hashable, CustomStringConvertible {
  /// Its name.
  let name: String
  /// From 1, among the calls of that name since the program was started.
  let number: Int
  /// Everything between the parentheses, and the result.
  let text: String

  var description: String { "\(name) #\(number) (\(text.prefix(90)))" }
}

/// The tracer, which also kills programs at a system call and has calls fail.
enum Strace {
  static let tool = InstalledTool("strace")

  /// Whether tracing works here: containers may forbid it.
  static let works: Bool = {
    guard tool.isThere else { return false }
    let result = try? tool.program().run(["-o", "/dev/null", "/bin/true"])
    if result?.status == 0 { return true }
    InstalledTool.sayAloud("skipped: strace may not trace here")
    return false
  }()

  /// Runs pki under the tracer.
  static func run(
    _ options: [String], _ words: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Program.Result {
    try tool.program(folder: folder, environment: environment).run(
      ["-f", "-e", "signal=none"] + options + [Pki.path] + words)
  }

  /// All calls of a run, from the first that is pki's own on.
  static func calls(
    _ words: [String], in folder: String, environment: [String: String] = [:], options: [String] = []
  ) throws -> [Call] {
    let notes = try TemporaryFolder()
    _ = try run(["-o", notes.path("trace")] + options, words, in: folder, environment: environment)
    return parse(try notes.text("trace"))
  }

  /// The calls in what the tracer wrote.
  static func parse(_ text: String) -> [Call] {
    var numbers: [Substring: Int] = [:]
    var calls: [Call] = []
    var begun = false
    for line in text.split(separator: "\n") {
      let line = line.drop { $0.isNumber }.drop { $0 == " " }
      guard let parenthesis = line.firstIndex(of: "("), !line.hasPrefix("<") else { continue }
      let name = line[..<parenthesis]
      guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { continue }
      numbers[name, default: 0] += 1
      // What the loader does before is no work of pki's; its first own call opens the folder.
      if name == "openat", line.contains("\".\""), line.contains("O_DIRECTORY") { begun = true }
      if begun {
        let text = String(line[line.index(after: parenthesis)...])
        calls.append(Call(name: String(name), number: numbers[name] ?? 0, text: text))
      }
    }
    return calls
  }

  /// The options that do something to one call.
  static func injecting(_ what: String, at call: Call) -> [String] {
    ["-o", "/dev/null", "-e", "trace=\(call.name)", "-e", "inject=\(call.name):\(what):when=\(call.number)"]
  }
}
