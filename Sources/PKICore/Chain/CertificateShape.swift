import Vocabulary

/// A certificate of a path, with everything decoded once that the rules of shape ask about.
///
/// What the strict rules do not read is nil here and among the `unreadable`.
struct CertificateShape: Sendable {
  /// An extension that is not the DER that its definition asks for.
  struct Unreadable: Sendable {
    let identifier: ObjectIdentifier
    let reason: String
    /// Whether a verdict could turn on it: verification reads it, or nobody can.
    let isLost: Bool
  }

  let certificate: Certificate
  /// Where in the path: 0 is the leaf.
  let depth: Int
  /// Whether the path ends here because this certificate is trusted by itself.
  let isAnchor: Bool
  private(set) var basicConstraints: BasicConstraints?
  private(set) var keyUsage: KeyUsage?
  private(set) var extendedKeyUsage: [ObjectIdentifier]?
  private(set) var alternativeNames: [GeneralName]?
  private(set) var subjectKeyIdentifier: [UInt8]?
  private(set) var authorityKeyIdentifier: AuthorityKeyIdentifier?
  private(set) var authorityInformationAccess: [AccessDescription]?
  private(set) var nameConstraints: NameConstraints?
  private(set) var policies: [PolicyInformation]?
  private(set) var policyMappings: [PolicyMapping]?
  private(set) var policyConstraints: PolicyConstraints?
  private(set) var unreadable: [Unreadable] = []

  init(_ certificate: Certificate, depth: Int, isAnchor: Bool) {
    self.certificate = certificate
    self.depth = depth
    self.isAnchor = isAnchor
    for field in certificate.extensions {
      do throws(DERError) {
        keep(try field.decoded())
      } catch {
        let isLost = CertificateShape.judged.contains(field.identifier) || (try? field.decodedLaxly()) == nil
        unreadable.append(Unreadable(identifier: field.identifier, reason: error.reason, isLost: isLost))
      }
    }
  }

  private mutating func keep(_ decoded: DecodedExtension) {
    switch decoded {
    case .basicConstraints(let value): basicConstraints = value
    case .keyUsage(let value): keyUsage = value
    case .extendedKeyUsage(let value): extendedKeyUsage = value
    case .subjectAlternativeName(let value): alternativeNames = value
    case .subjectKeyIdentifier(let value): subjectKeyIdentifier = value.octets
    case .authorityKeyIdentifier(let value): authorityKeyIdentifier = value
    case .authorityInformationAccess(let value): authorityInformationAccess = value
    case .nameConstraints(let value): nameConstraints = value
    case .certificatePolicies(let value): policies = value
    case .policyMappings(let value): policyMappings = value
    case .policyConstraints(let value): policyConstraints = value
    default: break
    }
  }

  /// The extensions that verification reads: libcrypto reads them by laxer rules, and two readers that disagree are
  /// a way in.
  static let judged: Set<ObjectIdentifier> = [
    .basicConstraints, .keyUsage, .extendedKeyUsage, .subjectAlternativeName, .subjectKeyIdentifier,
    .authorityKeyIdentifier, .nameConstraints, .certificatePolicies, .policyMappings, .policyConstraints,
    .inhibitAnyPolicy, .netscapeCertType, .cRLDistributionPoints,
  ]
}

extension CertificateShape {
  /// Whose certificate it is, in a word.
  var name: String { certificate.subject.shortText }

  /// Whether others rest on it because it is trusted by itself.
  var isRoot: Bool { isAnchor && depth > 0 }

  /// Whether its own key signed it, whatever the names say: then nobody needs to be found by identifiers.
  var isSignedWithOwnKey: Bool { certificate.isSignedWithOwnKey }

  /// Whether basic constraints say that it is a CA.
  var isCA: Bool { basicConstraints?.isCA ?? false }

  /// Whether it signed another of the path, or says that it may.
  var isAuthority: Bool { depth > 0 || isCA }

  /// Whether the subject is an empty sequence.
  var hasEmptySubject: Bool { certificate.subjectDER.count <= 2 }

  /// Whether an extension is there, and if so critical; nil where it is absent.
  func criticality(_ identifier: ObjectIdentifier) -> Bool? {
    certificate.extensions.first { $0.identifier == identifier }?.isCritical
  }

  /// Whether an extension is there, readable or not.
  func has(_ identifier: ObjectIdentifier) -> Bool { criticality(identifier) != nil }
}

extension ObjectIdentifier {
  /// What an extension is called, or its dotted identifier.
  package var extensionName: String { ObjectIdentifierRegistry.extensions[self] ?? description }
}

extension PathRule {
  /// A rule that asks each certificate of a path by itself: the sentence that says what is wrong, or nil.
  static func shape(
    _ code: String, _ clause: String, _ severity: @escaping @Sendable (Profile) -> Severity?, asks: String,
    zlint: [String] = [], fix: String = "have the certificate issued again without that fault",
    question: @escaping @Sendable (CertificateShape) -> String?
  ) -> PathRule {
    PathRule(code, clause, severity, asks: asks, zlint: zlint, fix: fix) { view in
      var evidence: [Evidence] = []
      for shape in view.shapes {
        if let message = question(shape) { evidence.append(Evidence(at: shape.depth, Sentence(message))) }
      }
      return evidence
    }
  }
}
