import Console
import PKICore
import Vocabulary

/// How much of an element is shown.
enum ItemView: Sendable {
  /// A dozen lines.
  case card
  /// Everything.
  case full
  /// One line.
  case short
  /// The fingerprint alone.
  case fingerprint
  /// The pin of the public key alone.
  case pin
  case pem
  case der

  /// Whether an element is a block of lines.
  var isBlock: Bool { self == .card || self == .full }
}

/// Turns the elements of a file into documents.
struct ItemRenderer {
  let view: ItemView
  let file: String
  /// Whether lines begin with the file's name, because there are several files.
  let named: Bool
  let instant: Instant
  /// Whether the result is text.
  let isText: Bool

  /// The document of an element; nil where this view shows nothing of it.
  func document(of item: Item, index: Int) -> Document? {
    switch view {
    case .fingerprint: return bare(item.fingerprint.map { Hexadecimal.colons($0) }, "fingerprint_sha256")
    case .pin: return bare(item.pin.map { Base64.text($0) }, "spki_pin")
    case .short:
      let line = Field.said(shortLine(item))
      // The fields are worked out for those alone who see them: they cost ten times the line.
      return .fields(isText ? [line] : heading(item) + item.fields(at: instant, full: false) + item.closingFields)
    case .card, .full, .pem, .der:
      return .fields(
        [.said(title(item, index))] + heading(item) + item.fields(at: instant, full: view == .full)
          + item.closingFields + encoded(item))
    }
  }

  /// The element again, for JSON: in text it goes out by itself.
  private func encoded(_ item: Item) -> [Field] {
    guard view == .pem || view == .der, let bytes = item.encoded(as: view), !bytes.isEmpty else {
      return []
    }
    return [
      view == .pem
        ? Field("pem", .text(String(decoding: bytes, as: UTF8.self))) : Field("der", .text(Base64.text(bytes)))
    ]
  }

  private func bare(_ text: String?, _ key: String) -> Document? {
    guard let text else { return nil }
    let line = named ? Line("\(text)  \(file)") : Line(text)
    return .fields([.said(line), Field(key, .text(text))])
  }

  /// What every element has.
  private func heading(_ item: Item) -> [Field] {
    [
      Field("type", .text(item.kind.rawValue)), Field("encoding", .text(item.encoding.rawValue)),
      Field("line", .number(orNull: item.line)), Field("label", .text(orNull: item.label)),
      Field("encrypted", .truth(item.isEncrypted)), Field("container", .number(orNull: item.container)),
    ]
  }

  private func title(_ item: Item, _ index: Int) -> Line {
    var place = item.line.map { "line \($0)" } ?? ""
    if item.container != nil { place = "inside" }
    var spans = [Span(file, .strong), Span(": \(item.described)")]
    if index > 0 || item.container != nil, !place.isEmpty { spans.append(Span(", \(place)", .faint)) }
    return Line(spans)
  }

  private func shortLine(_ item: Item) -> Line {
    var line = item.shortLine(at: instant)
    if named { line = Line([Span("\(file)  ", .faint)] + line.spans) }
    return line
  }

}
