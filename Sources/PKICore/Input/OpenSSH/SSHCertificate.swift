/// An OpenSSH certificate (OpenSSH PROTOCOL.certkeys), which is no X.509 certificate.
package struct SSHCertificate: Hashable, Sendable {
  /// The type as it is written: `ssh-ed25519-cert-v01@openssh.com`.
  package let type: String
  /// The whole encoding.
  package let blob: [UInt8]
  /// The key that is certified.
  package let subject: SSHPublicKey
  /// The serial number that the authority chose.
  package let serial: UInt64
  /// What the certificate is for.
  package let role: Role
  /// The free text that names the key.
  package let keyID: String
  /// The users or hosts it is good for; empty for any.
  package let principals: [String]
  /// The first second it is good for.
  package let notBefore: UInt64
  /// The first second it is no longer good for; `UInt64.max` for never.
  package let notAfter: UInt64
  /// The names of critical options, such as `force-command`.
  package let criticalOptions: [String]
  /// The names of extensions, such as `permit-pty`.
  package let extensions: [String]
  /// The key that signed it.
  package let authority: SSHPublicKey
  /// What follows on its line.
  package internal(set) var comment: String

  /// What a certificate is for.
  package enum Role: String, Hashable, Sendable {
    case user
    case host
    /// Neither 1 nor 2.
    case unknown
  }

  static let suffix = "-cert-v01@openssh.com"

  /// Whether this key type is a certificate's.
  static func isType(_ type: String) -> Bool { type.hasSuffix(suffix) }

  /// The certificate of an encoding; throws what is wrong with it.
  init(blob: [UInt8], comment: String = "") throws(SSHWireReader.Failure) {
    var reader = SSHWireReader(blob)
    let type = try reader.text()
    guard SSHCertificate.isType(type) else {
      throw .init(reason: "the key type \(type.prefix(64)) is no certificate's")
    }
    _ = try reader.string()
    self.type = type
    self.blob = blob
    self.comment = comment
    self.subject = try SSHCertificate.subject(type, &reader)
    self.serial = try reader.longNumber()
    let role = try reader.number()
    self.role = role == 1 ? .user : role == 2 ? .host : .unknown
    self.keyID = try reader.text()
    self.principals = try SSHCertificate.list(try reader.string())
    self.notBefore = try reader.longNumber()
    self.notAfter = try reader.longNumber()
    self.criticalOptions = try SSHCertificate.names(try reader.string())
    self.extensions = try SSHCertificate.names(try reader.string())
    _ = try reader.string()
    self.authority = try SSHPublicKey(blob: try reader.string())
    _ = try reader.string()
    guard reader.atEnd else { throw .init(reason: "more follows after the signature") }
  }

  /// The key that is certified, which stands without a length and without its type.
  private static func subject(
    _ type: String, _ reader: inout SSHWireReader
  ) throws(SSHWireReader.Failure) -> SSHPublicKey {
    var plain = String(type.dropLast(suffix.count))
    if plain.hasPrefix("sk-") { plain += "@openssh.com" }
    let start = reader.position
    var probe = reader
    _ = try SSHPublicKey.value(plain, &probe)
    if plain.hasPrefix("sk-") { _ = try probe.string() }
    var writer = SSHWireWriter()
    writer.text(plain)
    let fields = try reader.octets(probe.position - start)
    return try SSHPublicKey(blob: writer.bytes + fields)
  }

  private static func list(_ bytes: [UInt8]) throws(SSHWireReader.Failure) -> [String] {
    var reader = SSHWireReader(bytes)
    var list: [String] = []
    while !reader.atEnd { list.append(try reader.text()) }
    return list
  }

  /// The names in a list of names and values.
  private static func names(_ bytes: [UInt8]) throws(SSHWireReader.Failure) -> [String] {
    var reader = SSHWireReader(bytes)
    var names: [String] = []
    while !reader.atEnd {
      names.append(try reader.text())
      _ = try reader.string()
    }
    return names
  }
}
