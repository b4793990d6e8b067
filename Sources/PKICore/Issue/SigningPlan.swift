package import Vocabulary

/// What `sign` grants a request: what is copied, what is set, what is left out.
package struct SigningPlan: Sendable {
  /// From when until when; never beyond the CA's own end.
  package var lifetime: Lifetime
  /// The serial number; nil is a random one of 159 bits.
  package var serial: SerialNumber?
  /// Extended key usages instead of the request's.
  package var extendedKeyUsage: [ObjectIdentifier]?
  /// Key usages beside the request's.
  package var moreKeyUsage: KeyUsage = []
  /// Alternative names beside the request's.
  package var moreNames: [GeneralName] = []
  /// A subject instead of the request's.
  package var subject: DistinguishedName?
  /// Whether the certificate may sign others.
  package var isCA = false
  /// The path length of a CA.
  package var pathLength: Int?
  /// CRL distribution points.
  package var revocationListURLs: [String] = []
  /// AIA: where the issuer's certificate is.
  package var issuerURLs: [String] = []
  /// AIA: where the OCSP responder is.
  package var responderURLs: [String] = []
  /// The digest to sign with; nil is the CA key's default.
  package var digest: Digest?

  /// A plan that grants what is asked for, over this lifetime.
  package init(lifetime: Lifetime) {
    self.lifetime = lifetime
  }
}

/// A certificate that has been issued, and what is worth knowing about it.
package struct IssuedCertificate: Sendable {
  /// The certificate, DER.
  package let der: [UInt8]
  /// What it says.
  package let plan: CertificatePlan
  /// Its subject.
  package let subject: DistinguishedName
  /// What was changed or left out, a sentence each.
  package let notes: [String]
}

extension CertificateAuthority {
  /// The certificate for a request. Throws requests whose own signature does not verify, and what the CA may not grant.
  package borrowing func sign(
    _ request: CertificateRequest, file: String, caFile: String, plan: SigningPlan
  ) throws(PKIError) -> IssuedCertificate {
    try request.checkSignature(file)
    var notes: [String] = []
    let subject = plan.subject ?? request.subject
    let extensions = try extensions(for: request, file: file, caFile: caFile, plan: plan, subject, &notes)
    let certificatePlan = CertificatePlan(
      serial: try serial(of: plan),
      issuer: certificate.subjectDER.array,
      subject: plan.subject.map(\.encoding) ?? request.subjectDER.array,
      notBefore: plan.lifetime.notBefore, notAfter: try end(of: plan.lifetime, caFile: caFile, &notes),
      publicKeyInfo: request.publicKey.encoding.array, extensions: extensions)
    let der = try certificatePlan.certificate(signedWith: key, digest: plan.digest)
    return IssuedCertificate(der: der, plan: certificatePlan, subject: subject, notes: notes)
  }

  private borrowing func serial(of plan: SigningPlan) throws(PKIError) -> SerialNumber {
    if let serial = plan.serial { return serial }
    return try .random()
  }

  private borrowing func end(
    of lifetime: Lifetime, caFile: String, _ notes: inout [String]
  ) throws(PKIError) -> Instant {
    guard let last = certificate.notAfter.instant, last < lifetime.notAfter else { return lifetime.notAfter }
    guard last > lifetime.notBefore else {
      throw PKIError(.refused, caFile, "the CA ends on \(last), before the certificate would begin")
    }
    notes.append("valid until \(last) only, when the CA \(caFile) ends")
    return last
  }

  private borrowing func extensions(
    for request: CertificateRequest, file: String, caFile: String, plan: SigningPlan, _ subject: DistinguishedName,
    _ notes: inout [String]
  ) throws(PKIError) -> CertificateExtensions {
    let asked = try RequestedExtensions(request, file: file)
    var extensions = CertificateExtensions()
    extensions.alternativeNames = (asked.alternativeNames + plan.moreNames).withoutDuplicates
    extensions.extendedKeyUsage = plan.extendedKeyUsage ?? (plan.isCA ? [] : asked.extendedKeyUsage)
    extensions.keyUsage =
      asked.keyUsage.isEmpty ? DefaultUsage.keyUsage(of: request.publicKey.encoding.array) : asked.keyUsage
    extensions.keyUsage.formUnion(plan.moreKeyUsage)
    extensions.subjectIsEmpty = subject.isEmpty
    extensions.revocationListURLs = plan.revocationListURLs
    extensions.issuerURLs = plan.issuerURLs
    extensions.responderURLs = plan.responderURLs
    extensions.subjectKeyIdentifier = request.publicKey.keyIdentifier
    extensions.authorityKeyIdentifier =
      try certificate.read(caFile) { (c) throws(DERError) in try c.subjectKeyIdentifier }
      ?? certificate.publicKey.keyIdentifier
    if plan.isCA {
      let most = try pathLengthBelow(file: caFile)
      // What a request asks for makes narrower, and is cut where the CA above allows less.
      let asks = asked.pathLength.map { min($0, most ?? $0) }
      extensions.basicConstraints = (true, try pathLength(wanted: plan.pathLength ?? asks, most: most, caFile: caFile))
      // A request that asks for signing certificates alone says so; any other CA signs its lists too.
      extensions.keyUsage.formUnion(asked.keyUsage.contains(.keyCertSign) ? .keyCertSign : [.keyCertSign, .cRLSign])
    } else {
      extensions.basicConstraints = (false, nil)
      extensions.keyUsage.subtract([.keyCertSign, .cRLSign])
    }
    notes += asked.notes(grantingCA: plan.isCA, replacingExtendedKeyUsage: plan.extendedKeyUsage != nil)
    if extensions.alternativeNames.isEmpty, !plan.isCA {
      notes.append(
        "there are no alternative names, and browsers and many servers ignore the common name: --san adds them")
    }
    return extensions
  }

  private borrowing func pathLength(wanted: Int?, most: Int?, caFile: String) throws(PKIError) -> Int? {
    guard let most else { return wanted }
    guard wanted ?? 0 <= most else {
      throw PKIError(.refused, caFile, "the CA allows a path length of \(most) at most below it")
    }
    return wanted ?? most
  }
}
