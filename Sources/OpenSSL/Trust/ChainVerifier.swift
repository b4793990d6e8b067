internal import COpenSSL
internal import Vocabulary

/// Builds and judges chains up to a set of anchors; made once, used for many leaves, on any thread.
///
/// The system's anchors are never taken in unasked. The corresponding C type is `X509_STORE`.
@safe package final class ChainVerifier: Sendable {
  private let anchors: [X509Handle]
  nonisolated(unsafe) private let store: OpaquePointer
  private static let operation = "verify the chain"

  /// A verifier with these anchors; revocation lists, DER, are looked into where the parameters ask for it.
  /// The corresponding C functions are `X509_STORE_add_cert` and `X509_STORE_add_crl`.
  package init(anchors: [X509Handle], revocationLists: [[UInt8]] = []) throws(OpenSSLError) {
    defer { ErrorTrace.clearQueue() }
    let store = unsafe try owned(ChainVerifier.operation, X509_STORE_new())
    do throws(OpenSSLError) {
      for anchor in anchors { unsafe try check(ChainVerifier.operation, X509_STORE_add_cert(store, anchor.pointer)) }
      for list in revocationLists { unsafe try ChainVerifier.add(list, to: store) }
    } catch {
      unsafe X509_STORE_free(store)
      throw error
    }
    self.anchors = anchors
    unsafe self.store = store
  }

  deinit { unsafe X509_STORE_free(store) }

  private static func add(_ list: [UInt8], to store: OpaquePointer) throws(OpenSSLError) {
    let pointer = unsafe list.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      return unsafe d2i_X509_CRL(nil, &next, buffer.count)
    }
    let parsed = unsafe try Owned("read the revocation list", pointer, { unsafe X509_CRL_free($0) })
    unsafe try check(operation, X509_STORE_add_crl(store, parsed.pointer))
  }

  /// Builds a chain from `leaf` over `untrusted` to an anchor and judges it, going on after every problem. Throws
  /// only where libcrypto could not begin. The corresponding C function is `X509_verify_cert`.
  package func verify(
    _ leaf: X509Handle, untrusted: [X509Handle], _ parameters: ChainParameters
  ) throws(OpenSSLError) -> ChainVerdict {
    defer { ErrorTrace.clearQueue() }
    let operation = ChainVerifier.operation
    let others = unsafe try Owned(operation, pki_sk_X509_new_null(), { unsafe pki_sk_X509_free($0) })
    for handle in untrusted { unsafe try check(operation, pki_sk_X509_push(others.pointer, handle.pointer)) }
    let context = unsafe try Owned(operation, X509_STORE_CTX_new(), { unsafe X509_STORE_CTX_free($0) })
    unsafe try check(operation, X509_STORE_CTX_init(context.pointer, store, leaf.pointer, others.pointer))
    unsafe try apply(parameters, to: context.pointer)
    if parameters.ignoresSignatures { unsafe X509_STORE_CTX_set_verify(context.pointer, { _ in 1 }) }
    let recorder = ProblemRecorder(time: parameters.ignoresTime ? nil : parameters.time)
    return try withExtendedLifetime(recorder) { () throws(OpenSSLError) in
      unsafe try check(
        operation,
        pki_X509_STORE_CTX_set_app_data(context.pointer, Unmanaged.passUnretained(recorder).toOpaque()))
      unsafe X509_STORE_CTX_set_verify_cb(context.pointer, recordProblem)
      let result = unsafe X509_verify_cert(context.pointer)
      if result != 1, recorder.problems.isEmpty { unsafe recorder.addLast(of: context.pointer) }
      if parameters.purpose == .authority, unsafe X509_check_ca(leaf.pointer) == 0 {
        recorder.add(ChainProblem(code: X509_V_ERR_INVALID_CA, depth: 0))
      }
      return ChainVerdict(
        problems: recorder.problems, chain: unsafe chain(of: context.pointer, [leaf] + untrusted))
    }
  }

  private func apply(_ parameters: ChainParameters, to context: OpaquePointer) throws(OpenSSLError) {
    let operation = ChainVerifier.operation
    unsafe try check(operation, X509_STORE_CTX_set_purpose(context, parameters.purpose.number))
    let target = unsafe try owned(operation, X509_STORE_CTX_get0_param(context))
    unsafe try check(operation, X509_VERIFY_PARAM_set_flags(target, parameters.flags))
    // A time that is set outranks the wish to ignore it.
    if !parameters.ignoresTime { unsafe X509_VERIFY_PARAM_set_time(target, Int(clamping: parameters.time.seconds)) }
    unsafe X509_VERIFY_PARAM_set_auth_level(target, Int32(max(0, min(parameters.securityLevel, 5))))
    if let depth = parameters.maxIntermediates { unsafe X509_VERIFY_PARAM_set_depth(target, Int32(clamping: depth)) }
    for policy in parameters.policies {
      let object = unsafe try owned(operation, OBJ_txt2obj(policy.description, 1))
      guard unsafe X509_VERIFY_PARAM_add0_policy(target, object) == 1 else {
        unsafe ASN1_OBJECT_free(object)
        throw OpenSSLError(operation: operation)
      }
    }
  }

  /// The chain that was built, each certificate in the very bytes that it was given in.
  private func chain(of context: OpaquePointer, _ handles: [X509Handle]) -> [[UInt8]] {
    let stack = unsafe X509_STORE_CTX_get0_chain(context)
    var chain: [[UInt8]] = []
    for index in 0..<max(0, unsafe pki_sk_X509_num(stack)) {
      let pointer = unsafe pki_sk_X509_value(stack, index)
      let known = handles.first { unsafe $0.pointer == pointer } ?? anchors.first { unsafe $0.pointer == pointer }
      if let known { chain.append(known.der) }
    }
    return chain
  }
}

/// Gathers problems while libcrypto goes on.
private final class ProblemRecorder {
  private(set) var problems: [ChainProblem] = []
  private let time: Instant?

  init(time: Instant?) { self.time = time }

  func add(_ problem: ChainProblem) {
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// What the context complains about now.
  func addLast(of context: OpaquePointer?) {
    let code = unsafe X509_STORE_CTX_get_error(context)
    let depth = unsafe Int(X509_STORE_CTX_get_error_depth(context))
    if code == X509_V_ERR_CERT_HAS_EXPIRED, unsafe endsNow(X509_STORE_CTX_get_current_cert(context)) { return }
    add(ChainProblem(code: code == X509_V_OK ? X509_V_ERR_UNSPECIFIED : code, depth: depth))
  }

  /// The last second of a validity belongs to it (RFC 5280 §4.1.2.5); libcrypto thinks otherwise.
  private func endsNow(_ certificate: OpaquePointer?) -> Bool {
    guard let time, let certificate = unsafe certificate else { return false }
    return unsafe ASN1_TIME_cmp_time_t(X509_get0_notAfter(certificate), Int(clamping: time.seconds)) == 0
  }
}

/// libcrypto's callback: takes problems down and lets it go on.
private func recordProblem(_ isFine: Int32, _ context: OpaquePointer?) -> Int32 {
  guard isFine == 0, let data = unsafe pki_X509_STORE_CTX_get_app_data(context) else { return isFine }
  unsafe Unmanaged<ProblemRecorder>.fromOpaque(data).takeUnretainedValue().addLast(of: context)
  return 1
}
