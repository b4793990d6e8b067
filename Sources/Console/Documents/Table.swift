/// Rows of the same columns: aligned in text, a list of objects in JSON, records in CSV.
package struct Table: Sendable, Equatable {
  /// The columns in order.
  package var columns: [Column]
  /// The rows; a missing cell is null, a surplus one is not shown.
  package var rows: [[Document]]

  /// A table with its rows.
  package init(_ columns: [Column], rows: [[Document]] = []) {
    self.columns = columns
    self.rows = rows
  }
}

/// A column of a table.
package struct Column: Sendable, Equatable {
  /// The name in JSON and CSV, snake_case; nil where only text shows it.
  package let key: String?
  /// The heading in text; nil where text does not show it.
  package let title: String?
  /// Whether cells may be cut with `…` to fit a terminal.
  package let isShrinkable: Bool

  /// A column by key and, where text shows it, heading.
  package init(_ key: String?, _ title: String? = nil, shrinkable: Bool = false) {
    self.key = key
    self.title = title
    isShrinkable = shrinkable
  }
}
