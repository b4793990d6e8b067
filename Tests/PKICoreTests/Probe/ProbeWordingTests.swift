import Platform
import Testing

@testable import PKICore

/// Every comment in the very words that are promised for it.
@Suite struct ProbeWordingTests {
  /// A sentence as it is promised; what stands in braces is filled in.
  private struct Promise {
    private let parts: [Substring]
    /// The names of what is filled in.
    let blanks: Set<String>

    init(_ text: String) {
      // Each brace opens or closes what is filled in.
      let pieces = text.split(omittingEmptySubsequences: false) { $0 == "{" || $0 == "}" }.enumerated()
      parts = pieces.filter { $0.offset.isMultiple(of: 2) }.map(\.element)
      blanks = Set(pieces.filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) })
    }

    /// Whether it is this sentence with something filled in.
    func isSaid(by message: String) -> Bool {
      guard let first = parts.first, let last = parts.last else { return false }
      guard parts.count > 1 else { return message == first }
      guard message.hasPrefix(first) else { return false }
      var rest = message.dropFirst(first.count)
      for part in parts.dropFirst().dropLast() {
        guard let range = rest.dropFirst().firstRange(of: part) else { return false }
        rest = rest[range.upperBound...]
      }
      return rest.count > last.count && rest.hasSuffix(last)
    }
  }

  @Test(arguments: CommentCase.all + CommentCase.records) private func isExact(_ row: CommentCase) throws {
    guard let promised = Self.promised[row.id] else { return }
    let said = try #require(try row.shown()[row.id])
    let kept = promised.map { Promise($0) }.first { $0.isSaid(by: said.text) }
    #expect(kept != nil, "\(row.id): \(said.text)")
    // Whoever reads it as data has what was filled in.
    #expect(kept?.blanks.subtracting(said.blanks.map(\.name)).isEmpty == true, "\(row.id): \(said.blanks)")
  }

  @Test func everyPromiseIsKeptSomewhere() {
    let met = Set((CommentCase.all + CommentCase.records).map(\.id))
    #expect(Set(Self.promised.keys).subtracting(met).isEmpty)
  }

  @Test(arguments: DNSCase.all) private func aNameThatLeadsNowhereIsExact(_ row: DNSCase) {
    let failure = ProbeFailure(row.failure)
    #expect(failure.code == row.code && failure.message == row.message)
  }

  /// Why a name led nowhere.
  private struct DNSCase: Sendable {
    let failure: DNSFailure
    let code: String
    let message: String

    private static func by(_ failure: DNSFailure, _ code: String, _ words: String) -> DNSCase {
      DNSCase(failure: failure, code: "dns.\(code)", message: "DNS server 192.0.2.53:53\(words)")
    }

    private static let server = "192.0.2.53:53"
    static let all = [
      DNSCase(failure: .noName("a.example"), code: "dns.no-name", message: "a.example does not exist."),
      DNSCase(failure: .noData("a.example"), code: "dns.no-address", message: "a.example has no address."),
      by(.serverFailure(server: server), "failure", ": server failure."),
      by(.refused(server: server), "refused", " refused to answer."),
      by(.timeout(server: server, milliseconds: 2_000), "timeout", " did not answer within 2 s."),
      by(.notListening(server: server, port: 53), "not-listening", ": nothing listens on port 53."),
      by(.broken(server: server), "broken", " sent a broken answer."),
    ]
  }
}
