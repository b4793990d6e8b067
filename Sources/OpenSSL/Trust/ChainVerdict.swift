internal import COpenSSL

/// Something that speaks against a chain.
package struct ChainProblem: Hashable, Sendable {
  /// libcrypto's number for it: one of `X509_V_ERR_`.
  package let code: Int32
  /// Which certificate: 0 is the leaf, and so on upwards.
  package let depth: Int

  /// What it says: "certificate has expired". The corresponding C function is `X509_verify_cert_error_string`.
  package var text: String { unsafe String(cString: X509_verify_cert_error_string(Int(code))) }
}

/// What became of judging a chain.
package struct ChainVerdict: Hashable, Sendable {
  /// Everything that speaks against it, in the order found.
  package let problems: [ChainProblem]
  /// The certificates from the leaf upwards, DER; the last is an anchor where one was reached.
  package let chain: [[UInt8]]

  /// Whether nothing speaks against it.
  package var isTrusted: Bool { problems.isEmpty }
}

/// Problems by names that other modules act upon.
extension ChainProblem {
  /// No issuer was found among what was given.
  package var isMissingIssuer: Bool {
    [
      X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
    ].contains(code)
  }

  /// The chain ends in a self-signed certificate that is no anchor.
  package var isUntrustedRoot: Bool {
    [X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN].contains(code)
  }

  /// The certificate's validity is over.
  package var isExpired: Bool { code == X509_V_ERR_CERT_HAS_EXPIRED }

  /// The certificate's validity has not begun.
  package var isNotYetValid: Bool { code == X509_V_ERR_CERT_NOT_YET_VALID }

  /// The signature is wrong.
  package var isWrongSignature: Bool { code == X509_V_ERR_CERT_SIGNATURE_FAILURE }

  /// The certificate stands in a revocation list.
  package var isRevoked: Bool { code == X509_V_ERR_CERT_REVOKED }

  /// There is no revocation list to look it up in.
  package var isMissingRevocationList: Bool { code == X509_V_ERR_UNABLE_TO_GET_CRL }
}
