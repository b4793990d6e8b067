/// A way in which a key can be weak: law in one row, for whoever meets the key.
package struct KeyFlaw: Sendable {
  enum ID: Sendable {
    case short, algorithm, wrongExponent, smallExponent, smallFactor, roca, closePrimes, smallPrivateExponent
    case explicitCurve, invalidPoint, curve, untested, mismatchedParts, sharedFactor, shared, blocklisted
  }

  /// Which it is; two may have one code, as an exponent that is wrong and one that is only small.
  let id: ID
  /// `key.words-joined`; one condition has one code wherever it is met.
  package let code: String
  /// The clause that asks for better.
  package let clause: String
  /// How bad it is under a profile; nil where that profile does not ask.
  package let severity: @Sendable (Profile) -> Severity?
  /// What it asks of a key, a sentence for the catalogue.
  package let asks: String
  /// The lints of zlint that it answers.
  package let zlint: [String]
  /// What mends it.
  package let fix: String

  private init(
    _ id: ID, _ code: String, _ clause: String, _ severity: @escaping @Sendable (Profile) -> Severity?, asks: String,
    zlint: [String] = [],
    fix: String = "make a new key, and have the certificate issued again for it"
  ) {
    self.id = id
    self.code = code
    self.clause = clause
    self.severity = severity
    self.asks = asks
    self.zlint = zlint
    self.fix = fix
  }

  private static let webpkiOnly: @Sendable (Profile) -> Severity? = { $0 == .webpki ? .error : .info }
  private static let warning: @Sendable (Profile) -> Severity? = { _ in .warning }
}

extension KeyFlaw {
  /// Shorter than security level 2 asks for.
  static let short = KeyFlaw(
    .short, "key.weak", "SP 800-57, security level", RuleSeverity.always,
    asks: "A key is long enough: RSA of 2048 bits or more, or a curve of 224 bits or more.",
    fix: "make a new key of at least 2048 bits (RSA) or 256 bits (EC)")
  /// DSA, of which only old signatures may still be verified.
  static let algorithm = KeyFlaw(
    .algorithm, "key.algorithm", "FIPS 186-5 §4", { $0 == .webpki ? .error : .warning }, asks: "A key is not of DSA.",
    fix: "make a new key: RSA of 2048 bits, or P-256")
  /// An exponent with which RSA does not work, or that hides a small private one.
  static let wrongExponent = KeyFlaw(
    .wrongExponent, "key.exponent", "SP 800-56B §6.4.1", RuleSeverity.always,
    asks: "The public exponent of an RSA key is odd and greater than one, and hides no small private one.",
    zlint: ["e_mp_exponent_cannot_be_one"])
  /// A small exponent, which works but forgives no mistake of padding.
  static let smallExponent = KeyFlaw(
    .smallExponent, "key.exponent", "SP 800-56B §6.4.1", warning,
    asks: "The public exponent of an RSA key is greater than 65536.", zlint: ["w_rsa_public_exponent_not_in_range"],
    fix: "make the next key with the exponent 65537")
  static let smallFactor = KeyFlaw(
    .smallFactor, "key.small-factor", "SP 800-89 §5.3.3", RuleSeverity.always,
    asks: "No small prime divides an RSA modulus.", zlint: ["w_rsa_mod_factors_smaller_than_752"])
  static let roca = KeyFlaw(
    .roca, "key.roca", "CVE-2017-15361", RuleSeverity.always,
    asks: "An RSA modulus has not the pattern of the keys of CVE-2017-15361.")
  static let closePrimes = KeyFlaw(
    .closePrimes, "key.close-primes", "CA/B BR §6.1.1.3, FIPS 186-5 §A.1.1", RuleSeverity.always,
    asks: "The primes of an RSA key are not close to one another.", zlint: ["e_rsa_fermat_factorization"])
  /// A private exponent that can be worked out from the public key.
  static let smallPrivateExponent = KeyFlaw(
    .smallPrivateExponent, "key.private-exponent", "SP 800-56B §6.4.1", RuleSeverity.always,
    asks: "The private exponent of an RSA key cannot be worked out from the public key.")
  static let explicitCurve = KeyFlaw(
    .explicitCurve, "key.explicit-curve", "RFC 5480 §2.1.1", RuleSeverity.always, asks: "A curve is given by its name.",
    fix: "make a new key on a named curve, such as P-256")
  static let invalidPoint = KeyFlaw(
    .invalidPoint, "key.invalid-point", "SP 800-56A §5.6.2.3", RuleSeverity.always,
    asks: "The public point of an EC key lies on its curve.")
  /// A sound curve that not everyone has.
  static let curve = KeyFlaw(
    .curve, "key.curve", "CA/B BR §6.1.5", webpkiOnly, asks: "A curve is one that every peer has.",
    fix: "use P-256, P-384 or P-521, which every peer has")
  /// Too large to be looked at.
  static let untested = KeyFlaw(
    .untested, "key.untested", "pki(1), verify", { _ in .info }, asks: "A key is small enough to be examined.",
    fix: "4096 bits are enough, and understood everywhere")
  static let mismatchedParts = KeyFlaw(
    .mismatchedParts, "key.mismatched-parts", "RFC 8017 §3.2, SP 800-56A §5.6.2.1.4", RuleSeverity.always,
    asks: "The parts of a private key belong together.",
    fix: "the file is damaged or was tampered with: use its backup, or make a new key")
  static let sharedFactor = KeyFlaw(
    .sharedFactor, "key.shared-factor", "FIPS 186-5 §A.1.1", RuleSeverity.always, asks: "No two RSA keys share a prime."
  )
  /// One key under several names: whoever breaks one has all.
  static let shared = KeyFlaw(
    .shared, "key.shared", "SP 800-57 §5.2", warning, asks: "No two holders share a key.",
    fix: "make a key for each name")
  static let blocklisted = KeyFlaw(
    .blocklisted, "key.blocklisted", "--blocklist", RuleSeverity.always, asks: "A key is not on the blocklist.")

  /// What only several keys show when they are held together.
  static let ofMany: [KeyFlaw] = [sharedFactor, shared]

  /// What can be found in a public key by itself and is judged on a path. Its length is not: the security level of
  /// the request is what judges that.
  static let judgedOnPaths: [KeyFlaw] = [
    wrongExponent, smallExponent, smallFactor, roca, closePrimes, explicitCurve, invalidPoint, algorithm, curve,
    untested,
  ]
}

/// A flaw that a key has.
package struct KeyWeakness: Sendable {
  /// Which.
  package let flaw: KeyFlaw
  /// What was found, to be said of the key: "has a modulus that 7 divides".
  package let finding: String

  init(_ flaw: KeyFlaw, _ finding: String) {
    self.flaw = flaw
    self.finding = finding
  }

  /// How bad it is where no profile was chosen.
  package var severity: Severity { flaw.severity(.cms) ?? .info }

  /// The whole sentence, about the key of someone or of a file.
  package func sentence(_ owner: String) -> String { "The key of \(owner) \(finding)." }
}
