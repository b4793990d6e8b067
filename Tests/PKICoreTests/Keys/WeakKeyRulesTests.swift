import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

@Suite struct WeakKeyRulesTests {
  private static let sha1WithRSA = ObjectIdentifier(1, 2, 840, 113549, 1, 1, 5)

  private func faults(
    _ certificates: [Certificate], isAnchored: Bool = true, _ change: (inout VerificationRequest) -> Void = { _ in }
  ) -> [String] {
    var request = VerificationRequest(instant: .specimenDay)
    change(&request)
    let view = PathView(certificates: certificates, isAnchored: isAnchored, request: request)
    return (PathRule.weakKeys + PathRule.fips).flatMap { $0.faults(view) }.map {
      "\($0.severity) \($0.code) \($0.depth)"
    }
  }

  @Test func keysThatCanBeBrokenAreRefusedBelowTheAnchor() throws {
    let factor = try WeakSpecimen.factor(bits: 1_024)
    let broken = try WeakSpecimen.certificate(WeakSpecimen.rsa(factor.square()))
    let sound = try WeakSpecimen.certificate(WeakSpecimen.rsa(WeakSpecimen.modulus()))
    #expect(faults([broken, sound]) == ["error key.close-primes 0"])
    #expect(faults([sound, broken]) == [])
    #expect(faults([sound, broken], isAnchored: false) == ["error key.close-primes 1"])
  }

  @Test(arguments: Profile.allCases) func smallExponentsAreAWarning(_ profile: Profile) throws {
    let leaf = try WeakSpecimen.certificate(WeakSpecimen.rsa(WeakSpecimen.modulus(), exponent: [3]))
    #expect(faults([leaf, leaf]) { $0.profile = profile } == ["warning key.exponent 0"])
  }

  @Test func blocklistedKeysAreRefusedEvenOfAnchors() throws {
    let key = try WeakSpecimen.ec(.p256)
    let text = Hexadecimal.text(Fingerprint.sha256(key.encoding.array))
    let list = try KeyBlocklist(Array(text.utf8))
    let listed = try WeakSpecimen.certificate(key)
    let other = try WeakSpecimen.certificate(WeakSpecimen.ec(.p256))
    #expect(faults([other, listed]) { $0.blocklist = list } == ["error key.blocklisted 1"])
    #expect(faults([listed, other]) { $0.blocklist = list } == ["error key.blocklisted 0"])
    #expect(faults([other]) { $0.blocklist = list } == [])
  }

  // MARK: - FIPS

  private func approval(_ key: SubjectPublicKeyInfo, _ signature: ObjectIdentifier = .sha256WithRSA) throws -> [String]
  {
    let leaf = try WeakSpecimen.certificate(key, signature: signature)
    let anchor = try WeakSpecimen.certificate(WeakSpecimen.ec(.p256), signature: Self.sha1WithRSA)
    #expect(faults([leaf, anchor]).filter { $0.contains("fips") } == [], "asked for only with --fips")
    return faults([leaf, anchor]) { $0.requiresFIPS = true }.filter { $0.contains("fips") }
  }

  @Test func approvedKeysAreApproved() throws {
    try Library.start()
    for curve in KeyType.Curve.allCases { #expect(try approval(WeakSpecimen.ec(curve)) == []) }
    let rsa = try SubjectPublicKeyInfo(der: PrivateKey.generate(.rsa(bits: 2_048)).publicKeyInfo())
    #expect(try approval(rsa) == [])
    #expect(try approval(rsa, Self.sha1WithRSA) == ["error sig.fips 0"])
  }

  @Test func othersAreNot() throws {
    let modulus = try WeakSpecimen.modulus()
    #expect(try !approval(WeakSpecimen.rsa(modulus, exponent: [3])).isEmpty)
    #expect(try !approval(WeakSpecimen.rsa(.power(ofTwo: 1_024).sum(BigNumber(1)))).isEmpty)
    #expect(try !approval(WeakSpecimen.rsa(modulus.product(BigNumber(3)))).isEmpty)
    #expect(try !approval(WeakSpecimen.rsa(.power(ofTwo: 8_200).sum(BigNumber(1)))).isEmpty)
    let edwards = try SubjectPublicKeyInfo(der: PrivateKey.generate(.ed25519).publicKeyInfo())
    #expect(try approval(edwards) == ["error key.fips 0"])
  }
}
