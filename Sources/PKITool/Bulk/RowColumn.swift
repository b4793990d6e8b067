import Console
import PKICore
import Vocabulary

/// What a column of a table of requests gives.
enum RowColumn: Hashable, Sendable {
  case attribute(SubjectAttribute)
  case name
  case keyType
  case roles
  case extendedKeyUsage
  case keyUsage
  case keyFile
  case parameter(RoleParameter)

  private static let words: [(String, RowColumn)] = [
    ("name", .name), ("key_type", .keyType), ("for", .roles), ("eku", .extendedKeyUsage), ("key_usage", .keyUsage),
    ("key", .keyFile),
  ]

  /// What columns are called.
  static let names =
    words.map(\.0) + SubjectAttribute.allCases.map(\.rawValue) + RoleParameter.allCases.map { "set.\($0.rawValue)" }

  /// The column of this name in any case. Throws what is none, with the nearest.
  init(_ text: String) throws(PKIError) {
    if let attribute = SubjectAttribute(word: text) {
      self = .attribute(attribute)
      return
    }
    let word = String(text.lowercased().map { $0 == "-" ? "_" : $0 })
    if let column = RowColumn.words.first(where: { $0.0 == word })?.1 {
      self = column
    } else if word.hasPrefix("set."), let parameter = RoleParameter(rawValue: String(word.dropFirst(4))) {
      self = .parameter(parameter)
    } else {
      let nearest = Suggestion.nearest(to: text, among: RowColumn.names)
      throw PKIError(
        .content, "", "unknown column '\(text)'",
        hint: nearest.map { "did you mean '\($0)'?" } ?? "columns are \(RowColumn.names.joined(separator: ", "))")
    }
  }

  /// Whether a row may give it more than once.
  var mayRepeat: Bool {
    switch self {
    case .attribute(let attribute): attribute.mayRepeat
    case .roles: true
    case .parameter(let parameter): parameter.mayRepeat
    default: false
    }
  }
}

extension RowTable {
  /// What the columns of CSV give, by their names; throws those that give nothing, and those that are given twice.
  func columns() throws(TableError) -> [String: RowColumn] {
    var columns: [String: RowColumn] = [:]
    for cell in header {
      let column: RowColumn
      do { column = try RowColumn(cell.column) } catch { throw TableError(cell.place, error) }
      if columns.values.contains(column), !column.mayRepeat {
        throw TableError(cell.place, PKIError(.content, "", "the column '\(cell.column)' is there twice"))
      }
      columns[cell.column] = column
    }
    return columns
  }
}
