/// Writes PEM (RFC 7468 §2): lines of 64 characters, line feeds, one at the end.
package enum PEMEncoding {
  /// One block with this label.
  package static func block(_ label: String, _ der: some Collection<UInt8>) -> [UInt8] {
    var text = Array("-----BEGIN \(label)-----\n".utf8)
    text += Base64.encode(der, lineLength: 64)
    text += Array("-----END \(label)-----\n".utf8)
    return text
  }
}
