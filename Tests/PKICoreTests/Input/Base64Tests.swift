import PKICore
import Testing

@testable import PKICore

@Suite struct Base64Tests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let octets: [UInt8]?
    var testDescription: String { text }

    static let all: [Case] = [
      Case(text: "", octets: []), Case(text: "Zg==", octets: Array("f".utf8)),
      Case(text: "Zm8=", octets: Array("fo".utf8)), Case(text: "Zm9v", octets: Array("foo".utf8)),
      Case(text: "Zm9vYmFy", octets: Array("foobar".utf8)), Case(text: "Zm8", octets: Array("fo".utf8)),
      Case(text: " Z\tm\r\n9 v\n", octets: Array("foo".utf8)),
      Case(text: "Zm9v\\nYmFy\\r\\n", octets: Array("foobar".utf8)),
      Case(text: "Zm9vY", octets: nil), Case(text: "Zm9v=", octets: nil), Case(text: "Zg===", octets: nil),
      Case(text: "Zg==Zg==", octets: nil), Case(text: "Zm9!", octets: nil), Case(text: "Zm9-", octets: nil),
      Case(text: "Zm9v\\x", octets: nil), Case(text: "+/+/", octets: [0xfb, 0xff, 0xbf]),
    ]
  }

  @Test(arguments: Case.all) func decodes(_ one: Case) {
    #expect(Base64.decode(one.text.utf8) == one.octets)
  }

  @Test func encodesWhatItDecodes() {
    var bytes: [UInt8] = []
    for length in 0..<200 {
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
      #expect(Base64.decode(Base64.encode(bytes, lineLength: 64)) == bytes)
      bytes.append(UInt8(truncatingIfNeeded: length &* 151))
    }
    #expect(
      Base64.encode([UInt8](repeating: 0, count: 49), lineLength: 64).split(separator: 0x0a).map(\.count) == [64, 4])
  }

  @Test func piecesOfAnySizeAreTheSame() {
    let octets = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let text = Base64.encode(octets, lineLength: 64)
    for size in [1, 2, 3, 5, 63, 64, 65, 66, 500] {
      var decoder = Base64Decoder()
      var output: [UInt8] = []
      var start = 0
      while start < text.count {
        let end = min(start + size, text.count)
        #expect(decoder.decode(text, from: start, to: end, into: &output) == end)
        start = end
      }
      #expect(decoder.finish(into: &output) == .complete)
      #expect(output == octets)
      #expect(decoder.lines == 7)
    }
  }
}
