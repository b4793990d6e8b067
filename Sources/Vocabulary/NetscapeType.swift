/// The old Netscape certificate type (OID 2.16.840.1.113730.1.1), which the Meeting Server still honours.
package struct NetscapeType: OptionSet, Hashable, Sendable {
  /// Bit n of the extension is bit n here, counted from the least significant.
  package let rawValue: UInt8

  /// The types whose bits are set in `rawValue`.
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Bit 0.
  package static let sslClient = NetscapeType(rawValue: 1 << 0)
  /// Bit 1.
  package static let sslServer = NetscapeType(rawValue: 1 << 1)
  /// Bit 2.
  package static let email = NetscapeType(rawValue: 1 << 2)
  /// Bit 3.
  package static let objectSigning = NetscapeType(rawValue: 1 << 3)
  /// Bit 5.
  package static let sslCA = NetscapeType(rawValue: 1 << 5)
  /// Bit 6.
  package static let emailCA = NetscapeType(rawValue: 1 << 6)
  /// Bit 7.
  package static let objectSigningCA = NetscapeType(rawValue: 1 << 7)

  /// The names that OpenSSL prints, in the order of the bits.
  package static let named: [(name: String, type: NetscapeType)] = [
    ("SSL client", .sslClient), ("SSL server", .sslServer), ("e-mail", .email),
    ("object signing", .objectSigning), ("SSL CA", .sslCA), ("e-mail CA", .emailCA),
    ("object signing CA", .objectSigningCA),
  ]

  /// The names of the bits that are set.
  package var names: [String] {
    NetscapeType.named.filter { contains($0.type) }.map(\.name)
  }
}
