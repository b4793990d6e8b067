import Vocabulary

/// A certificate with everything decoded once that the lints ask about.
final class LintedCertificate: Sendable {
  let shape: CertificateShape
  let subject: DistinguishedName
  let issuer: DistinguishedName
  /// All attributes of the subject, in their order.
  let attributes: [NameAttribute]
  /// The validity; the same instant twice where it cannot be read.
  let begin: Instant
  let end: Instant
  /// Whether subject and issuer are one name and its own key signed it.
  let isSelfSigned: Bool
  /// The subject alternative names as they stand in the encoding; nil without the extension.
  let alternativeNames: [EncodedName]?
  /// The issuer alternative names as they stand in the encoding; nil without the extension.
  let issuerNames: [EncodedName]?
  let distributionPoints: [DistributionPoint]?
  let timestamps: [SignedCertificateTimestamp]?
  /// The DNS names among the subject alternative names.
  let hosts: [HostLabels]
  let policies: Set<ObjectIdentifier>

  init(_ shape: CertificateShape) {
    let certificate = shape.certificate
    self.shape = shape
    self.subject = certificate.subject
    self.issuer = certificate.issuer
    self.attributes = subject.attributes
    let begin = certificate.notBefore.instant
    self.begin = begin ?? certificate.notAfter.instant ?? Instant(seconds: 0)
    self.end = certificate.notAfter.instant ?? self.begin
    self.isSelfSigned = LintedCertificate.isSelfSigned(shape)
    self.alternativeNames = EncodedName.names(certificate, .subjectAlternativeName)
    self.issuerNames = EncodedName.names(certificate, .issuerAlternativeName)
    self.distributionPoints =
      shape.has(.cRLDistributionPoints) ? (try? certificate.distributionPoints) ?? [] : nil
    self.timestamps =
      shape.has(.signedCertificateTimestamps) ? (try? certificate.signedCertificateTimestamps) ?? [] : nil
    self.hosts = (alternativeNames ?? []).filter { $0.kind == .dns }.map { HostLabels($0.octets) }
    self.policies = Set((shape.policies ?? []).map(\.policy))
  }
}

extension LintedCertificate {
  /// A CA of its own name that points to its own key, or to none, is taken at its word: that costs no verification,
  /// and holds where libcrypto does not know the algorithm.
  private static func isSelfSigned(_ shape: CertificateShape) -> Bool {
    guard shape.certificate.issuerDER == shape.certificate.subjectDER else { return false }
    let own = shape.subjectKeyIdentifier
    if shape.isCA, own != nil, [nil, own].contains(shape.authorityKeyIdentifier?.keyIdentifier) { return true }
    return shape.isSignedWithOwnKey
  }

  var certificate: Certificate { shape.certificate }
  var name: String { shape.name }
  var isCA: Bool { shape.isCA }
  var isRoot: Bool { isCA && isSelfSigned }
  var isSubordinate: Bool { isCA && !isSelfSigned }
  /// Neither a CA's nor self-signed: what the Baseline Requirements call a subscriber's.
  var isSubscriber: Bool { !isCA && !isSelfSigned }

  /// Whether servers may use it: those are what the Baseline Requirements speak of.
  var isForServers: Bool {
    guard let usages = shape.extendedKeyUsage, !usages.isEmpty else { return true }
    return usages.contains(.serverAuth) || usages.contains(.anyExtendedKeyUsage)
  }

  /// Whether the extended key usage names a usage.
  func mayBeUsed(for usage: ObjectIdentifier) -> Bool { shape.extendedKeyUsage?.contains(usage) ?? false }

  /// The values of a subject attribute.
  func values(_ type: ObjectIdentifier) -> [String] {
    var values: [String] = []
    for attribute in attributes where attribute.type == type { values.append(attribute.text) }
    return values
  }

  /// Whether the subject has an attribute of this type.
  func has(_ type: ObjectIdentifier) -> Bool { attributes.contains { $0.type == type } }

  /// The name constraints, read by the lax rules where the strict ones fail.
  var nameConstraints: NameConstraints? {
    if let constraints = shape.nameConstraints { return constraints }
    let field = certificate.extensions.first { $0.identifier == .nameConstraints }
    return try? field?.decode(NameConstraints.self, .lax)
  }

  /// Seconds of validity, the last one included.
  var validSeconds: Int64 { end.seconds - begin.seconds + 1 }

  /// The value of an extension as it stands in the encoding; nil where it is absent.
  func value(_ identifier: ObjectIdentifier) -> DERSlice? {
    certificate.extensions.first { $0.identifier == identifier }?.value
  }
}

/// A general name as it stands in the encoding, whatever its octets are.
struct EncodedName: Sendable {
  /// The kinds of GeneralName by their tag numbers (RFC 5280 §4.2.1.6).
  enum Kind: UInt8 {
    case other, email, dns, x400, directory, ediParty, uri, ip, registeredID
  }

  let kind: Kind
  let content: DERSlice

  var octets: ArraySlice<UInt8> { content.octets }
  var isASCII: Bool { octets.allSatisfy { $0 < 0x80 } }
  /// The octets as text, those outside ASCII as `\xHH`.
  var text: String { CharacterString(DERTag.ia5String, octets).text }

  /// The names of an extension that is a list of them; nil where it is absent, and what can be read of a damaged one.
  static func names(_ certificate: Certificate, _ identifier: ObjectIdentifier) -> [EncodedName]? {
    guard let field = certificate.extensions.first(where: { $0.identifier == identifier }) else { return nil }
    var names: [EncodedName] = []
    var reader = field.value.reader(.lax)
    guard var list = try? reader.next(DERTag.sequence).children else { return [] }
    while !list.atEnd, let element = try? list.next() {
      guard element.tag & 0xc0 == 0x80, let kind = Kind(rawValue: element.tag & 0x1f) else { continue }
      names.append(EncodedName(kind: kind, content: element.contentSlice))
    }
    return names
  }
}

/// A host name taken apart at its dots.
struct HostLabels: Sendable {
  let octets: ArraySlice<UInt8>
  let labels: [ArraySlice<UInt8>]

  init(_ octets: ArraySlice<UInt8>) {
    self.octets = octets
    self.labels = octets.split(separator: HostLabels.dot, omittingEmptySubsequences: false)
  }

  init(_ text: String) { self.init(Array(text.utf8)[...]) }

  static let dot = UInt8(ascii: ".")
  static let hyphen = UInt8(ascii: "-")
  static let star = UInt8(ascii: "*")

  /// The name as text, octets outside ASCII as `\xHH`.
  var text: String { CharacterString(DERTag.ia5String, octets).text }

  /// Whether the last labels are these, whatever their case.
  func ends(in suffix: String) -> Bool {
    let tail = octets.suffix(suffix.utf8.count)
    guard tail.count == suffix.utf8.count, tail.elementsEqual(suffix.utf8, by: HostLabels.isSameLetter) else {
      return false
    }
    return tail.startIndex == octets.startIndex || octets[tail.startIndex - 1] == HostLabels.dot
  }

  static func isSameLetter(_ a: UInt8, _ b: UInt8) -> Bool { folded(a) == folded(b) }

  static func folded(_ octet: UInt8) -> UInt8 { (65...90).contains(octet) ? octet | 0x20 : octet }

  static func isLetterOrDigit(_ octet: UInt8) -> Bool {
    (48...57).contains(octet) || (65...90).contains(octet) || (97...122).contains(octet)
  }
}
