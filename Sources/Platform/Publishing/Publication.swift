internal import Glibc

/// The moment in which staged files get their names, with what is needed to take it back.
struct Publication {
  private var steps: [Step] = []
  private var done: [Done] = []

  private struct Step {
    let file: StagedFile
    /// The file that is replaced; nil where there is none.
    var old: OldFile?
  }

  private enum Done {
    case appeared(StagedFile)
    case replaced(StagedFile, OldFile)
  }

  /// Backups first, then the names in their order, then the folders; those not where the caller has the disk confirm
  /// the names of many files at once.
  @discardableResult
  mutating func run(
    _ files: [(file: StagedFile, existing: FileToWrite.Existing)], confirmsNames: Bool = true
  ) throws(WriteFailure) -> [Published] {
    for (index, (file, existing)) in files.enumerated() {
      steps.append(Step(file: file, old: nil))
      guard let status = file.target.old, case .replace(let keepBackup) = existing else { continue }
      steps[index].old = try OldFile(
        file.target, status, keepBackup: keepBackup, mayBeTakenBack: index + 1 < files.count)
    }
    for (index, step) in steps.enumerated() {
      try publish(step)
      // What comes next may only be on the disk when this is.
      let folder = step.file.target.folder
      if confirmsNames, index + 1 == steps.count || steps[index + 1].file.target.folder !== folder {
        do {
          try folder.synchronize(step.file.target.path)
        } catch { throw .system(error) }
      }
    }
    for step in steps { step.old?.settle() }
    return steps.map { step in
      Published(path: step.file.target.path, replaced: step.old != nil, backup: step.old?.backupPath)
    }
  }

  private mutating func publish(_ step: Step) throws(WriteFailure) {
    if let old = step.old {
      // Whoever put another file there in the meantime does not lose it.
      try old.verifyUnchanged()
      do { try step.file.publishOver() } catch { throw .system(error) }
      done.append(.replaced(step.file, old))
    } else {
      try step.file.publishNew()
      done.append(.appeared(step.file))
    }
  }

  /// Takes away what this publication has made appear, the last first, and puts back what it replaced.
  ///
  /// Where the very last step was a replacement that nothing can undo, all files stand complete, and only the
  /// disk has not confirmed their names: then they stay, as half of them would be worse.
  ///
  /// False where they stay.
  @discardableResult
  mutating func takeBack() -> Bool {
    if case .replaced(_, let old)? = done.last, !old.canBePutBack {
      for step in steps { step.old?.settle() }
      return false
    }
    for item in done.reversed() {
      switch item {
      case .appeared(let file):
        let folder = file.target.folder.descriptor
        guard let mine = try? file.status(),
          let named = try? FileStatus.of(file.target.name, in: folder, following: false),
          mine.isSameFile(as: named)
        else { continue }
        unsafe unlinkat(folder, file.target.name, 0)
      case .replaced(_, let old): old.putBack()
      }
      done.removeLast()
    }
    for step in steps { step.old?.discard() }
    for step in steps { try? step.file.target.folder.synchronize(step.file.target.path) }
    return true
  }
}
