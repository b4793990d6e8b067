// What commands ask a file for. Where it is not there, the error says what is there instead.

extension Material {
  /// The certificates, in their order, those in containers too; throws where there is none.
  package func certificates() throws(PKIError) -> [Certificate] {
    try placedCertificates().map(\.certificate)
  }

  /// The certificates as `certificates()` gives them, each with the line that it, or the container that it is in, begins
  /// on; 1 where the file has no lines.
  package func placedCertificates() throws(PKIError) -> [(certificate: Certificate, line: Int)] {
    let certificates = try usable("a certificate", [.certificate, .pkcs7, .pkcs12]).compactMap { item in
      if case .certificate(let certificate) = item.content { (certificate, item.line ?? 1) } else { nil }
    }
    guard !certificates.isEmpty else { throw instead("a certificate") }
    return certificates
  }

  /// The first certificate; throws where there is none.
  package func certificate() throws(PKIError) -> Certificate {
    for certificate in try certificates() { return certificate }
    throw instead("a certificate")
  }

  /// The first certificate signing request; throws where there is none.
  package func request() throws(PKIError) -> CertificateRequest {
    for item in try usable("a certificate signing request", [.request]) {
      if case .request(let request) = item.content { return request }
    }
    throw instead("a certificate signing request")
  }

  /// The revocation lists, in their order; throws where there is none.
  package func revocationLists() throws(PKIError) -> [RevocationList] {
    let lists = try usable("a revocation list", [.revocationList, .pkcs7]).compactMap { item in
      if case .revocationList(let list) = item.content { list } else { nil }
    }
    guard !lists.isEmpty else { throw instead("a revocation list") }
    return lists
  }

  /// The first OCSP response; throws where there is none.
  package func ocspResponse() throws(PKIError) -> OCSPResponse {
    for item in try usable("an OCSP response", [.ocspResponse]) {
      if case .ocspResponse(let response) = item.content { return response }
    }
    throw instead("an OCSP response")
  }

  /// The first private key, of any format, which may still be locked; throws where there is none.
  package func privateKey() throws(PKIError) -> PrivateKeyFile {
    for item in try usable("a private key", [.privateKey, .sshPrivateKey, .pkcs12]) {
      if let key = item.privateKey { return key }
    }
    throw instead("a private key")
  }

  /// The first error among the items that is about damage; nil where all are intact.
  package var firstError: PKIError? {
    for item in items { if let error = item.error { return error } }
    return nil
  }

  /// The items that can be used. A damaged item of a kind that was looked for is an error, not an absence.
  private func usable(_ wanted: String, _ kinds: [ItemKind]) throws(PKIError) -> [Item] {
    for item in items where !item.isUsable && kinds.contains(item.kind) {
      if let error = item.error { throw error }
    }
    return items.filter(\.isUsable)
  }

  private func instead(_ wanted: String) -> PKIError {
    if let locked = items.first(where: { $0.kind == .pkcs12 && $0.isEncrypted }), locked.error == nil,
      !items.contains(where: { $0.container != nil })
    {
      return PKIError(
        .passphrase, source, "this is a PKCS#12 file that is locked", hint: "give its passphrase with --passin")
    }
    return PKIError(.content, source, "this is \(described), not \(wanted)", hint: hint(wanted))
  }

  /// The command that leads from what is there to what was wanted.
  private func hint(_ wanted: String) -> String? {
    let kinds = Set(items.map(\.kind))
    if kinds == [.unknown] { return nil }
    if wanted == "a certificate", kinds.contains(.request) { return "a request becomes a certificate with pki sign" }
    return "pki inspect \(source) shows what is in it"
  }
}
