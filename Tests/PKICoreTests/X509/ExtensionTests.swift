import PKICore
import Testing
import Vocabulary

@Suite("Extensions of a leaf")
struct LeafExtensionTests {
  let leaf: Certificate

  init() throws {
    self.leaf = try Certificate(der: Fixture.leaf)
  }

  @Test("every one is read by the strict rules") func all() throws {
    for each in leaf.extensions {
      #expect(throws: Never.self) { try each.decoded() }
      #expect(try each.decodedLaxly().fault == nil)
    }
  }

  @Test("usages") func usages() throws {
    #expect(try leaf.basicConstraints == BasicConstraints(isCA: false))
    #expect(try leaf.keyUsage == [.digitalSignature, .keyAgreement, .decipherOnly])
    #expect(try leaf.extendedKeyUsage == [.serverAuth, .clientAuth, .sipDomain])
    #expect(try leaf.netscapeType == [.sslClient, .sslServer])
    #expect(try leaf.mustStaple)
    #expect(leaf.extensions.filter(\.isCritical).map(\.identifier) == [.keyUsage])
  }

  @Test("names") func names() throws {
    let bad = DistinguishedName([NameAttribute(type: .organizationName, text: "Bad Ltd")])
    let names = try leaf.subjectAlternativeNames
    let expected: [GeneralName] = [
      .dns("cb.example.com"), .dns("*.example.com"), .ip([192, 0, 2, 1]),
      .ip([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), .email("a@example.com"),
      .uri("sip:cb@example.com"), .registeredID(ObjectIdentifier(1, 2, 3, 4)), .directory(bad),
      .upn("user@example.com"), .srv("_sips.example.com"),
      .other(ObjectIdentifier(1, 2, 3, 4), value: [0x0c, 1, 0x78]),
    ]
    #expect(names == expected)
    #expect(leaf.hasSubjectAlternativeNames)
  }

  @Test("keys and places") func keysAndPlaces() throws {
    let identifier = Fixture.bytes("13B1E4EB4662D033439CA948C2802F4EAD85B73D")
    #expect(try leaf.subjectKeyIdentifier == identifier)
    let authority = try #require(try leaf.authorityKeyIdentifier)
    #expect(authority.keyIdentifier == Fixture.bytes("FC8064D518BFEFC217E2B06C94C1A180053ACF9F"))
    #expect(authority.issuer == [])
    #expect(authority.serial == nil)
    #expect(leaf.ocspURIs == ["http://ocsp.example.com"])
    #expect(leaf.caIssuerURIs == ["http://ca.example.com/ca.crt"])
    #expect(try leaf.authorityInformationAccess.map(\.methodName) == ["OCSP", "CA issuers"])
  }

  @Test("distribution points") func distributionPoints() throws {
    let points = try leaf.distributionPoints
    try #require(points.count == 2)
    #expect(points[0].uris == ["http://ca.example.com/ca.crl"])
    #expect(points[0].reasons?.names == ["keyCompromise", "cACompromise"])
    #expect(points[0].issuer == [])
    let part = NameAttribute(type: .commonName, text: "part 2")
    #expect(points[1].name == .relative([part]))
    #expect(points[1].reasons == nil)
    let issuer = DistinguishedName([NameAttribute(type: .organizationName, text: "CRL Ltd")])
    #expect(points[1].issuer == [.directory(issuer)])
  }

  @Test("vendors") func vendors() throws {
    var found: [ObjectIdentifier: DecodedExtension] = [:]
    for each in leaf.extensions { found[each.identifier] = try each.decoded() }
    #expect(found[.netscapeComment] == .netscapeComment("a comment"))
    #expect(found[.tlsFeature] == .tlsFeature([5]))
    #expect(found[.ocspNoCheck] == .ocspNoCheck)
    let template = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 21, 8)
    guard case .microsoftTemplate(let value) = found[.microsoftTemplate] else {
      Issue.record("no template")
      return
    }
    #expect(value.identifier == template)
    #expect(value.majorVersion == 100)
    #expect(value.minorVersion == 5)
    guard case .microsoftApplicationPolicies(let policies) = found[.microsoftApplicationPolicies] else {
      Issue.record("no application policies")
      return
    }
    #expect(policies.map(\.policy) == [.serverAuth])
    let unknown = ObjectIdentifier(1, 2, 3, 4, 5)
    #expect(found[unknown] == .unknown(unknown, value: DERSlice([4, 1, 0xff])))
  }

