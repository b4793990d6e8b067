internal import COpenSSL
internal import Synchronization

/// libcrypto's own errors as they were raised, for who looks for a fault in a program rather than in a file.
package enum ErrorTrace {
  private static let state = Mutex<[String]?>(nil)

  /// Begins to keep errors; until then nothing is kept.
  package static func begin() { state.withLock { $0 = $0 ?? [] } }

  /// What was raised since the beginning, a line each, as `openssl errstr` writes it; empties the list.
  package static func take() -> [String] {
    state.withLock { lines in
      defer { if lines != nil { lines = [] } }
      return lines ?? []
    }
  }

  /// Empties this thread's queue, whose errors somebody has judged already. The corresponding C function is
  /// `ERR_clear_error`.
  static func clearQueue() {
    if state.withLock({ $0 != nil }) { record(OpenSSLError.takeQueue()) } else { ERR_clear_error() }
  }

  static func record(_ entries: [OpenSSLError.Entry]) {
    state.withLock { lines in
      guard lines != nil else { return }
      for entry in entries {
        let code = String(entry.code, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 8 - code.count)) + code
        lines?.append(
          "error:\(padded):\(entry.library):\(entry.text)" + (entry.detail.isEmpty ? "" : ":\(entry.detail)"))
      }
    }
  }
}
