import Testing
import Vocabulary

@testable import PKICore

@Suite struct SigningTests {
  let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func refusal(_ body: () throws -> Void) -> PKIError? {
    do {
      try body()
      return nil
    } catch { return error as? PKIError }
  }

  // MARK: - What is copied and what is not

  @Test func copiesNamesAndUsagesAndNothingElse() throws {
    let request = try Workshop.request(["CN:www.example.com", "O:Example", "SAN:10.1.2.3"]) {
      $0.keyUsage = .digitalSignature
      $0.extendedKeyUsage = [.serverAuth]
      $0.mustStaple = true
      $0.microsoftTemplate = "WebServer"
    }
    let ca = try workshop.certificate()
    let (certificate, notes) = try workshop.signed(request, by: ca)
    #expect(certificate.subject == request.subject)
    #expect(certificate.issuerDER.array == ca.subjectDER.array)
    #expect(certificate.publicKey == request.publicKey)
    #expect(try certificate.subjectAlternativeNames.map(\.description) == ["DNS:www.example.com", "IP:10.1.2.3"])
    #expect(try certificate.keyUsage == .digitalSignature)
    #expect(try certificate.extendedKeyUsage == [.serverAuth])
    #expect(try certificate.basicConstraints?.isCA == false)
    #expect(try certificate.subjectKeyIdentifier == request.publicKey.keyIdentifier)
    #expect(try certificate.authorityKeyIdentifier?.keyIdentifier == ca.subjectKeyIdentifier)
    #expect(certificate.shownVersion == 3)
    #expect(notes == ["left out: TLS feature", "left out: Microsoft template name"])
    #expect(
      !certificate.extensions.contains { $0.identifier == .tlsFeature || $0.identifier == .microsoftTemplateName })
  }

  @Test func aRequestIsNotMadeACAByAsking() throws {
    let request = try Workshop.request(["CN:www.example.com"]) {
      $0.basicConstraints = (true, nil)
      $0.keyUsage = [.digitalSignature, .keyCertSign, .cRLSign]
    }
    let (certificate, notes) = try workshop.signed(request)
    #expect(try certificate.basicConstraints?.isCA == false)
    #expect(try certificate.keyUsage == .digitalSignature)
    #expect(notes.contains("left out: CA:TRUE, which only --ca grants"))
    #expect(notes.contains("left out: the key usages keyCertSign and cRLSign, which are for CAs"))
  }

  @Test func aCAIsMadeWhereItIsGranted() throws {
    let request = try Workshop.request(["CN:Issuing CA"]) { $0.extendedKeyUsage = [.serverAuth] }
    let (certificate, notes) = try workshop.signed(request) {
      $0.isCA = true
      $0.pathLength = 0
    }
    #expect(try certificate.basicConstraints?.isCA == true)
    #expect(try certificate.basicConstraints?.pathLength == 0)
    #expect(try certificate.keyUsage?.isSuperset(of: [.keyCertSign, .cRLSign]) == true)
    #expect(try certificate.extendedKeyUsage == nil)
    #expect(
      notes == ["left out: the extended key usages serverAuth, which would bind all below the CA: --eku sets them"])
  }

  @Test func whatThePlanSaysComesFirst() throws {
    let request = try Workshop.request(["CN:www.example.com"]) { $0.extendedKeyUsage = [.serverAuth] }
    let (certificate, _) = try workshop.signed(request) {
      $0.subject = try? DistinguishedNameSyntax.name("CN=other.example.com")
      $0.extendedKeyUsage = [.clientAuth]
      $0.moreNames = [.dns("WWW.example.com"), .dns("more.example.com")]
      $0.serial = SerialNumber("1f3a", decimal: false)
      $0.revocationListURLs = ["http://ca.example.com/ca.crl"]
      $0.issuerURLs = ["http://ca.example.com/ca.crt"]
      $0.responderURLs = ["http://ocsp.example.com"]
    }
    #expect(certificate.subject.description == "CN=other.example.com")
    #expect(try certificate.extendedKeyUsage == [.clientAuth])
    let names = try certificate.subjectAlternativeNames.map(\.description)
    #expect(names == ["DNS:www.example.com", "DNS:more.example.com"])
    #expect(certificate.serial.hex == "1f3a")
    #expect(certificate.caIssuerURIs == ["http://ca.example.com/ca.crt"])
    let kinds = certificate.extensions.map(\.identifier)
    #expect(kinds.contains(.cRLDistributionPoints) && kinds.contains(.authorityInformationAccess))
  }

  @Test func anEmptySubjectMakesTheNamesCritical() throws {
    let (certificate, _) = try workshop.signed(Workshop.request(["SAN:www.example.com"]))
    #expect(certificate.subject.isEmpty)
    let names = certificate.extensions.first { $0.identifier == .subjectAlternativeName }
    #expect(names?.isCritical == true)
  }

  @Test func missingNamesAreSaid() throws {
    let (_, notes) = try workshop.signed(Workshop.request(["CN:no host name"]))
    #expect(notes.count == 1 && notes[0].hasPrefix("there are no alternative names"))
  }

  @Test func serialsArePositiveAndLong() throws {
    let request = try Workshop.request(["CN:www.example.com"])
    let one = try workshop.signed(request).certificate.serial, other = try workshop.signed(request).certificate.serial
    #expect(one != other)
    #expect(one.content.count <= 20 && one.content[0] & 0x80 == 0 && one.content.count > 12)
  }

  // MARK: - The CA's limits

  @Test func nothingOutlivesTheCA() throws {
    let ca = try workshop.certificate(days: 100)
    let (certificate, notes) = try workshop.signed(Workshop.request(["CN:www.example.com"]), by: ca, days: 825)
    #expect(certificate.notAfter.instant == ca.notAfter.instant)
    #expect(notes == ["valid until 2026-06-09T10:59:59Z only, when the CA ca.crt ends"])
  }

  @Test func whatWouldBeginAfterTheCAIsRefused() throws {
    let ca = try workshop.certificate(days: 10)
    let request = try Workshop.request(["CN:www.example.com"])
    let error = refusal {
      _ = try workshop.signed(request, by: ca) { plan in
        plan.lifetime.notBefore = Workshop.now.adding(days: 20)
        plan.lifetime.notAfter = Workshop.now.adding(days: 30)
      }
    }
    #expect(error?.kind == .refused)
    #expect(error?.message == "the CA ends on 2026-03-11T10:59:59Z, before the certificate would begin")
  }

  /// A path length of the CA, the one wanted below it, and the one granted; nil where it is refused.
  struct Path: Sendable, CustomTestStringConvertible {
    let above: Int?
    let wanted: Int?
    let granted: Int?
    var isRefused = false

    var testDescription: String { "\(above ?? -1) above, \(wanted ?? -1) wanted" }

    static let all: [Path] = [
      Path(above: nil, wanted: nil, granted: nil),
      Path(above: nil, wanted: 3, granted: 3),
      Path(above: 1, wanted: nil, granted: 0),
      Path(above: 3, wanted: 1, granted: 1),
      Path(above: 3, wanted: 2, granted: 2),
      Path(above: 3, wanted: 3, granted: nil, isRefused: true),
      Path(above: 0, wanted: nil, granted: nil, isRefused: true),
      Path(above: 0, wanted: 0, granted: nil, isRefused: true),
    ]
  }

  /// What a request for a CA asks for, below a CA with a path length, and what it gets.
  struct Asked: Sendable {
    var above: Int?
    var asked: Int?
    var granted: Int?
    let usage: KeyUsage
    let grantedUsage: KeyUsage

    static let all = [
      Asked(usage: [.digitalSignature], grantedUsage: [.digitalSignature, .keyCertSign, .cRLSign]),
      Asked(usage: [.keyCertSign], grantedUsage: [.keyCertSign]),
      Asked(usage: [.cRLSign], grantedUsage: [.keyCertSign, .cRLSign]),
      Asked(asked: 0, granted: 0, usage: [.keyCertSign, .cRLSign], grantedUsage: [.keyCertSign, .cRLSign]),
      Asked(above: 3, asked: 1, granted: 1, usage: .keyCertSign, grantedUsage: .keyCertSign),
      Asked(above: 3, asked: 7, granted: 2, usage: .keyCertSign, grantedUsage: .keyCertSign),
    ]
  }

  @Test(arguments: Asked.all) func aCAGetsWhatItAsksForAndNoMore(_ one: Asked) throws {
    let request = try Workshop.request(["CN:Issuing CA"]) {
      $0.basicConstraints = (true, one.asked)
      $0.keyUsage = one.usage
    }
    let ca = try workshop.certificate(pathLength: one.above)
    let (certificate, _) = try workshop.signed(request, by: ca) { $0.isCA = true }
    #expect(try certificate.keyUsage == one.grantedUsage)
    #expect(try certificate.basicConstraints == BasicConstraints(isCA: true, pathLength: one.granted))
  }

  @Test(arguments: Path.all) func pathLengthsShrink(_ path: Path) throws {
    let ca = try workshop.certificate(pathLength: path.above)
    let request = try Workshop.request(["CN:Issuing CA"])
    var granted: Int?
    let error = refusal {
      let (certificate, _) = try workshop.signed(request, by: ca) {
        $0.isCA = true
        $0.pathLength = path.wanted
      }
      granted = try certificate.basicConstraints?.pathLength
    }
    #expect((error?.kind == .refused) == path.isRefused)
    #expect(granted == path.granted)
  }

  // MARK: - Who is no CA

  @Test func anotherKeyIsRefused() throws {
    let ca = try workshop.certificate(), other = try Workshop()
    let error = refusal { _ = try other.authority(ca) }
    #expect(error?.kind == .refused)
    #expect(error?.message == "certificate and key do not match: ca.key is another key")
  }

  @Test func aServersCertificateIsNoCA() throws {
    let error = refusal { _ = try workshop.authority(workshop.certificate(isCA: false, usage: .digitalSignature)) }
    #expect(error?.message == "this certificate is not a certificate authority (basicConstraints lacks CA:TRUE)")
  }

  @Test func aCAThatMayNotSignIsRefused() throws {
    let error = refusal { _ = try workshop.authority(workshop.certificate(usage: .cRLSign)) }
    #expect(error?.message == "this CA may not sign certificates: its key usage lacks keyCertSign")
  }

  @Test func aCAOutOfItsTimeIsRefused() throws {
    let old = Workshop.now.adding(days: -20), future = Workshop.now.adding(days: 1)
    let expired = refusal { _ = try workshop.authority(workshop.certificate(days: 10, from: old)) }
    #expect(expired?.message == "the CA expired on 2026-02-19T11:59:59Z")
    let early = refusal { _ = try workshop.authority(workshop.certificate(from: future)) }
    #expect(early?.message == "the CA is not valid before 2026-03-02T12:00:00Z")
  }

  @Test func aRequestThatWasChangedIsRefused() throws {
    var der = try Workshop.request(["CN:www.example.com"]).der
    let place = try #require(der.indices.first { der[$0...].starts(with: "www".utf8) })
    der[place] = UInt8(ascii: "x")
    let request = try CertificateRequest(der: der)
    #expect(request.hasValidSignature == false)
    let error = refusal { _ = try workshop.signed(request) }
    #expect(error?.kind == .refused)
    #expect(error?.message == "the request's own signature does not verify: it was changed after it was made")
  }

  // MARK: - Requests

  /// A type of key, and the signature that it makes with a digest.
  struct Scheme: Sendable, CustomTestStringConvertible {
    let type: KeyType
    var digest: Digest?
    let signature: String

    var testDescription: String { "\(type.word) \(digest.map { "\($0)" } ?? "")" }

    static let all: [Scheme] = [
      Scheme(type: .rsa(bits: 2048), signature: "sha256WithRSAEncryption"),
      Scheme(type: .rsa(bits: 2048), digest: .sha512, signature: "sha512WithRSAEncryption"),
      Scheme(type: .ec(.p256), signature: "ecdsa-with-SHA256"),
      Scheme(type: .ec(.p256), digest: .sha384, signature: "ecdsa-with-SHA384"),
      Scheme(type: .ec(.p384), signature: "ecdsa-with-SHA384"),
      Scheme(type: .ec(.p521), signature: "ecdsa-with-SHA512"),
      Scheme(type: .ed25519, signature: "Ed25519"),
      Scheme(type: .ed448, signature: "Ed448"),
    ]
  }

  @Test(arguments: Scheme.all) func everyKeySignsItsRequest(_ scheme: Scheme) throws {
    let request = try Workshop.request(["CN:www.example.com", "C:GB"], type: scheme.type, digest: scheme.digest)
    #expect(request.signatureAlgorithm.signatureName == scheme.signature)
    #expect(request.hasValidSignature == true)
    #expect(request.subject.description == "CN=www.example.com, C=GB")
    #expect(request.faults.isEmpty)
  }

  @Test func edwardsKeysTakeNoDigest() {
    let error = refusal { _ = try Workshop.request(["CN:a.org"], type: .ed25519, digest: .sha256) }
    #expect(error?.message == "Ed25519 has its own hash function")
    #expect(error?.kind == .usage)
  }

  @Test func theKeyUsageFollowsTheKey() throws {
    let rsa = try SigningKey(making: .rsa(bits: 2048)), curve = try SigningKey(making: .ec(.p256))
    #expect(DefaultUsage.keyUsage(of: rsa.publicKeyInfo) == [.digitalSignature, .keyEncipherment])
    #expect(DefaultUsage.keyUsage(of: curve.publicKeyInfo) == .digitalSignature)
    #expect(DefaultUsage.keyUsage(of: [0x30, 0]) == .digitalSignature)
  }
}
