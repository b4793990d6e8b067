/// Writes PEM (RFC 7468 §2): lines of 64 characters, line feeds, one at the end.
package enum PEMEncoding {
  /// One block with this label.
  package static func block(_ label: String, _ der: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(der.count / 48 * 65 + 2 * label.utf8.count + 110)
    text.append(contentsOf: "-----BEGIN \(label)-----\n".utf8)
    Base64.append(der, lineLength: 64, to: &text)
    text.append(contentsOf: "-----END \(label)-----\n".utf8)
    return text
  }
}
