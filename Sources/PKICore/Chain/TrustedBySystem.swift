internal import OpenSSL

/// Where this system keeps the CAs that it trusts.
package enum TrustedBySystem {
  /// The files to look for, best first: `SSL_CERT_FILE`, OpenSSL's own place, then those of the distributions.
  package static var files: [String] { SystemTrust.bundles }
}

extension Certificate {
  /// Whether the certificate is signed with its own key and bears its own name as issuer: a root, or one that stands for
  /// itself.
  package var isSelfSigned: Bool { isSelfIssued && isSignedWithOwnKey }

  /// Whether its own key signed it, whatever the names say.
  var isSignedWithOwnKey: Bool { storage.signedWithOwnKey { isSigned(by: self) } }

  /// Whether the signature verifies with another certificate's key.
  ///
  /// Servers present the same chain again and again, and rules ask again who signed whom in it: that is remembered for
  /// the rest of the process. What a certificate says of itself it remembers itself.
  func isSigned(by issuer: Certificate) -> Bool {
    var left = 1
    let links = issuer == self ? LinkCheck() : Certificate.links
    return links.signature(of: self, verifiesWith: issuer, left: &left) == .verifies
  }

  private static let links = LinkCheck()
}
