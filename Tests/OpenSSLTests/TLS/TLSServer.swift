import COpenSSL
import Glibc
import Vocabulary

@testable import OpenSSL

/// What a server of the tests is like.
struct ServerSettings: Sendable {
  enum ClientCertificates { case unwanted, optional, required }

  var versions = TLSVersion.tls10...TLSVersion.tls13
  /// What it sends, its own certificate first; nil for leaf and intermediate.
  var sends: [X509Handle]?
  var clients = ClientCertificates.unwanted
  /// Whom it trusts with client certificates.
  var clientAnchors: [X509Handle] = []
  /// Whom it says it trusts.
  var names: [X509Handle] = []
  /// Where its clock stands; nil for now.
  var time: Instant?
  var staple: [UInt8]?
  /// Whether it knows no name at all, and insists on knowing it.
  var refusesNames = false
  /// The only cipher suite that it speaks; nil for all.
  var ciphers: String?
}

/// The server's side of a connection, by libssl, over memory BIOs.
@safe final class TLSServer {
  private let libssl: UnsafePointer<pki_libssl>
  private let context: OpaquePointer
  private let pointer: OpaquePointer
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer
  private let staple: Staple
  private(set) var isComplete = false
  private(set) var isFailed = false

  private final class Staple {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  init(_ settings: ServerSettings, identity: Identity) throws {
    unsafe libssl = try TLSLibrary.functions()
    unsafe context = try owned("serve", libssl.pointee.SSL_CTX_new_ex(nil, nil, Door.method()))
    staple = Staple(settings.staple ?? [])
    unsafe libssl.pointee.SSL_CTX_set_security_level(context, 0)
    let ciphers = settings.versions.lowerBound >= .tls13 ? nil : settings.ciphers
    let list = (ciphers ?? "ALL") + ":@SECLEVEL=0"
    unsafe try check("serve", libssl.pointee.SSL_CTX_set_cipher_list(context, list))
    if ciphers == nil, let suite = settings.ciphers { unsafe try check("serve", Door.setSuites(context, suite)) }
    unsafe try check("serve", pki_SSL_CTX_set_min_proto_version(context, Int32(settings.versions.lowerBound.rawValue)))
    unsafe try check("serve", pki_SSL_CTX_set_max_proto_version(context, Int32(settings.versions.upperBound.rawValue)))
    _ = unsafe libssl.pointee.SSL_CTX_ctrl(context, SSL_CTRL_SET_DH_AUTO, 1, nil)
    _ = unsafe pki_SSL_CTX_set_mode(context, pki_SSL_MODE_NO_AUTO_CHAIN)
    let sends = settings.sends ?? identity.certificates
    unsafe try check("serve", libssl.pointee.SSL_CTX_use_certificate(context, sends[0].pointer))
    unsafe try check("serve", libssl.pointee.SSL_CTX_use_PrivateKey(context, identity.key.pointer))
    for issuer in sends.dropFirst() { unsafe try check("serve", pki_SSL_CTX_add1_chain_cert(context, issuer.pointer)) }
    for name in settings.names { unsafe try check("serve", Door.addName(context, name.pointer)) }
    let store = unsafe Door.store(context)
    for anchor in settings.clientAnchors { unsafe try check("serve", X509_STORE_add_cert(store, anchor.pointer)) }
    let mode =
      switch settings.clients {
      case .unwanted: SSL_VERIFY_NONE
      case .optional: SSL_VERIFY_PEER
      case .required: SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
      }
    unsafe libssl.pointee.SSL_CTX_set_verify(context, mode, nil)
    if let time = settings.time { unsafe X509_VERIFY_PARAM_set_time(Door.parameters(context), Int(time.seconds)) }
    if settings.refusesNames {
      let refuse: Door.NameCallback = { connection, alert, _ in
        guard unsafe Door.name(connection, 0) != nil else { return 0 }
        unsafe alert?.pointee = 112
        return 2
      }
      _ = unsafe Door.setCallback(context, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, unsafeBitCast(refuse, to: Int.self))
    }
    if settings.staple != nil {
      let answer: Door.StatusCallback = { connection, data in
        guard let data = unsafe data else { return 2 }
        return unsafe TLSServer.answer(connection, Unmanaged<Staple>.fromOpaque(data).takeUnretainedValue().bytes)
      }
      let data = unsafe Unmanaged.passUnretained(staple).toOpaque()
      _ = unsafe libssl.pointee.SSL_CTX_ctrl(context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB_ARG, 0, data)
      _ = unsafe Door.setCallback(context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB, unsafeBitCast(answer, to: Int.self))
    }
    unsafe pointer = try owned("serve", libssl.pointee.SSL_new(context))
    unsafe incoming = try owned("serve", BIO_new(BIO_s_mem()))
    unsafe outgoing = try owned("serve", BIO_new(BIO_s_mem()))
    unsafe libssl.pointee.SSL_set_bio(pointer, incoming, outgoing)
    unsafe Door.setAccepting(pointer)
  }

