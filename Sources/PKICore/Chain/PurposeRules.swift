import Vocabulary

/// What a certificate must say to be used for something: Meeting Server certificate guidelines 3.8 §2.2.
enum PurposeRules {
  private static let guide = "CMS 3.8 §2.2"

  /// What is wrong with the leaf for a purpose.
  static func leafFaults(_ leaf: Certificate, _ purpose: Purpose) throws(DERError) -> [PathFault] {
    switch purpose {
    case .any: []
    case .ca: try caFaults(leaf, at: 0)
    case .server:
      try usageFaults(
        leaf, eku: .serverAuth, code: "eku.no-server",
        message: "The certificate may not be used by a server: extended key usage lacks server authentication.",
        keyUsage: [.digitalSignature, .keyEncipherment, .keyAgreement], netscape: .sslServer)
    case .client:
      try usageFaults(
        leaf, eku: .clientAuth, code: "eku.no-client",
        message: "The certificate may not be used by a client: extended key usage lacks client authentication.",
        keyUsage: [.digitalSignature, .keyAgreement], netscape: .sslClient)
    case .email:
      try usageFaults(
        leaf, eku: .emailProtection, code: "eku.no-email",
        message: "The certificate may not be used for e-mail: extended key usage lacks e-mail protection.",
        keyUsage: [.digitalSignature, .nonRepudiation, .keyEncipherment, .keyAgreement], netscape: .email)
    case .code:
      try usageFaults(
        leaf, eku: .codeSigning, code: "eku.no-code",
        message: "The certificate may not sign code: extended key usage lacks code signing.",
        keyUsage: .digitalSignature, netscape: .objectSigning)
    }
  }

  private static func usageFaults(
    _ leaf: Certificate, eku: ObjectIdentifier, code: String, message: String, keyUsage: KeyUsage,
    netscape: NetscapeType
  ) throws(DERError) -> [PathFault] {
    var faults: [PathFault] = []
    if let usages = try leaf.extendedKeyUsage, !usages.contains(eku), !usages.contains(.anyExtendedKeyUsage) {
      let found = usages.map(\.extendedKeyUsageName).joined(separator: ", ")
      faults.append(
        PathFault(
          code, at: 0, "\(message) It allows \(found).", clause: guide,
          fix: "have it issued with \(eku.extendedKeyUsageName)"))
    }
    if let usage = try leaf.keyUsage, usage.isDisjoint(with: keyUsage) {
      faults.append(
        PathFault(
          "ku.no-use", at: 0,
          "The key usage has none of \(keyUsage.names.joined(separator: ", ")), one of which is needed.", clause: guide,
          fix: "have it issued with digitalSignature"))
    }
    if let type = try leaf.netscapeType, !type.contains(netscape) {
      faults.append(
        PathFault(
          "ns.no-use", at: 0, "The Netscape certificate type lacks \(netscape.names.joined()).", clause: guide,
          fix: "have it issued without a Netscape type"))
    }
    return faults
  }

  /// What is wrong with a certificate as one that signs others.
  static func caFaults(_ certificate: Certificate, at depth: Int) throws(DERError) -> [PathFault] {
    let usage = try certificate.keyUsage
    let constraints = try certificate.basicConstraints
    let netscape = try certificate.netscapeType
    let name = certificate.subject.shortText
    var lacks: [String] = []
    if let usage, !usage.contains(.keyCertSign) { lacks.append("its key usage lacks keyCertSign") }
    if let constraints, !constraints.isCA { lacks.append("its basic constraints say CA:FALSE") }
    if let netscape, !netscape.contains(.sslCA) { lacks.append("its Netscape type lacks SSL CA") }
    if usage == nil, constraints == nil, netscape == nil {
      lacks.append("it has neither basic constraints nor key usage nor a Netscape type")
    }
    guard !lacks.isEmpty else { return [] }
    let message =
      depth == 0
      ? "\(name) is not a certificate authority: \(lacks.joined(separator: ", "))."
      : "\(name) signed this certificate but is not marked as a certificate authority: \(lacks.joined(separator: ", "))."
    return [
      PathFault(
        "chain.not-ca", at: depth, message, clause: guide, fix: "have \(name) issued as a CA, or use another issuer")
    ]
  }

  /// The extended key usages of a CA restrict those below it.
  static func restrictionFaults(
    _ certificate: Certificate, at depth: Int, _ purpose: Purpose
  ) throws(DERError) -> [PathFault] {
    let wanted: ObjectIdentifier
    switch purpose {
    case .server: wanted = .serverAuth
    case .client: wanted = .clientAuth
    case .email: wanted = .emailProtection
    case .code: wanted = .codeSigning
    case .any, .ca: return []
    }
    guard let usages = try certificate.extendedKeyUsage, !usages.contains(wanted),
      !usages.contains(.anyExtendedKeyUsage)
    else { return [] }
    let name = certificate.subject.shortText
    return [
      PathFault(
        "eku.restricted", at: depth,
        "\(name) may not issue certificates for this purpose: its extended key usage lacks \(wanted.extendedKeyUsageName).",
        clause: "RFC 5280 §4.2.1.12", fix: "use an issuer without that restriction")
    ]
  }
}
