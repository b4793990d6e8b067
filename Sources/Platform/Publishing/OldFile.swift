internal import CPlatform
internal import Glibc

/// A file that is about to be replaced.
///
/// A backup keeps it; or, where an error may yet take the replacement back, a temporary name does.
final class OldFile {
  private let target: Target
  private let status: FileStatus
  private var backup: String?
  private var backupIsNew = false
  private var temporary: TemporaryName?
  /// Tells other processes that the temporary name is in use; -1 where there is none.
  private var lock: Int32 = -1

  /// Gives the old file its second name, never over another file.
  ///
  /// `mayBeTakenBack` is false for the last file of a publication, after which nothing is left that could
  /// fail.
  init(_ target: Target, _ status: FileStatus, keepBackup: Bool, mayBeTakenBack: Bool) throws(WriteFailure) {
    self.target = target
    self.status = status
    if keepBackup, let existing = try target.existingBackup() {
      backup = existing
      return
    }
    do throws(SystemError) {
      if keepBackup {
        try makeBackup()
      } else if mayBeTakenBack {
        temporary = try TemporaryName(beside: target, .old) { name throws(SystemError) in
          try link(target.name, as: name)
        }
        lock = unsafe pki_openat(target.folder.descriptor, target.name, O_RDONLY | O_NOFOLLOW, 0)
        if lock >= 0 { flock(lock, LOCK_EX | LOCK_NB) }
      }
    } catch { throw .system(error) }
  }

  deinit {
    if lock >= 0 { close(lock) }
  }

  /// The path of the backup, written as the caller wrote the target's.
  var backupPath: String? { backup.map { target.neighbour($0) } }

  /// Whether it still has a second name.
  var canBePutBack: Bool { backup != nil || temporary != nil }

  private func makeBackup() throws(SystemError) {
    var number = 0
    while true {
      let candidate = Target.backupName(of: target.name, number)
      do {
        try link(target.name, as: candidate)
        backup = candidate
        backupIsNew = true
        return
      } catch {
        guard error.code == EEXIST else { throw error }
        number += 1
      }
    }
  }

  private func link(_ name: String, as second: String) throws(SystemError) {
    let folder = target.folder.descriptor
    _ = try check("keep a backup of", target.path) { unsafe linkat(folder, name, folder, second, 0) }
  }

  /// Throws where the name has come to mean another file, or the file has other bytes, since it was looked at.
  func verifyUnchanged() throws(WriteFailure) {
    let now = try target.examined(.replace(keepBackup: false)).old
    guard let now, now.isSameFile(as: status), now.raw.st_size == status.raw.st_size,
      now.raw.st_mtim.tv_sec == status.raw.st_mtim.tv_sec,
      now.raw.st_mtim.tv_nsec == status.raw.st_mtim.tv_nsec
    else { throw .changed(target.path) }
  }

  /// The new file stands: a backup is for its owner's eyes alone, a temporary name has served.
  func settle() {
    if let backup {
      unsafe fchmodat(target.folder.descriptor, backup, 0o600, 0)
    }
    temporary?.remove()
    temporary = nil
  }

  /// Puts the old file back under its name.
  func putBack() {
    guard let second = backup ?? temporary?.name else { return }
    let folder = target.folder.descriptor
    if backup != nil, !backupIsNew {
      // An older backup stays: the name is given back by way of a temporary one.
      let again = try? TemporaryName(beside: target, .old) { name throws(SystemError) in
        try link(second, as: name)
      }
      guard let again else { return }
      unsafe renameat(folder, again.name, folder, target.name)
      again.forget()
      return
    }
    if unsafe renameat(folder, second, folder, target.name) == 0 {
      backup = nil
      temporary?.forget()
      temporary = nil
    }
  }

  /// Takes the second name away, the file being under its first.
  func discard() {
    if let backup, backupIsNew { unsafe unlinkat(target.folder.descriptor, backup, 0) }
    backup = nil
    temporary?.remove()
    temporary = nil
  }
}
