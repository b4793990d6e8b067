/// Why something was not had from the net.
package enum FetchFailure: Error, Hashable {
  /// Another scheme than http, which is none of a URL's own letters' fault: https, ldap, file.
  case scheme(String)
  /// The URL is none: what is wrong with it.
  case malformed(String)
  /// The name has no address, or the name service failed: what became of it.
  case lookup(String)
  /// Every address of the host keeps to a network of its own: the first one, and what it is.
  case limitedReach(address: String, sort: String)
  /// The system or the peer refused: what it says.
  case system(String)
  /// The time was up.
  case timeout(milliseconds: Int)
  /// The server says that it has nothing: the status code.
  case status(Int)
  /// More came than is taken.
  case tooLarge(octets: Int)
  /// What came is no answer that HTTP allows: why.
  case notHTTP(String)
  /// The server sends us to another place: which one, and why that is not gone to.
  case redirect(to: String, why: String)
  /// The fetches of this run are used up: how many there are.
  case budget(Int)
  /// What came is not what was asked for: what it is instead.
  case content(String)
}

extension FetchFailure {
  /// What happened, small initial, no full stop.
  package var reason: String {
    switch self {
    case .scheme(let scheme): "only http is followed, not \(scheme)"
    case .malformed(let why): "this is no URL to fetch from: \(why)"
    case .lookup(let why): why
    case .limitedReach(let address, let sort): "\(address) is \(sort)"
    case .system(let why): why
    case .timeout(let milliseconds): "no answer within \(milliseconds / 1_000) s"
    case .status(let code): "the server answers with status \(code)"
    case .tooLarge(let octets): "the answer is larger than \(octets) bytes"
    case .notHTTP(let why): "the answer is no HTTP: \(why)"
    case .redirect(let place, let why): "the server sends us to \(place), \(why)"
    case .budget(let count): "\(count) fetches were made in this run, and no more are"
    case .content(let what): what
    }
  }

  /// What to do about it; nil where there is nothing to say.
  package var hint: String? {
    switch self {
    case .limitedReach: "--fetch-private allows it"
    case .scheme: "download it yourself, and give it as a file"
    default: nil
    }
  }
}
