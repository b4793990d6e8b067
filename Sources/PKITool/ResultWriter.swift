import Console
import PKICore
import Platform

/// An answer to one input with its bytes.
private struct Finished: Sendable {
  let outcome: Outcome
  let bytes: [UInt8]
  let items: Int
  let beginsWithBlock: Bool
}

extension Answer {
  /// What the elements of the list of JSON are.
  fileprivate var layout: Sink.Layout { elements.map { .elements($0) } ?? .inputs }
}

/// Works out answers; many threads may do so at the same time.
private struct Producer: Sendable {
  let answer: Answer
  let command: String
  let renderer: TextRenderer
  let world: World

  func produce(_ index: Int, stream: (([UInt8]) -> Void)?) -> Finished {
    let sink = Sink(
      world.globals.format, answer.layout, command: command, source: answer.source(index), renderer: renderer,
      stream: stream)
    let outcome = answer.each(index, sink).published(in: world)
    return Finished(
      outcome: outcome, bytes: sink.finish(outcome), items: sink.items, beginsWithBlock: sink.beginsWithBlock)
  }
}

/// Writes answers in the order of their inputs: results to standard output, errors and notes to standard error.
final class ResultWriter {
  /// The version of the documents.
  static let schema = "pki/1"

  private(set) var tally = Tally()
  private let world: World
  private let command: String
  private let renderer: TextRenderer
  private var document: JSONWriter
  private var hasText = false
  private var isInsideInput = false
  private var hasElements = false
  private var flows = false
  private var report: (any ReportRenderer)?
  private var progress: ProgressDisplay?

  /// The exit code: that of the format where it prescribes one.
  var exitCode: Int32 { report?.exitCode ?? tally.status.rawValue }

  init(_ world: World, command: String) {
    self.world = world
    self.command = command
    self.renderer = TextRenderer(colour: world.colour, width: world.width)
    self.document = JSONWriter(pretty: true)
  }

  private var format: Format { world.globals.format }

  /// Runs the whole answer.
  func write(_ answer: Answer) {
    if format == .json {
      document.beginInputs(command: command, answer.layout)
      world.output.write(document.drain())
    }
    beginReport(answer)
    flows = answer.flows
    progress = answer.progress.map { ProgressDisplay($0, total: answer.count, in: world) }
    defer { progress?.end() }
    let producer = Producer(answer: answer, command: command, renderer: renderer, world: world)
    // A single input is written as it comes; of many, each is finished before its turn.
    if answer.count == 1 || !answer.inParallel {
      for index in 0..<answer.count { finish(producer.produce(index) { self.put($0) }) }
    } else {
      Workers.parallelOrdered(
        count: answer.count, workers: answer.workers ?? Workers.count,
        chunk: answer.workers == nil && answer.count > 256 ? 16 : 1, produce: { producer.produce($0, stream: nil) },
        consume: { self.finish($1) })
    }
    if tally.inputs == 0, let outcome = answer.whenNothing {
      let only = Producer(answer: Answer(outcome), command: command, renderer: renderer, world: world)
      finish(only.produce(0, stream: nil))
    }
    end(answer)
  }

  /// Bytes of an input; the first of them come after a comma where another input went before.
  private func put(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    if format == .json, !isInsideInput, hasElements { world.output.write([UInt8(ascii: ",")]) }
    isInsideInput = true
    hasElements = true
    world.output.write(bytes)
  }

  private func finish(_ finished: Finished) {
    guard !finished.outcome.isPassedOver else { return }
    progress?.end()
    defer { progress?.update(tally.inputs) }
    addToReport(finished.outcome)
    if let raw = finished.outcome.raw, format == .text {
      world.output.write(raw)
    } else {
      if format == .text, hasText, finished.beginsWithBlock { world.output.write([0x0a]) }
      put(finished.bytes)
      hasText = hasText || !finished.bytes.isEmpty
    }
    isInsideInput = false
    if hasElements { document.skipElement() }
    tally.count(finished.outcome, items: finished.items)
    for problem in finished.outcome.problems { world.report(problem) }
    if let error = finished.outcome.error { world.report(error) }
    for note in finished.outcome.notes { world.note(note) }
    // A failure is told at the end, as of all that is written.
    if flows { try? world.output.flush() }
  }

  private func end(_ answer: Answer) {
    progress?.end()
    let summary = answer.summary(tally)
    switch format {
    case .text:
      var bytes: [UInt8] = []
      let said = (answer.beside + summary).filter { $0.label != nil }
      if !said.isEmpty { renderer.render(.fields(said), into: &bytes) }
      world.output.write(bytes)
    case .json:
      document.endList()
      document.fields(answer.beside + answer.closing())
      document.field("summary", .fields(tally.fields + summary))
      document.endObject()
      document.endDocument()
      world.output.write(document.drain())
    case .ndjson:
      let closing = answer.closing()
      guard !answer.beside.isEmpty || !closing.isEmpty else { return }
      var line = JSONWriter(pretty: false)
      line.beginObject()
      line.fields([Field("schema", .text(ResultWriter.schema)), Field("command", .text(command))])
      line.fields(answer.beside + closing)
      if !closing.isEmpty { line.field("summary", .fields(tally.fields + summary)) }
      line.endObject()
      line.endDocument()
      world.output.write(line.drain())
    case .csv, .csvCompat, .nagios, .prometheus, .junit, .sarif, .github: endReport()
    }
  }
}

extension ResultWriter {
  private func beginReport(_ answer: Answer) {
    guard let format = format.report else { return }
    var renderer = format.renderer(world.heading(command: command, answer.outline))
    var bytes: [UInt8] = []
    renderer.begin(into: &bytes)
    report = renderer
    world.output.write(bytes)
  }

  private func addToReport(_ outcome: Outcome) {
    guard report != nil else { return }
    var input = outcome.report ?? ReportedInput(source: outcome.source)
    if let error = outcome.error { input.failure = ReportedFailure(error) }
    report?.add(input) { world.output.write($0) }
  }

  private func endReport() {
    do {
      try report?.end { world.output.write($0) }
    } catch {
      world.report(PKIError(.io, error.object, "cannot \(error.operation): \(error.reason)"))
      tally.status = max(tally.status, .failed)
    }
  }
}

extension Tally {
  /// The counts for JSON.
  var fields: [Field] {
    [
      Field("inputs", .number(inputs)), Field("good", .number(good)), Field("no", .number(no)),
      Field("failed", .number(failed)), Field("exit_status", .number(Int(status.rawValue))),
    ]
  }
}
