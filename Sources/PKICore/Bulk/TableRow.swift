/// A row of a table: named texts, each with its place in the file.
package struct TableRow: Sendable {
  /// A text of the row.
  package struct Cell: Sendable, Hashable {
    /// The name of its column as the file has it.
    package let column: String
    /// The text, without spaces around it.
    package let text: String
    /// Where it stands.
    package let place: Place
  }

  /// A place in the file.
  package struct Place: Sendable, Hashable {
    /// The line, counted from 1.
    package let line: Int
    /// In CSV the number of the cell in its row, in JSON the octet of the line; counted from 1.
    package let column: Int

    /// A place.
    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// Where the row begins.
  package let place: Place
  /// What it holds, in the order of the file; empty texts are left out.
  package let cells: [Cell]

  /// The texts of a column, in their order.
  package func texts(_ column: String) -> [String] { cells.lazy.filter { $0.column == column }.map(\.text) }
}

/// What is wrong with a row, and where.
package struct TableError: Error, Hashable {
  /// Where.
  package let place: TableRow.Place
  /// What is wrong; its subject is empty.
  package let error: PKIError

  /// An error at a place.
  package init(_ place: TableRow.Place, _ error: PKIError) {
    self.place = place
    self.error = error
  }

  /// The error as one about a file: `hosts.csv:7:3: C:UK: …`.
  package func about(_ file: String) -> PKIError {
    let subject = "\(file):\(place.line):\(place.column)"
    let words = error.subject.isEmpty ? error.message : "\(error.subject): \(error.message)"
    return PKIError(error.kind, subject, words, hint: error.hint, reason: error.reason)
  }
}
