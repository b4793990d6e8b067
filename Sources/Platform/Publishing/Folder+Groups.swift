internal import CPlatform
internal import Glibc

/// Files that belong together and have been written, but that nobody can see yet.
///
/// Whoever drops it without publishing leaves nothing behind.
package final class StagedGroup: @unchecked Sendable {
  // Made by one thread and handed over to the one that publishes it; never used by both.
  fileprivate let files: [(file: StagedFile, existing: FileToWrite.Existing)]

  fileprivate init(_ files: [(file: StagedFile, existing: FileToWrite.Existing)]) { self.files = files }
}

extension Folder {
  /// Writes files that are to appear together, the first first, without their names and without asking the disk: that
  /// is done for many groups at once by `publish`. The paths are names in this folder.
  ///
  /// Groups replace nothing: that a name is taken shows when it is to be given.
  package func stage(_ files: [FileToWrite]) throws(WriteFailure) -> StagedGroup {
    var staged: [(file: StagedFile, existing: FileToWrite.Existing)] = []
    for file in files {
      let target = Target(path: file.path, folder: self, name: file.path, old: nil)
      do {
        let stage = try StagedFile(target, bytes: file.bytes, kind: file.kind, confirmed: false)
        staged.append((stage, .refuse))
      } catch { throw .system(error) }
    }
    return StagedGroup(staged)
  }

  /// Makes groups of files appear, each all or none, and tells of each why it did not; nil where it did.
  ///
  /// All bytes are on the disk before the first name is there, and all names when this returns: one request to the disk
  /// each, however many files there are. Throws where the disk does not confirm them.
  package func publish(_ groups: [StagedGroup]) throws(WriteFailure) -> [WriteFailure?] {
    guard !groups.isEmpty else { return [] }
    do {
      _ = try check("write", path) { pki_synchronize_file_system(descriptor) }
    } catch { throw .system(error) }
    // An interruption waits until the last name of the last group is there.
    let failures = Signals.held { groups.map(Self.publish) }
    do { try synchronize(path) } catch { throw .unconfirmed(error) }
    return failures
  }

  private static func publish(_ group: StagedGroup) -> WriteFailure? {
    var publication = Publication()
    do throws(WriteFailure) {
      try publication.run(group.files, confirmsNames: false)
      return nil
    } catch {
      publication.takeBack()
      return error
    }
  }
}
