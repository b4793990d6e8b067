internal import COpenSSL

// Errors stay in a queue of the thread until someone takes them, and calls that succeed in the end leave theirs
// behind. So every door of this module leaves the queue empty: `OpenSSLError.init` takes everything, and the
// doors whose success is noisy clear it when they are done. Clearing beforehand, on paths that never raise
// anything, would make libcrypto load its error texts, which costs more than a key and a signature.

/// Why libcrypto did not do what was asked: its error queue, as a value.
package struct OpenSSLError: Error, Hashable {
  /// One entry of the error queue.
  package struct Entry: Hashable, Sendable {
    /// The packed code, as `openssl errstr` takes it.
    package let code: UInt
    /// The part of libcrypto that speaks: "digital envelope routines".
    package let library: String
    /// What it says: "bad decrypt".
    package let text: String
    /// What it adds: the name it did not find, or nothing.
    package let detail: String
  }

  /// What was tried, in the infinitive: "sign", "read the private key".
  package let operation: String
  /// The queue, oldest first; the oldest is the cause, the others are its echo further up.
  package let entries: [Entry]
  /// Whether this libcrypto does not know the algorithm at all.
  package let isUnsupported: Bool

  /// Takes what this thread's queue holds, leaving it empty. The corresponding C function is `ERR_get_error_all`.
  init(operation: String) {
    self.operation = operation
    self.entries = OpenSSLError.takeQueue()
    ErrorTrace.record(entries)
    self.isUnsupported = entries.contains { pki_ERR_GET_REASON($0.code) == ERR_R_UNSUPPORTED }
  }

  /// An error that libcrypto has no words for; the queue is emptied.
  init(operation: String, because text: String, isUnsupported: Bool = false) {
    ErrorTrace.clearQueue()
    self.operation = operation
    self.entries = [Entry(code: 0, library: "", text: text, detail: "")]
    self.isUnsupported = isUnsupported
  }

  /// The cause in one line, small initial, no full stop: "bad decrypt".
  package var reason: String {
    guard let cause = entries.first(where: { !$0.text.isEmpty }) else { return "libcrypto gave no reason" }
    return cause.detail.isEmpty ? cause.text : "\(cause.text) (\(cause.detail))"
  }

  static func takeQueue() -> [Entry] {
    var entries: [Entry] = []
    while true {
      var data: UnsafePointer<CChar>?
      var flags: Int32 = 0
      let code = unsafe ERR_get_error_all(nil, nil, nil, &data, &flags)
      if code == 0 { return entries }
      entries.append(
        Entry(
          code: code, library: unsafe text(ERR_lib_error_string(code)),
          text: unsafe text(ERR_reason_error_string(code)),
          detail: flags & ERR_TXT_STRING != 0 ? unsafe text(data) : ""))
    }
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    guard let pointer = unsafe pointer else { return "" }
    return unsafe String(cString: pointer)
  }
}

/// The funnel of calls that return 1, or a positive number, where they succeed.
@discardableResult
func check(_ operation: String, _ result: Int32) throws(OpenSSLError) -> Int32 {
  guard result > 0 else { throw OpenSSLError(operation: operation) }
  return result
}

/// The funnel of calls that return an object, or NULL where they fail.
func owned<Pointer>(_ operation: String, _ pointer: Pointer?) throws(OpenSSLError) -> Pointer {
  guard let pointer else { throw OpenSSLError(operation: operation) }
  return pointer
}
