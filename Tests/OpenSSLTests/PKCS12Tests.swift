import Platform
import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct PKCS12Tests {
  let workshop: Workshop
  let key: [UInt8]
  let certificate: [UInt8]
  let other: [UInt8]

  init() throws {
    workshop = try Workshop()
    let ec = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config /dev/null"
    try workshop.openssl("\(ec) -subj /CN=one -keyout key.pem -out certificate.pem")
    try workshop.openssl("\(ec) -subj /CN=two -keyout other-key.pem -out other.pem")
    key = try workshop.openssl("pkcs8 -topk8 -nocrypt -in key.pem -outform DER")
    certificate = try workshop.openssl("x509 -in certificate.pem -outform DER")
    other = try workshop.openssl("x509 -in other.pem -outform DER")
  }

  private func exported(_ options: String, word: String = "geheim") throws -> [UInt8] {
    try workshop.openssl(
      "pkcs12 -export -inkey key.pem -in certificate.pem -certfile other.pem -name mine -passout pass:\(word) \(options)"
    )
  }

  private func fault(_ der: [UInt8], _ word: String = "geheim") -> KeyDecryptionError? {
    do {
      _ = try PKCS12.open(der, passphrase: Secret(word))
      return nil
    } catch {
      return error
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let options: String
    var word = "geheim"
    var isLegacy = false
    var hasMAC = true
    var testDescription: String { "\(options) \(word)" }

    static let all: [Case] = [
      Case(options: ""),
      Case(options: "-legacy", isLegacy: true),
      Case(options: "-legacy -descert"),
      Case(options: "-keypbe NONE -certpbe NONE"),
      Case(options: "-keypbe NONE"),
      Case(options: "-certpbe NONE"),
      Case(options: "-nomac", hasMAC: false),
      Case(options: "-macalg sha1"),
      Case(options: "-macalg sha512 -iter 5000"),
      Case(options: "-keypbe aes-128-cbc -certpbe camellia-256-cbc"),
      Case(options: "", word: ""),
      Case(options: "-legacy", word: "", isLegacy: true),
      Case(options: "", word: "pässwörd"),
    ]
  }

  @Test(arguments: Case.all) func opensWhatOpensslMakes(_ row: Case) throws {
    let file = try exported(row.options, word: row.word)
    let contents = try PKCS12.open(file, passphrase: Secret(row.word))
    #expect(contents.certificates == [certificate, other])
    #expect(contents.keys.map { bytes($0.secret) } == [key])
    #expect(contents.hasMAC == row.hasMAC)
    #expect(contents.usedLegacyProvider == row.isLegacy)
    #expect(contents.secretCount == 0 && contents.revocationLists.isEmpty)
    #expect(contents.entries.map { $0.friendlyName } == ["mine", nil, "mine"])
    let identifiers = contents.entries.map { $0.localKeyID }
    #expect(identifiers[0] == identifiers[2] && identifiers[0]?.count == 20 && identifiers[1] == nil)
    #expect(fault(file, "wrong") == .wrongPassphrase)
    #expect(ERR_queueIsEmpty)
  }

  @Test func theEmptyPassphraseStandsForNoneToo() throws {
    // What openssl writes with an empty one holds the two octets of its end, the other form none at all.
    let file = try exported("-legacy -descert -nomac", word: "")
    #expect(try PKCS12.open(file, passphrase: Secret()).keys.count == 1)
  }

  struct Made: Sendable {
    let compatibility: PKCS12.Compatibility
    let cipher: String
    let digest: String
    static let all: [Made] = [
      Made(
        compatibility: .modern, cipher: "PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256",
        digest: "sha256"),
      Made(compatibility: .legacy, cipher: "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 100000", digest: "sha1"),
    ]
  }

  @Test(arguments: Made.all) func makesWhatOpensslOpens(_ row: Made) throws {
    let file = try PKCS12.make(
      certificates: [certificate, other], key: PrivateKey(pkcs8: key), friendlyName: "mine",
      passphrase: Secret("geheim"), compatibility: row.compatibility)
    try workshop.write("made.p12", file)
    let info = try workshop.run("pkcs12 -in made.p12 -info -nokeys -passin pass:geheim")
    #expect(info.status == 0)
    #expect(info.errors.contains("MAC: \(row.digest), Iteration 100000\n"))
    #expect(info.errors.contains("Shrouded Keybag: \(row.cipher)"))
    #expect(info.errors.contains("PKCS7 Encrypted data: \(row.cipher)"))
    #expect(info.text.contains("friendlyName: mine"))
    let pem = try workshop.openssl("pkcs12 -in made.p12 -nodes -nocerts -passin pass:geheim")
    #expect(try workshop.openssl("pkcs8 -topk8 -nocrypt -outform DER", input: pem) == key)
    let contents = try PKCS12.open(file, passphrase: Secret("geheim"))
    #expect(contents.certificates == [certificate, other] && contents.keys.map { bytes($0.secret) } == [key])
    #expect(!contents.usedLegacyProvider)
  }

  @Test func makesAFileWithoutKey() throws {
    let file = try PKCS12.make(
      certificates: [certificate, other], friendlyName: nil, passphrase: Secret(), rounds: 1)
    let contents = try PKCS12.open(file, passphrase: Secret())
    #expect(contents.certificates == [certificate, other] && contents.keys.isEmpty)
  }

  @Test func refusesToMakeNonsense() throws {
    #expect(throws: OpenSSLError.self) {
      try PKCS12.make(certificates: [other], key: PrivateKey(pkcs8: key), friendlyName: nil, passphrase: Secret("a"))
    }
    #expect(throws: OpenSSLError.self) {
      try PKCS12.make(certificates: [[1, 2]], friendlyName: nil, passphrase: Secret("a"))
    }
    #expect(throws: OpenSSLError.self) {
      try PKCS12.make(certificates: [other], friendlyName: nil, passphrase: Secret("a\0b"))
    }
    #expect(ERR_queueIsEmpty)
  }

  @Test func tellsDamage() throws {
    let file = try exported("-iter 1")
    #expect(fault([]) == .damaged("not a PKCS#12 file"))
    #expect(fault(certificate) == .damaged("not a PKCS#12 file"))
    #expect(fault(file + [0]) == .damaged("1 bytes follow the end of the PKCS#12 file"))
    for count in stride(from: 0, to: file.count, by: 7) { #expect(fault(Array(file.prefix(count))) != nil) }
    var changed = file
    for index in stride(from: 0, to: file.count, by: 3) {
      // One bit after the other: a round count may become large, so the upper ones stay.
      changed[index] ^= 1
      _ = fault(changed)
      changed[index] ^= 1
    }
    #expect(ERR_queueIsEmpty)
  }

  @Test func refusesRoundsWithoutEnd() throws {
    // The rounds of the checksum are the last number of the file.
    let file = try exported("-iter 4096")
    #expect(file.suffix(4) == [0x02, 0x02, 0x10, 0x00])
    var reader = ElementReader(file)
    guard var outer = reader.enter(0x30), let version = outer.next(0x02), let safe = outer.next(0x30),
      var mac = outer.enter(0x30), let digest = mac.next(0x30), let salt = mac.next(0x04)
    else { throw Unexpected() }
    let endless = element(
      0x30, outer.copy(version.whole), outer.copy(safe.whole),
      element(0x30, mac.copy(digest.whole), mac.copy(salt.whole), element(0x02, [0x77, 0x35, 0x94, 0x00])))
    guard case .tooCostly = fault(endless) else {
      Issue.record("two thousand million rounds were tried")
      return
    }
  }
}
