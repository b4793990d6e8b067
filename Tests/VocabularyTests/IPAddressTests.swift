import Testing
import Vocabulary

@Suite("IP addresses")
struct IPAddressTests {
  struct Case: CustomTestStringConvertible {
    let spelled: String
    let shown: String
    var testDescription: String { spelled }

    init(_ spelled: String, _ shown: String? = nil) {
      self.spelled = spelled
      self.shown = shown ?? spelled
    }
  }

  /// The examples of RFC 5952 §1, §2, §4 and §5 among them.
  static let all: [Case] = [
    Case("192.0.2.1"), Case("0.0.0.0"), Case("255.255.255.255"), Case("::"), Case("::1"), Case("1::"),
    Case("2001:db8::1"), Case("2001:DB8::1", "2001:db8::1"), Case("[2001:db8::1]", "2001:db8::1"),
    Case("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), Case("2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    Case("2001:db8::1:0:0:1"), Case("2001:db8:0:1:1:1:1:1"), Case("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    Case("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
    Case("2001:db8:aaaa:bbbb:cccc:dddd:eeee:001", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1"),
    Case("::ffff:192.0.2.1"), Case("::ffff:c000:201", "::ffff:192.0.2.1"),
    Case("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    Case("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), Case("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    Case("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
  ]

  @Test(arguments: all)
  func bothWays(_ example: Case) throws {
    let octets = try #require(IPAddress.octets(example.spelled))
    #expect(IPAddress.text(octets) == example.shown)
    #expect(IPAddress.octets(example.shown) == octets)
  }

  static let refused = [
    "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.04", "1.2.3.", "a.b.c.d", "1.2.3.4 ", ":", ":::", "1",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1.2.3.4::",
    "::1.2.3.4:5",
    "1::1.2.3", "fe80::1%eth0", "::+1", "1:", ":1", "[::1", "1:2:3:4:5:6:7:1.2.3.4", "٣::",
  ]

  @Test(arguments: refused)
  func refusal(_ text: String) {
    #expect(IPAddress.octets(text) == nil)
  }

  @Test("with a mask, and of no length at all") func masks() {
    #expect(IPAddress.text([192, 0, 2, 0, 255, 255, 255, 0]) == "192.0.2.0/24")
    #expect(IPAddress.text([0, 0, 0, 0, 0, 0, 0, 0]) == "0.0.0.0/0")
    #expect(IPAddress.text([192, 0, 2, 0, 255, 0, 255, 0]) == "192.0.2.0/255.0.255.0")
    let network = [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 12)
    let mask = [UInt8](repeating: 0xff, count: 4) + [UInt8](repeating: 0, count: 12)
    #expect(IPAddress.text(network + mask) == "2001:db8::/32")
    #expect(IPAddress.text([1, 2]) == "invalid:0102")
    #expect(IPAddress.text([]) == "invalid:")
  }
}
