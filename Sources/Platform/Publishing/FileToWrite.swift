/// A file that is to appear under a name, with its bytes complete.
package struct FileToWrite: Sendable {
  /// Who may read the file.
  package enum Kind: Sendable, Hashable {
    /// A private key or what holds one: 0600 whatever the umask, at every instant.
    case secret
    /// Everything else: 0644 less the umask, or the mode of the file that it replaces.
    case ordinary
  }

  /// What to do where the name is taken.
  package enum Existing: Sendable, Hashable {
    /// Leave it as it is and write nothing at all.
    case refuse
    /// Put the new file in its place; with `keepBackup` the old one stays as `NAME.bak`, `NAME.bak.1`, ….
    case replace(keepBackup: Bool)
  }

  /// Where it goes, relative to the folder that publishes it.
  package var path: String
  /// What it holds.
  package var bytes: [UInt8]
  /// Who may read it.
  package var kind: Kind
  /// What to do where the name is taken.
  package var existing: Existing
  /// What the file that is replaced must still hold, since the new bytes were worked out from it: where it holds
  /// something else by now, nothing is written. Nil where that does not matter.
  package var replacing: [UInt8]?

  /// A file to write; by default nothing is ever overwritten.
  package init(path: String, bytes: [UInt8], kind: Kind, existing: Existing = .refuse) {
    self.path = path
    self.bytes = bytes
    self.kind = kind
    self.existing = existing
  }
}

/// A file that has been published.
package struct Published: Sendable, Hashable {
  /// The path as it was asked for.
  package let path: String
  /// Whether an older file stood there.
  package let replaced: Bool
  /// Where the older file is kept, beside `path`; nil where it is not.
  package let backup: String?
}

/// Why nothing was written, or why what was written may not last.
package enum WriteFailure: Error, Hashable {
  /// The name is taken.
  case exists(String)
  /// The name is a symbolic link, dangling or not: it is never followed and never replaced.
  case symbolicLink(String)
  /// The file has other names, which replacing it would leave behind with the old bytes.
  case hardLinked(String)
  /// The name is taken by something that is not a file: a folder, a pipe, a device.
  case notRegular(String)
  /// The file became another while it was about to be replaced.
  case changed(String)
  /// Another process is writing the file, and nobody else may meanwhile.
  case busy(String)
  /// The system refused.
  case system(SystemError)
  /// All files stand complete under their names, and the disk has not confirmed the names.
  case unconfirmed(SystemError)

  /// The path it is about.
  package var path: String {
    switch self {
    case .exists(let path), .symbolicLink(let path), .hardLinked(let path), .notRegular(let path),
      .changed(let path), .busy(let path):
      path
    case .system(let error), .unconfirmed(let error): error.object
    }
  }

  /// The reason alone, without the path.
  package var reason: String {
    switch self {
    case .exists: "it exists already"
    case .symbolicLink: "this is a symbolic link, which is neither followed nor replaced"
    case .hardLinked: "the file has other names (hard links), which would keep the old content"
    case .notRegular: "this is not a regular file and is not replaced"
    case .changed: "something else has changed it in the meantime"
    case .busy: "another process is writing it"
    case .system(let error), .unconfirmed(let error): "cannot \(error.operation): \(error.reason)"
    }
  }

  /// Path and reason: "k.pem: it exists already".
  package var message: String { "\(path): \(reason)" }
}
