import Console
import PKICore
import Vocabulary

/// A row that a request is made of: everything but its key.
struct RequestRow: Sendable {
  /// The name of its files.
  let name: Basename
  /// The type of key to make.
  let keyType: KeyType
  /// A key to use instead of making one.
  let keyFile: String?
  /// Subject and alternative names.
  let names: RoleNames
  /// What it is asked for.
  let usages: RoleUsages
  /// What its roles need.
  let needs: RoleNeeds
}

/// Reads rows of a table as requests. What a row leaves out, the command line gives.
struct RequestRowReader: Sendable {
  /// What the command line says.
  let command: CSRCommand
  /// What the columns of CSV give, by their names.
  let columns: [String: RowColumn]
  /// The attributes of the command line.
  private let attributes: [AttributeSyntax.Given]
  private let parameters: RoleParameters

  /// A reader of rows with these columns. Throws attributes of the command line that are none.
  init(_ command: CSRCommand, columns: [String: RowColumn]) throws(PKIError) {
    self.command = command
    self.columns = columns
    let syntax = try AttributeSyntax(command.operands, nearest: Suggestion.nearest)
    _ = try SubjectSyntax(syntax)
    attributes = syntax.given
    parameters = try command.roles.parameters()
    _ = try command.roles.needs()
  }

  /// The request of a row, or all that is wrong with it.
  func request(_ row: TableRow) -> (request: RequestRow?, errors: [TableError]) {
    let reading = read(row, blamesCells: false)
    var errors: [TableError] = []
    if reading.errors.isEmpty {
      do throws(TableError) { return (try request(reading), []) } catch { errors = [error] }
    }
    let faults = read(row, blamesCells: true).errors
    return (nil, faults.isEmpty ? errors : faults)
  }

  /// The cells of a row; with `blamesCells` each attribute is judged alone too, so that what is wrong with it is said of
  /// its own cell.
  private func read(_ row: TableRow, blamesCells: Bool) -> Reading {
    var reading = Reading(
      row: row, command: command, roles: command.roles.words, parameters: parameters, blamesCells: blamesCells)
    for cell in row.cells { reading.read(cell, columns) }
    return reading
  }

  private func request(_ reading: Reading) throws(TableError) -> RequestRow {
    let row = reading.row
    guard let name = reading.name else {
      throw TableError(
        row.place, PKIError(.content, "", "the name of the files is missing: the column 'name' gives it"))
    }
    do throws(PKIError) {
      var roles = command.roles
      roles.words = reading.roles
      let needs = try roles.needs(with: reading.parameters)
      let given =
        reading.attributes
        + attributes.filter { common in
          !reading.attributes.contains { $0.attribute == common.attribute }
        }
      let names = try RoleNames(
        needs, AttributeSyntax(given: given), leavesOutCommonName: command.leavesOutCommonName)
      guard names.subject.commonName != nil || needs.allowsNoCommonName else {
        throw PKIError(.content, "", "CN is missing: a request needs a common name")
      }
      let usages = try RoleUsages(
        needs, extendedKeyUsage: reading.extendedKeyUsage ?? command.extendedKeyUsage,
        keyUsage: reading.keyUsage ?? command.keyUsage)
      return RequestRow(
        name: name, keyType: reading.keyType ?? command.key.type, keyFile: reading.keyFile, names: names,
        usages: usages,
        needs: needs)
    } catch {
      throw TableError(row.place, error)
    }
  }
}

/// A row that is being read, with what has been found wrong.
private struct Reading {
  let row: TableRow
  let command: CSRCommand
  var roles: [RoleWord]
  var parameters: RoleParameters
  var errors: [TableError] = []
  var name: Basename?
  var keyType: KeyType?
  var keyFile: String?
  var extendedKeyUsage: ExtendedKeyUsageList?
  var keyUsage: KeyUsageList?
  var attributes: [AttributeSyntax.Given] = []
  private var seen: Set<RowColumn> = []
  private var hasOwnRoles = false
  private let blamesCells: Bool

  init(
    row: TableRow, command: CSRCommand, roles: [RoleWord], parameters: RoleParameters, blamesCells: Bool
  ) {
    self.blamesCells = blamesCells
    self.row = row
    self.command = command
    self.roles = roles
    self.parameters = parameters
  }

  mutating func read(_ cell: TableRow.Cell, _ columns: [String: RowColumn]) {
    do throws(PKIError) {
      let column: RowColumn
      if let known = columns[cell.column] { column = known } else { column = try RowColumn(cell.column) }
      if !seen.insert(column).inserted, !column.mayRepeat {
        throw PKIError(.content, "", "'\(cell.column)' is given twice")
      }
      try take(cell.text, column, named: cell.column)
    } catch {
      errors.append(TableError(cell.place, error))
    }
  }

  private mutating func take(_ text: String, _ column: RowColumn, named label: String) throws(PKIError) {
    switch column {
    case .name: name = try Basename(dotted: text)
    case .keyFile: keyFile = text
    case .keyType: keyType = try Reading.value(text, label)
    case .extendedKeyUsage: extendedKeyUsage = try Reading.value(Reading.commas(text), label)
    case .keyUsage: keyUsage = try Reading.value(Reading.commas(text), label)
    case .roles:
      if !hasOwnRoles { roles = [] }
      hasOwnRoles = true
      for word in Reading.words(text) { roles.append(try Reading.value(word, label)) }
    case .parameter(let parameter):
      for word in parameter.mayRepeat ? Reading.words(text) : [text] { try parameters.add(word, to: parameter) }
    case .attribute(let attribute):
      let given = AttributeSyntax.Given(attribute, text)
      if blamesCells { _ = try SubjectSyntax(AttributeSyntax(given: [given])) }
      attributes.append(given)
    }
  }

  private static func value<Value: OptionValue>(_ text: String, _ label: String) throws(PKIError) -> Value {
    do {
      return try Value.parse(text)
    } catch {
      throw PKIError(.content, "", "\(label): '\(text)' is not \(error.expected)", hint: error.hint)
    }
  }

  /// Words between spaces, commas or semicolons.
  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "," || $0 == ";" }.map(String.init)
  }

  private static func commas(_ text: String) -> String { words(text).joined(separator: ",") }
}
