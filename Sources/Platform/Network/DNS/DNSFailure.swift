/// Why the domain name system gave no answer; servers are named as they were asked.
package enum DNSFailure: Error, Hashable {
  /// There is no such name (NXDOMAIN).
  case noName(String)
  /// The name has no record of that type.
  case noData(String)
  /// The text is no domain name.
  case badName(String)
  /// More aliases follow one another than anybody needs.
  case tooManyAliases(String)
  /// There is no server to ask.
  case noServer
  /// SERVFAIL.
  case serverFailure(server: String)
  /// REFUSED.
  case refused(server: String)
  /// Another response code.
  case code(Int, server: String)
  /// No answer in so many milliseconds.
  case timeout(server: String, milliseconds: Int)
  /// Nothing listens on the port.
  case notListening(server: String, port: UInt16)
  /// The answer cannot be read.
  case broken(server: String)
  /// The system cannot reach it, and says why.
  case unreachable(server: String, reason: String)

  /// Whether another server could not know better.
  var isFinal: Bool {
    switch self {
    case .noName, .noData, .badName, .tooManyAliases: true
    default: false
    }
  }
}
