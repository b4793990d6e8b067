package import Console
package import PKICore
import Platform
package import Vocabulary

/// A name server as it is typed.
package struct NameServer: OptionValue, Hashable {
  private let place: ProbeTarget.Place

  /// An address or a name, with a port behind it or 53.
  package static func parse(_ text: String) throws(InvalidValue) -> NameServer {
    if let target = try? ProbeTarget(text, standardPort: 53) {
      switch target.place {
      case .address, .host: if !text.contains("/" as Character) { return NameServer(place: target.place) }
      case .service: break
      }
    }
    throw InvalidValue(expected: "a name server such as 192.0.2.53, ns.example.com:5353 or [2001:db8::53]:53")
  }

  /// Where it listens: of a name, every address that the system knows. Throws where there is none.
  func addresses(by deadline: Deadline) throws(PKIError) -> [SocketAddress] {
    switch place {
    case .address(let octets, let port): return [SocketAddress(octets: octets, port: port)]
    case .host(let host, let port):
      do throws(LookupFailure) {
        return try Resolver.addresses(of: host, port: port, by: deadline)
      } catch {
        throw PKIError(
          .unreadable, host, "this name server has no address", hint: "name it by its address: --dns 192.0.2.53")
      }
    case .service: return []
    }
  }
}

/// `--sni`: a name, or none.
package struct ServerNameChoice: OptionValue, Hashable {
  /// What servers are asked for.
  let name: ProbeTarget.ServerName

  /// `none`, or a host name.
  package static func parse(_ text: String) throws(InvalidValue) -> ServerNameChoice {
    if text == "none" { return ServerNameChoice(name: .none) }
    guard HostPattern.reference(text) != nil else { throw InvalidValue(expected: "a host name, or none") }
    return ServerNameChoice(name: .name(text))
  }
}

/// `--starttls`: a protocol, or none.
package struct StartTLSChoice: OptionValue, Hashable {
  /// The protocol; nil for none.
  let way: StartTLS?

  /// `none`, or the name of a protocol.
  package static func parse(_ text: String) throws(InvalidValue) -> StartTLSChoice {
    if text == "none" { return StartTLSChoice(way: nil) }
    return StartTLSChoice(way: try StartTLS.parse(text))
  }

  /// All of them.
  package static var candidates: Candidates { .words(StartTLS.allCases.map(\.rawValue) + ["none"]) }
}

extension StartTLS: Choice {}

extension ProbeService: OptionValue {
  /// The kind of that name.
  package static func parse(_ text: String) throws(InvalidValue) -> ProbeService {
    guard let service = ProbeService(named: text) else {
      let names = all.map(\.name)
      let nearest = Suggestion.nearest(to: text.uppercased(), among: names)
      throw InvalidValue(
        expected: names.joined(separator: ", "), hint: nearest.map { "did you mean '\($0)'?" })
    }
    return service
  }

  /// All names.
  package static var candidates: Candidates { .words(all.map(\.name)) }
}

extension TLSVersion: OptionValue {
  /// `1.0` to `1.3`.
  package static func parse(_ text: String) throws(InvalidValue) -> TLSVersion {
    guard let version = all.first(where: { $0.shown == text }) else {
      throw InvalidValue(expected: "1.0, 1.1, 1.2 or 1.3")
    }
    return version
  }

  /// All that are spoken.
  package static var candidates: Candidates { .words(all.compactMap(\.shown)) }
  /// As it is typed.
  package var shown: String? { String(description.dropFirst(4)) }
}

/// `--client-cert`: how one is chosen.
package enum ClientCertificateChoice: String, Choice {
  case auto
}

/// `--expect`: the fingerprint of a certificate.
package struct PinnedFingerprint: OptionValue, Hashable {
  /// 32 octets.
  let octets: [UInt8]

  /// SHA-256 in hexadecimal, with or without colons.
  package static func parse(_ text: String) throws(InvalidValue) -> PinnedFingerprint {
    guard let octets = Hexadecimal.bytes(text), octets.count == 32 else {
      throw InvalidValue(expected: "a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons")
    }
    return PinnedFingerprint(octets: octets)
  }
}
