import Testing
import Vocabulary

@Suite("Serial numbers")
struct SerialNumberTests {
  struct Case: CustomTestStringConvertible {
    let content: String
    let hex: String
    let decimal: String
    var testDescription: String { decimal }
  }

  static let all: [Case] = [
    Case(content: "00", hex: "00", decimal: "0"), Case(content: "01", hex: "01", decimal: "1"),
    Case(content: "7f", hex: "7f", decimal: "127"), Case(content: "0080", hex: "80", decimal: "128"),
    Case(content: "0a1f", hex: "0a1f", decimal: "2591"), Case(content: "ff", hex: "-01", decimal: "-1"),
    Case(content: "80", hex: "-80", decimal: "-128"), Case(content: "ff7f", hex: "-81", decimal: "-129"),
    Case(content: "8000", hex: "-8000", decimal: "-32768"),
    Case(content: "3b9aca00", hex: "3b9aca00", decimal: "1000000000"),
    Case(content: "00ffffffffffffffff", hex: "ffffffffffffffff", decimal: "18446744073709551615"),
    Case(
      content: "00ffffffffffffffffffffffffffffffffffffffff", hex: "ffffffffffffffffffffffffffffffffffffffff",
      decimal: "1461501637330902918203684832716283019655932542975"),
  ]

  @Test(arguments: all)
  func bothWays(_ example: Case) throws {
    let serial = SerialNumber(content: try #require(Hexadecimal.bytes(example.content)))
    #expect(serial.hex == example.hex)
    #expect(serial.decimal == example.decimal)
    #expect(serial.isNegative == example.decimal.hasPrefix("-"))
    #expect(serial.isZero == (example.decimal == "0"))
    guard !serial.isNegative else { return }
    #expect(SerialNumber(example.hex) == serial)
    #expect(SerialNumber(example.decimal, decimal: true) == serial)
    #expect(SerialNumber(magnitude: serial.magnitude) == serial)
  }

  @Test("spellings") func spellings() {
    let serial = SerialNumber(magnitude: [0x0a, 0x1f])
    for text in ["0a1f", "0A1F", "0x0a1f", "0Xa1f", "a1f", "0a:1f", "000a1f"] { #expect(SerialNumber(text) == serial) }
    #expect(SerialNumber("0002591", decimal: true) == serial)
    for text in ["", "0x", ":", "x", "0a 1g", "-1"] { #expect(SerialNumber(text) == nil) }
    for text in ["", "a", "-1", "1 ", "٣"] { #expect(SerialNumber(text, decimal: true) == nil) }
  }

  @Test("leading zeros of a magnitude") func leadingZeros() {
    #expect(SerialNumber(magnitude: [0, 0, 1]).content == [1])
    #expect(SerialNumber(magnitude: []).content == [0])
    #expect(SerialNumber(magnitude: [0x80]).content == [0, 0x80])
    #expect(SerialNumber(content: []).hex == "00")
    #expect(SerialNumber(content: []).decimal == "0")
  }

  @Test("one of 20,000 octets", .timeLimit(.minutes(1))) func huge() {
    let serial = SerialNumber(magnitude: [1] + [UInt8](repeating: 0, count: 20_000))
    #expect(serial.decimal.utf8.count == 48_165)
  }
}
