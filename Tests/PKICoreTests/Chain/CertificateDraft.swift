import OpenSSL
import PKICore
import Vocabulary

/// A key on P-256 that tests sign with, made once.
final class TestSigner: Sendable {
  let key: PrivateKey
  let publicKeyInfo: [UInt8]

  init(_ type: KeyType = .ec(.p256)) throws {
    self.key = try PrivateKey.generate(type)
    self.publicKeyInfo = try key.publicKeyInfo()
  }

  /// The key identifier: SHA-1 of the key's bits or anything else that is one's own.
  var identifier: [UInt8] { Array(publicKeyInfo.suffix(20)) }

  private static let root = Result { try TestSigner() }
  private static let intermediate = Result { try TestSigner() }
  private static let leaf = Result { try TestSigner() }

  static func of(_ role: CertificateDraft.Role) throws -> TestSigner {
    switch role {
    case .root: try root.get()
    case .intermediate: try intermediate.get()
    case .leaf: try leaf.get()
    }
  }
}

/// A certificate to be signed with one thing or another wrong in it.
struct CertificateDraft: Sendable {
  enum Role: Sendable {
    case root
    case intermediate
    case leaf
  }

  /// One extension, its value as DER.
  struct Field: Sendable {
    var identifier: ObjectIdentifier
    var isCritical: Bool
    var value: [UInt8]
  }

  var role: Role
  var version = 2
  var writesVersion1 = false
  var serial: [UInt8]
  var issuer: [UInt8]
  var subject: [UInt8]
  var notBefore = (tag: DERTag.utcTime, text: "260101000000Z")
  var notAfter = (tag: DERTag.utcTime, text: "270101000000Z")
  var publicKeyInfo: [UInt8]
  var uniqueID: [UInt8]?
  var fields: [Field]
  var innerAlgorithm = ObjectIdentifier.ecdsaWithSHA256
  var outerAlgorithm = ObjectIdentifier.ecdsaWithSHA256
  var digest = Digest.sha256
  var signer: Role
  /// Changes what is to be signed, to break its encoding.
  var damage: (@Sendable ([UInt8]) -> [UInt8])?

  /// The certificate, signed by its issuer's key.
  func certificate() throws -> Certificate {
    var tbs = DERWriter()
    tbs.sequence(body: write)
    let content = damage?(tbs.bytes) ?? tbs.bytes
    let signature = try TestSigner.of(signer).key.sign(content, digest: digest)
    var writer = DERWriter()
    writer.sequence {
      $0.raw(content)
      $0.sequence { $0.objectIdentifier(outerAlgorithm) }
      $0.bitString(signature)
    }
    return try Certificate(der: writer.bytes)
  }

  private func write(_ writer: inout DERWriter) {
    if version != 0 || writesVersion1 { writer.put(DERTag.context(0)) { $0.integer(version) } }
    writer.put(DERTag.integer, serial)
    writer.sequence { $0.objectIdentifier(innerAlgorithm) }
    writer.raw(issuer)
    writer.sequence {
      $0.put(notBefore.tag, Array(notBefore.text.utf8))
      $0.put(notAfter.tag, Array(notAfter.text.utf8))
    }
    writer.raw(subject)
    writer.raw(publicKeyInfo)
    if let uniqueID { writer.bitString(uniqueID, DERTag.context(2, constructed: false)) }
    if version == 2 || !fields.isEmpty {
      writer.put(DERTag.context(3)) { $0.sequence { for field in fields { CertificateDraft.put(field, &$0) } } }
    }
  }

  private static func put(_ field: Field, _ writer: inout DERWriter) {
    writer.sequence {
      $0.objectIdentifier(field.identifier)
      if field.isCritical { $0.booleanTrue() }
      $0.put(DERTag.octetString, field.value)
    }
  }
}

// MARK: - Extensions

extension CertificateDraft {
  /// Takes an extension out.
  mutating func drop(_ identifier: ObjectIdentifier) { fields.removeAll { $0.identifier == identifier } }

  /// Puts an extension in, in the place of one that is there.
  mutating func set(_ identifier: ObjectIdentifier, critical: Bool = false, _ value: [UInt8]) {
    drop(identifier)
    fields.append(Field(identifier: identifier, isCritical: critical, value: value))
  }

  /// Puts an extension in, its value written by `body`.
  mutating func set(_ identifier: ObjectIdentifier, critical: Bool = false, body: (inout DERWriter) -> Void) {
    set(identifier, critical: critical, DER.of(body))
  }

  /// Changes whether an extension is critical.
  mutating func mark(_ identifier: ObjectIdentifier, critical: Bool) {
    for index in fields.indices where fields[index].identifier == identifier { fields[index].isCritical = critical }
  }

  mutating func setNames(_ names: [GeneralName], critical: Bool = false) {
    set(.subjectAlternativeName, critical: critical) { $0.generalNames(names) }
  }

  mutating func setUsage(_ usage: KeyUsage) {
    set(.keyUsage, critical: true) { $0.namedBits(usage.rawValue) }
  }

  mutating func setExtendedUsage(_ usages: [ObjectIdentifier], critical: Bool = false) {
    set(.extendedKeyUsage, critical: critical) { $0.sequence { for usage in usages { $0.objectIdentifier(usage) } } }
  }

  mutating func setConstraints(isCA: Bool, pathLength: Int? = nil, critical: Bool = true) {
    set(.basicConstraints, critical: critical) {
      $0.sequence {
        if isCA { $0.booleanTrue() }
        if let pathLength { $0.integer(pathLength) }
      }
    }
  }

  mutating func setPolicies(_ policies: [ObjectIdentifier], critical: Bool = false) {
    set(.certificatePolicies, critical: critical) {
      $0.sequence { for policy in policies { $0.sequence { $0.objectIdentifier(policy) } } }
    }
  }

  mutating func setMapping(_ issuer: ObjectIdentifier, _ subject: ObjectIdentifier) {
    set(.policyMappings, critical: true) {
      $0.sequence {
        $0.sequence {
          $0.objectIdentifier(issuer)
          $0.objectIdentifier(subject)
        }
      }
    }
  }

  mutating func setPolicyConstraints(explicitAfter count: Int?, critical: Bool = true) {
    set(.policyConstraints, critical: critical) {
      $0.sequence { if let count { $0.integer(count, DERTag.context(0, constructed: false)) } }
    }
  }
}

/// DER that a closure writes.
enum DER {
  static func of(_ body: (inout DERWriter) -> Void) -> [UInt8] {
    var writer = DERWriter()
    body(&writer)
    return writer.bytes
  }

  /// A name of one CN; the empty name without one.
  static func name(_ text: String?) -> [UInt8] {
    of { writer in
      writer.distinguishedName(DistinguishedName(text.map { [NameAttribute(type: .commonName, text: $0)] } ?? []))
    }
  }
}
