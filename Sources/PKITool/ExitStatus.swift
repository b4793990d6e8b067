/// What a run of `pki` came to: the same four numbers for every command.
package enum ExitStatus: Int32, Comparable, Sendable {
  /// Done; or checked, and good.
  case good = 0
  /// Checked, and the answer is no.
  case no = 1
  /// Could not do it, or could not tell.
  case failed = 2
  /// Used wrongly.
  case usage = 64

  package static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }
}
