import Testing
import Vocabulary

@testable import OpenSSL

/// An authority of two floors with some leaves, made by the real `openssl`.
struct Authority: Sendable {
  let workshop: Workshop
  let root: X509Handle
  let intermediate: X509Handle
  let leaf: X509Handle
  let now: Instant

  init() throws {
    workshop = try Workshop()
    try workshop.write("ca.cnf", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n")
    try workshop.write(
      "ca0.cnf", "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n")
    try workshop.write("server.cnf", "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
    try workshop.openssl(
      "req -new -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config /dev/null "
        + "-subj /CN=root -keyout root.key -out root.pem -days 3000 -addext basicConstraints=critical,CA:TRUE "
        + "-addext subjectKeyIdentifier=hash")
    root = try Authority.handle(workshop, "root")
    intermediate = try Authority.issued(workshop, "middle", by: "root", "ca0.cnf", days: 2000)
    leaf = try Authority.issued(workshop, "leaf", by: "middle", "server.cnf", days: 1000)
    let begin = try workshop.openssl("x509 -in root.pem -noout -startdate -dateopt iso_8601")
    let text = String(decoding: begin, as: UTF8.self).dropFirst("notBefore=".count).dropLast()
    now = try #require(Instant(rfc3339: String(text))).adding(days: 1)
  }

  static func handle(_ workshop: Workshop, _ name: String) throws -> X509Handle {
    try X509Handle(der: workshop.openssl("x509 -in \(name).pem -outform DER"))
  }

  static func issued(
    _ workshop: Workshop, _ name: String, by issuer: String, _ extensions: String, days: Int,
    key: String = "-newkey ec -pkeyopt ec_paramgen_curve:P-256", digest: String = "-sha256"
  ) throws -> X509Handle {
    try workshop.openssl(
      "req -new \(key) -nodes -config /dev/null -subj /CN=\(name) -keyout \(name).key -out \(name).csr")
    try workshop.openssl(
      "x509 -req -in \(name).csr -CA \(issuer).pem -CAkey \(issuer).key -CAcreateserial \(digest) "
        + "-extfile \(extensions) -days \(days) -out \(name).pem")
    return try handle(workshop, name)
  }

  func parameters(_ change: (inout ChainParameters) -> Void = { _ in }) -> ChainParameters {
    var parameters = ChainParameters(time: now)
    change(&parameters)
    return parameters
  }
}

@Suite struct ChainTests {
  let authority: Authority
  init() throws { authority = try Authority() }

  private func verdict(
    _ leaf: X509Handle? = nil, untrusted: [X509Handle]? = nil, anchors: [X509Handle]? = nil, lists: [[UInt8]] = [],
    _ change: (inout ChainParameters) -> Void = { _ in }
  ) throws -> ChainVerdict {
    let verifier = try ChainVerifier(anchors: anchors ?? [authority.root], revocationLists: lists)
    return try verifier.verify(
      leaf ?? authority.leaf, untrusted: untrusted ?? [authority.intermediate], authority.parameters(change))
  }

  @Test func acceptsAGoodChainAndGivesItInOrder() throws {
    let verdict = try verdict { $0.purpose = .server }
    #expect(verdict.isTrusted)
    #expect(verdict.chain == [authority.leaf.der, authority.intermediate.der, authority.root.der])
    #expect(ERR_queueIsEmpty)
  }

  @Test func saysThatTheIssuerIsMissing() throws {
    let verdict = try verdict(untrusted: [])
    #expect(verdict.problems.contains { $0.isMissingIssuer && $0.depth == 0 })
    #expect(verdict.chain == [authority.leaf.der])
    #expect(verdict.problems.first?.text == "unable to get local issuer certificate")
  }

  @Test func saysThatTheRootIsNotTrusted() throws {
    let verdict = try verdict(untrusted: [authority.intermediate, authority.root], anchors: [])
    #expect(verdict.problems == [ChainProblem(code: 19, depth: 2)])
    #expect(verdict.problems[0].isUntrustedRoot)
    #expect(try self.verdict(authority.root, anchors: []).problems.contains { $0.code == 18 && $0.depth == 0 })
  }

  @Test func anIntermediateIsAnAnchorOnlyWhenAllowed() throws {
    #expect(try !verdict(untrusted: [], anchors: [authority.intermediate]).isTrusted)
    #expect(try verdict(untrusted: [], anchors: [authority.intermediate]) { $0.allowsPartialChain = true }.isTrusted)
  }

  @Test func gathersEveryExpiryWithItsDepth() throws {
    let later = authority.now.adding(days: 4000)
    let problems = try verdict { $0.time = later }.problems
    #expect(problems.filter { $0.isExpired }.map { $0.depth }.sorted() == [0, 1, 2])
    let early = try verdict { $0.time = Instant(seconds: 0) }.problems
    #expect(early.filter { $0.isNotYetValid }.count == 3)
    #expect(
      try verdict { parameters in
        parameters.time = later
        parameters.ignoresTime = true
      }.isTrusted)
  }

  @Test func theLastSecondIsValid() throws {
    let words = "x509 -in leaf.pem -noout -enddate -dateopt iso_8601"
    let text = try String(decoding: authority.workshop.openssl(words), as: UTF8.self).dropFirst(9).dropLast()
    let end = try #require(Instant(rfc3339: String(text)))
    #expect(try verdict { $0.time = end }.isTrusted)
    #expect(try verdict { $0.time = end.adding(seconds: 1) }.problems == [ChainProblem(code: 10, depth: 0)])
  }

  @Test func checksThePurpose() throws {
    #expect(try verdict { $0.purpose = .client }.problems.contains { $0.code == 26 && $0.depth == 0 })
    #expect(try verdict { $0.purpose = .authority }.problems == [ChainProblem(code: 79, depth: 0)])
    #expect(try verdict(authority.intermediate, untrusted: []) { $0.purpose = .authority }.isTrusted)
  }

  @Test func countsIntermediates() throws {
    #expect(try verdict { $0.maxIntermediates = 1 }.isTrusted)
    #expect(try !verdict { $0.maxIntermediates = 0 }.isTrusted)
    let lower = try Authority.issued(authority.workshop, "lower", by: "middle", "ca.cnf", days: 100)
    let leaf = try Authority.issued(authority.workshop, "low", by: "lower", "server.cnf", days: 100)
    let problems = try verdict(leaf, untrusted: [lower, authority.intermediate]).problems
    #expect(problems == [ChainProblem(code: 25, depth: 2)])
  }

  @Test func seesAChangedSignature() throws {
    var changed = authority.leaf.der
    changed[changed.count - 1] ^= 1
    let problems = try verdict(X509Handle(der: changed)).problems
    #expect(problems.contains { $0.isWrongSignature && $0.depth == 0 })
  }

  @Test func securityLevelsRefuseWeakKeysAndHashes() throws {
    let key = "-newkey rsa:1024"
    let weak = try Authority.issued(authority.workshop, "weak", by: "middle", "server.cnf", days: 100, key: key)
    #expect(try verdict(weak).isTrusted)
    #expect(try verdict(weak) { $0.securityLevel = 2 }.problems.contains { $0.code == 66 && $0.depth == 0 })
    let old = try Authority.issued(
      authority.workshop, "old", by: "middle", "server.cnf", days: 100, digest: "-sha1")
    #expect(try verdict(old) { $0.securityLevel = 0 }.isTrusted)
    #expect(try verdict(old) { $0.securityLevel = 2 }.problems.contains { $0.code == 68 && $0.depth == 0 })
  }

  @Test func looksIntoRevocationLists() throws {
    let workshop = authority.workshop
    let missing = try verdict { $0.checksRevocation = true }.problems
    #expect(missing.count == 1 && missing[0].isMissingRevocationList)
    try workshop.write("index.txt", "")
    try workshop.write("number", "01\n")
    try workshop.write(
      "list.cnf",
      "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=3000\n")
    let signer = "-config list.cnf -cert middle.pem -keyfile middle.key"
    let words = "ca -gencrl \(signer) -out list.pem"
    try workshop.openssl(words)
    let list = try workshop.openssl("crl -in list.pem -outform DER")
    #expect(try verdict(lists: [list]) { $0.checksRevocation = true }.isTrusted)
    try workshop.openssl("ca -revoke leaf.pem \(signer)")
    try workshop.openssl(words)
    let revoked = try workshop.openssl("crl -in list.pem -outform DER")
    #expect(try verdict(lists: [revoked]) { $0.checksRevocation = true }.problems.contains { $0.isRevoked })
    let key = try workshop.openssl("x509 -in middle.pem -noout -pubkey")
    let info = try workshop.openssl("pkey -pubin -outform DER", input: key)
    #expect(try Signature.verifyRevocationList(revoked, publicKeyInfo: info))
    #expect(throws: OpenSSLError.self) { try ChainVerifier(anchors: [], revocationLists: [[1, 2, 3]]) }
  }

  @Test func judgesAGivenPath() throws {
    let path = [authority.leaf.der, authority.intermediate.der, authority.root.der]
    #expect(try ChainVerifier.failures(path: path).isEmpty)
    #expect(try ChainVerifier.failures(path: Array(path.prefix(2))).isEmpty)
    #expect(try ChainVerifier.failures(path: [path[0]]).isEmpty)
    var changed = path
    changed[0][changed[0].count - 1] ^= 1
    #expect(try ChainVerifier.failures(path: changed).contains { $0.isWrongSignature })
    #expect(try !ChainVerifier.failures(path: [path[0], path[2]]).isEmpty)
  }

  @Test func refusesWhatIsNoCertificate() throws {
    #expect(throws: OpenSSLError.self) { try X509Handle(der: []) }
    #expect(throws: OpenSSLError.self) { try X509Handle(der: authority.leaf.der + [0]) }
    for count in stride(from: 1, to: authority.leaf.der.count, by: 11) {
      #expect(throws: OpenSSLError.self) { try X509Handle(der: Array(authority.leaf.der.prefix(count))) }
    }
    #expect(ERR_queueIsEmpty)
  }

  @Test func verifiesOnSeveralThreadsAtOnce() async throws {
    let verifier = try ChainVerifier(anchors: [authority.root])
    let authority = authority
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          try verifier.verify(authority.leaf, untrusted: [authority.intermediate], authority.parameters()).isTrusted
        }
      }
      for try await isTrusted in group { #expect(isTrusted) }
    }
  }
}
