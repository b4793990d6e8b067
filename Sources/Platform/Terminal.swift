internal import CPlatform
internal import Glibc

/// The terminal somebody may sit at.
package enum Terminal {
  /// The largest passphrase that is taken, in bytes.
  package static let longestSecret = 1_024

  /// Whether the descriptor is a terminal.
  ///
  /// The corresponding C function is `isatty`.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// How many columns the terminal has, else what COLUMNS says; nil where neither knows.
  package static func width(of descriptor: Int32 = 1) -> Int? {
    let columns = Int(pki_terminal_width(descriptor))
    if columns > 0 { return columns }
    guard let text = Environment.value("COLUMNS"), let number = Int(text), number > 0 else { return nil }
    return number
  }

  /// Asks whoever sits at the process's own terminal, wherever the standard streams lead; what is typed is
  /// not shown.
  ///
  /// An interruption at the prompt ends the process with the echo back on.
  package static func askSecret(prompt: String) throws(PromptFailure) -> Secret {
    let number: Int32
    do {
      number = try check("open", "/dev/tty") { unsafe pki_openat(AT_FDCWD, "/dev/tty", O_RDWR | O_NOCTTY, 0) }
    } catch { throw .noTerminal }
    let terminal = Descriptor(number)
    Signals.install()
    let bytes = Array(prompt.utf8)
    let held = unsafe bytes.withUnsafeBufferPointer { text in
      unsafe text.withMemoryRebound(to: CChar.self) { text in
        unsafe pki_terminal_hold(terminal.number, text.baseAddress, text.count)
      }
    }
    if held != 0 { throw .noTerminal }
    defer { pki_terminal_release() }
    var secret = Secret(capacity: longestSecret + 2)
    do {
      switch try secret.readLine(from: terminal.number, limit: longestSecret, object: "the terminal") {
      case .lineFeed: return secret
      case .endOfFile:
        if secret.isEmpty { throw PromptFailure.cancelled }
        return secret
      case .full: throw PromptFailure.tooLong
      }
    } catch let failure as PromptFailure {
      throw failure
    } catch let error as SystemError {
      throw .system(error)
    } catch {
      throw .cancelled
    }
  }
}

/// Why nobody answered.
package enum PromptFailure: Error, Hashable {
  /// The process has no terminal to ask at.
  case noTerminal
  /// The end of input was typed instead of an answer.
  case cancelled
  /// The answer was longer than `Terminal.longestSecret`.
  case tooLong
  /// The system refused.
  case system(SystemError)

  /// The reason.
  package var message: String {
    switch self {
    case .noTerminal: "there is no terminal to ask at"
    case .cancelled: "nothing was answered"
    case .tooLong: "the answer is longer than \(Terminal.longestSecret) bytes"
    case .system(let error): error.message
    }
  }
}
