internal import CPlatform
internal import Glibc

/// What interrupts the process: INT, TERM, HUP and QUIT unlink the temporary names, give the terminal back its
/// echo, and then end the process as they always do (130, 143, 129, 131 to a shell).
package enum Signals {
  /// Installs the handlers, and has a write to a broken pipe or beyond the file size limit fail instead of
  /// kill.
  ///
  /// Once for the process; calling it again does nothing.
  package static func install() { pki_signals_install() }

  /// Has these words written to a descriptor when a signal ends the process; nil takes them back. At most 256 bytes.
  package static func say(_ words: String?, on descriptor: Int32) {
    let bytes = Array((words ?? "").utf8)
    unsafe bytes.withUnsafeBufferPointer { text in
      unsafe text.withMemoryRebound(to: CChar.self) { text in
        unsafe pki_signals_say(words == nil ? -1 : descriptor, text.baseAddress, text.count)
      }
    }
  }

  /// Runs `body` with the handled signals waiting on this thread.
  static func held<Result: ~Copyable, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var before = sigset_t()
    unsafe pki_signals_hold(&before)
    defer { unsafe pki_signals_release(&before) }
    return try body()
  }

  /// Makes a temporary name and notes it, so that no signal finds the one without the other.
  ///
  /// Returns the slot for `forget`. The folder must stay open until then.
  static func remembering(
    _ name: String, in folder: Int32, _ make: () throws(SystemError) -> Void
  ) throws(SystemError) -> Int32 {
    try held { () throws(SystemError) in
      pki_signals_lock()
      defer { pki_signals_unlock() }
      try make()
      return unsafe pki_signals_remember(folder, name)
    }
  }

  /// The temporary name is gone.
  static func forget(_ slot: Int32) { pki_signals_forget(slot) }
}
