internal import CPlatform
internal import Glibc

/// The complete bytes of a file that nobody can see yet: it has no name, or a hidden temporary one.
final class StagedFile {
  let target: Target
  private let bytes: [UInt8]
  private let kind: FileToWrite.Kind
  private let isConfirmed: Bool
  private var file: Int32
  private var temporary: TemporaryName?

  /// Writes the bytes beside the target, sets owner and mode, and has the disk confirm them.
  ///
  /// `nameless` is false to do without nameless files, as where the file system has none; `confirmed` where the disk
  /// is asked for many files at once, by whoever publishes them.
  init(
    _ target: Target, bytes: [UInt8], kind: FileToWrite.Kind, nameless: Bool = true, confirmed: Bool = true
  ) throws(SystemError) {
    self.target = target
    self.bytes = bytes
    self.kind = kind
    self.isConfirmed = confirmed
    self.file = -1
    do throws(SystemError) {
      if !nameless { throw SystemError(operation: "write", object: target.path, code: EOPNOTSUPP) }
      file = try check("write", target.path) { pki_open_nameless(target.folder.descriptor, Self.firstMode) }
    } catch {
      guard Self.namelessRefusals.contains(error.code) else { throw error }
      try openNamed()
    }
    try fill()
  }

  deinit {
    if file >= 0 { close(file) }
    temporary?.remove()
  }

  /// The mode that any file is made with, whatever it will hold; the umask takes of it.
  private static let firstMode: mode_t = 0o600
  /// What a file system says that knows no nameless files; ENOENT and EISDIR come from old kernels.
  private static let namelessRefusals: Set<Int32> = [EOPNOTSUPP, EISDIR, EINVAL, ENOENT, ENOSYS]
  /// What linkat says where there is no /proc, or the file system knows no links: only a name helps.
  private static let linkRefusals: Set<Int32> = [
    ENOENT, ENOTDIR, EACCES, EPERM, EXDEV, EOPNOTSUPP, EINVAL, ENOSYS, ELOOP,
  ]

  private func openNamed() throws(SystemError) {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
    temporary = try TemporaryName(beside: target, .new) { name throws(SystemError) in
      file = try check("write", target.path) {
        unsafe pki_openat(target.folder.descriptor, name, flags, Self.firstMode)
      }
      lock()
    }
  }

  /// Tells a later process that the temporary name of this file is in use; see `TemporaryName`.
  private func lock() { _ = flock(file, LOCK_EX | LOCK_NB) }

  private func fill() throws(SystemError) {
    let mode = try inheritOwner()
    // The umask may have taken from 0600, and must not decide about a file that is replaced.
    if mode != Self.firstMode & ~Umask.current { _ = try check("set the mode of", target.path) { fchmod(file, mode) } }
    try writeAll(bytes, to: file, object: target.path)
    if isConfirmed { _ = try check("write", target.path) { fsync(file) } }
  }

  /// Gives the file the owner of the one it replaces, as far as we may; returns the mode it is to have.
  private func inheritOwner() throws(SystemError) -> mode_t {
    guard let old = target.old else { return kind == .secret ? 0o600 : 0o644 & ~Umask.current }
    let own = try FileStatus(descriptor: file, object: target.path).raw
    var groupKept = true
    if own.st_uid != old.raw.st_uid || own.st_gid != old.raw.st_gid {
      if fchown(file, old.raw.st_uid, old.raw.st_gid) != 0 {
        groupKept = own.st_gid == old.raw.st_gid || fchown(file, uid_t.max, old.raw.st_gid) == 0
      }
    }
    if kind == .secret { return old.permissions & 0o600 | 0o400 }
    // What the old group might read, another group might not.
    return old.permissions & (groupKept ? 0o777 : 0o707)
  }

  /// Gives the file its name where nothing has it.
  func publishNew() throws(WriteFailure) {
    do throws(SystemError) {
      if temporary == nil {
        do {
          try linkNameless(as: target.name)
          return
        } catch {
          guard Self.linkRefusals.contains(error.code) else { throw error }
        }
        try beginAgainNamed()
      }
      try renameNew()
    } catch {
      throw error.code == EEXIST ? .exists(target.path) : .system(error)
    }
  }

  /// Puts the file in the place of another.
  func publishOver() throws(SystemError) {
    if temporary == nil {
      do {
        lock()
        temporary = try TemporaryName(beside: target, .new) { name throws(SystemError) in
          try linkNameless(as: name)
        }
      } catch {
        guard Self.linkRefusals.contains(error.code) else { throw error }
        try beginAgainNamed()
      }
    }
    guard let name = temporary?.name else { return }
    let folder = target.folder.descriptor
    _ = try check("replace", target.path) { unsafe renameat(folder, name, folder, target.name) }
    temporary?.forget()
    temporary = nil
  }

  /// What it is now, to tell it from a file of the same name.
  func status() throws(SystemError) -> FileStatus {
    try FileStatus(descriptor: file, object: target.path)
  }

  private func linkNameless(as name: String) throws(SystemError) {
    _ = try check("write", target.path) {
      unsafe pki_link_descriptor(file, target.folder.descriptor, name)
    }
  }

  private func beginAgainNamed() throws(SystemError) {
    close(file)
    file = -1
    try openNamed()
    try fill()
    if !isConfirmed { _ = try check("write", target.path) { fsync(file) } }
  }

  /// The corresponding C function is `renameat2`; where it is not known, a link and an unlink.
  private func renameNew() throws(SystemError) {
    guard let name = temporary?.name else { return }
    let folder = target.folder.descriptor
    do {
      _ = try check("write", target.path) { unsafe pki_rename_new(folder, name, target.name) }
      temporary?.forget()
    } catch {
      guard [EINVAL, ENOSYS, EOPNOTSUPP].contains(error.code) else { throw error }
      _ = try check("write", target.path) { unsafe linkat(folder, name, folder, target.name, 0) }
      temporary?.remove()
    }
    temporary = nil
  }
}
