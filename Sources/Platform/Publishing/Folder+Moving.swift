internal import CPlatform
internal import Glibc

extension Folder {
  /// Gives the file at `path` the name `new`, never over another; throws where something has that name.
  ///
  /// The corresponding C function is `renameat2`; where it is not known, a link and an unlink.
  package func move(_ path: String, to new: String) throws(SystemError) {
    try Signals.held { () throws(SystemError) in
      do throws(SystemError) {
        _ = try check("rename", path) { unsafe pki_rename_new(descriptor, path, new) }
      } catch {
        guard [EINVAL, ENOSYS, EOPNOTSUPP].contains(error.code) else { throw error }
        _ = try check("rename", path) { unsafe linkat(descriptor, path, descriptor, new, 0) }
        _ = try check("rename", path) { unsafe unlinkat(descriptor, path, 0) }
      }
    }
    try synchronize(path)
  }
}
