import TestKit
import Testing

/// Others read the lists that pki makes, and pki the responses that openssl makes.
@Suite(.enabled(if: Tools.areThere)) struct RevocationWitnessTests {
  /// A CA of one's own with two certificates, one of which is revoked.
  private func bench(_ type: String, crlOptions: String = "") throws -> Workbench {
    let bench = try Workbench()
    try bench.pkiMust("selfsigned ca CN:ca.example.org --key-type \(type)")
    for name in ["good", "bad"] {
      try bench.pkiMust("csr \(name) CN:\(name).example.org --key-type ec:p256")
      try bench.pkiMust("sign \(name) ca")
    }
    try bench.pkiMust("revoke bad ca --reason keyCompromise")
    try bench.pkiMust("crl ca \(crlOptions)")
    return bench
  }

  @Test(arguments: ["rsa:2048", "ec:p256", "ec:p384", "ec:p521", "ed25519", "ed448"])
  func everyKindOfKeySignsLists(_ type: String) throws {
    let bench = try bench(type)
    try expectDone(bench.openssl("crl -in ca.crl -noout -CAfile ca.crt -verify"), says: "verify OK")
    let text = try bench.opensslMust("crl -in ca.crl -noout -text").text
    for words in ["Version 2", "X509v3 CRL Number", "X509v3 Authority Key Identifier", "Key Compromise"] {
      #expect(text.contains(words), "\(words): \(text)")
    }
    try expectDone(bench.openssl("verify -x509_strict -crl_check -CRLfile ca.crl -CAfile ca.crt good.crt"))
    let revoked = try bench.openssl("verify -crl_check -CRLfile ca.crl -CAfile ca.crt bad.crt")
    #expect(revoked.status != 0 && revoked.errorText.contains("certificate revoked"), "\(revoked)")
    try expect(bench.pki("verify good.crt ca.crt --crl ca.crl --profile rfc5280 --revocation require"), exit: 0)
    try expect(bench.pki("verify bad.crt ca.crt --crl ca.crl"), exit: 1, says: "was revoked on")
  }

  @Test(.enabled(if: Tools.certtool.isThere)) func gnuTLSReadsTheList() throws {
    let bench = try bench("ec:p256")
    try expectDone(
      bench.certtool("--verify-crl --load-ca-certificate ca.crt --infile ca.crl"),
      says: "Verified. The certificate is trusted.")
  }

  @Test func numbersGrowWhateverIsLost() throws {
    let bench = try bench("ec:p256", crlOptions: "--out-form der")
    try expectDone(bench.openssl("crl -inform der -in ca.crl -noout -crlnumber"), says: "crlNumber=0x01\n")
    try bench.pkiMust("crl ca")
    Disk.remove(bench.folder.path("ca.crl"))
    try bench.pkiMust("crl ca")
    try expectDone(bench.openssl("crl -in ca.crl -noout -crlnumber"), says: "crlNumber=0x03\n")
    Disk.remove(bench.folder.path("ca.revoked"))
    try bench.pkiMust("crl ca")
    try expectDone(bench.openssl("crl -in ca.crl -noout -crlnumber"), says: "crlNumber=0x04\n")
  }

  @Test func nothingIsWrittenOverWhatCannotBeRead() throws {
    let bench = try bench("ec:p256")
    let list = try bench.folder.bytes("ca.crl")
    let revoked = try bench.folder.text("ca.revoked")
    try expect(bench.pki("revoke good ca --dry-run"), exit: 0, says: "Would write ca.revoked")
    #expect(try bench.folder.text("ca.revoked") == revoked)
    try bench.folder.write(revoked + "nonsense\n", to: "ca.revoked")
    try expect(bench.pki("crl ca"), exit: 2, says: "ca.revoked: line 4: not a revocation")
    try expect(bench.pki("revoke good ca"), exit: 2, says: "ca.revoked: line 4: not a revocation")
    #expect(try bench.folder.bytes("ca.crl") == list)
    #expect(try bench.folder.text("ca.revoked") == revoked + "nonsense\n")
  }

  @Test func onlyTheCAsOwnAndOnlyWithItsKey() throws {
    let bench = try bench("ec:p256")
    try bench.pkiMust("selfsigned other CN:ca.example.org --key-type ec:p256")
    try expect(bench.pki("revoke good other"), exit: 1, says: "its signature does not verify with the key of other.crt")
    try expect(bench.pki("crl ca --ca-key other.key"), exit: 1, says: "do not match")
    try bench.pkiMust("selfsigned third CN:third --key-type ec:p256")
    try expect(bench.pki("revoke good third"), exit: 1, says: "was issued by ca.example.org, not by third")
    try bench.folder.write(try bench.folder.bytes("ca.crl"), to: "third.crl")
    try expect(bench.pki("crl third"), exit: 1, says: "this list was issued by ca.example.org, not by third")
    try expect(bench.pki("revoke good ca --date 2999-01-01"), exit: 64, says: "still to come")
    try expect(bench.pki("revoke good ca --reason keycompromise"), exit: 64, says: "did you mean 'keyCompromise'?")
  }

  @Test func aCAWithoutTheUsageMakesNoList() throws {
    let bench = try Workbench()
    let request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -subj /CN=ca"
    try bench.opensslMust("\(request) -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign")
    try expect(bench.pki("crl ca"), exit: 1, says: "its key usage lacks cRLSign")
    #expect(!bench.folder.names.contains("ca.crl") && !bench.folder.names.contains("ca.revoked"))
  }

  /// Evidence that is none: what there is instead is said, and the check is not made without it.
  struct NoEvidence: Sendable, CustomTestStringConvertible {
    let options: String
    let status: Int32
    let says: String
    var testDescription: String { options }

    static let all: [NoEvidence] = [
      NoEvidence(options: "--crl good.crt", status: 2, says: "this is a certificate, not a revocation list"),
      NoEvidence(options: "--crl empty", status: 2, says: "this is an empty file, not a revocation list"),
      NoEvidence(options: "--crl cut", status: 2, says: "cut: "),
      NoEvidence(options: "--crl missing", status: 2, says: "missing: "),
      NoEvidence(options: "--crl folder", status: 2, says: "no file in this folder holds a revocation list"),
      NoEvidence(options: "--crl damaged", status: 2, says: "damaged/cut: "),
      NoEvidence(options: "--ocsp-response ca.crl", status: 2, says: "this is a revocation list, not an OCSP response"),
      NoEvidence(options: "--ocsp-response empty", status: 2, says: "empty: "),
      NoEvidence(options: "--revocation off --crl ca.crl", status: 64, says: "contradict each other"),
      NoEvidence(options: "--revocation off --ocsp-response ca.crl", status: 64, says: "contradict each other"),
      NoEvidence(options: "--revocation always", status: 64, says: "expected off, if-known, leaf or require"),
      NoEvidence(options: "--revocation leaf", status: 1, says: "revocation.unknown"),
    ]
  }

  @Test func whatIsNoEvidenceIsNeverPassedOver() throws {
    let bench = try bench("ec:p256")
    let list = try bench.folder.bytes("ca.crl")
    try bench.folder.write("", to: "empty")
    try bench.folder.write(Array(list.prefix(200)), to: "cut")
    try bench.folder.write(try bench.folder.bytes("good.crt"), to: "folder/good.crt")
    try bench.folder.write(list, to: "damaged/ca.crl")
    try bench.folder.write(Array(list.prefix(200)), to: "damaged/cut")
    for row in NoEvidence.all {
      try expect(bench.pki("verify good.crt ca.crt \(row.options)"), exit: row.status, says: row.says)
    }
  }

  @Test func responsesOfOpenSSLAreRead() throws {
    let bench = try bench("ec:p256")
    let bad = try bench.opensslMust("x509 -in bad.crt -noout -serial").text.dropFirst(7).dropLast()
    let good = try bench.opensslMust("x509 -in good.crt -noout -serial").text.dropFirst(7).dropLast()
    try bench.folder.write(
      "R\t301231000000Z\t260101000000Z,keyCompromise\t\(bad)\tunknown\t/CN=bad\n"
        + "V\t301231000000Z\t\t\(good)\tunknown\t/CN=good\n", to: "index")
    for name in ["good", "bad"] {
      try bench.opensslMust("ocsp -issuer ca.crt -cert \(name).crt -reqout \(name).req")
      try bench.opensslMust(
        "ocsp -index index -CA ca.crt -rsigner ca.crt -rkey ca.key -reqin \(name).req -respout \(name).ocsp -ndays 3")
    }
    try expect(bench.pki("verify good.crt ca.crt --ocsp-response good.ocsp --revocation require"), exit: 0)
    try expect(
      bench.pki("verify bad.crt ca.crt --ocsp-response bad.ocsp"), exit: 1, says: "(keyCompromise), says the OCSP")
    try expect(
      bench.pki("verify good.crt ca.crt --ocsp-response bad.ocsp --revocation leaf"), exit: 1, says: "ocsp.other")
  }
}
