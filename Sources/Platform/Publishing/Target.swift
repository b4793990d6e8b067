internal import Glibc

/// A name in an open folder, and what stood there when it was looked at.
struct Target: Sendable {
  /// The path as the caller wrote it, for messages.
  let path: String
  /// The folder that holds the name.
  let folder: Folder
  /// The last part of the path.
  let name: String
  /// The file that is to be replaced; nil where there is none.
  let old: FileStatus?

  /// The path of a neighbour in the same folder, written as the caller wrote his.
  func neighbour(_ other: String) -> String { String(path.dropLast(name.count)) + other }

  /// A copy that has just been looked at, by the rules for what may be replaced.
  func examined(_ existing: FileToWrite.Existing) throws(WriteFailure) -> Target {
    let status: FileStatus?
    do {
      status = try FileStatus.of(name, in: folder.descriptor, following: false, object: path)
    } catch { throw .system(error) }
    guard let status else { return Target(path: path, folder: folder, name: name, old: nil) }
    if status.kind == .symbolicLink { throw .symbolicLink(path) }
    if case .refuse = existing { throw .exists(path) }
    if status.kind != .regular { throw .notRegular(path) }
    let found = Target(path: path, folder: folder, name: name, old: status)
    if status.raw.st_nlink > 1, try status.raw.st_nlink > 1 + found.ownLinks() { throw .hardLinked(path) }
    return found
  }

  /// How many of the file's other names are ours: what an interrupted call left is no reason to refuse.
  private func ownLinks() throws(WriteFailure) -> nlink_t {
    var count: nlink_t = try existingBackup() == nil ? 0 : 1
    for role in [TemporaryName.Role.new, .old] {
      let candidate = temporaryName(role, attempt: 0)
      do {
        let status = try FileStatus.of(
          candidate, in: folder.descriptor, following: false, object: neighbour(candidate))
        if let status, let old, status.isSameFile(as: old) { count += 1 }
      } catch { throw .system(error) }
    }
    return count
  }

  /// The name of a backup that is this very file already; nil where there is none.
  func existingBackup() throws(WriteFailure) -> String? {
    guard let old, old.raw.st_nlink > 1 else { return nil }
    var number = 0
    while true {
      let candidate = Self.backupName(of: name, number)
      do {
        guard
          let status = try FileStatus.of(
            candidate, in: folder.descriptor, following: false, object: neighbour(candidate))
        else { return nil }
        if status.isSameFile(as: old) { return candidate }
      } catch { throw .system(error) }
      number += 1
    }
  }

  /// `NAME.bak`, `NAME.bak.1`, `NAME.bak.2`, ….
  static func backupName(of name: String, _ number: Int) -> String {
    number == 0 ? "\(name).bak" : "\(name).bak.\(number)"
  }

  /// A hidden name beside the target.
  ///
  /// The first is always the same, so that what a killed process left behind is found and taken away by the
  /// next; the others are for when it is in use.
  func temporaryName(_ role: TemporaryName.Role, attempt: Int) -> String {
    // 255 bytes are what a name may have; what is added needs up to 20 of them.
    var stem = Substring(name)
    while stem.utf8.count > 230 { stem = stem.dropLast() }
    let start = ".\(stem).pki-\(role.rawValue)"
    return attempt == 0 ? start : start + "-" + String(UInt32.random(in: .min ... .max), radix: 36)
  }
}

extension Folder {
  /// Finds the folder that holds the last part of `path`.
  ///
  /// Folders that were opened before are used again.
  func target(_ path: String, opened: inout [String: Folder]) throws(SystemError) -> Target {
    let parts = path.utf8
    let slash = parts.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    if name.isEmpty || name == "." || name == ".." {
      throw SystemError(operation: "write", object: path, code: path.isEmpty ? ENOENT : EISDIR)
    }
    if name.utf8.contains(0) { throw SystemError(operation: "write", object: path, code: EINVAL) }
    guard let slash else { return Target(path: path, folder: self, name: name, old: nil) }
    let parent = slash == parts.startIndex ? "/" : String(path[..<slash])
    let folder: Folder
    if let known = opened[parent] {
      folder = known
    } else {
      do {
        folder = try Folder(parent, in: self)
      } catch {
        throw SystemError(operation: "write", object: path, code: error.code)
      }
      opened[parent] = folder
    }
    return Target(path: path, folder: folder, name: name, old: nil)
  }
}
