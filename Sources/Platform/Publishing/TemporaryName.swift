internal import CPlatform
internal import Glibc

/// A hidden name beside a target, which a signal unlinks and which the next process clears away where this one
/// was killed.
struct TemporaryName {
  /// What stands under the name: the file that is to come, or the one that it replaces.
  enum Role: String { case new, old }

  let name: String
  private let folder: Folder
  private let slot: Int32

  /// Tries names until `make` succeeds with one.
  init(
    beside target: Target, _ role: Role, make: (String) throws(SystemError) -> Void
  ) throws(SystemError) {
    var attempt = 0
    while true {
      let candidate = target.temporaryName(role, attempt: attempt)
      do {
        slot = try Signals.remembering(candidate, in: target.folder.descriptor) { () throws(SystemError) in
          try make(candidate)
        }
        name = candidate
        folder = target.folder
        return
      } catch {
        guard error.code == EEXIST, attempt < 100 else { throw error }
        if attempt > 0 || !Self.clearStale(candidate, in: target.folder) { attempt += 1 }
      }
    }
  }

  /// Takes the name away.
  func remove() {
    unsafe unlinkat(folder.descriptor, name, 0)
    Signals.forget(slot)
  }

  /// The name is gone by itself: the file has another now.
  func forget() { Signals.forget(slot) }

  /// Unlinks what a killed process left beside the target; what a living one needs, it holds a lock on.
  static func clearLeftovers(beside target: Target) {
    for role in [Role.new, .old] {
      _ = clearStale(target.temporaryName(role, attempt: 0), in: target.folder)
    }
  }

  /// Unlinks a file of this name whose writer is dead: a living one holds a lock on it.
  ///
  /// False where it stays.
  private static func clearStale(_ name: String, in folder: Folder) -> Bool {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK
    let number = unsafe pki_openat(folder.descriptor, name, flags, 0)
    if number < 0 { return errno == ENOENT }
    let file = Descriptor(number)
    guard flock(number, LOCK_EX | LOCK_NB) == 0,
      let held = try? FileStatus(descriptor: number, object: name),
      held.kind == .regular, held.raw.st_uid == geteuid() || geteuid() == 0,
      let named = try? FileStatus.of(name, in: folder.descriptor, following: false),
      held.isSameFile(as: named)
    else { return false }
    let result = unsafe unlinkat(folder.descriptor, name, 0)
    _ = consume file
    return result == 0
  }
}

/// The file mode creation mask.
enum Umask {
  /// Which bits new files do not get.
  ///
  /// It can be read only by setting it, which all threads see, so it is read once: nothing here ever changes it.
  static let current: mode_t = pki_umask()
}
