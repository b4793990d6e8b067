package import Vocabulary

/// The parameters of RSASSA-PSS (RFC 4055 §3.1).
package struct PSSParameters: Hashable, Sendable {
  /// The hash function over the message.
  package var hash = ObjectIdentifier.sha1
  /// The hash function inside the mask generation function.
  package var maskHash = ObjectIdentifier.sha1
  /// Octets of salt.
  package var saltLength = 20
}

extension ObjectIdentifier {
  fileprivate static let sha1 = ObjectIdentifier(1, 3, 14, 3, 2, 26)
}

extension PSSParameters: DERReadable {
  /// RSASSA-PSS-params.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    if var inner = try fields.optional(DERTag.context(0))?.children {
      self.hash = try AlgorithmIdentifier(&inner).algorithm
    }
    if var inner = try fields.optional(DERTag.context(1))?.children {
      let generator = try AlgorithmIdentifier(&inner)
      if var parameters = generator.parameters?.reader(reader.rules) {
        self.maskHash = try AlgorithmIdentifier(&parameters).algorithm
      }
    }
    if var inner = try fields.optional(DERTag.context(2))?.children {
      self.saltLength = try inner.smallInteger()
    }
    // The trailer field has one value.
    _ = try fields.optional(DERTag.context(3))
    try fields.finish()
  }
}

extension AlgorithmIdentifier {
  /// The parameters of an RSA-PSS signature; nil where it is another algorithm or they cannot be read.
  package var pssParameters: PSSParameters? {
    guard algorithm == .rsassaPss, var reader = parameters?.reader(.lax) else { return nil }
    return try? PSSParameters(&reader)
  }

  /// What a signature algorithm is called: `sha256WithRSAEncryption`, `RSA-PSS with SHA-256, salt 32`.
  package var signatureName: String {
    guard algorithm == .rsassaPss else { return algorithm.algorithmName }
    guard let pss = pssParameters else { return algorithm.algorithmName }
    let hash = AlgorithmIdentifier.hashName(pss.hash)
    let mask = pss.maskHash == pss.hash ? "" : ", mask " + AlgorithmIdentifier.hashName(pss.maskHash)
    return "RSA-PSS with \(hash)\(mask), salt \(pss.saltLength)"
  }

  private static func hashName(_ identifier: ObjectIdentifier) -> String {
    ObjectIdentifierRegistry.digests[identifier]?.shown ?? identifier.description
  }

  /// The hash function of a signature; nil where it has none of its own (Ed25519, ML-DSA) or an unknown one.
  package var signatureDigest: Digest? {
    if algorithm == .rsassaPss { return pssParameters.flatMap { ObjectIdentifierRegistry.digests[$0.hash] } }
    return AlgorithmIdentifier.digests[algorithm]
  }

  /// Whether the hash function of a signature is broken: MD2, MD4, MD5 or SHA-1.
  package var isWeakSignature: Bool {
    if let digest = signatureDigest { return digest == .md5 || digest == .sha1 }
    let name = algorithm.algorithmName
    return name.hasPrefix("md2") || name.hasPrefix("md4")
  }

  /// The hash functions of the named signature algorithms, told by their names.
  private static let digests: [ObjectIdentifier: Digest] = {
    var digests: [ObjectIdentifier: Digest] = [:]
    for (identifier, name) in ObjectIdentifierRegistry.algorithms {
      for word in name.utf8.split(separator: UInt8(ascii: "-")) {
        for (name, digest) in digestWords {
          // Capitals are small letters without this bit, and digits have it.
          let isNamed = word.prefix(name.utf8.count).elementsEqual(name.utf8) { $0 | 0x20 == $1 }
          if isNamed { digests[identifier] = digest }
        }
      }
    }
    return digests
  }()

  /// What the names of signature algorithms hold, before `With` or after `with`.
  private static let digestWords: [(String, Digest)] = [
    ("sha224", .sha224), ("sha256", .sha256), ("sha384", .sha384), ("sha512", .sha512), ("sha1", .sha1), ("md5", .md5),
  ]
}
