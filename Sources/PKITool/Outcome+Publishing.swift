import Console
import PKICore
import Platform

extension Outcome {
  /// The same answer after its files have been written; or, where they could not be, the reason.
  func published(in world: World) -> Outcome {
    guard error == nil, !files.isEmpty || !moves.isEmpty else { return self }
    if isDryRun { return announced }
    var done = self
    do throws(WriteFailure) {
      for file in try world.folder.publish(files) {
        guard let backup = file.backup else { continue }
        done.notes.append("the key that was in \(file.path) is kept as \(backup)")
      }
      for move in moves {
        do { try world.folder.move(move.old, to: move.new) } catch {
          var failure = PKIError(writing: .system(error))
          failure.hint = "\(files.map(\.path).joined(separator: ", ")) stays; the same line again does the rest"
          if files.isEmpty { failure.hint = nil }
          return Outcome(source: source, error: failure)
        }
      }
      return done
    } catch {
      return Outcome(source: source, error: PKIError(writing: error))
    }
  }

  /// What would be written, instead of what was.
  private var announced: Outcome {
    var announced = self
    announced.files = []
    let lines =
      files.map { file in
        Line("Would write \(file.path)" + (file.kind == .secret ? " (private key, 0600)" : ""))
      } + moves.map { Line("Would rename \($0.old) to \($0.new)") }
    announced.moves = []
    announced.fields = [.said(lines), Field("would_write", .texts((files.map(\.path)) + moves.map(\.new)))]
    // What stands first says what was done.
    announced.fields += fields.drop { $0.key == nil && $0.label?.isEmpty == true }
    return announced
  }
}

extension PKIError {
  /// Why files could not be written.
  init(writing failure: WriteFailure) {
    switch failure {
    case .exists:
      self.init(.exists, failure.path, failure.reason, hint: PKIError.forcing(failure.path))
    case .symbolicLink, .hardLinked, .notRegular:
      self.init(.exists, failure.path, failure.reason, hint: "name another file, or take it away first")
    case .busy:
      self.init(.io, failure.path, failure.reason, hint: "wait until that is done, and type the same line again")
    case .changed, .system:
      self.init(.io, failure.path, failure.reason, hint: "nothing was written")
    case .unconfirmed:
      self.init(
        .io, failure.path, failure.reason, hint: "the files are complete, and a power failure may yet undo them")
    }
  }

  private static func forcing(_ path: String) -> String {
    path.hasSuffix(".key") ? "--force replaces it, and keeps the old key as \(path).bak" : "--force replaces it"
  }

  /// Why a file could not be read.
  init(reading failure: ReadFailure) {
    switch failure {
    case .overLimit:
      self.init(.limit, failure.path, failure.reason, hint: "--max-size BYTES raises the limit")
    case .isFolder:
      self.init(.unreadable, failure.path, failure.reason, hint: "name one of its files")
    default:
      self.init(.unreadable, failure.path, failure.reason)
    }
  }
}
