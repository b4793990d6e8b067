internal import CPlatform
internal import Glibc

/// Where a passphrase comes from.
package enum PassphraseSource: Sendable, Hashable {
  /// Whoever sits at the terminal.
  case prompt
  /// The value of an environment variable, all of it.
  case environment(String)
  /// The first line of a file.
  case file(String)
  /// The next line that an open descriptor gives.
  case descriptor(Int32)
  /// The next line of standard input.
  case standardInput

  /// A passphrase, and whether others could have read it where it was kept.
  package struct Answer: ~Copyable, Sendable {
    /// The passphrase, without the end of its line.
    package var secret: Secret
    /// Whether it came from a file that its group or everybody may access.
    package var isExposed: Bool
  }

  /// Reads the passphrase; paths are relative to `folder`.
  ///
  /// The line ends with a line feed, or a carriage return and a line feed. No byte of it is ever part of a
  /// String.
  ///
  /// An empty variable or line is the empty passphrase; an unset variable, or an input that has ended, is a
  /// failure.
  package func read(folder: Folder, prompt: String = "Passphrase: ") throws(PassphraseFailure) -> Answer {
    switch self {
    case .prompt:
      do {
        return Answer(secret: try Terminal.askSecret(prompt: prompt), isExposed: false)
      } catch { throw .prompt(error) }
    case .environment(let name):
      guard let secret = Environment.secret(name) else { throw .unset(name) }
      if secret.count > Terminal.longestSecret { throw .tooLong(name) }
      return Answer(secret: secret, isExposed: false)
    case .file(let path): return try Self.line(of: path, in: folder)
    case .descriptor(let number):
      return Answer(secret: try Self.line(of: number, object: "descriptor \(number)"), isExposed: false)
    case .standardInput:
      return Answer(secret: try Self.line(of: 0, object: StandardInput.name), isExposed: false)
    }
  }

  private static func line(of path: String, in folder: Folder) throws(PassphraseFailure) -> Answer {
    let opened: (file: Int32, status: FileStatus)
    do { opened = try folder.openFile(path) } catch { throw .file(error) }
    let file = Descriptor(opened.file)
    if opened.status.kind == .pipe {
      do { try waitUntilReadable(file.number, path) } catch { throw .file(.system(error)) }
    }
    let secret = try line(of: file.number, object: path)
    let isExposed = opened.status.kind == .regular && opened.status.permissions & 0o077 != 0
    return Answer(secret: secret, isExposed: isExposed)
  }

  private static func line(of descriptor: Int32, object: String) throws(PassphraseFailure) -> Secret {
    var secret = Secret(capacity: Terminal.longestSecret + 2)
    do throws(SystemError) {
      let end = try secret.readLine(from: descriptor, limit: Terminal.longestSecret, object: object)
      switch end {
      case .lineFeed: return secret
      case .endOfFile: if !secret.isEmpty { return secret }
      case .full: throw SystemError(operation: "read", object: object, code: E2BIG)
      }
    } catch { throw error.code == E2BIG ? .tooLong(object) : .file(.system(error)) }
    throw .ended(object)
  }
}

/// Why there is no passphrase.
package enum PassphraseFailure: Error, Hashable {
  /// Nobody answered.
  case prompt(PromptFailure)
  /// The environment has no variable of this name.
  case unset(String)
  /// The input had ended before the first byte of a line.
  case ended(String)
  /// The line is longer than `Terminal.longestSecret`.
  case tooLong(String)
  /// The file or descriptor cannot be read.
  case file(ReadFailure)

  /// The source and the reason; never any part of the passphrase.
  package var message: String {
    switch self {
    case .prompt(let failure): failure.message
    case .unset(let name): "the environment variable \(name) is not set"
    case .ended(let source): "\(source): there is no line with a passphrase"
    case .tooLong(let source): "\(source): the passphrase is longer than \(Terminal.longestSecret) bytes"
    case .file(let failure): failure.message
    }
  }
}
