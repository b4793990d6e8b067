/// A kind of key that can be made, with its size or curve.
package enum KeyType: Hashable, Sendable {
  /// An RSA key of so many bits with the public exponent 65537.
  case rsa(bits: Int)
  /// A key on a named NIST curve.
  case ec(Curve)
  case ed25519
  case ed448
  /// A module-lattice key (FIPS 204) of parameter set 44, 65 or 87.
  case mlDSA(Int)

  /// The elliptic curves that keys are made on.
  package enum Curve: String, Hashable, Sendable, CaseIterable {
    case p256 = "P-256"
    case p384 = "P-384"
    case p521 = "P-521"
  }

  /// What can be asked for, in the words of the command line.
  package static let words = [
    "rsa:2048", "rsa:3072", "rsa:4096", "ec:p256", "ec:p384", "ec:p521", "ed25519", "ed448",
    "ml-dsa:44", "ml-dsa:65", "ml-dsa:87",
  ]

  /// The type with this word in any case; `p256` and `rsa2048` are understood too.
  package init?(word: String) {
    switch word.lowercased().filter({ $0 != ":" && $0 != "-" && $0 != "_" }) {
    case "rsa", "rsa2048": self = .rsa(bits: 2048)
    case "rsa3072": self = .rsa(bits: 3072)
    case "rsa4096": self = .rsa(bits: 4096)
    case "ecp256", "p256", "ecdsap256", "prime256v1": self = .ec(.p256)
    case "ecp384", "p384", "ecdsap384", "secp384r1": self = .ec(.p384)
    case "ecp521", "p521", "ecdsap521", "secp521r1": self = .ec(.p521)
    case "ed25519": self = .ed25519
    case "ed448": self = .ed448
    case "mldsa44": self = .mlDSA(44)
    case "mldsa65": self = .mlDSA(65)
    case "mldsa87": self = .mlDSA(87)
    default: return nil
    }
  }

  /// The word of the command line.
  package var word: String {
    switch self {
    case .rsa(let bits): "rsa:\(bits)"
    case .ec(let curve): "ec:" + curve.rawValue.lowercased().filter { $0 != "-" }
    case .ed25519: "ed25519"
    case .ed448: "ed448"
    case .mlDSA(let set): "ml-dsa:\(set)"
    }
  }
}
