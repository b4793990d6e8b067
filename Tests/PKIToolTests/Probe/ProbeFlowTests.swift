import Glibc
import Platform
import TestKit
import Testing

/// Who reads along has what is done, and does not wait for what is not.
@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeFlowTests {
  @Test(arguments: ["text", "json", "ndjson", "csv"]) func handsOnWhatIsDone(_ format: String) throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let silent = try PlainServer([.silence])
    var ends: [Int32] = [0, 0]
    unsafe pipe(&ends)
    let (reading, writing) = (ends[0], ends[1])
    let words = ["127.0.0.1:\(server.port)", "127.0.0.1:\(silent.port)", "--trust", "ca.crt", "--timeout", "3"]
    let parts = Workers.parallelMap([true, false], workers: 2) { reads -> [String] in
      if reads { return Self.parts(of: reading) }
      let output = Output(descriptor: writing, name: "pipe")
      _ = try? Surface.run(["--format", format, "probe"] + words, in: stage.folder, to: output)
      close(writing)
      return []
    }
    close(reading)
    let whole = parts[0].joined()
    #expect(whole.contains("\(server.port)") && whole.contains("\(silent.port)"), "\(whole)")
    // The first is there while the second is waited for.
    let early = parts[0].dropLast().joined()
    #expect(early.contains("\(server.port)") && !early.contains("did not finish within"), "\(parts[0].count): \(early)")
  }

  /// What comes through a pipe, in the parts in which it comes; what comes behind the silent server is one part.
  private static func parts(of descriptor: Int32) -> [String] {
    var parts: [String] = []
    while true {
      var block = [UInt8](repeating: 0, count: 1 << 16)
      let count = unsafe read(descriptor, &block, block.count)
      guard count > 0 else { return parts }
      let part = String(decoding: block.prefix(count), as: UTF8.self)
      if parts.last?.contains("did not finish within") == true {
        parts[parts.count - 1] += part
      } else {
        parts.append(part)
      }
    }
  }
}
