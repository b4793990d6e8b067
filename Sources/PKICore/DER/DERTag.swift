/// Identifier octets by the names of X.680.
package enum DERTag {
  /// Boolean, universal 1.
  package static let boolean: UInt8 = 0x01
  /// Integer, universal 2.
  package static let integer: UInt8 = 0x02
  /// BitString, universal 3.
  package static let bitString: UInt8 = 0x03
  /// OctetString, universal 4.
  package static let octetString: UInt8 = 0x04
  /// Null, universal 5.
  package static let null: UInt8 = 0x05
  /// ObjectIdentifier, universal 6.
  package static let objectIdentifier: UInt8 = 0x06
  /// Enumerated, universal 10.
  package static let enumerated: UInt8 = 0x0a
  /// Utf8String, universal 12.
  package static let utf8String: UInt8 = 0x0c
  /// NumericString, universal 18.
  package static let numericString: UInt8 = 0x12
  /// PrintableString, universal 19.
  package static let printableString: UInt8 = 0x13
  /// TeletexString, universal 20.
  package static let teletexString: UInt8 = 0x14
  /// Ia5String, universal 22.
  package static let ia5String: UInt8 = 0x16
  /// UtcTime, universal 23.
  package static let utcTime: UInt8 = 0x17
  /// GeneralizedTime, universal 24.
  package static let generalizedTime: UInt8 = 0x18
  /// VisibleString, universal 26.
  package static let visibleString: UInt8 = 0x1a
  /// UniversalString, universal 28.
  package static let universalString: UInt8 = 0x1c
  /// BmpString, universal 30.
  package static let bmpString: UInt8 = 0x1e
  /// Sequence, universal 16.
  package static let sequence: UInt8 = 0x30
  /// Set, universal 17.
  package static let set: UInt8 = 0x31

  /// A context-specific tag, `[n]`; constructed unless it is an implicit primitive.
  package static func context(_ number: UInt8, constructed: Bool = true) -> UInt8 {
    0x80 | (constructed ? 0x20 : 0) | number
  }
}
