internal import OpenSSL

extension CertificateRequest {
  /// Whether the request is signed with the key that it asks a certificate for; nil where that cannot be checked.
  package var hasValidSignature: Bool? {
    try? Signature.verifyRequest(der)
  }

  /// Throws a request that is not signed with its own key: whoever sent it need not have the key.
  func checkSignature(_ file: String) throws(PKIError) {
    switch hasValidSignature {
    case true?: return
    case false?:
      throw PKIError(
        .refused, file, "the request's own signature does not verify: it was changed after it was made",
        hint: "have the request made again")
    case nil: throw PKIError(.unsupported, file, "the request's own signature cannot be checked")
    }
  }
}
