import PKICore
import Testing
import Vocabulary

/// Every prefix and every single-bit flip of every fixture: anything may be said, nothing may trap.
@Suite("Damage")
struct DamageTests {
  @Test(arguments: Fixture.all)
  func prefixes(_ der: [UInt8]) {
    for count in 0..<der.count {
      let damaged = Array(der[..<count])
      #expect((try? Certificate(der: damaged)) == nil)
      readAll(damaged)
    }
  }

  @Test(arguments: Fixture.all)
  func flips(_ der: [UInt8]) {
    var damaged = der
    for index in der.indices {
      for bit in 0..<8 {
        damaged[index] ^= 1 << UInt8(bit)
        readAll(damaged)
        damaged[index] = der[index]
      }
    }
  }

  @Test("lengths of every form in every place") func lengths() {
    for index in Fixture.leaf.indices.prefix(120) {
      for length: [UInt8] in [
        [0x80], [0x84, 0xff, 0xff, 0xff, 0xff], [0x88] + [UInt8](repeating: 0xff, count: 8), [0xff],
      ] {
        var damaged = Fixture.leaf
        damaged.replaceSubrange(index..<index + 1, with: length)
        readAll(damaged)
      }
    }
  }

  private func readAll(_ der: [UInt8]) {
    if let certificate = try? Certificate(der: der) {
      _ = certificate.subject.description
      _ = certificate.isSelfIssued
      _ = certificate.publicKey.keyDescription.text
      _ = certificate.signatureAlgorithm.signatureName
      for each in certificate.extensions { _ = try? each.decodedLaxly() }
    }
    if let request = try? CertificateRequest(der: der) {
      for each in (try? request.extensions) ?? [] { _ = try? each.decodedLaxly() }
    }
    if let list = try? RevocationList(der: der) {
      var entries = list.entries()
      while let entry = try? entries.next() { _ = try? entry.reason }
      for each in list.extensions { _ = try? each.decodedLaxly() }
    }
    _ = try? OCSPRequest(der: der)
    _ = try? OCSPResponse(der: der)
    _ = try? DERScan.certificate(der)
  }
}
