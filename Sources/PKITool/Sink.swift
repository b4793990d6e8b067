package import Console
import Platform

/// Where a command puts the elements of an answer as they come, in the format asked for.
///
/// It belongs to one input and is used by one thread at a time.
package final class Sink {
  /// The elements so far.
  package private(set) var items = 0
  /// Whether the text begins with a block that wants an empty line before it.
  private(set) var beginsWithBlock = false

  private let format: Format
  private let renderer: TextRenderer
  private let source: String
  private var json: JSONWriter
  private var text: [UInt8] = []
  private let stream: (([UInt8]) -> Void)?
  private var hasBegun = false
  private var hasBlocks = false

  /// How much is gathered before it is handed on.
  private static let blockSize = 64 * 1024

  /// A sink for one input; with `stream`, bytes are handed on as they come.
  init(
    _ format: Format, command: String, source: String, renderer: TextRenderer,
    stream: (([UInt8]) -> Void)? = nil
  ) {
    self.format = format
    self.renderer = renderer
    self.source = source
    self.stream = stream
    self.json = JSONWriter(pretty: format == .json)
    switch format {
    case .text, .csv, .csvCompat, .nagios, .prometheus, .junit, .sarif, .github: break
    case .json:
      json.beginInputs(command: command)
      _ = json.drain()
      json.beginObject()
    case .ndjson:
      json.beginObject()
      json.field("schema", .text(ResultWriter.schema))
      json.field("command", .text(command))
    }
  }

  /// An element; in text, `separated` ones stand apart by an empty line.
  package func item(_ document: Document, separated: Bool = false) {
    begin()
    items += 1
    if format == .text {
      block(document, separated: separated)
    } else if format.isJSON {
      if items == 1 {
        json.key("items")
        json.beginList()
      }
      json.value(document)
    }
    flow()
  }

  /// The rest of the answer; gives the bytes that have not been handed on.
  func finish(_ outcome: Outcome) -> [UInt8] {
    guard format.report == nil else { return [] }
    begin()
    if format == .text {
      let said = outcome.fields.filter { $0.label != nil }
      if !said.isEmpty { block(.fields(said), separated: hasBlocks || outcome.standsApart) }
      return text
    }
    if items > 0 { json.endList() }
    json.fields(outcome.fields)
    if let error = outcome.error { json.field("error", error.document) }
    if !outcome.notes.isEmpty { json.field("notes", .texts(outcome.notes)) }
    json.endObject()
    if format == .ndjson { json.endDocument() }
    return json.drain()
  }

  private func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    if format.isJSON { json.field("source", .text(source)) }
  }

  private func block(_ document: Document, separated: Bool) {
    let start = text.count
    if separated {
      if text.isEmpty, items <= 1 { beginsWithBlock = true } else { text.append(0x0a) }
    }
    let before = text.count
    renderer.render(document, into: &text)
    hasBlocks = hasBlocks || separated
    // A document that text does not show leaves no empty line either.
    if text.count == before { text.removeSubrange(start...) }
  }

  private func flow() {
    guard let stream else { return }
    if text.count >= Sink.blockSize {
      stream(text)
      text.removeAll(keepingCapacity: true)
    } else if json.bytes.count >= Sink.blockSize {
      stream(json.drain())
    }
  }
}

extension JSONWriter {
  /// Everything of a document before its inputs.
  mutating func beginInputs(command: String) {
    beginObject()
    field("schema", .text(ResultWriter.schema))
    field("command", .text(command))
    key("inputs")
    beginList()
  }
}
