/// Where systems keep the CAs that they trust.
package enum SystemTrust {
  /// The files, in the order in which they are tried: Debian, Fedora, SUSE, Alpine and macOS.
  package static let files = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
  ]
}

extension Certificate {
  /// Whether the certificate is signed with its own key: a root, or one that stands for itself.
  package var isSelfSigned: Bool {
    isSelfIssued && LinkCheck().signature(of: self, verifiesWith: self)
  }
}
