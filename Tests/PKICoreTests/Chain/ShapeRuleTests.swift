import PKICore
import Testing
import Vocabulary

@Suite("Malformed under every law")
struct MalformedRuleTests {
  static let bad: [RuleCase] = [
    RuleCase("cert.version", .always, at: 0, "version 6") { $0.leaf.version = 5 },
    RuleCase("cert.version", .always, at: 0, "version 1 with a unique identifier") {
      $0.leaf.version = 0
      $0.leaf.fields = []
      $0.leaf.uniqueID = [1]
    },
    RuleCase("ext.before-v3", .always, at: 0, "version 1 with extensions") { $0.leaf.version = 0 },
    RuleCase("ext.before-v3", .always, at: 1, "a CA of version 2 with extensions") { $0.intermediate.version = 1 },
    RuleCase("ext.duplicate", .always, at: 0, "key usage twice") {
      $0.leaf.fields += $0.leaf.fields.filter { $0.identifier == .keyUsage }
    },
    RuleCase("ext.duplicate", .always, at: 0, "an unknown extension twice") {
      let field = CertificateDraft.Field(identifier: ObjectIdentifier(1, 2, 3, 4), isCritical: false, value: [5, 0])
      $0.leaf.fields += [field, field]
    },
    RuleCase("ext.damaged", .always, at: 0, "alternative names of garbage") {
      $0.leaf.set(.subjectAlternativeName, [0x30, 0x05, 0x82])
    },
    RuleCase("ext.damaged", .always, at: 0, "extended key usage with a length not in its shortest form") {
      $0.leaf.set(.extendedKeyUsage, [0x30, 0x81, 0x0a, 0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 3, 1])
    },
    RuleCase("ext.damaged", .always, at: 1, "basic constraints with TRUE as 0x01") {
      $0.intermediate.set(.basicConstraints, critical: true, [0x30, 3, 1, 1, 1])
    },
    RuleCase("ext.damaged", .always, at: 0, "authority information access of garbage") {
      $0.leaf.set(.authorityInformationAccess, Array("malformed".utf8))
    },
    RuleCase("ext.critical", .always, at: 0, "unknown and critical") {
      $0.leaf.set(ObjectIdentifier(1, 2, 3, 4), critical: true, [5, 0])
    },
    RuleCase("ext.critical", .always, at: 2, "unknown and critical in the anchor") {
      $0.root.set(ObjectIdentifier(1, 2, 3, 4), critical: true, [5, 0])
    },
    RuleCase("ext.critical", .always, at: 0, "a precertificate") {
      $0.leaf.set(.precertificatePoison, critical: true, [5, 0])
    },
    RuleCase("sig.mismatch", .always, at: 0, "another algorithm inside") { $0.leaf.innerAlgorithm = .ecdsaWithSHA384 },
    RuleCase("sig.mismatch", .always, at: 0, "another algorithm inside a leaf that is trusted") {
      $0.leaf.innerAlgorithm = .ecdsaWithSHA384
      $0.trustsLeaf = true
    },
    RuleCase("cert.not-der", .always, at: 0, "a frame with a long length") {
      $0.leaf.damage = { tbs in [0x30, 0x83, 0] + tbs.dropFirst(2) }
    },
    RuleCase("policy.duplicate", .always, at: 0, "a policy twice") {
      $0.leaf.setPolicies([ObjectIdentifier(1, 2, 3), ObjectIdentifier(1, 2, 3)])
    },
    RuleCase("policy.mapped-any", .always, at: 1, "mapped to anyPolicy") {
      $0.intermediate.setMapping(ObjectIdentifier(1, 2, 3), .anyPolicy)
    },
    RuleCase("policy.mapped-any", .always, at: 1, "mapped from anyPolicy") {
      $0.intermediate.setMapping(.anyPolicy, ObjectIdentifier(1, 2, 3))
    },
  ]

  static let good: [GoodCase] = [
    GoodCase("ext.critical", "OCSP no check") { $0.leaf.set(.ocspNoCheck, critical: true, [5, 0]) },
    GoodCase("ext.critical", "unknown but not critical") { $0.leaf.set(ObjectIdentifier(1, 2, 3, 4), [5, 0]) },
    GoodCase("policy.duplicate", "two policies") {
      $0.leaf.setPolicies([ObjectIdentifier(1, 2, 3), ObjectIdentifier(1, 2, 4)])
    },
    GoodCase("policy.mapped-any", "a policy mapped") {
      $0.intermediate.setMapping(ObjectIdentifier(1, 2, 3), ObjectIdentifier(1, 2, 4))
    },
    GoodCase("ext.damaged", "FALSE written out, as much software does") {
      $0.leaf.set(.basicConstraints, critical: true, [0x30, 3, 1, 1, 0])
    },
    GoodCase("cert.version", "version 2 with a unique identifier", by: .cms) {
      $0.leaf.version = 1
      $0.leaf.fields = []
      $0.leaf.uniqueID = [1]
    },
    GoodCase("ext.before-v3", "version 1 without extensions", by: .cms) {
      $0.leaf.version = 0
      $0.leaf.fields = []
    },
    GoodCase("ext.duplicate", "two unknown extensions") {
      $0.leaf.set(ObjectIdentifier(1, 2, 3, 4), [5, 0])
      $0.leaf.set(ObjectIdentifier(1, 2, 3, 5), [5, 0])
    },
    GoodCase("sig.mismatch", "another algorithm in both places") {
      $0.leaf.innerAlgorithm = .ecdsaWithSHA384
      $0.leaf.outerAlgorithm = .ecdsaWithSHA384
      $0.leaf.digest = .sha384
    },
    GoodCase("cert.not-der", "lengths that take two octets because they must") {
      $0.leaf.setNames([.dns("www.example.com")] + (1...200).map { .dns("host\($0).example.com") })
    },
  ]

