internal import CPlatform
internal import Glibc

/// Why the machine did not do what was asked: the operation, the object and `errno`.
package struct SystemError: Error, Hashable {
  /// What was tried, in the infinitive: "open", "write", "rename".
  package let operation: String
  /// The path, address or other object it was tried on; never a secret.
  ///
  /// It may hold any character a file name can hold: whoever prints it escapes it.
  package let object: String
  /// The C library's `errno`.
  package let code: Int32

  /// An error of the C library with its object.
  package init(operation: String, object: String, code: Int32) {
    self.operation = operation
    self.object = object
    self.code = code
  }
}

extension SystemError {
  /// What the system says, in words: "permission denied", "no such file or folder".
  package var reason: String {
    switch code {
    case ENOENT: return "no such file or folder"
    case EISDIR: return "it is a folder"
    case ENOTDIR: return "a part of the path is not a folder"
    case ENOSPC: return "no space left on the disk"
    case EDQUOT: return "the disk quota is used up"
    case EFBIG: return "the file would be larger than this process may write"
    case EROFS: return "the disk is read-only"
    case EPIPE: return "nobody reads the other end"
    case EILSEQ: return "the name is not valid UTF-8"
    default:
      let text = unsafe String(cString: pki_error_text(code))
      guard let first = text.first, text.dropFirst().first?.isLowercase ?? false else { return text }
      return first.lowercased() + text.dropFirst()
    }
  }

  /// Object, operation and reason: "k.pem: cannot open: permission denied".
  package var message: String { "\(object): cannot \(operation): \(reason)" }

  /// Whether the object does not exist.
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether the reader of a pipe has gone.
  package var isBrokenPipe: Bool { code == EPIPE }
}

/// The C library's error number of this thread; it stands before the one of Swift's Glibc, see CPlatform.h.
var errno: Int32 {
  get { pki_errno() }
  set { pki_set_errno(newValue) }
}

/// The funnel of the C library: calls again when a signal came between, and turns -1 into an error.
///
/// Not for close(2), whose descriptor is gone even where it fails.
func check<Number: SignedInteger>(
  _ operation: String, _ object: @autoclosure () -> String, _ call: () -> Number
) throws(SystemError) -> Number {
  while true {
    let result = call()
    if result != -1 { return result }
    let code = errno
    if code != EINTR { throw SystemError(operation: operation, object: object(), code: code) }
  }
}
