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
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PKIError(.content, source, "this is no UTF-8", hint: "save the table as CSV in UTF-8")
    }
    var records = CSVRecords(text)
    guard let header = records.next()?.cells.map({ $0.lowercased() }), let domain = header.firstIndex(of: "domain")
    else {
      throw PKIError(
        .content, source, "this is no table of targets: it has no column Domain",
        hint: "the first line is Domain,Type,Port")
    }
    while let record = records.next() {
      func cell(_ name: String) -> String {
        guard let place = header.firstIndex(of: name), place < record.cells.count else { return "" }
        return record.cells[place]
      }
      let target: Result<ProbeTarget, PKIError>
      do throws(PKIError) {
        let name = domain < record.cells.count ? record.cells[domain] : ""
        target = .success(try TargetTable.target(name, cell))
      } catch {
        target = .failure(PKIError(.content, "\(source):\(record.line)", error.message, hint: error.hint))
      }
      rows.append(Row(line: record.line, target: target))
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

/// The records of a text with commas, quotes and line ends of either kind (RFC 4180); empty lines and those that begin
/// with `#` are passed over.
private struct CSVRecords {
  private let octets: [UInt8]
  private var place = 0
  private var line = 1
  private static let (quote, comma, newline, carriage) = (UInt8(0x22), UInt8(0x2c), UInt8(0x0a), UInt8(0x0d))

  init(_ text: String) {
    octets = Array(text.utf8)
    if octets.starts(with: [0xef, 0xbb, 0xbf]) { place = 3 }
  }

  mutating func next() -> (line: Int, cells: [String])? {
    while place < octets.count {
      let start = line
      let isComment = octets[place] == 0x23
      let cells = record()
      if !isComment, cells.contains(where: { !$0.isEmpty }) { return (start, cells) }
    }
    return nil
  }

  private mutating func record() -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    func finished() -> String {
      let text = cell.drop { $0 == 0x20 || $0 == 0x09 }
      let end = text.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? text.startIndex
      return String(decoding: text[..<end], as: UTF8.self)
    }
    while place < octets.count {
      let octet = octets[place]
      place += 1
      switch octet {
      case CSVRecords.quote:
        if isQuoted, place < octets.count, octets[place] == CSVRecords.quote {
          cell.append(octet)
          place += 1
        } else {
          isQuoted.toggle()
        }
      case CSVRecords.comma where !isQuoted:
        cells.append(finished())
        cell = []
      case CSVRecords.newline:
        line += 1
        guard isQuoted else {
          return cells + [finished()]
        }
        cell.append(octet)
      case CSVRecords.carriage where !isQuoted: break
      default: cell.append(octet)
      }
    }
    return cells + [finished()]
  }
}
