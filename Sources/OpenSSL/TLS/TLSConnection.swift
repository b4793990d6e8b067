internal import COpenSSL
internal import Vocabulary

/// What a connection needs next. Before anything else, and after a failure too, `bytesToSend` go out.
package enum TLSStep: Sendable {
  /// Bytes from the server, or the news that there will be none.
  case wantsRead
  /// Nothing: the handshake is complete.
  case done
  /// Nothing: the server closed the connection in good order.
  case closed
  /// Nothing: the connection has failed.
  case failed(TLSFailure)
}

/// The client's side of one TLS connection, which does no input or output of its own: the caller carries the bytes and
/// keeps the time.
///
/// For one thread at a time. The corresponding C type is `SSL`, over two memory BIOs.
@safe package struct TLSConnection: ~Copyable {
  private let context: TLSContext
  private let transcript: TLSTranscript
  private let libssl: UnsafePointer<pki_libssl>
  private let pointer: OpaquePointer
  // Owned by the connection.
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer

  /// A connection that has not begun. `serverName` is what the server is asked for by (SNI, RFC 6066 §3): a DNS name
  /// without a trailing dot, or nil. The corresponding C functions are `SSL_new` and `SSL_set_tlsext_host_name`.
  package init(_ context: TLSContext, serverName: String?) throws(OpenSSLError) {
    let libssl = unsafe try TLSLibrary.functions()
    let transcript = TLSTranscript(isHarmless: context.settings.isHarmless)
    let parts = unsafe try TLSConnection.make(context, libssl, transcript, serverName)
    self.context = context
    self.transcript = transcript
    unsafe self.libssl = unsafe libssl
    unsafe (pointer, incoming, outgoing) = unsafe parts
  }

  deinit { unsafe libssl.pointee.SSL_free(pointer) }

  private static func make(
    _ context: TLSContext, _ libssl: UnsafePointer<pki_libssl>, _ transcript: TLSTranscript, _ name: String?
  ) throws(OpenSSLError) -> (OpaquePointer, OpaquePointer, OpaquePointer) {
    let operation = TLSLibrary.operation
    defer { ErrorTrace.clearQueue() }
    let connection = unsafe try owned(operation, libssl.pointee.SSL_new(context.pointer))
    do throws(OpenSSLError) {
      let incoming = unsafe try owned(operation, BIO_new(BIO_s_mem()))
      let outgoing = unsafe BIO_new(BIO_s_mem())
      guard let outgoing = unsafe outgoing else {
        unsafe BIO_free(incoming)
        throw OpenSSLError(operation: operation)
      }
      unsafe libssl.pointee.SSL_set_bio(connection, incoming, outgoing)
      let data = unsafe Unmanaged.passUnretained(transcript).toOpaque()
      unsafe try check(operation, libssl.pointee.SSL_set_ex_data(connection, 0, data))
      unsafe libssl.pointee.SSL_set_msg_callback(connection, receiveMessage)
      unsafe pki_SSL_set_msg_callback_arg(connection, data)
      if let name { unsafe try check("ask for the server \(name)", pki_SSL_set_tlsext_host_name(connection, name)) }
      if context.settings.asksForStaple {
        unsafe try check(operation, pki_SSL_set_tlsext_status_type(connection, TLSEXT_STATUSTYPE_ocsp))
      }
      unsafe libssl.pointee.SSL_set_connect_state(connection)
      return unsafe (connection, incoming, outgoing)
    } catch {
      unsafe libssl.pointee.SSL_free(connection)
      throw error
    }
  }

  // MARK: Bytes

  /// Takes bytes that came from the server. They are kept until `advance` or `listen` uses them, so no more should be
  /// read from the network than one of these asks for. The corresponding C function is `BIO_write`.
  package mutating func feed(_ bytes: [UInt8]) throws(OpenSSLError) {
    guard !bytes.isEmpty else { return }
    transcript.received(bytes)
    guard unsafe BIO_write(incoming, bytes, Int32(clamping: bytes.count)) == bytes.count else {
      throw OpenSSLError(operation: "take bytes from the server")
    }
  }

  /// Takes note that no more bytes will come: the server closed the connection, or it broke.
  package mutating func feedEnd() { _ = unsafe pki_BIO_set_mem_eof_return(incoming, 0) }

  /// The bytes that are to be sent to the server, which are the caller's then; empty where there are none. The
  /// corresponding C function is `BIO_read`.
  package mutating func bytesToSend() -> [UInt8] {
    let count = unsafe BIO_ctrl_pending(outgoing)
    guard count > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      written = max(0, Int(unsafe BIO_read(outgoing, buffer.baseAddress, Int32(clamping: count))))
    }
  }

  // MARK: Steps

  /// Goes on with the handshake as far as the bytes allow. The corresponding C function is `SSL_do_handshake`.
  package mutating func advance() -> TLSStep {
    if let ended { return ended }
    let result = unsafe libssl.pointee.SSL_do_handshake(pointer)
    guard result == 1 else { return step(after: result) }
    transcript.note { $0.stage = .complete }
    return .done
  }

  /// After the handshake: reads what the server has to say, and throws data away. With TLS 1.3 the server judges a
  /// client certificate only now, so who wants to know listens for a while; `observation.isConfirmed` tells when that
  /// is over. The corresponding C function is `SSL_read`.
  package mutating func listen() -> TLSStep {
    if let ended { return ended }
    return unsafe withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
      while true {
        let result = unsafe libssl.pointee.SSL_read(pointer, buffer.baseAddress, Int32(buffer.count))
        guard result > 0 else { return step(after: result) }
        transcript.note { $0.isConfirmed = true }
      }
    }
  }

  /// Says goodbye, where the handshake is complete; the bytes are in `bytesToSend`. The corresponding C function is
  /// `SSL_shutdown`.
  package mutating func close() {
    guard ended == nil, transcript.observation.stage == .complete else { return }
    _ = unsafe libssl.pointee.SSL_shutdown(pointer)
    ErrorTrace.clearQueue()
  }

  /// Where it went no further, and never will.
  private var ended: TLSStep? {
    let observation = transcript.observation
    if let failure = observation.failure { return .failed(failure) }
    return observation.isClosed ? .closed : nil
  }

  /// What libssl means by a result that is no success. The corresponding C function is `SSL_get_error`.
  private func step(after result: Int32) -> TLSStep {
    switch unsafe libssl.pointee.SSL_get_error(pointer, result) {
    case SSL_ERROR_WANT_READ:
      ErrorTrace.clearQueue()
      return .wantsRead
    case SSL_ERROR_ZERO_RETURN:
      ErrorTrace.clearQueue()
      transcript.note { $0.isClosed = true }
      return .closed
    default:
      let failure = TLSFailure(OpenSSLError(operation: TLSLibrary.operation))
      transcript.note { $0.failure = failure }
      return .failed(failure)
    }
  }

  // MARK: What was seen

  /// What the connection has shown so far, at any time.
  package var observation: TLSObservation {
    var observation = transcript.observation
    guard observation.stage >= .serverHello else { return observation }
    let cipher = unsafe libssl.pointee.SSL_get_current_cipher(pointer) ?? libssl.pointee.SSL_get_pending_cipher(pointer)
    if let name = unsafe libssl.pointee.SSL_CIPHER_get_name(cipher), unsafe cipher != nil {
      observation.cipher = unsafe String(cString: name)
    }
    observation.staple = staple
    observation.acceptableAuthorities = acceptableAuthorities
    return observation
  }

  /// Where libssl stands, in its words: "SSLv3/TLS read server hello". The corresponding C function is
  /// `SSL_state_string_long`.
  package var state: String {
    guard let text = unsafe libssl.pointee.SSL_state_string_long(pointer) else { return "" }
    return unsafe String(cString: text)
  }

  private var staple: [UInt8]? {
    var start: UnsafePointer<UInt8>?
    let count = unsafe pki_SSL_get_tlsext_status_ocsp_resp(pointer, &start)
    guard count > 0, let start = unsafe start else { return nil }
    return unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  }

  private var acceptableAuthorities: [[UInt8]] {
    let stack = unsafe libssl.pointee.SSL_get0_peer_CA_list(pointer)
    var names: [[UInt8]] = []
    for index in 0..<max(0, unsafe pki_sk_X509_NAME_num(stack)) {
      let name = unsafe pki_sk_X509_NAME_value(stack, index)
      if let der = unsafe try? encoded("read a name", { unsafe i2d_X509_NAME(name, $0) }) { names.append(der) }
    }
    return names
  }
}

extension TLSFailure {
  /// The reason of libssl's own entry: the others are libcrypto's, on the way there.
  init(_ error: OpenSSLError) {
    let own = error.entries.first { pki_ERR_GET_LIB($0.code) == ERR_LIB_SSL } ?? error.entries.first
    self.init(reason: own.map { Int(pki_ERR_GET_REASON($0.code)) } ?? 0, error: error)
  }
}
