/// How a TLS server stands to a client certificate, as far as it let itself be seen.
package enum ClientCertificateState: String, Hashable, Sendable, CaseIterable {
  /// It did not ask for one.
  case none
  /// It asked, got none, and said nothing: it may still refuse later.
  case requested
  /// It asked, got none, and ended the connection.
  case required
  /// It asked, got ours, and went on.
  case accepted
  /// It asked, got ours, and ended the connection.
  case refused
}
