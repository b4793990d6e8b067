import Vocabulary

/// A table of targets as the source tool reads it: `Domain,Type,Port`, with `SNI`, `StartTLS` and `Label` beside them.
package struct TargetTable: Sendable {
  /// A row: its target, or why it is none.
  package struct Row: Sendable {
    /// Where it begins, counted from 1.
    package let line: Int
    /// What is to be probed.
    package let target: Result<ProbeTarget, PKIError>
  }

  /// The rows in their order; empty lines and comments are none.
  package private(set) var rows: [Row] = []

  /// Reads a table (RFC 4180), with or without byte order mark, its columns in any order. Throws where it has no column
  /// `Domain`, or is no UTF-8.
  package init(_ bytes: [UInt8], source: String) throws(PKIError) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw PKIError(.content, source, "this is no UTF-8", hint: "save the table as CSV in UTF-8")
    }
    var records = TargetRecords(bytes)
    guard let first = records.next() else {
      throw PKIError(.content, source, "this table is empty", hint: "the first line is Domain,Type,Port")
    }
    guard let header = try? first.cells.get().map({ $0.lowercased() }), header.contains("domain") else {
      throw PKIError(
        .content, source, "this is no table of targets: it has no column Domain",
        hint: "the first line is Domain,Type,Port")
    }
    while let (line, cells) = records.next() {
      let target: Result<ProbeTarget, PKIError>
      switch cells {
      case .success(let cells): target = TargetTable.target(cells, header)
      case .failure(let fault): target = .failure(fault.error)
      }
      rows.append(
        Row(line: line, target: target.mapError { PKIError(.content, "\(source):\(line)", $0.message, hint: $0.hint) }))
    }
  }

  private static func target(_ cells: [String], _ header: [String]) -> Result<ProbeTarget, PKIError> {
    func cell(_ name: String) -> String {
      guard let place = header.firstIndex(of: name), place < cells.count else { return "" }
      return cells[place]
    }
    do throws(PKIError) {
      return .success(try target(cell("domain"), cell))
    } catch {
      return .failure(error)
    }
  }

  private static func target(_ name: String, _ cell: (String) -> String) throws(PKIError) -> ProbeTarget {
    guard !name.isEmpty else { throw PKIError(.content, "", "no domain is named") }
    let (type, port) = (cell("type"), cell("port"))
    var target: ProbeTarget
    if type.isEmpty || type.uppercased() == "DIR" {
      guard !port.isEmpty else {
        throw PKIError(.content, "", "neither a type nor a port is given", hint: "a port, or a type such as SIP or FED")
      }
      let host = IPAddress.octets(name)?.count == 16 && !name.hasPrefix("[") ? "[\(name)]" : name
      target = try ProbeTarget("\(host):\(port)")
    } else {
      guard let service = ProbeService(named: type) else {
        let names = ProbeService.all.map(\.name).joined(separator: ", ")
        throw PKIError(.content, "", "'\(type)' is no type", hint: "types are \(names) and DIR")
      }
      guard port.isEmpty else {
        throw PKIError(
          .content, "", "a port with the type \(service.name), which asks DNS for it", hint: "leave one out")
      }
      target = try ProbeTarget(name, type: service)
    }
    target.label = cell("label")
    if !cell("sni").isEmpty { target.serverName = cell("sni").lowercased() == "none" ? .none : .name(cell("sni")) }
    let way = cell("starttls").lowercased()
    if !way.isEmpty {
      guard let known = StartTLS(rawValue: way) else {
        throw PKIError(
          .content, "", "'\(way)' is no protocol for StartTLS",
          hint: StartTLS.allCases.map(\.rawValue).joined(separator: ", "))
      }
      target.startTLS = known
    }
    return target
  }
}

/// The records of a table of targets; empty ones, and lines that begin with `#`, are passed over.
private struct TargetRecords {
  private let bytes: [UInt8]
  private var reader: CSVReader

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    reader = CSVReader(bytes, at: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0, line: 1)
  }

  mutating func next() -> (line: Int, cells: Result<[String], TableError>)? {
    while reader.skipEmptyLines() {
      var record = reader
      reader.skipRecord()
      guard bytes[record.position] != UInt8(ascii: "#") else { continue }
      let line = record.line
      do throws(TableError) {
        let cells = try record.record().map(\.text)
        if cells.contains(where: { !$0.isEmpty }) { return (line, .success(cells)) }
      } catch {
        return (line, .failure(error))
      }
    }
    return nil
  }
}
