import Platform
import Testing

@testable import PKICore

/// The time that an address has, and how its calls share it.
@Suite struct ProbePaceTests {
  private static let address = SocketAddress(octets: [192, 0, 2, 1], port: 443)

  /// What a call comes to that finds nobody by its deadline.
  private func silence(_ deadline: Deadline) -> ServerAnswer {
    Deadline.pause(milliseconds: deadline.millisecondsLeft, by: nil)
    var answer = ServerAnswer(address: Self.address, serverName: nil, startTLS: nil)
    answer.failure = ProbeFailure("net.timeout", "No answer.")
    return answer
  }

  private func gate() -> CallGate { CallGate(most: 1, perHost: 1, spacing: 0) }

  @Test func allTriesShareTheTime() throws {
    var pace = ProbePace()
    pace.retries = 3
    var time = AddressTime(milliseconds: 2_000)
    var shares: [Int] = []
    let answer = pace.call(Self.address, through: gate(), in: &time) { deadline in
      shares.append(deadline.millisecondsLeft)
      return silence(deadline)
    }
    #expect(answer?.tries == shares.count && shares.count > 1, "\(shares)")
    #expect(shares.allSatisfy { $0 <= 500 } && shares.reduce(0, +) <= 2_000, "\(shares)")
    // The next call of the address has what is left, and no time of its own.
    let left = time.begin().millisecondsLeft
    #expect(left < 500)
    pace.retries = 0
    _ = pace.call(Self.address, through: gate(), in: &time) { deadline in
      #expect(deadline.millisecondsLeft <= left)
      return silence(deadline)
    }
  }

  @Test func oneTryHasAllTheTime() {
    var time = AddressTime(milliseconds: 60_000)
    _ = ProbePace().call(Self.address, through: gate(), in: &time) { deadline in
      #expect((30_000...60_000).contains(deadline.millisecondsLeft))
      return ServerAnswer(address: Self.address, serverName: nil, startTLS: nil)
    }
  }

  /// What comes at once leaves time for all tries.
  @Test func aRefusalIsFollowedByEveryTry() {
    var pace = ProbePace()
    pace.retries = 5
    var time = AddressTime(milliseconds: 60_000)
    let answer = pace.call(Self.address, through: gate(), in: &time) { _ in
      var answer = ServerAnswer(address: Self.address, serverName: nil, startTLS: nil)
      answer.failure = ProbeFailure("net.refused", "Nobody listens.")
      return answer
    }
    #expect(answer?.tries == 6)
  }
}
