import PKICore
import Testing
import Vocabulary

@Suite("A certification request")
struct CertificateRequestTests {
  @Test("its fields") func fields() throws {
    let request = try CertificateRequest(der: Fixture.request)
    #expect(request.faults == [])
    #expect(request.version == 0)
    #expect(request.subject.description == "CN=cb.example.com")
    #expect(request.publicKey.keyDescription.text == "Ed25519")
    #expect(request.signatureAlgorithm.signatureName == "Ed25519")
    #expect(request.signatureAlgorithm.signatureDigest == nil)
    #expect(request.signature.count == 64)
    #expect(request.information.octets.first == 0x30)
    #expect(request.hasChallengePassword)
    #expect(try request.extensions.count == 4)
    #expect(try request.subjectAlternativeNames == [.dns("cb.example.com"), .ip([192, 0, 2, 1])])
    #expect(try request.keyUsage == .digitalSignature)
    #expect(try request.extendedKeyUsage == [.serverAuth])
    #expect(try request.basicConstraints?.isCA == false)
  }

  @Test("Microsoft's attribute") func microsoft() throws {
    let request = try CertificateRequest(der: request(attribute: .microsoftExtensionRequest))
    #expect(try request.basicConstraints?.isCA == false)
    #expect(!request.hasChallengePassword)
  }

  @Test("without attributes it is shown, and said") func noAttributes() throws {
    let request = try CertificateRequest(der: request(attribute: nil))
    #expect(request.faults == ["the attributes are missing"])
    #expect(try request.extensions == [])
    #expect(try request.keyUsage == nil)
  }

  @Test("what is none is refused") func refused() {
    #expect(throws: DERError.self) { try CertificateRequest(der: Fixture.leaf) }
    #expect(throws: DERError.self) { try CertificateRequest(der: Array(Fixture.request.dropLast())) }
  }

  private func request(attribute: ObjectIdentifier?) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence { request in
      request.sequence { fields in
        fields.integer(0)
        fields.raw(CertificateRecipe.name("a"))
        fields.raw(CertificateRecipe.rsaKey(bits: 1024))
        guard let attribute else { return }
        fields.put(DERTag.context(0)) { $0.sequence { putExtensions(&$0, attribute) } }
      }
      request.sequence { $0.objectIdentifier(.sha256WithRSA) }
      request.bitString([1])
    }
    return writer.bytes
  }

  private func putExtensions(_ writer: inout DERWriter, _ attribute: ObjectIdentifier) {
    writer.objectIdentifier(attribute)
    writer.put(DERTag.set) {
      $0.sequence {
        $0.sequence {
          $0.objectIdentifier(.basicConstraints)
          $0.put(DERTag.octetString, [0x30, 0])
        }
      }
    }
  }
}

@Suite("A revocation list")
struct RevocationListTests {
  let list: RevocationList

  init() throws {
    self.list = try RevocationList(der: Fixture.revocationList)
  }

  @Test("its fields") func fields() throws {
    #expect(list.faults == [])
    #expect(list.shownVersion == 2)
    #expect(list.issuer.description == "CN=Example Root, O=Example Ltd, C=GB")
    #expect(list.thisUpdate.instant == Instant(rfc3339: "2026-11-21T07:02:00Z"))
    #expect(list.nextUpdate?.instant == Instant(rfc3339: "2026-12-21T07:02:00Z"))
    #expect(try list.number == SerialNumber(magnitude: [10]))
    #expect(try list.deltaBase == nil)
    #expect(list.signatureAlgorithm.signatureDigest == .sha256)
    let identifier = Fixture.bytes("FC8064D518BFEFC217E2B06C94C1A180053ACF9F")
    #expect(try list.authorityKeyIdentifier?.keyIdentifier == identifier)
    let scope = try #require(try list.issuingDistributionPoint)
    #expect(scope.name?.uris == ["http://ca.example.com/ca.crl"])
    #expect(scope.onlyUserCertificates)
    #expect(!scope.onlyCACertificates)
    #expect(!scope.isIndirect)
    #expect(scope.onlySomeReasons?.names == ["keyCompromise"])
  }

  @Test("its entries, one by one") func entries() throws {
    #expect(list.entryCount == 3)
    var entries = list.entries()
    var found: [RevokedCertificate] = []
    while let entry = try entries.next() { found.append(entry) }
    #expect(found.map(\.serial.hex) == ["02", "03", "0400"])
    #expect(found.map(\.date.text) == ["260101000000Z", "260201000000Z", "260301000000Z"])
    #expect(try found.first?.reason == .keyCompromise)
    #expect(try found[1].reason?.name == "certificateHold")
    #expect(try found[1].invalidityDate == nil)
    #expect(try found[2].invalidityDate?.instant == Instant(year: 2026, month: 2, day: 15))
    #expect(try found[2].certificateIssuer == [])
  }

  @Test("an entry by its serial number") func lookup() throws {
    #expect(try list.entry(for: SerialNumber(magnitude: [4, 0]))?.date.text == "260301000000Z")
    #expect(try list.entry(for: SerialNumber(magnitude: [4])) == nil)
  }

  @Test("a broken entry is no end of the list") func broken() throws {
    // The date of the second entry becomes an INTEGER.
    var der = Fixture.revocationList
    let date = Array("260201000000Z".utf8)
    let start = try #require(der.indices.first { der[$0...].starts(with: date) })
    der[start - 2] = DERTag.integer
    let list = try RevocationList(der: der)
    var entries = list.entries()
    #expect(try entries.next()?.serial.hex == "02")
    #expect(throws: DERError.self) { try entries.next() }
    #expect(throws: Never.self) { try list.entry(for: SerialNumber(magnitude: [2])) }
    #expect(throws: DERError.self) { try list.entry(for: SerialNumber(magnitude: [3])) }
  }
}

@Suite("OCSP")
struct OCSPTests {
  @Test("a request") func request() throws {
    let request = try OCSPRequest(der: Fixture.ocspRequest)
    #expect(request.version == 0)
    #expect(request.certificates.map(\.serial.hex) == ["f1e2d3c4b5a69788"])
    #expect(request.certificates.first?.issuerNameHash.count == 20)
    #expect(!request.isSigned)
    #expect(request.requestor == nil)
  }

  @Test("a response") func response() throws {
    let response = try OCSPResponse(der: Fixture.ocspRevoked)
    #expect(OCSPResponse.Status(rawValue: response.status) == .successful)
    let basic = try #require(response.basic)
    guard case .keyHash(let hash) = basic.responder else {
      Issue.record("no key hash")
      return
    }
    #expect(hash.count == 20)
    #expect(basic.certificates == [])
    #expect(basic.responses.count == 1)
    let single = try #require(basic.responses.first)
    #expect(single.certificate == (try OCSPRequest(der: Fixture.ocspRequest)).certificates.first)
    #expect(single.nextUpdate == nil)
    guard case .revoked(let date, let reason) = single.status else {
      Issue.record("not revoked")
      return
    }
    #expect(date.instant == Instant(year: 2026, month: 1, day: 1))
    #expect(reason?.name == "superseded")
  }

  @Test("a refusal") func refusal() throws {
    let response = try OCSPResponse(der: [0x30, 3, 0x0a, 1, 6])
    #expect(OCSPResponse.Status(rawValue: response.status) == .unauthorized)
    #expect(response.basic == nil)
  }
}
