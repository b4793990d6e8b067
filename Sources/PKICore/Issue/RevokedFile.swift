package import Vocabulary

/// The file `CA.revoked`: what an authority has revoked, a line each, and the number of its last list.
///
///     # crl number 3
///     0a1f 2026-11-21T07:00:00Z keyCompromise CN=cb.example.com
///
/// Lines that begin with `#` are for people, but for the one that holds the number; people may add to them.
package struct RevokedFile: Sendable {
  /// One revocation.
  package struct Record: Hashable, Sendable {
    /// The serial number of the certificate.
    package let serial: SerialNumber
    /// When it was revoked.
    package let time: Instant
    /// Why.
    package let reason: RevocationReason
    /// Whose it was, for people.
    package let subject: String

    /// A revocation.
    package init(serial: SerialNumber, time: Instant, reason: RevocationReason, subject: String) {
      self.serial = serial
      self.time = time
      self.reason = reason
      self.subject = subject
    }
  }

  /// The name of the file, for messages.
  package let name: String
  /// The revocations in their order.
  package private(set) var records: [Record] = []
  /// The number of the last list; nil where none is noted.
  package private(set) var lastNumber: SerialNumber?
  /// The bytes that were read; nil where there was no file.
  package let original: [UInt8]?
  private var lines: [String]

  /// A file without revocations.
  package init(name: String, authority: DistinguishedName) {
    self.name = name
    original = nil
    let issuer = RevokedFile.printable(authority.description)
    lines = ["# Revoked by \(issuer): serial, time, reason, subject. pki crl makes the list."]
  }

  /// The file that holds these bytes. Throws where a line cannot be read, naming it: then nothing may be written.
  package init(_ bytes: [UInt8], name: String) throws(PKIError) {
    self.name = name
    original = bytes
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PKIError(.content, name, "this is no UTF-8 text, so it is no list of revocations")
    }
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      if line.hasPrefix("#") {
        if let number = try RevokedFile.number(line, name, index + 1) { lastNumber = number }
        continue
      }
      let record = try RevokedFile.record(line, name, index + 1)
      if let first = records.firstIndex(where: { $0.serial == record.serial }) {
        throw PKIError(
          .content, name, "line \(index + 1): serial \(record.serial.hex) stands there twice (\(records[first].time))",
          hint: "take one of the two lines out")
      }
      records.append(record)
    }
  }

  /// The bytes of the file.
  package var bytes: [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }

  /// Adds a line. Throws a serial number that is there already.
  package mutating func add(_ record: Record) throws(PKIError) {
    if let known = records.first(where: { $0.serial == record.serial }) {
      throw PKIError(
        .refused, name, "serial \(record.serial.hex) is revoked already, on \(known.time) (\(known.reason.name))")
    }
    records.append(record)
    let words = [record.serial.hex, record.time.description, record.reason.name, RevokedFile.printable(record.subject)]
    lines.append(words.joined(separator: " "))
  }

  /// Notes the number of the list that is made now.
  package mutating func note(number: SerialNumber) {
    lastNumber = number
    let line = RevokedFile.numberPrefix + number.decimal
    if let index = lines.firstIndex(where: { $0.hasPrefix(RevokedFile.numberPrefix) }) {
      lines[index] = line
    } else {
      lines.insert(line, at: lines.first?.hasPrefix("#") == true ? 1 : 0)
    }
  }

  // MARK: - Lines

  private static let numberPrefix = "# crl number "

  private static func number(_ line: String, _ name: String, _ place: Int) throws(PKIError) -> SerialNumber? {
    guard line.hasPrefix(numberPrefix) else { return nil }
    guard let number = SerialNumber(String(line.dropFirst(numberPrefix.count)), decimal: true) else {
      throw PKIError(.content, name, "line \(place): not the number of a list", hint: "it reads: # crl number 3")
    }
    return number
  }

  private static func record(_ line: String, _ name: String, _ place: Int) throws(PKIError) -> Record {
    let words = line.split(separator: " ", maxSplits: 3).map(String.init)
    func damaged(_ what: String) -> PKIError {
      PKIError(
        .content, name, "line \(place): \(what)", hint: "it reads: serial time reason subject; nothing was written")
    }
    guard words.count >= 3 else { throw damaged("not a revocation") }
    guard let serial = SerialNumber(words[0]) else { throw damaged("'\(words[0])' is no serial number in hex") }
    guard let time = Instant(rfc3339: words[1]) else {
      throw damaged("'\(words[1])' is no time such as 2027-01-01T00:00:00Z")
    }
    guard let reason = RevocationReason(named: words[2]) else { throw damaged("'\(words[2])' is no reason") }
    return Record(serial: serial, time: time, reason: reason, subject: words.count > 3 ? words[3] : "")
  }

  /// Without what would break the line or reach a terminal raw.
  private static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isPlain($0) ? $0 : "?" }))
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: true
    }
  }
}
