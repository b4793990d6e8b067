import Glibc
import TestKit
import Testing

/// Whatever call the system refuses, the old files are as they were or the new ones complete.
@Suite(.enabled(if: Strace.works)) struct InputOutputErrorTests {
  /// A call that fails, and how.
  struct Failure: Sendable {
    let calls: Set<String>
    let codes: [String]

    static let all: [Failure] = [
      Failure(calls: ["openat"], codes: ["EMFILE", "EIO", "EINTR"]),
      Failure(calls: ["newfstatat", "fstat", "statx"], codes: ["EIO"]),
      Failure(calls: ["read"], codes: ["EIO", "EINTR"]),
      Failure(calls: ["write"], codes: ["ENOSPC", "EIO", "EDQUOT", "EINTR"]),
      Failure(calls: ["fsync", "fdatasync"], codes: ["EIO", "ENOSPC", "EDQUOT", "EINTR"]),
      Failure(calls: ["linkat"], codes: ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EMLINK"]),
      Failure(calls: ["renameat", "renameat2"], codes: ["ENOSPC", "EIO", "EROFS"]),
      Failure(calls: ["fchmod", "fchmodat", "fchown", "fchownat"], codes: ["EIO", "EROFS", "EPERM"]),
      Failure(calls: ["unlinkat", "close"], codes: ["EIO"]),
      Failure(calls: ["flock"], codes: ["ENOLCK", "EINTR"]),
      Failure(calls: ["getrandom"], codes: ["ENOSYS", "EINTR"]),
    ]

    static func codes(for call: Call) -> [String] {
      all.filter { $0.calls.contains(call.name) }.flatMap(\.codes)
    }
  }

  @Test(arguments: Scenario.all) func ofEveryCall(_ scenario: Scenario) throws {
    for call in try scenario.points(everything: false) {
      let codes = Failure.codes(for: call)
      for code in scenario.isSlow || !scenario.isTriedWholly ? codes.prefix(1) : codes[...] {
        try failed(scenario, at: call, with: code)
      }
    }
  }

  @Test(arguments: Scenario.all.filter(\.isTriedWholly)) func withoutNamelessFiles(_ scenario: Scenario) throws {
    let refusal = try #require(try scenario.refusal())
    for call in try scenario.points(options: refusal, everything: false) where call.name != "openat" {
      for code in Failure.codes(for: call).prefix(1) {
        try failed(scenario, at: call, with: code, options: refusal)
      }
    }
  }

  private func failed(_ scenario: Scenario, at call: Call, with code: String, options: [String] = []) throws {
    let folder = try scenario.folder()
    let fault = Strace.injecting("error=\(code)", at: call) + options
    let result = try Strace.run(fault, scenario.words, in: folder.path, environment: Scenario.environment)
    let state = try scenario.state(of: folder)
    let place = "\(scenario.name), \(code) at \(call): \(result)"
    #expect(state.faults == [], "\(place)")
    #expect(state.hidden == [] || call.name == "unlinkat", "\(place)")
    // What is said of the files must be so.
    #expect(!result.errorText.contains("nothing was written") || state.isUntouched, "\(place)")
    if result.status == 0 {
      #expect(state.isComplete, "\(place)")
    } else {
      #expect(result.isCleanFailure || call.text.hasPrefix("2,"), "\(place)")
      #expect(state.isUntouched || state.isComplete || scenario.keepsWhatIsDone, "\(place)")
      #expect(code != "EINTR", "\(place)")
      guard scenario.keepsWhatIsDone else { return }
      let again = try Pki.run(scenario.words, in: folder.path, environment: Scenario.environment)
      let after = try scenario.state(of: folder)
      #expect(again.status == 0 && after.faults == [] && after.isComplete, "\(place)\nagain: \(again)")
    }
  }
}
