/// An OpenSSH public key (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4, OpenSSH PROTOCOL.u2f).
package struct SSHPublicKey: Hashable, Sendable {
  /// The key type as it is written: `ssh-rsa`, `sk-ssh-ed25519@openssh.com`.
  package let type: String
  /// The encoding that is fingerprinted.
  package let blob: [UInt8]
  /// The numbers in it.
  package let value: SSHKeyValue
  /// What a hardware key is bound to: `ssh:`; nil for other keys.
  package let application: String?
  /// What follows the key on its line; empty where nothing does.
  package internal(set) var comment: String
  /// What precedes the key in an authorized_keys file, as in `no-pty,command="…"`; empty where nothing does.
  package internal(set) var options: String = ""

  /// The key of an encoding; throws what is wrong with it.
  init(blob: [UInt8], comment: String = "") throws(SSHWireReader.Failure) {
    var reader = SSHWireReader(blob)
    let type = try reader.text()
    self.type = type
    self.blob = blob
    self.comment = comment
    self.value = try SSHPublicKey.value(type, &reader)
    self.application = type.hasPrefix("sk-") ? try reader.text() : nil
    guard reader.atEnd else { throw .init(reason: "more follows after the key") }
  }

  /// The key with these numbers, encoded.
  init(value: SSHKeyValue, comment: String) throws(SSHWireReader.Failure) {
    var writer = SSHWireWriter()
    switch value {
    case .rsa(let modulus, let exponent):
      type = "ssh-rsa"
      writer.text(type)
      writer.magnitude(exponent)
      writer.magnitude(modulus)
    case .ec(let curve, let point):
      type = "ecdsa-sha2-" + curve.rawValue
      writer.text(type)
      writer.text(curve.rawValue)
      writer.string(point)
    case .ed25519(let octets):
      type = "ssh-ed25519"
      writer.text(type)
      writer.string(octets)
    case .ed448(let octets):
      type = "ssh-ed448"
      writer.text(type)
      writer.string(octets)
    case .dsa(let p, let q, let g, let y):
      type = "ssh-dss"
      writer.text(type)
      for number in [p, q, g, y] { writer.magnitude(number) }
    }
    self.value = value
    self.blob = writer.bytes
    self.application = nil
    self.comment = comment
  }

  /// The types that can be read, without the security key and certificate forms.
  static let types = [
    "ssh-rsa", "ssh-dss", "ssh-ed25519", "ssh-ed448", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]

  /// The line as OpenSSH writes it, without a line end: type, base64, comment.
  package var line: String {
    "\(type) \(Base64.text(blob))" + (comment.isEmpty ? "" : " " + comment)
  }

  /// Whether the private part is in a hardware key (FIDO).
  package var isSecurityKey: Bool { application != nil }

  /// Reads the numbers of a key whose type is already read.
  static func value(
    _ type: String, _ reader: inout SSHWireReader
  ) throws(SSHWireReader.Failure) -> SSHKeyValue {
    switch type {
    case "ssh-rsa":
      let exponent = try reader.magnitude()
      let modulus = try reader.magnitude()
      guard !exponent.isEmpty, !modulus.isEmpty else { throw .init(reason: "the modulus or the exponent is zero") }
      return .rsa(modulus: modulus, exponent: exponent)
    case "ssh-dss":
      let p = try reader.magnitude()
      let q = try reader.magnitude()
      let g = try reader.magnitude()
      return .dsa(p: p, q: q, g: g, y: try reader.magnitude())
    case "ssh-ed25519", "sk-ssh-ed25519@openssh.com": return .ed25519(try octets(32, &reader))
    case "ssh-ed448": return .ed448(try octets(57, &reader))
    case "sk-ecdsa-sha2-nistp256@openssh.com": return try curveKey(.nistp256, &reader)
    default:
      for curve in SSHCurve.allCases where type == "ecdsa-sha2-" + curve.rawValue {
        return try curveKey(curve, &reader)
      }
      throw .init(reason: "the key type \(type.prefix(64)) is not known")
    }
  }

  private static func octets(
    _ count: Int, _ reader: inout SSHWireReader
  ) throws(SSHWireReader.Failure) -> [UInt8] {
    let octets = try reader.string()
    guard octets.count == count else { throw .init(reason: "the key is \(octets.count) octets long, not \(count)") }
    return octets
  }

  private static func curveKey(
    _ curve: SSHCurve, _ reader: inout SSHWireReader
  ) throws(SSHWireReader.Failure) -> SSHKeyValue {
    let name = try reader.text()
    guard name == curve.rawValue else { throw .init(reason: "the curve is \(name.prefix(64)), not \(curve.rawValue)") }
    let point = try reader.string()
    let size = (curve.bits + 7) / 8
    guard point.count == 2 * size + 1, point.first == 4 else { throw .init(reason: "the point has the wrong length") }
    return .ec(curve, point: point)
  }
}
