package import Vocabulary

internal import COpenSSL

/// What all connections of one kind share: the versions, the ciphers, the client certificate. Made once, used for any
/// number of connections on any thread.
///
/// It takes what a server offers, however old: a checker that refuses weak servers cannot say what is wrong with them.
/// Nothing that it carries is protected. The corresponding C type is `SSL_CTX`.
@safe package final class TLSContext: Sendable {
  /// What a connection asks for.
  package struct Settings: Sendable {
    /// The oldest version to speak.
    package var minimum = TLSVersion.tls10
    /// The newest version to speak; nil for the newest that libssl knows.
    package var maximum: TLSVersion?
    /// Whether to ask for a stapled OCSP response (RFC 6066 §8).
    package var asksForStaple = true
    /// Whether libcrypto may look into the extensions of a certificate, DER: its work on some grows with the square
    /// of their size. Where one may not, the handshake ends; the certificates are reported all the same. Called on
    /// the thread of the connection.
    package var isHarmless: @Sendable ([UInt8]) -> Bool = { _ in true }

    /// The widest settings.
    package init() {}
  }

  let settings: Settings
  /// Whether a client certificate is there to be shown.
  package let hasCertificate: Bool
  nonisolated(unsafe) let pointer: OpaquePointer
  /// Longer lists of certificates are refused with reason 152; libssl's own limit is 100 KiB.
  package static let maximumListBytes = 1 << 20

  /// A context without a client certificate. Throws where libssl is missing and where it does not know a version.
  package init(_ settings: Settings = Settings()) throws(OpenSSLError) {
    unsafe pointer = try TLSContext.make(settings, in: TLSContext.lean) { _ throws(OpenSSLError) in }
    self.settings = settings
    hasCertificate = false
  }

  /// A context that shows this certificate to servers that ask for one: its own first, then its issuers as they are
  /// to be sent. Throws where the key does not belong to the first. The corresponding C functions are
  /// `SSL_CTX_use_certificate`, `SSL_CTX_use_PrivateKey` and `SSL_CTX_add1_chain_cert`.
  package init(
    _ settings: Settings = Settings(), certificates: [X509Handle], key: borrowing PrivateKey
  ) throws(OpenSSLError) {
    let secret = unsafe key.pointer
    // The key is at home in the default context.
    unsafe pointer = try TLSContext.make(settings, in: nil) { context throws(OpenSSLError) in
      unsafe try TLSContext.use(certificates, secret, in: context)
    }
    self.settings = settings
    hasCertificate = true
  }

  deinit { unsafe pki_libssl_open().pointee.SSL_CTX_free(pointer) }

  /// libcrypto's context for connections, for the rest of the process; nil, which is the default one, where it cannot be
  /// made. libssl reads certificates in it as they come, which takes most of a handshake's time in the default one.
  nonisolated(unsafe) private static let lean: OpaquePointer? = {
    defer { ErrorTrace.clearQueue() }
    return unsafe pki_connection_context()
  }()

  private static func make(
    _ settings: Settings, in library: OpaquePointer?, _ complete: (OpaquePointer) throws(OpenSSLError) -> Void
  ) throws(OpenSSLError) -> OpaquePointer {
    defer { ErrorTrace.clearQueue() }
    let libssl = unsafe try TLSLibrary.functions()
    let context = unsafe try owned(
      TLSLibrary.operation, libssl.pointee.SSL_CTX_new_ex(library, nil, libssl.pointee.TLS_client_method()))
    do throws(OpenSSLError) {
      unsafe try configure(context, libssl, settings)
      unsafe try complete(context)
    } catch {
      unsafe libssl.pointee.SSL_CTX_free(context)
      throw error
    }
    return unsafe context
  }

  /// Overrides all that a configuration of the system may have brought.
  private static func configure(
    _ context: OpaquePointer, _ libssl: UnsafePointer<pki_libssl>, _ settings: Settings
  ) throws(OpenSSLError) {
    let operation = TLSLibrary.operation
    unsafe libssl.pointee.SSL_CTX_set_security_level(context, 0)
    unsafe try check(operation, libssl.pointee.SSL_CTX_set_cipher_list(context, "ALL:!aNULL:!eNULL:@SECLEVEL=0"))
    unsafe try check(operation, pki_SSL_CTX_set_min_proto_version(context, Int32(settings.minimum.rawValue)))
    unsafe try check(operation, pki_SSL_CTX_set_max_proto_version(context, Int32(settings.maximum?.rawValue ?? 0)))
    // Without renegotiation, or a server could keep us at it; without compression of certificates, which OpenSSL 3.2
    // brought, so that they can be read as they come.
    let options =
      pki_SSL_OP_LEGACY_SERVER_CONNECT | pki_SSL_OP_NO_RENEGOTIATION | pki_SSL_OP_NO_RX_CERTIFICATE_COMPRESSION
    _ = unsafe libssl.pointee.SSL_CTX_set_options(context, options)
    _ = unsafe pki_SSL_CTX_set_mode(context, pki_SSL_MODE_NO_AUTO_CHAIN)
    _ = unsafe pki_SSL_CTX_set_max_cert_list(context, maximumListBytes)
    _ = unsafe pki_SSL_CTX_set_session_cache_mode(context, Int(SSL_SESS_CACHE_OFF))
    // The chain is judged elsewhere, after the handshake. The callback stands in the place of libssl's own judgement,
    // and only where it has a say can it end the handshake before extensions are looked into.
    unsafe libssl.pointee.SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    unsafe libssl.pointee.SSL_CTX_set_cert_verify_callback(context, receiveCertificates, nil)
  }

  private static func use(
    _ certificates: [X509Handle], _ key: OpaquePointer, in context: OpaquePointer
  ) throws(OpenSSLError) {
    let operation = "use the client certificate"
    let libssl = unsafe try TLSLibrary.functions()
    guard let own = certificates.first else {
      throw OpenSSLError(operation: operation, because: "there is none")
    }
    unsafe try check(operation, libssl.pointee.SSL_CTX_use_certificate(context, own.pointer))
    unsafe try check(operation, libssl.pointee.SSL_CTX_use_PrivateKey(context, key))
    for issuer in certificates.dropFirst() {
      unsafe try check(operation, pki_SSL_CTX_add1_chain_cert(context, issuer.pointer))
    }
  }
}