  @Test("nothing is found on the chain that the tables change", arguments: Profile.allCases)
  func clean(_ profile: Profile) throws {
    let verification = try ChainDraft().verification(profile)
    #expect(verification.isGood)
    #expect(verification.path.faults.isEmpty, "\(verification.path.faults.map(\.message))")
    #expect(verification.path.certificates.count == 3)
  }

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }
}

@Suite("The frame, by RFC 5280 §4.1")
struct FrameRuleTests {
  static let bad: [RuleCase] = [
    RuleCase("serial.not-positive", .strict, at: 0, "zero") { $0.leaf.serial = [0] },
    RuleCase("serial.not-positive", .strict, at: 1, "negative") { $0.intermediate.serial = [0x80] },
    RuleCase("serial.not-positive", .strict, at: 0, "negative in a leaf that is trusted", isAlone: false) {
      $0.leaf.serial = [0xff]
      $0.trustsLeaf = true
    },
    RuleCase("serial.too-long", .strict, at: 0, "21 octets") { $0.leaf.serial = [UInt8](repeating: 1, count: 21) },
    RuleCase("cert.old-version", .strict, at: 0, "a leaf of version 1", isAlone: false) {
      $0.leaf.version = 0
      $0.leaf.fields = []
    },
    RuleCase("cert.old-version", .strict, at: 1, "an intermediate of version 1", isAlone: false) {
      $0.intermediate.version = 0
      $0.intermediate.fields = []
    },
    RuleCase("cert.version-written", .strict, at: 0, "version 1 written out") {
      $0.leaf.version = 0
      $0.leaf.writesVersion1 = true
      $0.leaf.fields = []
    },
    RuleCase("cert.unique-id", .strict, at: 0, "a unique identifier") { $0.leaf.uniqueID = [1, 2] },
    RuleCase("time.encoding", .strict, at: 0, "GeneralizedTime before 2050") {
      $0.leaf.notAfter = (DERTag.generalizedTime, "20270101000000Z")
    },
    RuleCase("time.encoding", .strict, at: 1, "without seconds") {
      $0.intermediate.notBefore = (DERTag.utcTime, "2601010000Z")
    },
    RuleCase("time.encoding", .strict, at: 0, "with an offset") {
      $0.leaf.notBefore = (DERTag.utcTime, "260101000000+0100")
    },
    RuleCase("name.empty-issuer", .strict, at: 0, "an empty issuer") {
      $0.leaf.issuer = DER.name(nil)
      $0.intermediate.subject = DER.name(nil)
    },
    RuleCase("name.empty-subject", .strict, at: 1, "a CA without a subject") {
      $0.leaf.issuer = DER.name(nil)
      $0.intermediate.subject = DER.name(nil)
    },
    RuleCase("ext.empty", .strict, at: 0, "an empty list of extensions") { $0.leaf.fields = [] },
    RuleCase("ext.encoding", .strict, at: 0, "a comment that is not DER") {
      $0.leaf.set(.netscapeComment, [0x16, 0x81, 0x01, 0x61])
    },
  ]

  static let good: [GoodCase] = [
    GoodCase("serial.too-long", "20 octets") { $0.leaf.serial = [UInt8](repeating: 1, count: 20) },
    GoodCase("serial.not-positive", "zero in a root") { $0.root.serial = [0] },
    GoodCase("time.encoding", "GeneralizedTime from 2050 on") {
      $0.root.notAfter = (DERTag.generalizedTime, "20510101000000Z")
    },
    GoodCase("time.encoding", "a root as it writes its dates") {
      $0.root.notBefore = (DERTag.generalizedTime, "20260101000000Z")
    },
    GoodCase("ext.encoding", "a comment in DER") { $0.leaf.set(.netscapeComment, [0x16, 0x01, 0x61]) },
    GoodCase("cert.old-version", "version 3") { $0.leaf.version = 2 },
    GoodCase("cert.version-written", "version 1 left out, as the default is", by: .cms) {
      $0.leaf.version = 0
      $0.leaf.fields = []
    },
    GoodCase("cert.unique-id", "version 2 without one", by: .cms) {
      $0.leaf.version = 1
      $0.leaf.fields = []
    },
    GoodCase("name.empty-issuer", "a leaf without a subject") { $0.leaf.dropSubject() },
    GoodCase("name.empty-subject", "a leaf, which signs nothing") { $0.leaf.dropSubject() },
    GoodCase("ext.empty", "no list at all", by: .cms) {
      $0.leaf.version = 0
      $0.leaf.fields = []
    },
  ]

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }
}

extension CertificateDraft {
  /// Takes the subject away and makes the alternative names critical, as belongs together.
  fileprivate mutating func dropSubject() {
    subject = DER.name(nil)
    mark(.subjectAlternativeName, critical: true)
  }
}
