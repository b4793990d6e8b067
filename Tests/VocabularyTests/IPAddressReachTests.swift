import Testing
import Vocabulary

/// Which addresses the public internet leads to, by the registries of special purposes.
@Suite struct IPAddressReachTests {
  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255",
    "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2001:4860:4860::8888",
    "2a00::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2001:200::1",
  ]) func leadsThere(_ text: String) throws {
    let octets = try #require(IPAddress.octets(text))
    #expect(IPAddress.limitedReach(octets) == nil)
  }

  @Test(arguments: [
    ("0.0.0.0", "an address of this host"), ("0.1.2.3", "an address of this host"), ("10.0.0.1", "a private address"),
    ("10.255.255.255", "a private address"), ("100.64.0.0", "a carrier's address"),
    ("100.127.255.255", "a carrier's address"), ("127.0.0.1", "a loopback address"),
    ("127.255.255.254", "a loopback address"), ("169.254.169.254", "a link-local address"),
    ("172.16.0.1", "a private address"), ("172.31.255.255", "a private address"), ("192.0.0.170", "a reserved address"),
    ("192.0.2.1", "an address of examples"), ("192.88.99.1", "a reserved address"),
    ("192.168.0.1", "a private address"),
    ("198.18.0.1", "an address of test networks"), ("198.19.255.255", "an address of test networks"),
    ("198.51.100.1", "an address of examples"), ("203.0.113.9", "an address of examples"),
    ("224.0.0.1", "a multicast address"), ("239.255.255.255", "a multicast address"),
    ("240.0.0.1", "a reserved address"), ("255.255.255.255", "a reserved address"), ("::", "an address of this host"),
    ("::1", "a loopback address"), ("::2", "a reserved address"), ("::127.0.0.1", "a reserved address"),
    ("::ffff:127.0.0.1", "a loopback address"), ("::ffff:10.0.0.1", "a private address"),
    ("::ffff:169.254.169.254", "a link-local address"), ("::ffff:0:10.0.0.1", "a reserved address"),
    ("64:ff9b::7f00:1", "a loopback address"), ("64:ff9b::a00:1", "a private address"),
    ("64:ff9b:1::808:808", "a reserved address"), ("100::1", "a reserved address"), ("2001::1", "a reserved address"),
    ("2001:10::1", "a reserved address"), ("2001:1ff::1", "a reserved address"),
    ("2001:db8::1", "an address of examples"),
    ("2002:7f00:1::", "a loopback address"), ("2002:c0a8:1::1", "a private address"),
    ("3fff::1", "an address of examples"),
    ("3fff:fff:ffff::", "an address of examples"), ("5f00::1", "a reserved address"), ("fc00::1", "a private address"),
    ("fdff::1", "a private address"), ("fe80::1", "a link-local address"), ("febf::1", "a link-local address"),
    ("fec0::1", "a private address"), ("ff02::1", "a multicast address"),
  ]) func keepsToItself(_ text: String, _ sort: String) throws {
    let octets = try #require(IPAddress.octets(text))
    #expect(IPAddress.limitedReach(octets) == sort)
  }

  @Test func whatIsNoAddressLeadsNowhere() {
    #expect(IPAddress.limitedReach([]) == "no address")
    #expect(IPAddress.limitedReach([10, 0, 0, 0, 255, 0, 0, 0]) == "no address")
  }
}
