internal import Glibc

extension Folder {
  /// Makes the files appear, in the order given, each with all its bytes on the disk: all of them, or after
  /// an error none, unless that is `unconfirmed`.
  ///
  /// After a crash those that come first are there, or none is.
  ///
  /// A name that is taken is refused or replaced, as its file says; links are neither followed nor replaced.
  @discardableResult
  package func publish(_ files: [FileToWrite]) throws(WriteFailure) -> [Published] {
    try publish(files, nameless: true)
  }

  /// As `publish`; `nameless` is false to do without nameless files.
  @discardableResult
  func publish(_ files: [FileToWrite], nameless: Bool) throws(WriteFailure) -> [Published] {
    var opened: [String: Folder] = [:]
    var staged: [(file: StagedFile, existing: FileToWrite.Existing)] = []
    var targets: [Target] = []
    for file in files {
      let target: Target
      do { target = try self.target(file.path, opened: &opened) } catch { throw .system(error) }
      for other in targets where try target.isSameName(as: other) { throw .exists(file.path) }
      targets.append(try target.examined(file.existing))
      if let known = file.replacing, !holds(file.path, known) { throw .changed(file.path) }
    }
    for (file, target) in zip(files, targets) {
      TemporaryName.clearLeftovers(beside: target)
      do {
        let stage = try StagedFile(target, bytes: file.bytes, kind: file.kind, nameless: nameless)
        staged.append((stage, file.existing))
      } catch { throw .system(error) }
    }
    // An interruption waits until the last name is there.
    return try Signals.held { () throws(WriteFailure) in
      var publication = Publication()
      do throws(WriteFailure) {
        return try publication.run(staged)
      } catch {
        guard !publication.takeBack(), case .system(let refusal) = error else { throw error }
        throw .unconfirmed(refusal)
      }
    }
  }

  /// Whether a file holds exactly these bytes. What happens to it afterwards is seen when it is replaced.
  private func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    guard let source = try? open(path, limit: bytes.count + 1) else { return false }
    return (try? source.readToEnd()) == bytes
  }

  /// Has the disk confirm the names in the folder.
  ///
  /// The corresponding C function is `fsync`.
  func synchronize(_ object: @autoclosure () -> String) throws(SystemError) {
    do {
      _ = try check("write", object()) { fsync(descriptor) }
    } catch {
      // Some file systems cannot do that for folders, and say so.
      if error.code != EINVAL { throw error }
    }
  }
}

extension Target {
  func isSameName(as other: Target) throws(WriteFailure) -> Bool {
    guard name == other.name else { return false }
    if folder === other.folder { return true }
    do {
      return try FileStatus(descriptor: folder.descriptor, object: path)
        .isSameFile(as: FileStatus(descriptor: other.folder.descriptor, object: other.path))
    } catch { throw .system(error) }
  }
}
