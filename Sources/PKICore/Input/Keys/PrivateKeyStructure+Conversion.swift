import Vocabulary

extension PrivateKeyStructure {
  /// The key as PKCS#8 (RFC 5208), whatever format it is in; its octets are the caller's to forget.
  func privateKeyInfo(_ der: [UInt8]) throws(DERError) -> [UInt8] {
    var file = DERReader(der, rules: .lax)
    let outer = try file.next(DERTag.sequence)
    switch format {
    case .pkcs8, .openssh: return der
    case .pkcs1:
      return PrivateKeyStructure.wrap(der) {
        $0.objectIdentifier(.rsaEncryption)
        $0.put(DERTag.null, [])
      }
    case .sec1:
      var reader = outer.children
      _ = try reader.next(DERTag.integer)
      _ = try reader.next(DERTag.octetString)
      let parameters = try reader.next(DERTag.context(0)).content
      return PrivateKeyStructure.wrap(der) {
        $0.objectIdentifier(.ecPublicKey)
        $0.raw(parameters)
      }
    case .dsa:
      var reader = outer.children
      _ = try reader.next(DERTag.integer)
      var domain: [UInt8] = []
      for _ in 0..<3 { domain += try reader.next(DERTag.integer).encoding }
      _ = try reader.next(DERTag.integer)
      return PrivateKeyStructure.wrap(try reader.next(DERTag.integer).encoding) {
        $0.objectIdentifier(.dsa)
        $0.put(DERTag.sequence, domain)
      }
    }
  }

  private static func wrap(_ key: [UInt8], algorithm: (inout DERWriter) -> Void) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.integer(0)
      $0.sequence(body: algorithm)
      $0.put(DERTag.octetString, key)
    }
    return writer.bytes
  }
}
