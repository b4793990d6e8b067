import TestKit
import Testing

/// Killed at any system call, a command leaves nothing, the key alone, or everything; and never half a file.
@Suite(.enabled(if: Strace.works)) struct CrashTests {
  @Test(arguments: Scenario.all) func atEverySystemCall(_ scenario: Scenario) throws {
    var kills = 0
    let points = try scenario.points()
    #expect(points.count > (scenario.isVerySlow ? 5 : 15))
    for call in points where try killed(scenario, at: call) { kills += 1 }
    // Calls for memory vary a little from run to run; no others do.
    #expect(kills * 10 >= points.count * 9, "\(kills) of \(points.count) were hit")
  }

  @Test(arguments: Scenario.all.filter(\.isTriedWholly)) func withoutNamelessFiles(_ scenario: Scenario) throws {
    let refusal = try #require(try scenario.refusal())
    let points = try scenario.points(options: refusal, everything: false)
    #expect(points.contains { $0.text.contains(".pki-new") })
    for call in points where call.name != "openat" { try killed(scenario, at: call, options: refusal) }
  }

  @discardableResult
  private func killed(_ scenario: Scenario, at call: Call, options: [String] = []) throws -> Bool {
    let folder = try scenario.folder()
    let kill = Strace.injecting("signal=KILL", at: call) + options
    let result = try Strace.run(kill, scenario.words, in: folder.path, environment: Scenario.environment)
    let state = try scenario.state(of: folder)
    #expect(state.faults == [], "\(scenario.name), killed at \(call)")
    if result.status == 0 { #expect(state.isComplete, "\(scenario.name), not killed at \(call)") }
    let mayBeHidden = scenario.isReplacing || !options.isEmpty
    #expect(mayBeHidden || state.hidden == [], "\(scenario.name), killed at \(call)")
    if !state.hidden.isEmpty || (!state.isComplete && !scenario.isSlow) {
      let again = try Pki.run(scenario.again(in: folder), in: folder.path, environment: Scenario.environment)
      let after = try scenario.state(of: folder)
      #expect(again.status == 0, "\(scenario.name), again after \(call): \(again)")
      #expect(after.faults == [] && after.hidden == [] && after.isComplete, "\(scenario.name), again after \(call)")
    }
    return result.status != 0
  }
}
