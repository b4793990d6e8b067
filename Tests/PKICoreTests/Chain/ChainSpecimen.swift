import OpenSSL
import Vocabulary

@testable import PKICore

/// Extensions as tests need them, good or bad.
enum SpecimenExtension {
  case authority(Bool, pathLength: Int? = nil)
  case keyUsage(KeyUsage)
  case extendedKeyUsage([ObjectIdentifier])
  case netscapeType(NetscapeType)
  case names([GeneralName])
  case constraints(permitted: [GeneralName] = [], excluded: [GeneralName] = [])
  case raw(ObjectIdentifier, critical: Bool = true, [UInt8])

  func put(_ writer: inout DERWriter) {
    var value = DERWriter()
    var isCritical = true
    let identifier: ObjectIdentifier
    switch self {
    case .authority(let isCA, let pathLength):
      identifier = .basicConstraints
      value.sequence {
        if isCA { $0.booleanTrue() }
        if let pathLength { $0.integer(pathLength) }
      }
    case .keyUsage(let usage):
      identifier = .keyUsage
      value.namedBits(usage.rawValue)
    case .extendedKeyUsage(let usages):
      identifier = .extendedKeyUsage
      isCritical = false
      value.sequence { for usage in usages { $0.objectIdentifier(usage) } }
    case .netscapeType(let type):
      identifier = .netscapeCertType
      isCritical = false
      value.namedBits(UInt16(type.rawValue))
    case .names(let names):
      identifier = .subjectAlternativeName
      isCritical = false
      value.generalNames(names)
    case .constraints(let permitted, let excluded):
      identifier = .nameConstraints
      value.sequence {
        SpecimenExtension.put(permitted, DERTag.context(0), &$0)
        SpecimenExtension.put(excluded, DERTag.context(1), &$0)
      }
    case .raw(let type, let critical, let octets):
      identifier = type
      isCritical = critical
      value.raw(octets)
    }
    writer.sequence {
      $0.objectIdentifier(identifier)
      if isCritical { $0.booleanTrue() }
      $0.put(DERTag.octetString, value.bytes)
    }
  }

  private static func put(_ bases: [GeneralName], _ tag: UInt8, _ writer: inout DERWriter) {
    guard !bases.isEmpty else { return }
    writer.put(tag) { list in
      for base in bases { list.sequence { $0.generalName(base) } }
    }
  }
}

/// A key on P-256 with the name of who holds it.
final class SpecimenHolder: Sendable {
  let name: DistinguishedName
  let key: SigningKey

  init(_ name: DistinguishedName) throws {
    try Library.start()
    self.name = name
    self.key = try SigningKey(making: .ec(.p256))
  }

  convenience init(_ commonName: String) throws { try self.init(.specimen(commonName)) }

  /// A certificate for another name and key, signed by this one.
  func certificate(
    for subject: SpecimenHolder, _ extensions: [SpecimenExtension] = [], notBefore: String = "2026-01-01",
    notAfter: String = "2036-01-01"
  ) throws -> Certificate {
    let scheme = try SignatureScheme(publicKeyInfo: key.publicKeyInfo, digest: nil)
    let body = specimenBody(
      subject: subject.name, issuer: name, publicKey: subject.key.publicKeyInfo, algorithm: scheme.algorithm,
      extensions, dates: (notBefore, notAfter))
    return try Certificate(der: try key.signed(body, with: scheme))
  }

  /// A CA's certificate.
  func authority(
    for subject: SpecimenHolder, _ extensions: [SpecimenExtension] = [], notAfter: String = "2036-01-01"
  ) throws -> Certificate {
    try certificate(for: subject, [.authority(true), .keyUsage(.keyCertSign)] + extensions, notAfter: notAfter)
  }
}

extension Certificate {
  /// A certificate whose signature is none, for questions that no signature is needed for.
  static func unsigned(
    _ subject: DistinguishedName, issuer: DistinguishedName = .specimen("Issuer"), _ extensions: [SpecimenExtension]
  ) throws -> Certificate {
    var algorithm = DERWriter()
    algorithm.sequence { $0.objectIdentifier(.sha256WithRSA) }
    let body = specimenBody(
      subject: subject, issuer: issuer, publicKey: CertificateRecipe.rsaKey(bits: 2048), algorithm: algorithm.bytes,
      extensions, dates: ("2026-01-01", "2036-01-01"))
    var writer = DERWriter()
    writer.sequence {
      $0.raw(body)
      $0.raw(algorithm.bytes)
      $0.bitString([1, 2, 3])
    }
    return try Certificate(der: writer.bytes)
  }
}

extension DistinguishedName {
  /// One common name.
  static func specimen(_ commonName: String) -> DistinguishedName {
    DistinguishedName([NameAttribute(type: .commonName, text: commonName)])
  }

  /// Organisation, then common name.
  static func specimen(_ organization: String, _ commonName: String) -> DistinguishedName {
    DistinguishedName([
      NameAttribute(type: .organizationName, text: organization), NameAttribute(type: .commonName, text: commonName),
    ])
  }
}

extension Instant {
  /// The day that specimens are judged on.
  static let specimenDay = Instant(rfc3339: "2027-06-01T00:00:00Z") ?? Instant(seconds: 0)
}

private func specimenBody(
  subject: DistinguishedName, issuer: DistinguishedName, publicKey: [UInt8], algorithm: [UInt8],
  _ extensions: [SpecimenExtension], dates: (String, String)
) -> [UInt8] {
  var writer = DERWriter()
  writer.sequence { body in
    body.put(DERTag.context(0)) { $0.integer(2) }
    body.put(DERTag.integer, [0x11, UInt8.random(in: 0...255), UInt8.random(in: 0...255)])
    body.raw(algorithm)
    body.distinguishedName(issuer)
    body.sequence {
      for day in [dates.0, dates.1] { $0.time(Instant(rfc3339: day + "T00:00:00Z") ?? .specimenDay) }
    }
    body.distinguishedName(subject)
    body.raw(publicKey)
    if !extensions.isEmpty {
      body.put(DERTag.context(3)) { $0.sequence { list in for field in extensions { field.put(&list) } } }
    }
  }
  return writer.bytes
}