  @Test("signed certificate timestamps") func timestamps() throws {
    let timestamps = try leaf.signedCertificateTimestamps
    try #require(timestamps.count == 1)
    #expect(timestamps[0].version == 0)
    #expect(timestamps[0].logID == (0..<32).map { UInt8($0) })
    #expect(timestamps[0].milliseconds == 1_767_225_600_123)
    #expect(timestamps[0].instant == Instant(year: 2026, month: 1, day: 1))
    #expect(timestamps[0].algorithmName == "ECDSA with SHA-256")
    #expect(timestamps[0].signature == [0x30, 2, 1, 5])
  }
}

@Suite("Extensions of a CA")
struct AuthorityExtensionTests {
  let authority: Certificate

  init() throws {
    self.authority = try Certificate(der: Fixture.authority)
  }

  @Test("every one is read by the strict rules") func all() throws {
    #expect(authority.extensions.count == 15)
    for each in authority.extensions {
      if case .unknown = try each.decoded() { Issue.record("\(each.identifier) is not known") }
    }
  }

  @Test("constraints") func constraints() throws {
    #expect(try authority.basicConstraints == BasicConstraints(isCA: true, pathLength: 3))
    #expect(try authority.keyUsage == [.keyCertSign, .cRLSign])
    let names = try #require(try authority.nameConstraints)
    #expect(names.permitted?.map(\.base) == [.dns("example.com"), .ip([192, 0, 2, 0, 255, 255, 255, 0])])
    let bad = DistinguishedName([NameAttribute(type: .organizationName, text: "Bad Ltd")])
    #expect(names.excluded?.map(\.base) == [.email(".example.org"), .directory(bad)])
    #expect(names.permitted?.allSatisfy { $0.minimum == 0 && $0.maximum == nil } == true)
    #expect(try authority.inhibitAnyPolicy == 1)
    #expect(try authority.extendedKeyUsage == nil)
    #expect(try !authority.mustStaple)
  }

  @Test("policies") func policies() throws {
    let policies = try #require(try authority.certificatePolicies)
    #expect(policies.map(\.policy) == [ObjectIdentifier(1, 2, 3, 4), ObjectIdentifier(2, 23, 140, 1, 2, 1)])
    let qualifiers: [PolicyInformation.Qualifier] = [
      .practiceStatement("http://ca.example.com/cps"),
      .userNotice(text: "Grüße", organization: "Example", numbers: [1, 2]),
    ]
    #expect(policies.last?.qualifiers == qualifiers)
    #expect(try authority.policyMappings?.map(\.subject) == [ObjectIdentifier(1, 2, 3, 5)])
    #expect(try authority.policyConstraints?.requireExplicitPolicy == 2)
    #expect(try authority.policyConstraints?.inhibitPolicyMapping == 0)
  }

  @Test("the rest") func rest() throws {
    var found: [ObjectIdentifier: DecodedExtension] = [:]
    for each in authority.extensions { found[each.identifier] = try each.decoded() }
    #expect(found[.microsoftTemplateName] == .microsoftTemplateName("SubCA"))
    guard case .microsoftCAVersion(let version) = found[.microsoftCAVersion] else {
      Issue.record("no CA version")
      return
    }
    #expect(version.keyIndex == 2)
    #expect(version.certificateIndex == 3)
    guard case .freshestCRL(let points) = found[.freshestCRL] else {
      Issue.record("no freshest CRL")
      return
    }
    #expect(points.flatMap(\.uris) == ["http://ca.example.com/delta.crl"])
    #expect(try authority.issuerAlternativeNames == [.uri("http://ca.example.com/")])
    #expect(try authority.authorityKeyIdentifier?.serial == SerialNumber(magnitude: [1]))
    #expect(try authority.authorityKeyIdentifier?.issuer == [.directory(authority.subject)])
    guard case .privateKeyUsagePeriod(let period) = found[ObjectIdentifier(2, 5, 29, 16)] else {
      Issue.record("no usage period")
      return
    }
    #expect(period.notAfter?.instant == Instant(year: 2027, month: 1, day: 1))
  }
}
