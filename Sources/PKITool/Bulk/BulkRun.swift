import Console
import PKICore
import Platform

/// What one of many came to, before it is published.
struct BulkStep: Sendable {
  /// The files, written but unseen; nil where there is nothing to write.
  var group: StagedGroup?
  /// What the manifest gains by it; empty for nothing.
  var line: [UInt8] = []
  /// Why it could not be done.
  var error: PKIError?
  /// What is worth knowing.
  var notes: [String] = []
  /// Whether files would be written, were it no trial.
  var wouldWrite = false

  /// A failure.
  init(error: PKIError) { self.error = error }

  /// Something that would be written, were it no trial.
  static let wouldWrite = {
    var step = BulkStep(nil)
    step.wouldWrite = true
    return step
  }()

  /// Files to publish and what to note of them.
  init(_ group: StagedGroup?, line: [UInt8] = []) {
    self.group = group
    self.line = line
  }
}

/// Many files made on all cores, published in groups: the disk is asked once for many, and what the manifest says is
/// always on the disk already.
struct BulkRun {
  /// How many were made, were there already, and failed.
  private(set) var made = 0, passedOver = 0, failed = 0
  /// Why some failed: the first of them, in the order of the rows.
  private(set) var errors: [PKIError] = []

  private var noted: [String: Int] = [:]
  private let world: World
  private let journal: Journal?
  private let progress: ProgressDisplay
  private var waiting: [BulkStep] = []
  private var waitingSince = 0

  /// The most groups that wait for the disk at a time, each with its open files.
  private static let most = 128
  /// The milliseconds after which they no longer wait for more.
  private static let patience = 500
  /// The most failures that are told one by one.
  static let mostErrors = 1_000
  /// The most notes that are told, each once.
  private static let mostNotes = 20

  /// A run of so many; `what` is what progress counts.
  init(_ what: String, total: Int, journal: Journal?, in world: World) {
    self.world = world
    self.journal = journal
    progress = ProgressDisplay(what, total: total, in: world)
  }

  /// Makes all of them. Throws what makes going on senseless: a full disk, a folder that is closed.
  mutating func run(count: Int, chunk: Int, _ make: @Sendable (Int) -> BulkStep) throws(PKIError) {
    defer { progress.end() }
    try Workers.parallelOrdered(
      count: count, chunk: chunk, window: BulkRun.most, produce: make,
      consume: { (_: Int, step: BulkStep) throws(PKIError) in try self.take(step) })
    try publish()
  }

  private mutating func take(_ step: BulkStep) throws(PKIError) {
    for note in step.notes where noted.count < BulkRun.mostNotes || noted[note] != nil { noted[note, default: 0] += 1 }
    if let error = step.error {
      if error.kind == .io {
        // What was made before is not lost.
        try publish()
        throw error.goingOn
      }
      fail(error)
    } else if step.wouldWrite {
      made += 1
    } else if step.group == nil && step.line.isEmpty {
      passedOver += 1
    } else {
      if waiting.isEmpty { waitingSince = Clock.monotonicMilliseconds }
      waiting.append(step)
    }
    if waiting.count >= BulkRun.most
      || !waiting.isEmpty && Clock.monotonicMilliseconds - waitingSince > BulkRun.patience
    {
      try publish()
    }
    progress.update(made + passedOver + failed)
  }

  /// Names for what waits, then lines for what got its names.
  private mutating func publish() throws(PKIError) {
    let steps = waiting
    waiting.removeAll(keepingCapacity: true)
    var lines: [UInt8] = []
    do throws(WriteFailure) {
      var failures = try world.folder.publish(steps.compactMap(\.group))[...]
      for step in steps {
        if step.group != nil, let failure = failures.removeFirst() {
          fail(PKIError(writing: failure).goingOn)
          continue
        }
        if step.group == nil { passedOver += 1 } else { made += 1 }
        lines += step.line
      }
      try journal?.append(lines)
    } catch {
      throw PKIError(writing: error).goingOn
    }
  }

  /// What is worth knowing of them, each once with how many it is said of.
  var notes: [String] {
    noted.sorted { $0.key < $1.key }.map { note, count in count == 1 ? note : "\(note) (\(count) times)" }
  }

  private mutating func fail(_ error: PKIError) {
    failed += 1
    if errors.count < BulkRun.mostErrors { errors.append(error) }
  }
}

extension PKIError {
  /// The same of one among many: what others have written is there.
  fileprivate var goingOn: PKIError {
    guard kind == .io else { return self }
    var error = self
    error.hint = "what is done stays; the same line again does what is missing"
    return error
  }
}

extension Outcome {
  /// Tells why some of many failed; of very many the first.
  mutating func add(_ errors: [PKIError], of count: Int) {
    problems += errors
    if errors.count == BulkRun.mostErrors {
      problems.append(PKIError(.content, source, "no more is said; \(count.rows) in all"))
    }
    for error in problems { status = max(status, error.status) }
  }
}

extension BulkRun {
  /// What it came to, for text and JSON; `made` is what was made, in the plural.
  func fields(rows: Int, made words: String, dryRun: Bool = false) -> [Field] {
    var said: [Line] = []
    if made > 0 || failed == 0 && passedOver == 0 {
      said.append(Line("\(dryRun ? "Would create" : "Created") \(words) of \(made.rows)", .good))
    }
    if passedOver > 0 { said.append(Line("Passed over \(passedOver.rows): all there and fitting", .good)) }
    if failed > 0 { said.append(Line("\(failed.rows) failed", .bad)) }
    return [
      .said(said), Field("rows", .number(rows)), Field(dryRun ? "would_create" : "created", .number(made)),
      Field("passed_over", .number(passedOver)), Field("failed", .number(failed)),
      Field("errors", .list(errors.map(\.document))),
    ]
  }
}
