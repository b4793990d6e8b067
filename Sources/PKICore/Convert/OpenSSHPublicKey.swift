import Vocabulary

/// A public key as a line of OpenSSH.
package enum OpenSSHPublicKey {
  /// The line for a SubjectPublicKeyInfo, without a line end: `ssh-ed25519 AAAA… comment`.
  ///
  /// RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4. Throws `.unsupported` for a key that OpenSSH has no type for, and
  /// `.content` for a damaged one. Line ends in the comment become blanks.
  package static func line(subjectPublicKeyInfo der: [UInt8], comment: String) throws(PKIError) -> String {
    let comment = String(comment.map { $0.isNewline ? " " : $0 })
    do {
      return try SSHPublicKey(value: try value(der), comment: comment).line
    } catch let error as PKIError {
      throw error
    } catch {
      throw PKIError(.content, "", "this public key is damaged", reason: "\(error)")
    }
  }

  /// The numbers of a SubjectPublicKeyInfo.
  private static func value(_ der: [UInt8]) throws -> SSHKeyValue {
    var reader = try DERReader.single(der).children
    var algorithm = try reader.next(DERTag.sequence).children
    let identifier = try algorithm.objectIdentifier()
    let key = try reader.bitString().octets
    switch identifier {
    case .rsaEncryption, .rsassaPss:
      var numbers = try DERReader.single(key).children
      let modulus = try numbers.integer()
      return .rsa(modulus: modulus, exponent: try numbers.integer())
    case .ecPublicKey:
      let name = algorithm.nextTag == DERTag.objectIdentifier ? try algorithm.objectIdentifier() : nil
      guard let curve = SSHCurve.allCases.first(where: { $0.identifier == name }) else {
        throw unsupported("a key on the curve \(name?.curveName ?? "of its own parameters")")
      }
      guard key.first == 4, key.count == 2 * ((curve.bits + 7) / 8) + 1 else {
        throw unsupported("a compressed point")
      }
      return .ec(curve, point: key)
    case .ed25519 where key.count == 32: return .ed25519(key)
    case .dsa:
      var domain = try algorithm.next(DERTag.sequence).children
      var number = DERReader(key)
      let p = try domain.integer()
      let q = try domain.integer()
      let g = try domain.integer()
      return .dsa(p: p, q: q, g: g, y: try number.integer())
    default: throw unsupported("a \(identifier.algorithmName) key")
    }
  }

  private static func unsupported(_ what: String) -> PKIError {
    PKIError(
      .unsupported, "", "OpenSSH has no type for \(what)",
      hint: "OpenSSH takes RSA, Ed25519 and the curves P-256, P-384 and P-521")
  }
}

extension ObjectIdentifier {
  /// The curve's name, or the dotted form.
  var curveName: String { ObjectIdentifierRegistry.curves[self]?.name ?? description }
}
