internal import CPlatform
internal import Glibc

/// What the process does for its own safety.
package enum ProcessGuard {
  /// The first thing a program does: standard descriptors that are closed are given to /dev/null, so that no
  /// file that is written later is mistaken for one of them; core files are off and our memory is closed, for any
  /// file that is read may hold a key; and the signal handlers are installed.
  package static func begin() {
    pki_close_memory()
    _ = pki_open_standard_descriptors()
    Signals.install()
  }

  /// To be called before a key is worked with: no core files, no look into our memory by other processes of the
  /// same user, and what the heap frees is overwritten.
  ///
  /// Idempotent.
  package static func protectSecrets() { protection }

  private static let protection: Void = pki_protect_secrets()

  /// Writes out what waits in the standard outputs and ends the process without the library's clean-up.
  ///
  /// A caller who must know whether the output was complete flushes first.
  package static func exit(_ status: Int32) -> Never {
    try? Output.standardOutput.flush()
    try? Output.standardError.flush()
    _exit(status)
  }
}
