/// A version of TLS, as it stands in its messages.
package struct TLSVersion: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The two octets of `ProtocolVersion` (RFC 8446 §4.1.2): 0x0303 is TLS 1.2.
  package let rawValue: UInt16

  /// The version of these two octets, known or not.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// RFC 2246.
  package static let tls10 = TLSVersion(rawValue: 0x0301)
  /// RFC 4346.
  package static let tls11 = TLSVersion(rawValue: 0x0302)
  /// RFC 5246.
  package static let tls12 = TLSVersion(rawValue: 0x0303)
  /// RFC 8446.
  package static let tls13 = TLSVersion(rawValue: 0x0304)
  /// The versions that are spoken, oldest first.
  package static let all = [tls10, tls11, tls12, tls13]

  /// `TLS 1.2`; `SSL 3.0`; `version 0x7f1c` for what has no name.
  package var description: String {
    switch rawValue {
    case 0x0300: "SSL 3.0"
    case 0x0301...0x0304: "TLS 1.\(rawValue - 0x0301)"
    default: "version 0x" + String(rawValue, radix: 16)
    }
  }

  package static func < (left: TLSVersion, right: TLSVersion) -> Bool { left.rawValue < right.rawValue }
}
