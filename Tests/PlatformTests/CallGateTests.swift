import Synchronization
import Testing

@testable import Platform

@Suite struct CallGateTests {
  /// How many calls were under way at once, at most, of `count` on as many threads.
  private func mostAtOnce(_ gate: CallGate, count: Int, host: @escaping @Sendable (Int) -> [UInt8]) -> Int {
    let running = Mutex((now: 0, most: 0))
    _ = Workers.parallelMap(Array(0..<count), workers: count) { number in
      gate.pass(host(number), by: nil) {
        running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
        Deadline.pause(milliseconds: 20, by: nil)
        running.withLock { $0.now -= 1 }
      }
    }
    return running.withLock { $0.most }
  }

  @Test func letsSoManyThrough() {
    #expect(mostAtOnce(CallGate(most: 3, perHost: 9, spacing: 0), count: 12) { [UInt8($0)] } == 3)
  }

  @Test func letsSoManyThroughToOneHost() {
    #expect(mostAtOnce(CallGate(most: 12, perHost: 2, spacing: 0), count: 8) { _ in [1] } == 2)
  }

  @Test func spacesBeginnings() {
    let gate = CallGate(most: 8, perHost: 8, spacing: 40)
    let start = Clock.monotonicMilliseconds
    let times = Workers.parallelMap(Array(0..<5), workers: 5) { number in
      gate.pass([UInt8(number)], by: nil) { Clock.monotonicMilliseconds - start } ?? 0
    }
    for (earlier, later) in zip(times.sorted(), times.sorted().dropFirst()) { #expect(later - earlier >= 39) }
  }

  @Test func turnsAwayOnceItIsTooLate() {
    let gate = CallGate(most: 1, perHost: 1, spacing: 0)
    let answer = gate.pass([1], by: nil) { gate.pass([2], by: Deadline(milliseconds: 30)) { true } ?? false }
    #expect(answer == false)
    #expect(gate.pass([1], by: Deadline(milliseconds: 0)) { true } == nil)
  }
}