  deinit {
    unsafe libssl.pointee.SSL_free(pointer)
    unsafe libssl.pointee.SSL_CTX_free(context)
  }

  private static func answer(_ connection: OpaquePointer?, _ bytes: [UInt8]) -> Int32 {
    let copy = unsafe CRYPTO_malloc(bytes.count, nil, 0)
    unsafe copy?.copyMemory(from: bytes, byteCount: bytes.count)
    let libssl = unsafe pki_libssl_open()
    return unsafe libssl?.pointee.SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_STATUS_REQ_OCSP_RESP, bytes.count, copy) == 1
      ? 0 : 2
  }

  /// Takes what the client sent, and gives the answer.
  func answer(_ bytes: [UInt8]) -> [UInt8] {
    if !bytes.isEmpty { _ = unsafe BIO_write(incoming, bytes, Int32(bytes.count)) }
    if !isComplete, !isFailed {
      let result = unsafe libssl.pointee.SSL_do_handshake(pointer)
      isComplete = result == 1
      isFailed = unsafe libssl.pointee.SSL_get_error(pointer, result) != SSL_ERROR_WANT_READ && !isComplete
      ERR_clear_error()
    }
    return output
  }

  /// Sends data, once the handshake is complete.
  func send(_ bytes: [UInt8]) -> [UInt8] {
    _ = unsafe Door.write(pointer, bytes, Int32(bytes.count))
    return output
  }

  /// Asks for another handshake on the same connection, as TLS 1.2 allows.
  func renegotiate() -> [UInt8] {
    _ = unsafe Door.renegotiate(pointer)
    _ = unsafe libssl.pointee.SSL_do_handshake(pointer)
    return output
  }

  /// Says goodbye.
  func close() -> [UInt8] {
    _ = unsafe libssl.pointee.SSL_shutdown(pointer)
    return output
  }

  private var output: [UInt8] {
    let count = unsafe BIO_ctrl_pending(outgoing)
    var bytes = [UInt8](repeating: 0, count: count)
    if count > 0 { _ = unsafe BIO_read(outgoing, &bytes, Int32(count)) }
    return bytes
  }
}

/// The functions of libssl that only a server needs.
private enum Door {
  typealias NameCallback =
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?) -> Int32
  typealias StatusCallback = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Int32
  typealias Get = @convention(c) (OpaquePointer?) -> OpaquePointer?

  static let method = unsafe find("TLS_server_method", as: (@convention(c) () -> OpaquePointer?).self)
  static let store = unsafe find("SSL_CTX_get_cert_store", as: Get.self)
  static let parameters = unsafe find("SSL_CTX_get0_param", as: Get.self)
  static let addName = unsafe find(
    "SSL_CTX_add_client_CA", as: (@convention(c) (OpaquePointer?, OpaquePointer?) -> Int32).self)
  static let setCallback = unsafe find(
    "SSL_CTX_callback_ctrl", as: (@convention(c) (OpaquePointer?, Int32, Int) -> Int).self)
  static let setSuites = unsafe find(
    "SSL_CTX_set_ciphersuites", as: (@convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> Int32).self)
  static let setAccepting = unsafe find("SSL_set_accept_state", as: (@convention(c) (OpaquePointer?) -> Void).self)
  static let renegotiate = unsafe find("SSL_renegotiate", as: (@convention(c) (OpaquePointer?) -> Int32).self)
  static let name = unsafe find(
    "SSL_get_servername", as: (@convention(c) (OpaquePointer?, Int32) -> UnsafePointer<CChar>?).self)
  static let write = unsafe find(
    "SSL_write", as: (@convention(c) (OpaquePointer?, UnsafeRawPointer?, Int32) -> Int32).self)

  private static func find<Function>(_ name: String, as _: Function.Type) -> Function {
    let library = unsafe dlopen("libssl.so.\(OPENSSL_VERSION_MAJOR)", RTLD_NOW)
    return unsafe unsafeBitCast(dlsym(library, name), to: Function.self)
  }
}
