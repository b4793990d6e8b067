import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

@Suite("Keys and signatures on a path")
struct KeyRuleCaseTests {
  static let bad: [RuleCase] = [
    RuleCase("key.weak", .always, at: 0, "RSA of 1024 bits") {
      $0.leaf.publicKeyInfo = try TestSigner(.rsa(bits: 1_024)).publicKeyInfo
    },
    RuleCase("sig.weak", .always, at: 1, "an intermediate signed with SHA-1") { $0.intermediate.signWithSHA1() },
    RuleCase("key.exponent", .always, at: 0, "an even exponent") {
      $0.leaf.setKey(try WeakSpecimen.rsa(WeakSpecimen.modulus(), exponent: [1, 0, 0]))
    },
    RuleCase("key.exponent", .caution, at: 0, "the exponent 3") {
      $0.leaf.setKey(try WeakSpecimen.rsa(WeakSpecimen.modulus(), exponent: [3]))
    },
    RuleCase("key.small-factor", .always, at: 0, "a modulus that 3 divides") {
      $0.leaf.setKey(try WeakSpecimen.rsa(WeakSpecimen.modulus().product(BigNumber(3))))
    },
    RuleCase("key.roca", .always, at: 0, "primes as Infineon made them") {
      // Five of 508 bits or so: with two the key would be too short besides.
      var modulus = try WeakSpecimen.rocaFactor()
      for _ in 0..<4 { modulus = try modulus.product(WeakSpecimen.rocaFactor()) }
      $0.leaf.setKey(try WeakSpecimen.rsa(modulus))
    },
    RuleCase("key.close-primes", .always, at: 0, "a square") {
      $0.leaf.setKey(try WeakSpecimen.rsa(WeakSpecimen.factor(bits: 1_024).square()))
    },
    RuleCase("key.explicit-curve", .always, at: 0, "half a curve written out") { $0.leaf.publicKeyInfo = writtenOut },
    RuleCase("key.explicit-curve", .always, at: 0, "P-256 written out") { $0.leaf.publicKeyInfo = wholeCurve },
    RuleCase("key.invalid-point", .always, at: 0, "a point beside its curve") {
      $0.leaf.publicKeyInfo = try TestSigner(.ec(.p384)).publicKeyInfo
      $0.leaf.publicKeyInfo[$0.leaf.publicKeyInfo.count - 1] ^= 1
    },
    RuleCase("key.algorithm", .warning, at: 0, "DSA of 2048 bits", isAlone: false) { $0.leaf.publicKeyInfo = dsa },
    RuleCase(
      "key.curve",
      .by {
        switch $0 {
        case .webpki: .error
        case .rfc5280: .warning
        case .cms, .sip: .info
        }
      }, at: 0, "secp256k1"
    ) { $0.leaf.publicKeyInfo = rareCurve },
    RuleCase("key.untested", .note, at: 0, "RSA of 8200 bits") {
      $0.leaf.publicKeyInfo = CertificateRecipe.rsaKey(bits: 8_200)
    },
    RuleCase("key.blocklisted", .always, at: 0, "a key that is known to be bad") {
      $0.request.blocklist = try blocklist($0.leaf.publicKeyInfo)
    },
    RuleCase("key.fips", .always, at: 0, "Ed25519") {
      $0.leaf.publicKeyInfo = try TestSigner(.ed25519).publicKeyInfo
      $0.request.requiresFIPS = true
    },
    RuleCase("key.fips", .always, at: 0, "the exponent 3") {
      $0.leaf.setKey(try WeakSpecimen.rsa(WeakSpecimen.modulus(), exponent: [3]))
      $0.request.requiresFIPS = true
    },
    RuleCase("key.fips", .always, at: 0, "a modulus that 3 divides") {
      $0.leaf.setKey(try WeakSpecimen.rsa(WeakSpecimen.modulus().product(BigNumber(3))))
      $0.request.requiresFIPS = true
    },
    RuleCase("sig.fips", .always, at: 0, "SHA-1 at level 0") {
      $0.leaf.signWithSHA1()
      $0.request.securityLevel = 0
      $0.request.requiresFIPS = true
    },
  ]

