package import Vocabulary

/// Writes DER: lengths in their shortest form, sets in their order (X.690 §10, §11).
package struct DERWriter: Sendable {
  /// What is written so far.
  package private(set) var bytes: [UInt8] = []

  /// An empty encoding.
  package init() {}

  /// An element with this tag around `content`.
  package mutating func put(_ tag: UInt8, _ content: some Collection<UInt8>) {
    bytes.append(tag)
    putLength(content.count)
    bytes.append(contentsOf: content)
  }

  /// An element with this tag around what `body` writes.
  package mutating func put(_ tag: UInt8, body: (inout DERWriter) -> Void) {
    var inner = DERWriter()
    body(&inner)
    put(tag, inner.bytes)
  }

  /// A SEQUENCE around what `body` writes.
  package mutating func sequence(body: (inout DERWriter) -> Void) {
    put(DERTag.sequence, body: body)
  }

  /// DER that is already encoded, as it is.
  package mutating func raw(_ encoding: some Collection<UInt8>) {
    bytes.append(contentsOf: encoding)
  }

  /// A SET OF already encoded elements, put into ascending order.
  package mutating func setOf(_ encodings: [[UInt8]]) {
    put(DERTag.set, encodings.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
  }

  /// An OBJECT IDENTIFIER.
  package mutating func objectIdentifier(_ identifier: ObjectIdentifier) {
    put(DERTag.objectIdentifier, identifier.content)
  }

  /// A small INTEGER that is not negative.
  package mutating func integer(_ value: Int, _ tag: UInt8 = DERTag.integer) {
    put(tag, SerialNumber(magnitude: withBigEndianBytes(value)).content)
  }

  /// BOOLEAN TRUE; FALSE is a default everywhere in X.509 and left out.
  package mutating func booleanTrue(_ tag: UInt8 = DERTag.boolean) {
    put(tag, [0xff])
  }

  /// A BIT STRING of whole octets.
  package mutating func bitString(_ octets: some Collection<UInt8>, _ tag: UInt8 = DERTag.bitString) {
    bytes.append(tag)
    putLength(octets.count + 1)
    bytes.append(0)
    bytes.append(contentsOf: octets)
  }

  /// A BIT STRING with named bits, bit 0 first; trailing zero bits are dropped (X.690 §11.2.2).
  package mutating func namedBits(_ flags: UInt16) {
    var octets: [UInt8] = [0, 0]
    for bit in 0..<16 where flags >> UInt16(bit) & 1 == 1 { octets[bit / 8] |= 0x80 >> UInt8(bit % 8) }
    while octets.last == 0 { octets.removeLast() }
    let unused = octets.last.map { UInt8($0.trailingZeroBitCount) } ?? 0
    put(DERTag.bitString, [unused] + octets)
  }

  /// A Time of RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime before 1950 and after.
  package mutating func time(_ instant: Instant) {
    let digits = instant.description.utf8.filter { (48...57).contains($0) }
    let year = instant.civil.year
    if (1950..<2050).contains(year) {
      put(DERTag.utcTime, digits.dropFirst(2) + [90])
    } else {
      put(DERTag.generalizedTime, digits + [90])
    }
  }

  private mutating func putLength(_ length: Int) {
    guard length >= 0x80 else {
      bytes.append(UInt8(length))
      return
    }
    let octets = withBigEndianBytes(length).drop { $0 == 0 }
    bytes.append(0x80 | UInt8(octets.count))
    bytes.append(contentsOf: octets)
  }

  private func withBigEndianBytes(_ value: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
  }
}
