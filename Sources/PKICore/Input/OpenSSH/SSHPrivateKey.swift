/// An OpenSSH private key file, `openssh-key-v1` (OpenSSH PROTOCOL.key).
package struct SSHPrivateKey: Sendable {
  /// The cipher by OpenSSH's name; `none` where the key is not locked.
  package let cipher: String
  /// How the passphrase becomes a key: `bcrypt`, `none`.
  package let derivation: String
  /// The rounds of the derivation; nil where there is none.
  package let rounds: Int?
  /// The public key, which stands in the clear.
  package let publicKey: SSHPublicKey
  /// The private part, as PKCS#8; nil where it is locked or in a hardware key.
  let plain: KeyBytes?

  /// Whether a passphrase is needed.
  package var isEncrypted: Bool { cipher != "none" }

  /// The comment; empty where the key is locked, for it stands in the locked part.
  package var comment: String { publicKey.comment }

  private static let magic = Array("openssh-key-v1\0".utf8)

  /// The key of the decoded file; throws what is wrong with it.
  init(_ bytes: [UInt8]) throws(SSHWireReader.Failure) {
    guard bytes.starts(with: SSHPrivateKey.magic) else { throw .init(reason: "it does not begin with openssh-key-v1") }
    var reader = SSHWireReader(bytes)
    _ = try reader.octets(SSHPrivateKey.magic.count)
    cipher = try reader.text()
    derivation = try reader.text()
    rounds = try SSHPrivateKey.rounds(derivation, try reader.string())
    let count = try reader.number()
    guard count == 1 else { throw .init(reason: "it holds \(count) keys, not one") }
    var key = try SSHPublicKey(blob: try reader.string())
    let section = try reader.string()
    guard cipher == "none" else {
      plain = nil
      publicKey = key
      return
    }
    var inner = SSHWireReader(section)
    let check = try inner.number()
    guard try inner.number() == check else { throw .init(reason: "its check numbers differ") }
    guard try inner.text() == key.type else { throw .init(reason: "its public and private key are of different types") }
    plain = try SSHPrivateKey.pkcs8(key, &inner).map { KeyBytes($0) }
    key.comment = try inner.text()
    for (index, byte) in inner.rest.enumerated() where byte != UInt8(truncatingIfNeeded: index + 1) {
      throw .init(reason: "its padding is wrong")
    }
    publicKey = key
  }

  private static func rounds(_ derivation: String, _ options: [UInt8]) throws(SSHWireReader.Failure) -> Int? {
    guard derivation == "bcrypt" else { return nil }
    var reader = SSHWireReader(options)
    _ = try reader.string()
    return try reader.number()
  }

  /// Reads the private fields, up to the comment, and encodes them as PKCS#8 (RFC 5208); nil for hardware keys.
  private static func pkcs8(
    _ key: SSHPublicKey, _ reader: inout SSHWireReader
  ) throws(SSHWireReader.Failure) -> [UInt8]? {
    guard !key.isSecurityKey else {
      try skipSecurityKey(key, &reader)
      return nil
    }
    var inner = DERWriter()
    switch key.value {
    case .rsa(let modulus, let exponent):
      let n = try reader.magnitude()
      let e = try reader.magnitude()
      guard n == modulus, e == exponent else { throw .init(reason: "its public and private key differ") }
      try putRSA(modulus, exponent, &reader, &inner)
    case .ec(let curve, let point):
      _ = try reader.text()
      guard try reader.string() == point else { throw .init(reason: "its public and private key differ") }
      let scalar = try reader.magnitude()
      let size = (curve.bits + 7) / 8
      guard scalar.count <= size else { throw .init(reason: "its private number is too long") }
      inner.sequence {
        $0.integer(1)
        $0.put(DERTag.octetString, [UInt8](repeating: 0, count: size - scalar.count) + scalar)
        $0.put(DERTag.context(1)) { $0.bitString(point) }
      }
    case .ed25519(let octets), .ed448(let octets):
      guard try reader.string() == octets else { throw .init(reason: "its public and private key differ") }
      let pair = try reader.string()
      guard pair.count == 2 * octets.count, Array(pair.suffix(octets.count)) == octets else {
        throw .init(reason: "its private part has the wrong form")
      }
      inner.put(DERTag.octetString, pair.prefix(octets.count))
    case .dsa(let p, let q, let g, let y):
      for number in [p, q, g, y] {
        guard try reader.magnitude() == number else { throw .init(reason: "its public and private key differ") }
      }
      inner.magnitude(try reader.magnitude())
    }
    var writer = DERWriter()
    writer.sequence {
      $0.integer(0)
      $0.sequence { key.value.putAlgorithm(&$0) }
      $0.put(DERTag.octetString, inner.bytes)
    }
    return writer.bytes
  }

  /// RSAPrivateKey (RFC 8017 §A.1.2), whose two exponents OpenSSH leaves out.
  private static func putRSA(
    _ modulus: [UInt8], _ exponent: [UInt8], _ reader: inout SSHWireReader, _ writer: inout DERWriter
  ) throws(SSHWireReader.Failure) {
    let d = try reader.magnitude()
    let inverse = try reader.magnitude()
    let p = try reader.magnitude()
    let q = try reader.magnitude()
    let longest = modulus.count
    guard [d, inverse, p, q].allSatisfy({ !$0.isEmpty && $0.count <= longest }), longest <= 2048 else {
      throw .init(reason: "its private numbers have the wrong length")
    }
    let exponents = [Magnitude.remainder(d, byOneLessThan: p), Magnitude.remainder(d, byOneLessThan: q)]
    writer.sequence {
      $0.integer(0)
      for number in [modulus, exponent, d, p, q] + exponents + [inverse] { $0.magnitude(number) }
    }
  }

  private static func skipSecurityKey(
    _ key: SSHPublicKey, _ reader: inout SSHWireReader
  ) throws(SSHWireReader.Failure) {
    if case .ec = key.value { _ = try reader.string() }
    _ = try reader.string()
    _ = try reader.string()
    _ = try reader.octets(1)
    _ = try reader.string()
    _ = try reader.string()
  }
}

/// Arithmetic on big-endian magnitudes, for the two numbers that OpenSSH leaves out of RSA keys.
enum Magnitude {
  /// `number` modulo (`odd` − 1), where `odd` is odd; zero where `odd` is 1.
  static func remainder(_ number: [UInt8], byOneLessThan odd: [UInt8]) -> [UInt8] {
    var modulus = odd
    guard let last = modulus.last, last & 1 == 1 else { return [] }
    modulus[modulus.count - 1] = last - 1
    guard modulus.contains(where: { $0 != 0 }) else { return [] }
    modulus = [0] + modulus
    var rest = [UInt8](repeating: 0, count: modulus.count)
    for byte in number {
      for bit in (0..<8).reversed() {
        shiftLeft(&rest, adding: byte >> UInt8(bit) & 1)
        if !rest.lexicographicallyPrecedes(modulus) { subtract(modulus, from: &rest) }
      }
    }
    return Array(rest.drop { $0 == 0 })
  }

  private static func shiftLeft(_ number: inout [UInt8], adding bit: UInt8) {
    var carry = bit
    for index in number.indices.reversed() {
      let next = number[index] >> 7
      number[index] = number[index] << 1 | carry
      carry = next
    }
  }

  private static func subtract(_ other: [UInt8], from number: inout [UInt8]) {
    var borrow = 0
    for index in number.indices.reversed() {
      let value = Int(number[index]) - Int(other[index]) - borrow
      number[index] = UInt8(truncatingIfNeeded: value)
      borrow = value < 0 ? 1 : 0
    }
  }
}
