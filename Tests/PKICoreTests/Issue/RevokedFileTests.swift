import PKICore
import Testing
import Vocabulary

@Suite struct RevokedFileTests {
  static let time = Instant(rfc3339: "2026-11-21T07:00:00Z") ?? Instant(seconds: 0)
  static let text = """
    # ours
    # crl number 3

    0a1f 2026-11-21T07:00:00Z keyCompromise CN=cb.example.com, O=Example
    0b 2026-11-21T08:00:00+01:00 unspecified

    """

  @Test func readsWhatItWrote() throws {
    let file = try RevokedFile(Array(Self.text.utf8), name: "ca.revoked")
    #expect(file.records.map(\.serial.hex) == ["0a1f", "0b"])
    #expect(file.records.map(\.time) == [Self.time, Self.time])
    #expect(file.records.map(\.reason.name) == ["keyCompromise", "unspecified"])
    #expect(file.records.map(\.subject) == ["CN=cb.example.com, O=Example", ""])
    #expect(file.lastNumber?.decimal == "3")
    #expect(String(decoding: file.bytes, as: UTF8.self) == Self.text)
    let windows = try RevokedFile(Array(Self.text.replacing("\n", with: "\r\n").utf8), name: "ca.revoked")
    #expect(windows.records == file.records)
  }

  @Test func addsALineAndNotesTheNumber() throws {
    var file = try RevokedFile(Array(Self.text.utf8), name: "ca.revoked")
    try file.add(
      RevokedFile.Record(
        serial: SerialNumber(magnitude: [1, 2]), time: Self.time, reason: .keyCompromise,
        subject: "CN=a\nb\u{1b}[31m\u{202e}c"))
    file.note(number: SerialNumber(magnitude: [1, 0]))
    let expected =
      Self.text.replacing("# crl number 3", with: "# crl number 256")
      + "0102 2026-11-21T07:00:00Z keyCompromise CN=a?b?[31m?c\n"
    #expect(String(decoding: file.bytes, as: UTF8.self) == expected)
    #expect(throws: PKIError.self) { try file.add(file.records[0]) }
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let line: String
    let says: String
    var testDescription: String { line }

    static let all: [Damage] = [
      Damage(line: "0a1f", says: "line 2: not a revocation"),
      Damage(line: "xyz 2026-11-21T07:00:00Z keyCompromise CN=a", says: "line 2: 'xyz' is no serial number in hex"),
      Damage(line: "0c yesterday keyCompromise CN=a", says: "line 2: 'yesterday' is no time"),
      Damage(line: "0c 2026-02-30T07:00:00Z keyCompromise CN=a", says: "line 2: '2026-02-30T07:00:00Z' is no time"),
      Damage(line: "0c 2026-11-21T07:00:00Z because CN=a", says: "line 2: 'because' is no reason"),
      Damage(line: "0c 2026-11-21T07:00:00Z removeFromCRL CN=a", says: "line 2: 'removeFromCRL' is no reason"),
      Damage(line: "0a 2026-11-21T07:00:00Z superseded CN=a", says: "line 2: serial 0a stands there twice"),
      Damage(line: "# crl number three", says: "line 2: not the number of a list"),
    ]
  }

  @Test(arguments: Damage.all) func aDamagedLineIsNamed(_ row: Damage) {
    let text = "0a 2026-11-21T07:00:00Z unspecified CN=x\n\(row.line)\n"
    let error = #expect(throws: PKIError.self) { try RevokedFile(Array(text.utf8), name: "ca.revoked") }
    #expect(error?.kind == .content && error?.subject == "ca.revoked")
    #expect(error?.message.hasPrefix(row.says) == true, "\(error?.message ?? "")")
  }

  @Test func numbersGrow() {
    let numbers = [[], [1], [0xff], [1, 0xff, 0xff]].map { SerialNumber(magnitude: $0) }
    #expect(numbers.map(\.successor.decimal) == ["1", "2", "256", "131072"])
    #expect(SerialNumber.larger(numbers[1], numbers[2]) == numbers[2])
    #expect(SerialNumber.larger(numbers[3], numbers[2]) == numbers[3])
    #expect(SerialNumber.larger(nil, numbers[1]) == numbers[1] && SerialNumber.larger(nil, nil) == nil)
  }
}
