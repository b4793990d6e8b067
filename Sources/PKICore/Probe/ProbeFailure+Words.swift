internal import OpenSSL
internal import Platform
import Vocabulary

extension ProbeFailure {
  /// Why there was no connection.
  init(connecting error: SystemError, to address: SocketAddress, within milliseconds: Int) {
    let reason = error.reason
    if error.isRefusal {
      self.init("net.refused", "Connection refused: nothing listens on \(address.place).", reason: reason)
    } else if error.isTimeout {
      self.init(
        "net.timeout",
        "No answer from \(address.place) within \(ProbeFailure.seconds(milliseconds), as: "t"): host down, or a firewall drops the packets.",
        reason: reason)
    } else {
      self.init("net.unreachable", "No route to \(IPAddress.text(address.octets), as: "ip").", reason: reason)
    }
    errorNumber = error.code
  }

  /// Why a handshake came to nothing; nil where it did not.
  init?(_ end: TLSExchange.End, _ seen: TLSObservation, _ settings: ServerProbe.Settings) {
    let reason = seen.failure?.error.reason
    switch end {
    case .done: return nil
    case _ where !seen.plainAnswer.isEmpty: self = .notTLS(PlainProtocol(answer: seen.plainAnswer))
    case .timeout:
      let stage: StaticString =
        switch seen.stage {
        case .nothing: "no reply at all"
        case .serverHello: "stopped after ServerHello"
        case .certificate, .complete: "certificate received"
        }
      self.init(
        "tls.timeout",
        "Connected, but the TLS handshake did not finish within \(ProbeFailure.seconds(settings.milliseconds), as: "t") (\("\(stage)", as: "stage"))."
      )
    case .reset: self = .reset
    case .failed:
      if let alert = seen.endingAlert {
        self = .alert(alert, settings)
      } else if let version = seen.version, settings.refuses(version) {
        self.init(
          "tls.no-version",
          "The server chose \(version, as: "version"), but only \(settings.versions, as: "offered") was offered.",
          reason: reason)
      } else if seen.failure?.isEarlyEnd == true {
        self = .closed
      } else {
        self.init(
          "tls.broken", "The server broke the TLS protocol: \(reason ?? "no reason given", as: "reason").",
          reason: reason)
      }
    }
    self.reason = self.reason ?? reason
  }

  private static func alert(_ alert: TLSAlert, _ settings: ServerProbe.Settings) -> ProbeFailure {
    var text: Sentence = "The server ended the handshake: \(alert, as: "alert") (\(alert.number, as: "number"))."
    switch alert.number {
    case 40:
      text = text + " No common cipher or missing SNI."
      // GnuTLS does, and other servers that know no better alert.
      if settings.isNarrowed {
        text = text + " Some servers answer so too where they do not support \(settings.versions, as: "offered")."
      }
    case TLSAlert.protocolVersion: text = text + " It does not support \(settings.versions, as: "offered")."
    default: break
    }
    return ProbeFailure(alert.number == TLSAlert.protocolVersion ? "tls.no-version" : "tls.alert", text)
  }

  private static func notTLS(_ known: PlainProtocol?) -> ProbeFailure {
    var text: Sentence =
      "The port does not speak TLS: it answered like \(known?.rawValue ?? "something else", as: "protocol")."
    if let way = known.flatMap({ StartTLS(rawValue: $0.rawValue.lowercased()) }) {
      text = text + " Try --starttls \(way.rawValue, as: "starttls")."
    }
    return ProbeFailure("tls.not-tls", text)
  }

  /// "5 s", "400 ms".
  static func seconds(_ milliseconds: Int) -> String {
    milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
  }
}

extension ServerProbe.Settings {
  private var newest: TLSVersion { maximum ?? .tls13 }

  /// Whether not every version is spoken.
  fileprivate var isNarrowed: Bool { minimum > .tls10 || maximum != nil }

  /// The versions that are spoken: "TLS 1.0–1.3", "TLS 1.2".
  fileprivate var versions: String {
    minimum == newest ? "\(minimum)" : "\(minimum)–\(newest.description.dropFirst(4))"
  }

  /// Whether a server that chooses this version is not followed.
  fileprivate func refuses(_ version: TLSVersion) -> Bool { version < minimum || version > newest }
}

extension TLSObservation {
  /// The alert by which the server ended the connection; nil where none did. A warning is none: many servers send one
  /// for a name that they do not know, and go on.
  var endingAlert: TLSAlert? {
    alertsReceived.last { !$0.isClosing && ($0.isFatal || failure?.reason == 1_000 + Int($0.number)) }
  }
}

extension SocketAddress {
  /// The address and its port, as blanks.
  fileprivate var place: Sentence {
    let (ip, port) = (IPAddress.text(octets), port)
    return octets.count == 16 ? "[\(ip, as: "ip")]:\(port, as: "port")" : "\(ip, as: "ip"):\(port, as: "port")"
  }
}
