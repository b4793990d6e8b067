import Console
import PKICore
import Vocabulary

extension Difference {
  /// Everything that differs, the old behind −, the new behind +.
  var fields: [Field] {
    changes.map(\.said) + [Field("changes", .list(changes.map(\.document)))]
  }

  /// The same with what no CA leaves alone left out.
  var essentialFields: [Field] {
    let essential = changes.filter { !$0.isIncidental }
    return essential.map(\.said) + [Field("changes", .list(essential.map(\.document)))]
  }
}

extension Difference.Change {
  /// A label, and a line for each value.
  fileprivate var said: Field {
    let lines = before.map { Line([Span("− ", .bad), Span($0)]) } + after.map { Line([Span("+ ", .good), Span($0)]) }
    return .said(label, .spoken(lines, as: .null))
  }

  fileprivate var document: Document {
    .fields([
      Field("what", .text(key)), Field("name", .text(label)), Field("old", .texts(before)),
      Field("new", .texts(after)), Field("incidental", .truth(isIncidental)),
    ])
  }

  private var before: [String] { oldExtension?.words ?? old }
  private var after: [String] { newExtension?.words ?? new }
}

extension Extension {
  /// The value in a few words each; of what cannot be decoded, its octets.
  fileprivate var words: [String] {
    guard let decoded = try? decodedLaxly().value else { return [Hexadecimal.text(value.array)] }
    return decoded.lines.map(\.plain)
  }
}
