/// Why `pki` could not do what was asked, said once: what the thing is, what was expected, what to do next.
///
/// Never holds a key or a passphrase.
package struct PKIError: Error, Hashable {
  /// What sort of failure it is, which decides the exit status and the `code` in JSON.
  package enum Kind: String, Hashable, Sendable {
    /// A file or stream that cannot be read.
    case unreadable = "file.unreadable"
    /// A file that is not what was expected, or is damaged.
    case content = "file.content"
    /// Something stands where a new file should go.
    case exists = "file.exists"
    /// A key, request or certificate that does not belong to what it stands beside.
    case mismatch = "key.mismatch"
    /// Writing failed: disk, permissions, an interrupted publication.
    case io = "io"
    /// A passphrase is missing or wrong.
    case passphrase = "passphrase"
    /// An algorithm or format that is known but cannot be handled here.
    case unsupported = "unsupported"
    /// A limit that guards against hostile input.
    case limit = "limit"
    /// Checked, and the answer is no: what was asked for is refused for what was found.
    case refused = "refused"
    /// The command line is wrong.
    case usage = "usage"
  }

  /// What sort of failure it is.
  package let kind: Kind
  /// The file or thing it concerns; empty where there is none.
  package let subject: String
  /// What was found, small initial, no full stop.
  package let message: String
  /// What to do next; nil where there is nothing to say.
  package var hint: String?
  /// The library's own reason, for `--debug` and parentheses; nil where there is none.
  package var reason: String?

  /// An error about `subject`.
  package init(
    _ kind: Kind, _ subject: String = "", _ message: String, hint: String? = nil, reason: String? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.message = message
    self.hint = hint
    self.reason = reason
  }
}
