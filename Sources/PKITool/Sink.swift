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
  private let command: String
  private let layout: Layout
  private var json: JSONWriter
  private var text: [UInt8] = []
  /// Elements that stand by themselves: each says too what is said of the input, which is known at the end.
  private var kept: [Document] = []
  private let stream: (([UInt8]) -> Void)?
  private var hasBegun = false
  private var hasBlocks = false

  /// What the elements of the list of JSON are.
  enum Layout: Sendable, Hashable {
    /// Inputs, each with its own elements.
    case inputs
    /// What the inputs were found to be; the list has that name.
    case elements(String)

    /// The name of the list.
    var name: String {
      switch self {
      case .inputs: "inputs"
      case .elements(let name): name
      }
    }
  }

  /// How much is gathered before it is handed on.
  private static let blockSize = 64 * 1024

  /// A sink for one input; with `stream`, bytes are handed on as they come.
  init(
    _ format: Format, _ layout: Layout = .inputs, command: String, source: String, renderer: TextRenderer,
    stream: (([UInt8]) -> Void)? = nil
  ) {
    self.format = format
    self.renderer = renderer
    self.source = source
    self.command = command
    self.layout = layout
    self.stream = stream
    self.json = JSONWriter(pretty: format == .json)
    switch format {
    case .text, .csv, .csvCompat, .nagios, .prometheus, .junit, .sarif, .github: break
    case .json:
      json.beginInputs(command: command, layout)
      _ = json.drain()
      if layout == .inputs { json.beginObject() }
    case .ndjson:
      if layout == .inputs { beginLine() }
    }
  }

  private func beginLine() {
    json.beginObject()
    json.field("schema", .text(ResultWriter.schema))
    json.field("command", .text(command))
  }

  /// An element; in text, `separated` ones stand apart by an empty line.
  package func item(_ document: Document, separated: Bool = false) {
    begin()
    items += 1
    if format == .text {
      block(document, separated: separated)
    } else if format.isJSON, layout != .inputs {
      kept.append(document)
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
    if layout != .inputs { return elements(outcome) }
    if items > 0 { json.endList() }
    json.fields(outcome.fields)
    if let error = outcome.error { json.field("error", error.document) }
    if !outcome.notes.isEmpty { json.field("notes", .texts(outcome.notes)) }
    json.endObject()
    if format == .ndjson { json.endDocument() }
    return json.drain()
  }

  /// The elements that were kept, and the error of the input; the input itself where it has none of either and something is
  /// to be said of it.
  private func elements(_ outcome: Outcome) -> [UInt8] {
    var shared = outcome.fields.filter { $0.key != nil }
    if !outcome.notes.isEmpty { shared.append(Field("notes", .texts(outcome.notes))) }
    var elements = kept.map { element in
      if case .fields(let fields) = element { fields + shared } else { shared }
    }
    if let error = outcome.error, shared.allSatisfy({ $0.key != "error" }) {
      elements.append(shared + [Field("error", error.document)])
    } else if elements.isEmpty, !shared.isEmpty {
      elements = [shared]
    }
    for element in elements {
      if format == .ndjson { beginLine() } else { json.beginObject() }
      json.fields([Field("source", .text(source))] + element)
      json.endObject()
      if format == .ndjson { json.endDocument() }
    }
    return json.drain()
  }

  private func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    if format.isJSON, layout == .inputs { json.field("source", .text(source)) }
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
  mutating func beginInputs(command: String, _ layout: Sink.Layout) {
    beginObject()
    field("schema", .text(ResultWriter.schema))
    field("command", .text(command))
    key(layout.name)
    beginList()
  }
}
