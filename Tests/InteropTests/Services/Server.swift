import Glibc
import TestKit
import Testing

/// A program that serves while a test talks to it.
struct Server {
  let program: Program
  let arguments: [String]
  /// What asks it to end.
  var end = SIGTERM

  struct NotReady: Error, CustomStringConvertible {
    let description: String
  }

  /// Starts the program, waits until it is ready, and ends it when the body is over, however that ends.
  ///
  /// The program runs under `timeout`, so that it ends even where the tests are killed.
  func serve<R>(isReady: () throws -> Bool, _ body: () throws -> R) throws -> R {
    let logs = try TemporaryFolder()
    var guarded = Tools.timeout.program(folder: program.folder, environment: program.environment)
    guarded.secondsAllowed = 15
    let words = ["--kill-after=5", "120", program.path] + arguments
    let process = try guarded.start(
      words, input: "/dev/null", output: logs.path("out"), errors: logs.path("err"))
    defer {
      kill(process, end)
      _ = guarded.wait(for: process)
    }
    try awaitReadiness(isReady, logs)
    return try body()
  }

  private func awaitReadiness(_ isReady: () throws -> Bool, _ logs: TemporaryFolder) throws {
    for _ in 0..<1_200 {
      if try isReady() { return }
      usleep(50_000)
    }
    let said = try logs.text("out") + logs.text("err")
    throw NotReady(description: "\(program.path) is not ready after a minute: \(said)")
  }
}
