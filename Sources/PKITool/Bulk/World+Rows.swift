import PKICore
import Platform

extension World {
  /// Whether a file of the store has this name. Throws what is no file: a pipe would be waited at for ever.
  func holdsFile(_ path: String) throws(PKIError) -> Bool {
    let kind: FileKind?
    do {
      guard try folder.exists(path) else { return false }
      kind = try folder.kind(of: path)
    } catch { throw PKIError(writing: .system(error)) }
    if let kind, kind != .regular { throw PKIError(writing: .notRegular(path)) }
    return true
  }
}
