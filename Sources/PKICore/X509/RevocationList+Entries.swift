package import Vocabulary

/// One entry of a revocation list (RFC 5280 §5.1.2.6).
package struct RevokedCertificate: Hashable, Sendable {
  /// The serial number of the certificate.
  package let serial: SerialNumber
  /// When it was revoked.
  package let date: Time
  /// All extensions of the entry in their order.
  package let extensions: [Extension]

  /// Why it was revoked; nil where that is not said.
  package var reason: RevocationReason? {
    get throws(DERError) { try extensions.only(.cRLReason)?.decode(RevocationReason.self) }
  }

  /// Since when it is thought to have been invalid; nil where that is not said.
  package var invalidityDate: Time? {
    get throws(DERError) { try extensions.only(.invalidityDate)?.decode(Time.self) }
  }

  /// Whose certificate it is, in an indirect list, from this entry on; empty where that is not said.
  package var certificateIssuer: [GeneralName] {
    get throws(DERError) { try extensions.only(.certificateIssuer)?.decode(listOf: GeneralName.self) ?? [] }
  }
}

extension RevokedCertificate: DERReadable {
  /// One entry of revokedCertificates.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.serial = try SerialNumber(&fields)
    self.date = try Time(&fields)
    self.extensions = try fields.optionalSequence(of: Extension.self, DERTag.sequence) ?? []
    try fields.finish()
  }
}

extension RevocationList {
  /// Goes through the entries one by one; nothing is held but the current one.
  package struct Entries: Sendable {
    private var reader: DERReader?

    fileprivate init(_ content: DERSlice?, _ rules: DERReader.Rules) {
      self.reader = content?.reader(rules)
    }

    /// The next entry; nil at the end. Throws where it cannot be read, and stands behind the last one it could.
    package mutating func next() throws(DERError) -> RevokedCertificate? {
      guard var reader, !reader.atEnd else { return nil }
      let entry = try RevokedCertificate(&reader)
      self.reader = reader
      return entry
    }
  }

  /// The entries from the first one on.
  package func entries() -> Entries { Entries(entryContent, rules) }

  /// How many entries there are, walking over them without reading them; those before a break, where there is one.
  package var entryCount: Int {
    guard var reader = entryContent?.reader(rules) else { return 0 }
    var count = 0
    while !reader.atEnd, (try? reader.next()) != nil { count += 1 }
    return count
  }

  /// The entry of this serial number in a list that is not indirect; nil where there is none.
  ///
  /// Throws where an entry before it cannot be read: then nobody knows.
  package func entry(for serial: SerialNumber) throws(DERError) -> RevokedCertificate? {
    guard var reader = entryContent?.reader(rules) else { return nil }
    while !reader.atEnd {
      let start = reader
      var fields = try reader.next(DERTag.sequence).children
      let number = try fields.next(DERTag.integer)
      guard number.contentSlice.octets.elementsEqual(serial.content) else { continue }
      reader = start
      return try RevokedCertificate(&reader)
    }
    return nil
  }
}
