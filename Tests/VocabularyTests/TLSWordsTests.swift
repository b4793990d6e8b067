import Testing
import Vocabulary

@Suite struct TLSWordsTests {
  @Test func versionsHaveTheirNames() {
    #expect(TLSVersion.all.map(\.description) == ["TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"])
    #expect(TLSVersion.all.sorted() == TLSVersion.all)
    #expect(TLSVersion(rawValue: 0x0300).description == "SSL 3.0")
    #expect(TLSVersion(rawValue: 0x7f1c).description == "version 0x7f1c")
  }

  @Test func alertsHaveTheirNames() {
    #expect(TLSAlert(40, isFatal: true).description == "handshake failure")
    #expect(
      [86, 109, 116].map { TLSAlert($0, isFatal: true).description }
        == ["inappropriate fallback", "missing extension", "certificate required"])
    #expect(TLSAlert(200, isFatal: true).description == "alert 200")
    #expect(TLSAlert(0, isFatal: false).isClosing && !TLSAlert(40, isFatal: true).isClosing)
  }
}
