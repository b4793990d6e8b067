import Vocabulary

extension PathRule {
  /// How strong keys and hash functions must be: the security level that is asked for, in bits of security
  /// (SP 800-57 part 1 §5.6.1). Signatures of anchors are not judged, since nothing rests on them.
  static let strength: [PathRule] = [
    PathRule(
      "key.weak", "SP 800-57, security level", RuleSeverity.always,
      asks: "Keys are as strong as the security level asks: from level 2 on, RSA of 2048 bits or a curve of 224.",
      zlint: ["e_mp_modulus_must_be_2048_bits_or_more", "e_rsa_mod_less_than_2048_bits"]
    ) { view in
      let need = SecurityLevel(view.request.securityLevel)
      return view.numbered.compactMap { depth, certificate in
        guard let strength = need.strength(of: certificate.publicKey), strength < need.bits else { return nil }
        return Evidence(at: depth, certificate.weakKeySentence, fix: need.advice)
      }
    },
    PathRule(
      "sig.weak", "SP 800-57, security level", RuleSeverity.always,
      asks: "Signatures below the root use hash functions as strong as the security level asks: never MD5 or SHA-1."
    ) { view in
      let need = SecurityLevel(view.request.securityLevel)
      return view.numbered.compactMap { depth, certificate in
        let isTop = depth == view.certificates.count - 1 && (view.isAnchored || certificate.isSelfIssued)
        guard !isTop, let strength = need.strength(of: certificate.signatureAlgorithm), strength < need.bits
        else { return nil }
        let wanted = need.digest
        return Evidence(
          at: depth, certificate.weakSignatureSentence(wanting: wanted),
          fix: "have it issued again with \(wanted)")
      }
    },
  ]
}

/// What one of OpenSSL's security levels asks for (SSL_CTX_set_security_level).
private struct SecurityLevel {
  let level: Int

  init(_ level: Int) { self.level = min(max(level, 0), 5) }

  /// Bits of security; at level 0 anything goes.
  var bits: Int { [0, 80, 112, 128, 192, 256][level] }

  /// The weakest hash function that will do.
  var digest: String { ["any hash function", "SHA-256", "SHA-256", "SHA-256", "SHA-384", "SHA-512"][level] }

  /// What to make instead of a weak key.
  var advice: String {
    let rsa = [1024, 1024, 2048, 3072, 7680, 15_360][level]
    let curve = [256, 256, 256, 256, 384, 521][level]
    return "make a new key of at least \(rsa) bits (RSA) or \(curve) bits (EC)"
  }

  /// Bits of security of a key; nil where only libcrypto can tell.
  func strength(of key: SubjectPublicKeyInfo) -> Int? {
    switch key.algorithm.algorithm {
    case .rsaEncryption, .rsassaPss: return key.rsaKey.map { factoring($0.bits) }
    case .dsa: return key.keyDescription.bits.map(factoring)
    case .ecPublicKey: return key.keyDescription.bits.map { $0 >= 512 ? 256 : $0 / 2 }
    case .ed25519, .x25519: return 128
    case .ed448, .x448: return 224
    default: return nil
    }
  }

  private func factoring(_ bits: Int) -> Int {
    switch bits {
    case 15_360...: 256
    case 7680...: 192
    case 3072...: 128
    case 2048...: 112
    case 1024...: 80
    default: 0
    }
  }

  /// Bits of security of a signature's hash function; nil where it has none of its own or an unknown one.
  func strength(of signature: AlgorithmIdentifier) -> Int? {
    switch signature.signatureDigest {
    case .md5: 39
    case .sha1: 63
    case .sha224: 112
    case .sha256: 128
    case .sha384: 192
    case .sha512: 256
    case nil: signature.isWeakSignature ? 0 : nil
    }
  }
}
