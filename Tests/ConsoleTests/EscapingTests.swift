import Console
import Testing

@Suite("Escaping")
struct EscapingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let raw: String
    let text: String
    let json: String
    let columns: Int
    var testDescription: String { json }

    init(_ raw: String, text: String, json: String, columns: Int? = nil) {
      self.raw = raw
      self.text = text
      self.json = "\"\(json)\""
      self.columns = columns ?? text.utf8.count
    }

    static let all: [Case] = [
      Case("", text: "", json: ""),
      Case("plain ~!", text: "plain ~!", json: "plain ~!"),
      Case("\u{1B}[31m", text: #"\x1b[31m"#, json: #"\u001b[31m"#),
      Case("a\nb\r\t\0", text: #"a\x0ab\x0d\x09\x00"#, json: #"a\nb\r\t\u0000"#),
      Case("\u{7F}", text: #"\x7f"#, json: #"\u007f"#),
      Case("\u{85}\u{9B}", text: #"\u{85}\u{9b}"#, json: #"\u0085\u009b"#),
      Case(#"C:\x1b"#, text: #"C:\\x1b"#, json: #"C:\\x1b"#),
      Case(#"O=Ex\, "Inc.""#, text: #"O=Ex\, "Inc.""#, json: #"O=Ex\\, \"Inc.\""#),
      Case("\\\u{1B}", text: #"\\\x1b"#, json: #"\\\u001b"#), Case(#"\\,"#, text: #"\\\,"#, json: #"\\\\,"#),
      Case("say \"hi\"", text: "say \"hi\"", json: #"say \"hi\""#),
      Case("\u{202E}moc", text: #"\u{202e}moc"#, json: #"\u202emoc"#),
      Case("a\u{200B}b\u{FEFF}", text: #"a\u{200b}b\u{feff}"#, json: #"a\u200bb\ufeff"#),
      Case("\u{2028}\u{2029}", text: #"\u{2028}\u{2029}"#, json: #"\u2028\u2029"#),
      Case("\u{AD}", text: #"\u{ad}"#, json: #"\u00ad"#),
      Case("\u{E0041}", text: #"\u{e0041}"#, json: #"\udb40\udc41"#),
      Case("\u{10FFFF}", text: #"\u{10ffff}"#, json: #"\udbff\udfff"#),
      Case("\u{E000}", text: #"\u{e000}"#, json: #"\ue000"#),
      Case("Zürich", text: "Zürich", json: "Zürich", columns: 6),
      Case("Zu\u{308}rich", text: "Zu\u{308}rich", json: "Zu\u{308}rich", columns: 6),
      Case("東京", text: "東京", json: "東京", columns: 4),
      Case("한글", text: "한글", json: "한글", columns: 4),
      Case("🥖", text: "🥖", json: "🥖", columns: 2),
      Case("ＡＢ", text: "ＡＢ", json: "ＡＢ", columns: 4),
      Case("Ελλάδα", text: "Ελλάδα", json: "Ελλάδα", columns: 6),
    ]
  }

  @Test(arguments: Case.all)
  func escapes(_ one: Case) {
    #expect(Escaping.text(one.raw) == one.text)
    #expect(Escaping.columns(of: one.raw) == one.columns)
    #expect(Document.text(one.raw).json() == one.json)
  }

  @Test("All 256 first scalars: one is shown as it stands exactly if it is printable and no backslash")
  func everyByte() {
    for value in UInt8.min...UInt8.max {
      let raw = String(Unicode.Scalar(value))
      let isPrintable = (0x20...0x7E).contains(value) || value >= 0xA0 && value != 0xAD
      #expect((Escaping.text(raw) == raw) == (isPrintable && raw != "\\"), "\(value)")
    }
  }

  /// What reorders, hides or ends a line.
  static let hostile: [ClosedRange<UInt32>] = [
    0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x034F...0x034F, 0x061C...0x061C, 0x115F...0x1160, 0x180E...0x180E,
    0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xE000...0xE001, 0xFEFF...0xFEFF,
    0xFFA0...0xFFA0, 0xFFF9...0xFFFC, 0xFFFE...0xFFFF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
    0xE0000...0xE007F, 0xE0100...0xE01EF, 0x10FFFE...0x10FFFF,
  ]

  @Test("Nothing that reorders, hides or ends a line comes through, as text or as JSON")
  func hostileScalars() {
    for scalar in Self.hostile.joined().compactMap(Unicode.Scalar.init) {
      let raw = "a\(scalar)b"
      let isASCII = { (text: String) in text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }
      #expect(isASCII(Escaping.text(raw)), "U+\(String(scalar.value, radix: 16))")
      #expect(isASCII(Document.text(raw).json()), "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test("Different texts stay different")
  func injective() {
    let pieces = ["", "\\", "\u{1B}", "\u{202E}", "x1b", "u{202e}", ",", "\""]
    var texts: Set<String> = [""]
    for _ in 0..<5 { texts = Set(texts.flatMap { text in pieces.map { text + $0 } }) }
    #expect(texts.count > 5_000 && Set(texts.map(Escaping.text)).count == texts.count)
  }
}
