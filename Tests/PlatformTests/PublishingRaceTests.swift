import Glibc
@testable import Platform
import Testing

@Suite struct PublishingRaceTests {
  @Test func fiftyPublishersOfOneName() throws {
    let trial = try Trial()
    for round in 0..<10 {
      let results = Workers.parallelMap(Array(0..<50), workers: 16) { number in
        do {
          try trial.folder.publish([
            FileToWrite(path: "k\(round)", bytes: [UInt8]("\(number)"), kind: .secret),
            FileToWrite(path: "c\(round)", bytes: [UInt8]("\(number)"), kind: .ordinary),
          ])
          return number
        } catch {
          // Who looked before the winner and came after it finds the second name taken first.
          if case .exists? = error as? WriteFailure { return -1 }
          return -2
        }
      }
      let winners = results.filter { $0 >= 0 }
      #expect(winners.count == 1)
      #expect(!results.contains(-2))
      #expect(try trial.text("k\(round)") == "\(winners.first ?? -1)")
      #expect(try trial.text("c\(round)") == "\(winners.first ?? -1)")
    }
    #expect(trial.names.count == 20)
  }

  @Test func replacersOfOneNameLeaveOneWholeFile() throws {
    let trial = try Trial()
    try trial.make("k")
    let bytes = [UInt8](repeating: 65, count: 100_000)
    let results = Workers.parallelMap(Array(0..<50), workers: 8) { _ in
      do {
        try trial.folder.publish([
          FileToWrite(path: "k", bytes: bytes, kind: .secret, existing: .replace(keepBackup: false))
        ])
        return 0
      } catch { return (error as? WriteFailure) == .changed("k") ? 1 : 2 }
    }
    #expect(results.contains(0))
    #expect(!results.contains(2))
    #expect(trial.names == ["k"])
    #expect(try trial.folder.read("k", limit: 100_000) == bytes)
  }
}
