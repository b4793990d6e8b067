/// An alert: what one side of a TLS connection says when something is wrong, or when it closes (RFC 8446 §6).
package struct TLSAlert: Hashable, Sendable, CustomStringConvertible {
  /// `AlertDescription`: 40 is handshake_failure.
  package let number: UInt8
  /// Whether the sender called it fatal; TLS 1.3 takes all alerts as fatal but those two that close.
  package let isFatal: Bool

  /// An alert of this number.
  package init(_ number: UInt8, isFatal: Bool) {
    self.number = number
    self.isFatal = isFatal
  }

  /// Whether it only announces the end of the connection: close_notify and user_canceled.
  package var isClosing: Bool { number == 0 || number == 90 }

  /// `protocol_version`: the versions of both sides do not overlap.
  package static let protocolVersion: UInt8 = 70

  /// The name in IANA's registry: `handshake failure`; `alert 200` for a number without one.
  package var description: String {
    TLSAlert.names[number] ?? "alert \(number)"
  }

  /// IANA's registry of TLS alerts, and SSL 3.0's no_certificate: libssl knows several by "unknown" only.
  package static let names: [UInt8: String] = [
    0: "close notify", 10: "unexpected message", 20: "bad record MAC", 21: "decryption failed",
    22: "record overflow", 30: "decompression failure", 40: "handshake failure", 41: "no certificate",
    42: "bad certificate", 43: "unsupported certificate", 44: "certificate revoked", 45: "certificate expired",
    46: "certificate unknown", 47: "illegal parameter", 48: "unknown CA", 49: "access denied", 50: "decode error",
    51: "decrypt error", 52: "too many CIDs requested", 60: "export restriction", 70: "protocol version",
    71: "insufficient security", 80: "internal error", 86: "inappropriate fallback", 90: "user canceled",
    100: "no renegotiation", 109: "missing extension", 110: "unsupported extension",
    111: "certificate unobtainable", 112: "unrecognized name", 113: "bad certificate status response",
    114: "bad certificate hash value", 115: "unknown PSK identity", 116: "certificate required",
    117: "general error", 120: "no application protocol", 121: "ECH required",
  ]
}
