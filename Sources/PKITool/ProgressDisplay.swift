import Console
import Platform

/// Shows at a terminal how far a long work has come; nothing anywhere else, and nothing of what takes half a second.
final class ProgressDisplay {
  private var line: ProgressLine
  private let output: Output?
  private let start = Clock.monotonicMilliseconds
  private var shownAt: Int?

  private static let clearing = "\r\u{1b}[K"
  /// What is said where the work is interrupted.
  private static let farewell =
    clearing + "pki: note: interrupted: what is done stays, and the same line again does what is missing\n"

  /// Counts `what`, in the plural.
  init(_ what: String, total: Int, in world: World) {
    line = ProgressLine(what: what, done: 0, total: total, elapsed: 0)
    let isWanted = !world.globals.quiet && Terminal.isTerminal(world.errors.descriptor ?? -1)
    output = isWanted ? world.errors : nil
    if let descriptor = output?.descriptor { Signals.say(ProgressDisplay.farewell, on: descriptor) }
  }

  /// So many are done.
  func update(_ done: Int) {
    guard let output else { return }
    let now = Clock.monotonicMilliseconds
    guard now - start > 500, shownAt.map({ now - $0 >= 100 }) ?? true else { return }
    shownAt = now
    line.done = done
    line.elapsed = (now - start) * 1_000_000
    // A line that is full goes on in the next, where nothing takes it away.
    let width = Terminal.width(of: output.descriptor ?? -1) ?? 80
    output.write(ProgressDisplay.clearing + line.text(within: width - 1))
  }

  /// Takes the line away.
  func end() {
    if shownAt != nil { output?.write(ProgressDisplay.clearing) }
    shownAt = nil
    if let descriptor = output?.descriptor { Signals.say(nil, on: descriptor) }
  }
}
