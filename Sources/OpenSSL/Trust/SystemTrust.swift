internal import Platform

internal import COpenSSL

/// Where the system keeps the anchors that everyone trusts.
package enum SystemTrust {
  /// The files of anchors to look for, best first; the first that exists is the system's. `SSL_CERT_FILE` comes
  /// before libcrypto's own place, and then those of the distributions.
  /// The corresponding C functions are `X509_get_default_cert_file_env` and `X509_get_default_cert_file`.
  package static var bundles: [String] {
    if let path = unsafe Environment.value(String(cString: X509_get_default_cert_file_env())), !path.isEmpty {
      return [path]
    }
    return [
      unsafe String(cString: X509_get_default_cert_file()), "/etc/ssl/certs/ca-certificates.crt",
      "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
    ]
  }

  /// The folders of anchors, one a file: those of `SSL_CERT_DIR`, else libcrypto's own.
  /// The corresponding C functions are `X509_get_default_cert_dir_env` and `X509_get_default_cert_dir`.
  package static var folders: [String] {
    if let list = unsafe Environment.value(String(cString: X509_get_default_cert_dir_env())), !list.isEmpty {
      return list.split(separator: ":").map { String($0) }
    }
    return [unsafe String(cString: X509_get_default_cert_dir())]
  }
}
