package import Vocabulary

/// How a key signs: its hash function, and the AlgorithmIdentifier that names both.
package struct SignatureScheme: Hashable, Sendable {
  /// The hash function; nil where the algorithm has its own (EdDSA, ML-DSA).
  package let digest: Digest?
  /// AlgorithmIdentifier (RFC 5280 §4.1.1.2), DER.
  package let algorithm: [UInt8]

  /// The scheme of the key in `publicKeyInfo` (SubjectPublicKeyInfo, DER), with the digest asked for or its default:
  /// SHA-256, SHA-384 on P-384, SHA-512 on P-521. Throws keys that cannot sign.
  package init(publicKeyInfo: [UInt8], digest wanted: Digest?) throws(PKIError) {
    let (key, curve) = try SignatureScheme.algorithm(of: publicKeyInfo)
    var writer = DERWriter()
    switch key {
    case .rsaEncryption:
      let digest = wanted ?? .sha256
      writer.sequence { algorithm in
        algorithm.objectIdentifier(SignatureScheme.withRSA(digest))
        algorithm.put(DERTag.null, [])
      }
      self.digest = digest
    case .rsassaPss:
      let digest = wanted ?? .sha256
      SignatureScheme.putPSS(digest, &writer)
      self.digest = digest
    case .ecPublicKey:
      let digest = wanted ?? SignatureScheme.defaultDigest(curve)
      writer.sequence { $0.objectIdentifier(SignatureScheme.withECDSA(digest)) }
      self.digest = digest
    case .ed25519, .ed448, .mlDSA44, .mlDSA65, .mlDSA87:
      if wanted != nil {
        throw PKIError(
          .usage, "", "\(key.algorithmName) has its own hash function", hint: "leave out --digest")
      }
      writer.sequence { $0.objectIdentifier(key) }
      self.digest = nil
    default:
      throw PKIError(.unsupported, "", "a key of type \(key.algorithmName) cannot sign certificates or requests")
    }
    self.algorithm = writer.bytes
  }

  private static func algorithm(
    of publicKeyInfo: [UInt8]
  ) throws(PKIError) -> (ObjectIdentifier, curve: ObjectIdentifier?) {
    do {
      var info = try DERReader.single(publicKeyInfo).children
      var algorithm = try info.next(DERTag.sequence).children
      let key = try algorithm.objectIdentifier()
      let curve = algorithm.nextTag == DERTag.objectIdentifier ? try algorithm.objectIdentifier() : nil
      return (key, curve)
    } catch {
      throw PKIError(.content, "", "a public key that cannot be read: \(error.reason)")
    }
  }

  private static func defaultDigest(_ curve: ObjectIdentifier?) -> Digest {
    switch curve {
    case .p384: .sha384
    case .p521: .sha512
    default: .sha256
    }
  }

  private static func withRSA(_ digest: Digest) -> ObjectIdentifier {
    switch digest {
    case .sha384: .sha384WithRSA
    case .sha512: .sha512WithRSA
    default: .sha256WithRSA
    }
  }

  private static func withECDSA(_ digest: Digest) -> ObjectIdentifier {
    switch digest {
    case .sha384: .ecdsaWithSHA384
    case .sha512: .ecdsaWithSHA512
    default: .ecdsaWithSHA256
    }
  }

  /// RSASSA-PSS-params (RFC 4055 §3.1): the same hash in the mask, a salt as long as the hash.
  private static func putPSS(_ digest: Digest, _ writer: inout DERWriter) {
    let (hash, salt): (ObjectIdentifier, Int) =
      switch digest {
      case .sha384: (.sha384, 48)
      case .sha512: (.sha512, 64)
      default: (.sha256, 32)
      }
    func putHash(_ writer: inout DERWriter) {
      writer.sequence { algorithm in
        algorithm.objectIdentifier(hash)
        algorithm.put(DERTag.null, [])
      }
    }
    writer.sequence { algorithm in
      algorithm.objectIdentifier(.rsassaPss)
      algorithm.sequence { parameters in
        parameters.put(DERTag.context(0), body: putHash)
        parameters.put(DERTag.context(1)) { mask in
          mask.sequence { function in
            function.objectIdentifier(.mgf1)
            putHash(&function)
          }
        }
        parameters.put(DERTag.context(2)) { $0.integer(salt) }
      }
    }
  }
}
