internal import Platform
internal import Synchronization
import Vocabulary

/// What guards against hostile servers, and keeps ours from being one.
package struct FetchLimits: Sendable {
  /// The milliseconds of one fetch, looking the name up and being sent elsewhere included.
  package var milliseconds = 5_000
  /// The bytes of one answer.
  package var octets = 1 << 20
  /// The requests of one run.
  package var requests = 8
  /// How often one fetch may be sent to another path of the same host.
  package var redirects = 3
  /// Whether addresses that keep to a network of their own are connected to.
  package var allowsPrivate = false

  /// The standard limits.
  package init() {}
}

/// What came of a fetch.
package struct Fetched: Sendable {
  /// The status of the last answer; nil where there was none.
  package let status: Int?
  /// What came, or why nothing did.
  package let body: Result<[UInt8], FetchFailure>
  /// Whether it had been fetched before, so that nobody was asked now.
  package var isRepeated = false
}

/// Gets things from the net by http for a whole run, within its limits; the same thing is got once.
///
/// It speaks to the very addresses that it has judged, follows no proxy, keeps no cookie and sends no credential. What
/// it brings is trusted by nobody.
package final class Fetcher: Sendable {
  /// What is guarded.
  package let limits: FetchLimits
  private let resolve: Resolve
  private let state: Mutex<State>

  private typealias Resolve =
    @Sendable (_ host: String, _ port: UInt16, _ deadline: Deadline) throws(LookupFailure) -> [SocketAddress]

  private struct Question: Hashable {
    let url: HTTPURL
    let posted: [UInt8]?
  }

  private struct State {
    var left: Int
    var known: [Question: Fetched] = [:]
  }

  /// Gets things within limits.
  package convenience init(_ limits: FetchLimits = FetchLimits()) {
    self.init(limits) { host, port, deadline throws(LookupFailure) in
      try Resolver.addresses(of: host, port: port, by: deadline)
    }
  }

  /// Gets things from where `resolve` says that names lead to.
  init(
    _ limits: FetchLimits,
    resolve: @escaping @Sendable (String, UInt16, Deadline) throws(LookupFailure) -> [SocketAddress]
  ) {
    self.limits = limits
    self.resolve = resolve
    state = Mutex(State(left: limits.requests))
  }

  /// What is at a URL; with a body, the answer to an OCSP request that is sent there (RFC 6960 §A.1).
  package func fetch(_ text: String, posting body: [UInt8]? = nil) -> Fetched {
    let url: HTTPURL
    do throws(FetchFailure) { url = try HTTPURL(text) } catch { return Fetched(status: nil, body: .failure(error)) }
    let question = Question(url: url, posted: body)
    if var known = state.withLock({ $0.known[question] }) {
      known.isRepeated = true
      return known
    }
    var status: Int?
    let answer: Fetched
    do throws(FetchFailure) {
      let body = try get(url, body, &status)
      answer = Fetched(status: status, body: .success(body))
    } catch {
      answer = Fetched(status: status, body: .failure(error))
    }
    state.withLock { $0.known[question] = answer }
    return answer
  }

  // MARK: - One fetch

  private func get(_ start: HTTPURL, _ body: [UInt8]?, _ status: inout Int?) throws(FetchFailure) -> [UInt8] {
    try spend()
    let deadline = Deadline(milliseconds: limits.milliseconds)
    // Looked up once: who is sent on within the same host speaks to the same address.
    let addresses = try addresses(of: start, by: deadline)
    var url = start
    for turn in 0... {
      let response = try exchange(HTTPRequest(url, posting: body), with: addresses, by: deadline)
      status = response.status
      guard let location = response.location, isRedirect(response.status, posting: body != nil) else {
        guard response.status == 200 else { throw .status(response.status) }
        return response.body
      }
      guard turn < limits.redirects else { throw .redirect(to: location, why: "after \(turn) others") }
      url = try next(after: url, location)
      try spend()
    }
    return []
  }

  /// 301, 302, 307 and 308; what was posted is posted again where the status says so (RFC 9110 §15.4).
  private func isRedirect(_ status: Int, posting: Bool) -> Bool {
    (posting ? [307, 308] : [301, 302, 303, 307, 308]).contains(status)
  }

  private func next(after url: HTTPURL, _ location: String) throws(FetchFailure) -> HTTPURL {
    let next: HTTPURL
    do throws(FetchFailure) { next = try url.following(location) } catch {
      throw .redirect(to: location, why: "and \(error.reason)")
    }
    guard next.isSamePlace(as: url) else { throw .redirect(to: location, why: "which is another host") }
    return next
  }

  private func spend() throws(FetchFailure) {
    let isGranted = state.withLock { state in
      state.left -= 1
      return state.left >= 0
    }
    guard isGranted else { throw .budget(limits.requests) }
  }

  /// The addresses that may be connected to.
  private func addresses(of url: HTTPURL, by deadline: Deadline) throws(FetchFailure) -> [SocketAddress] {
    let all: [SocketAddress]
    if let octets = url.address {
      all = [SocketAddress(octets: octets, port: url.port)]
    } else {
      do throws(LookupFailure) { all = try resolve(url.host, url.port, deadline) } catch {
        throw failure(error)
      }
    }
    if limits.allowsPrivate { return all }
    let open = all.filter { IPAddress.limitedReach($0.octets) == nil }
    if open.isEmpty, let first = all.first, let sort = IPAddress.limitedReach(first.octets) {
      throw .limitedReach(address: IPAddress.text(first.octets), sort: sort)
    }
    return open
  }

  private func exchange(
    _ request: HTTPRequest, with addresses: [SocketAddress], by deadline: Deadline
  ) throws(FetchFailure) -> HTTPResponse {
    let answer: Result<HTTPResponse, FetchFailure>
    do throws(SystemError) {
      let socket = try Socket(connectingTo: addresses, by: deadline)
      try socket.send(request.bytes, by: deadline)
      answer = read(socket, by: deadline)
    } catch {
      throw failure(error)
    }
    return try answer.get()
  }

  private func read(_ socket: borrowing Socket, by deadline: Deadline) -> Result<HTTPResponse, FetchFailure> {
    var reader = HTTPReader(limit: limits.octets)
    do throws(FetchFailure) {
      let response = try reader.response { (buffer: inout [UInt8]) throws(FetchFailure) -> Int in
        do throws(SystemError) { return try socket.receive(into: &buffer, by: deadline) } catch {
          throw failure(error)
        }
      }
      return .success(response)
    } catch {
      return .failure(error)
    }
  }

  // MARK: - Failures

  private func failure(_ error: SystemError) -> FetchFailure {
    error.isTimeout ? .timeout(milliseconds: limits.milliseconds) : .system(error.reason)
  }

  private func failure(_ error: LookupFailure) -> FetchFailure {
    switch error {
    case .noAddress: .lookup("the host has no address")
    case .timeout: .timeout(milliseconds: limits.milliseconds)
    case .failed(let why): .lookup(why)
    }
  }
}
