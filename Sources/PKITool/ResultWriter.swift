import Console
import PKICore
import Platform

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
      document.beginInputs(command: command)
      world.output.write(document.drain())
    }
    // A single input is written as it comes; of many, each is finished before its turn.
    if answer.count == 1 || !answer.inParallel {
      for index in 0..<answer.count { finish(produce(answer, index, streams: true)) }
    } else {
      Workers.parallelOrdered(
        count: answer.count, workers: Workers.count,
        produce: { [self] in produce(answer, $0, streams: false) }, consume: { [self] in finish($0) })
    }
    end(answer)
  }

  /// An answer to one input with its bytes.
  private struct Finished {
    let outcome: Outcome
    let bytes: [UInt8]
    let items: Int
    let beginsWithBlock: Bool
  }

  private func produce(_ answer: Answer, _ index: Int, streams: Bool) -> Finished {
    let source = answer.source(index)
    let sink = Sink(
      format, command: command, source: source, index: index, renderer: renderer,
      stream: streams ? { [self] in world.output.write($0) } : nil)
    let outcome = answer.each(index, sink).published(in: world)
    return Finished(
      outcome: outcome, bytes: sink.finish(outcome), items: sink.items, beginsWithBlock: sink.beginsWithBlock)
  }

  private func finish(_ finished: Finished) {
    tally.count(finished.outcome, items: finished.items)
    if let raw = finished.outcome.raw, format == .text {
      world.output.write(raw)
    } else {
      if format == .json, tally.inputs == 1 { document.value(.null) }
      _ = document.drain()
      if format == .text, hasText, finished.beginsWithBlock { world.output.write([0x0a]) }
      world.output.write(finished.bytes)
      hasText = hasText || !finished.bytes.isEmpty
    }
    if let error = finished.outcome.error { world.report(error) }
    for note in finished.outcome.notes { world.note(note) }
  }

  private func end(_ answer: Answer) {
    let summary = answer.summary(tally)
    switch format {
    case .text:
      var bytes: [UInt8] = []
      let said = summary.filter { $0.label != nil }
      if !said.isEmpty { renderer.render(.fields(said), into: &bytes) }
      world.output.write(bytes)
    case .json:
      document.endList()
      document.field("summary", .fields(tally.fields + summary))
      document.endObject()
      document.endDocument()
      world.output.write(document.drain())
    case .ndjson: break
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
