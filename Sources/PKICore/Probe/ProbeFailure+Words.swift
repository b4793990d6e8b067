internal import OpenSSL
internal import Platform
import Vocabulary

extension ProbeFailure {
  /// Why there was no connection.
  init(connecting error: SystemError, to address: SocketAddress, within milliseconds: Int) {
    let reason = error.reason
    if error.isRefusal {
      self.init("net.refused", "Connection refused: nothing listens on \(address).", reason: reason)
    } else if error.isTimeout {
      self.init(
        "net.timeout",
        "No answer from \(address) within \(ProbeFailure.seconds(milliseconds)): host down, or a firewall drops the packets.",
        reason: reason)
    } else {
      self.init("net.unreachable", "No route to \(IPAddress.text(address.octets)).", reason: reason)
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
        "Connected, but the TLS handshake did not finish within \(ProbeFailure.seconds(settings.milliseconds)) (\(stage))."
      )
    case .reset: self = .reset
    case .failed:
      if let alert = seen.endingAlert {
        self = .alert(alert, settings)
      } else if let version = seen.version, settings.refuses(version) {
        self.init(
          "tls.no-version", "The server chose \(version), but only \(settings.versions) was offered.", reason: reason)
      } else if seen.failure?.reason == ProbeFailure.earlyEnd {
        self = .closed
      } else {
        self.init("tls.broken", "The server broke the TLS protocol: \(reason ?? "no reason given").", reason: reason)
      }
    }
    self.reason = self.reason ?? reason
  }

  /// SSL_R_UNEXPECTED_EOF_WHILE_READING.
  private static let earlyEnd = 294

  private static func alert(_ alert: TLSAlert, _ settings: ServerProbe.Settings) -> ProbeFailure {
    var text = "The server ended the handshake: \(alert) (\(alert.number))."
    switch alert.number {
    case 40: text += " No common cipher or missing SNI."
    case TLSAlert.protocolVersion: text += " It does not support \(settings.versions)."
    default: break
    }
    return ProbeFailure(alert.number == TLSAlert.protocolVersion ? "tls.no-version" : "tls.alert", text)
  }

  private static func notTLS(_ known: PlainProtocol?) -> ProbeFailure {
    var text = "The port does not speak TLS: it answered like \(known?.rawValue ?? "something else")."
    if let way = known.flatMap({ StartTLS(rawValue: $0.rawValue.lowercased()) }) {
      text += " Try --starttls \(way.rawValue)."
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