  static let good: [GoodCase] =
    ["key.weak", "key.exponent", "key.small-factor", "key.roca", "key.close-primes", "key.untested", "key.fips"].map {
      code in
      GoodCase(code, "RSA of 2048 bits") {
        $0.leaf.publicKeyInfo = try sound.get().publicKeyInfo
        $0.request.requiresFIPS = true
      }
    }
    + ["key.explicit-curve", "key.invalid-point", "key.fips"].map { code in
      GoodCase(code, "P-384") {
        $0.leaf.publicKeyInfo = try TestSigner(.ec(.p384)).publicKeyInfo
        $0.request.requiresFIPS = true
      }
    } + [
      GoodCase("sig.weak", "a root that signed itself with SHA-1") { $0.root.signWithSHA1() },
      GoodCase("sig.fips", "a root that signed itself with SHA-1") {
        $0.root.signWithSHA1()
        $0.request.requiresFIPS = true
      },
      GoodCase("key.blocklisted", "another key is known to be bad") {
        $0.request.blocklist = try blocklist(try TestSigner().publicKeyInfo)
      },
    ]

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }

  // MARK: - Keys

  private static let sound = Result { try TestSigner(.rsa(bits: 2_048)) }

  private static func blocklist(_ publicKeyInfo: [UInt8]) throws -> KeyBlocklist {
    try KeyBlocklist(Array(Hexadecimal.text(Fingerprint.sha256(publicKeyInfo)).utf8))
  }

  /// The generator of secp256k1 (SEC 2 §2.4.1), which is a key though nobody's.
  static let rareCurve = CertificateRecipe.publicKey(
    .ecPublicKey, DER.of { $0.objectIdentifier(ObjectIdentifier(1, 3, 132, 0, 10)) },
    Fixture.bytes(
      """
      0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798
      483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8
      """))

  private static let writtenOut = CertificateRecipe.publicKey(
    .ecPublicKey,
    DER.of {
      $0.sequence {
        $0.integer(1)
        $0.sequence {
          $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 10045, 1, 1))
          $0.put(DERTag.integer, [0] + [UInt8](repeating: 0xff, count: 32))
        }
      }
    }, [UInt8](repeating: 4, count: 65))

  /// P-256 with all its numbers (SEC 1 §C.2, SP 800-186 §3.2.1.3), and its generator for a key.
  private static let wholeCurve = CertificateRecipe.publicKey(
    .ecPublicKey,
    DER.of {
      $0.sequence { curve in
        curve.integer(1)
        curve.sequence {
          $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 10045, 1, 1))
          $0.put(DERTag.integer, [0] + prime)
        }
        curve.sequence {
          $0.put(DERTag.octetString, prime.dropLast() + [0xfc])
          $0.put(
            DERTag.octetString,
            Fixture.bytes("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"))
        }
        curve.put(DERTag.octetString, generator)
        curve.put(
          DERTag.integer,
          [0] + Fixture.bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"))
        curve.integer(1)
      }
    }, generator)

  private static let prime = Fixture.bytes("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")

  private static let generator = Fixture.bytes(
    """
    046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296
    4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5
    """)

  /// Numbers of the right size, which nobody computes with.
  private static let dsa = CertificateRecipe.publicKey(
    ObjectIdentifier(1, 2, 840, 10040, 4, 1),
    DER.of {
      $0.sequence {
        for octets in [256, 32, 255] { $0.put(DERTag.integer, [0, 0x81] + [UInt8](repeating: 1, count: octets - 1)) }
      }
    }, DER.of { $0.put(DERTag.integer, [UInt8](repeating: 3, count: 255)) })
}

extension CertificateDraft {
  fileprivate mutating func setKey(_ key: SubjectPublicKeyInfo) { publicKeyInfo = key.encoding.array }

  fileprivate mutating func signWithSHA1() {
    innerAlgorithm = ObjectIdentifier(1, 2, 840, 10045, 4, 1)
    outerAlgorithm = innerAlgorithm
    digest = .sha1
  }
}
