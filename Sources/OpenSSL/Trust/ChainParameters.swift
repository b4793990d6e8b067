package import Vocabulary

internal import COpenSSL

/// By what a chain is judged.
package struct ChainParameters: Hashable, Sendable {
  /// What the leaf is to be used for.
  package enum Purpose: Hashable, Sendable, CaseIterable {
    /// Nothing in particular.
    case any
    /// A TLS server.
    case server
    /// A TLS client.
    case client
    /// Signed e-mail.
    case email
    /// Signed code; before OpenSSL 3.2 libcrypto checks nothing more than for `any`.
    case code
    /// A certification authority.
    case authority
  }

  /// The moment that it is judged for.
  package var time: Instant
  /// What the leaf is to be used for.
  package var purpose = Purpose.any
  /// How weak keys and hash functions may be, from 0, anything, over 2, 112 bits, to 5, 256 bits
  /// (`SSL_CTX_set_security_level`).
  package var securityLevel = 1
  /// How many intermediates there may be at most; nil is libcrypto's 100.
  package var maxIntermediates: Int?
  /// Whether any anchor ends the chain, not only a self-signed one.
  package var allowsPartialChain = false
  /// Whether the letter of RFC 5280 is insisted on (`X509_V_FLAG_X509_STRICT`).
  package var isStrict = false
  /// Whether the leaf must be looked up in revocation lists.
  package var checksRevocation = false
  /// Whether all certificates of the chain must be looked up in revocation lists.
  package var checksRevocationOfAll = false
  /// Whether the signatures along the chain are left unchecked, because whoever asks has checked them already.
  package var ignoresSignatures = false
  /// Whether validity periods are left unchecked.
  package var ignoresTime = false
  /// Whether policies are checked though none is asked for: a certificate may demand one.
  package var checksPolicies = false
  /// The certificate policies asked for; empty for none.
  package var policies: [ObjectIdentifier] = []
  /// Whether the chain must be valid for one of the policies.
  package var requiresExplicitPolicy = false
  /// Whether anyPolicy counts for nothing.
  package var inhibitsAnyPolicy = false
  /// Whether policy mappings count for nothing.
  package var inhibitsPolicyMapping = false

  /// Any purpose at this moment, by default rules.
  package init(time: Instant) { self.time = time }

  var flags: UInt {
    var flags = X509_V_FLAG_EXTENDED_CRL_SUPPORT
    if allowsPartialChain { flags |= X509_V_FLAG_PARTIAL_CHAIN }
    if isStrict { flags |= X509_V_FLAG_X509_STRICT }
    if checksRevocation { flags |= X509_V_FLAG_CRL_CHECK }
    if checksRevocationOfAll { flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL }
    if ignoresTime { flags |= X509_V_FLAG_NO_CHECK_TIME }
    // Naming policies does not make libcrypto check them.
    if checksPolicies || !policies.isEmpty || requiresExplicitPolicy { flags |= X509_V_FLAG_POLICY_CHECK }
    if requiresExplicitPolicy { flags |= X509_V_FLAG_EXPLICIT_POLICY }
    if inhibitsAnyPolicy { flags |= X509_V_FLAG_INHIBIT_ANY }
    if inhibitsPolicyMapping { flags |= X509_V_FLAG_INHIBIT_MAP }
    return UInt(flags)
  }
}

extension ChainParameters.Purpose {
  /// libcrypto's number; the one for code is used only where the running library knows it.
  var number: Int32 {
    switch self {
    case .any, .authority: X509_PURPOSE_ANY
    case .server: X509_PURPOSE_SSL_SERVER
    case .client: X509_PURPOSE_SSL_CLIENT
    case .email: X509_PURPOSE_SMIME_SIGN
    case .code: X509_PURPOSE_get_by_id(10) >= 0 ? 10 : X509_PURPOSE_ANY
    }
  }
}
