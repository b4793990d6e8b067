import Console
import PKICore

extension Outcome {
  /// Says what was fetched behind the chain, and as notes what could not be.
  mutating func add(_ records: [FetchRecord]) {
    let lines = records.filter { $0.failure == nil }.map(\.line)
    let field = Field("fetched", "", .spoken(lines, as: .list(records.map(\.document))))
    let place = fields.firstIndex { $0.key == "chain" }.map { $0 + 1 } ?? fields.endIndex
    fields.insert(field, at: place)
    notes += records.filter { !$0.isRepeated }.compactMap(\.note)
  }
}

extension FetchRecord {
  /// What it is, in words.
  private var words: String {
    switch kind {
    case .issuer: "issuer of \(subject)"
    case .crl: "revocation list for \(subject)"
    case .deltaCRL: "delta revocation list for \(subject)"
    case .ocsp: "OCSP answer about \(subject)"
    }
  }

  fileprivate var line: Line {
    Line([Span("fetched: ", .faint), Span(url), Span("  \(words), \(octets ?? 0) bytes", .faint)])
  }

  /// What could not be fetched, and why; nil where it could.
  fileprivate var note: String? {
    guard let failure else { return nil }
    let hint = failure.hint.map { "; \($0)" } ?? ""
    return "\(url): not fetched (\(words)): \(failure.reason)\(hint)"
  }

  fileprivate var document: Document {
    .fields([
      Field("kind", .text(kind.rawValue)), Field("url", .text(url)), Field("for", .text(subject)),
      Field("ok", .truth(failure == nil)), Field("status", .number(orNull: status)),
      Field("bytes", .number(orNull: octets)), Field("error", .text(orNull: failure?.reason)),
      Field("hint", .text(orNull: failure?.hint)), Field("repeated", .truth(isRepeated)),
    ])
  }
}
