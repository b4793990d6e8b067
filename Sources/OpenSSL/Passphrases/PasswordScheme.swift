internal import COpenSSL
internal import Vocabulary

/// How something is locked with a passphrase: the algorithm identifier of PKCS#5 (RFC 8018 §6, RFC 7914 §7) and
/// PKCS#12 (RFC 7292 §B), taken apart far enough to know what it needs before it is tried.
struct PasswordScheme {
  /// How the passphrase becomes a key.
  enum Derivation {
    /// PBKDF1 or the derivation of PKCS#12.
    case one(rounds: Int)
    case pbkdf2(rounds: Int, function: String)
    case scrypt(Scrypt)
  }

  /// The parameters of scrypt (RFC 7914 §2).
  struct Scrypt {
    var salt: [UInt8]
    var cost: Int
    var blockSize: Int
    var parallelization: Int
    /// What it works in, in bytes.
    var memory: Int { 128 * blockSize * (cost + parallelization) }
  }

  /// AlgorithmIdentifier, DER.
  let algorithm: [UInt8]
  let derivation: Derivation
  /// The name that libcrypto fetches the cipher by.
  let cipher: String
  /// The names of the hash functions that are needed.
  let digests: [String]

  /// Takes the identifier apart. Throws `damaged` and `unsupportedCipher`.
  init(algorithm: [UInt8]) throws(KeyDecryptionError) {
    var outer = ElementReader(algorithm)
    guard var reader = outer.enter(0x30), outer.atEnd, let type = reader.identifier() else { throw .malformed }
    self.algorithm = algorithm
    guard type == .pbes2 else {
      var cipher: Int32 = 0
      var digest: Int32 = 0
      guard unsafe EVP_PBE_find(Int32(EVP_PBE_TYPE_OUTER), type.nid, &cipher, &digest, nil) == 1, cipher > 0, digest > 0
      else { throw .unsupportedCipher(type.commonName) }
      guard var parameters = reader.enter(0x30), parameters.next(0x04) != nil, let rounds = parameters.number()
      else { throw .malformed }
      self.derivation = .one(rounds: rounds)
      self.cipher = unsafe String(cString: OBJ_nid2sn(cipher))
      self.digests = [unsafe String(cString: OBJ_nid2sn(digest))]
      return
    }
    guard var parameters = reader.enter(0x30), var key = parameters.enter(0x30), var cipher = parameters.enter(0x30),
      let derivation = key.identifier(), let name = cipher.identifier()
    else { throw .malformed }
    self.derivation = try PasswordScheme.derivation(derivation, &key)
    self.cipher = name.description
    if case .pbkdf2(_, let function) = self.derivation { digests = [function] } else { digests = [] }
  }

  private static func derivation(
    _ type: ObjectIdentifier, _ reader: inout ElementReader
  ) throws(KeyDecryptionError) -> Derivation {
    switch type {
    case .pbkdf2:
      guard var parameters = reader.enter(0x30), parameters.next(0x04) != nil, let rounds = parameters.number()
      else { throw .malformed }
      _ = parameters.number()
      guard var function = parameters.enter(0x30) else { return .pbkdf2(rounds: rounds, function: "SHA1") }
      guard let name = function.identifier() else { throw .malformed }
      var digest: Int32 = 0
      guard unsafe EVP_PBE_find(Int32(EVP_PBE_TYPE_PRF), name.nid, nil, &digest, nil) == 1, digest > 0
      else { throw .unsupportedCipher(name.commonName) }
      return .pbkdf2(rounds: rounds, function: unsafe String(cString: OBJ_nid2sn(digest)))
    case .scrypt:
      guard var parameters = reader.enter(0x30), let salt = parameters.next(0x04), let cost = parameters.number(),
        let blockSize = parameters.number(), let parallelization = parameters.number()
      else { throw .malformed }
      // More than this overflows nothing and is far too much for any machine.
      guard cost <= 1 << 40, blockSize <= 1 << 10, parallelization <= 1 << 10 else {
        throw .tooCostly("a scrypt cost of \(cost)")
      }
      return .scrypt(
        Scrypt(
          salt: parameters.copy(salt.content), cost: cost, blockSize: blockSize, parallelization: parallelization))
    default: throw .unsupportedCipher(type.commonName)
    }
  }

  /// Throws `tooCostly` where trying a passphrase would keep the machine busy for long.
  func checkCost(allowSlow: Bool) throws(KeyDecryptionError) {
    if allowSlow { return }
    switch derivation {
    case .one(let rounds), .pbkdf2(let rounds, _): try PasswordScheme.check(rounds: rounds, allowSlow: false)
    case .scrypt(let scrypt):
      guard scrypt.memory <= 1 << 30, scrypt.cost * scrypt.blockSize * scrypt.parallelization <= 1 << 24 else {
        throw .tooCostly("scrypt in \(scrypt.memory >> 20) MiB of memory")
      }
    }
  }

  /// Throws `tooCostly` above ten million rounds, which take seconds.
  static func check(rounds: Int, allowSlow: Bool) throws(KeyDecryptionError) {
    guard allowSlow || rounds <= 10_000_000 else { throw .tooCostly("\(rounds) rounds of key derivation") }
  }
}

extension KeyDecryptionError {
  fileprivate static var malformed: KeyDecryptionError { .damaged("the parameters of its encryption are damaged") }
}

extension ElementReader {
  /// The next element as an OBJECT IDENTIFIER.
  mutating func identifier() -> ObjectIdentifier? {
    next(0x06).map { ObjectIdentifier(content: copy($0.content)) }
  }

  /// The next element as an INTEGER from 0 on; what does not fit is the largest number there is.
  mutating func number() -> Int? {
    guard let element = next(0x02), let first = bytes[element.content].first, first < 0x80 else { return nil }
    let magnitude = bytes[element.content].drop { $0 == 0 }
    return magnitude.count < 8 ? magnitude.reduce(0) { $0 << 8 | Int($1) } : .max
  }
}

extension ObjectIdentifier {
  static let pbes2 = ObjectIdentifier(1, 2, 840, 113549, 1, 5, 13)
  static let pbkdf2 = ObjectIdentifier(1, 2, 840, 113549, 1, 5, 12)
  static let pbmac1 = ObjectIdentifier(1, 2, 840, 113549, 1, 5, 14)
  static let scrypt = ObjectIdentifier(1, 3, 6, 1, 4, 1, 11591, 4, 11)
  static let hmacWithSHA256 = ObjectIdentifier(1, 2, 840, 113549, 2, 9)
  static let aes256CBC = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 42)

  /// libcrypto's number for it, 0 where it has none. The corresponding C function is `OBJ_txt2nid`.
  var nid: Int32 { unsafe isWellFormed ? OBJ_txt2nid(description) : 0 }

  /// libcrypto's name, or the dotted identifier. The corresponding C function is `OBJ_nid2ln`.
  var commonName: String {
    guard nid != 0, let name = unsafe OBJ_nid2ln(nid) else { return description }
    return unsafe String(cString: name)
  }
}
