import Console
import Platform

/// Shows at a terminal how far a long work has come; nothing anywhere else, and nothing of what takes half a second.
final class ProgressDisplay {
  private var line: ProgressLine
  private let output: Output?
  private let start = Clock.monotonicMilliseconds
  private var shownAt: Int?

  /// Counts `what`, in the plural.
  init(_ what: String, total: Int, in world: World) {
    line = ProgressLine(what: what, done: 0, total: total, elapsed: 0)
    let isWanted = !world.globals.quiet && Terminal.isTerminal(world.errors.descriptor ?? -1)
    output = isWanted ? world.errors : nil
  }

  /// So many are done.
  func update(_ done: Int) {
    guard let output else { return }
    let now = Clock.monotonicMilliseconds
    guard now - start > 500, shownAt.map({ now - $0 >= 100 }) ?? true else { return }
    shownAt = now
    line.done = done
    line.elapsed = (now - start) * 1_000_000
    output.write("\r\u{1b}[K" + line.text)
  }

  /// Takes the line away.
  func end() {
    if shownAt != nil { output?.write("\r\u{1b}[K") }
    shownAt = nil
  }
}
