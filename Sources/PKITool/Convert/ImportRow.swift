import Console
import PKICore
import Platform

/// One file of the store that something goes into, or is in already.
struct ImportRow {
  let path: String
  /// What it is, by the words of JSON.
  let type: String
  /// What it is, in words.
  let holds: String
  /// The file that it came in.
  let source: String
  let state: StoreSlot.State
  /// Whether it was locked, and is not any more.
  var isOpened = false
  /// Whether the store has a newer one, which stays.
  var isOutdated = false
  /// What to write; nil where that is there already.
  var file: FileToWrite?

  /// All rows.
  static func table(_ rows: [ImportRow]) -> Document {
    let columns = [
      Column("file", "File"), Column("type"), Column("holds", "Holds", shrinkable: true), Column("source", "From"),
      Column("state", "State"),
    ]
    return .table(
      Table(
        columns,
        rows: rows.map { row in
          [
            .text(row.path), .text(row.type), .text(row.holds), .text(row.source),
            .text(row.state.rawValue, row.state == .unchanged ? .faint : .plain),
          ]
        }))
  }

  /// What was done, in a sentence.
  static func sentence(_ rows: [ImportRow]) -> String {
    let written = rows.count { $0.state != .unchanged }
    guard written > 0 else { return "Nothing new: all of it is in the store already" }
    return written == 1 ? "Imported 1 file" : "Imported \(written) files"
  }
}

extension ImportSorting.Left {
  /// What is left and why, for JSON.
  var document: Document {
    .fields([Field("what", .text(what)), Field("source", .text(source)), Field("reason", .text(reason))])
  }
}
