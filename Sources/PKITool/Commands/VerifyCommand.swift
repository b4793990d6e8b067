package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki verify`: whether a certificate can be trusted for what it is to do.
package struct VerifyCommand: Command {
  package static let name = "verify"
  package static let summary = "check a certificate against its chain and the CAs that are trusted"
  package static let discussion = [
    "CERT BUNDLE: the self-signed certificates in BUNDLE are trusted, the rest are intermediates. CERT BUNDLE CA: those in CA are "
      + "trusted, BUNDLE is not. With --trust every operand is a certificate to check, and every certificate in the trusted "
      + "files is an anchor. CERT may carry its own chain; order never matters.",
    "Shows the chain, leaf first, then SUCCESS or FAILURE with the reason, the certificate concerned and what mends it.",
  ]
  package static let group = Group.check
  package static let operandUsage = [
    Operand("CERT", .optional, "the certificate, alone or with its chain"),
    Operand("BUNDLE", .any, "intermediates and root; then the file of the root"),
  ]
  package static let options: [Option<Self>] =
    TrustOptions.options.map { $0.at(\.trust) } + [
      .flag("partial-chain", \.acceptsPartialChain, "anchors of BUNDLE and CA need not be self-signed"),
      .value("profile", \.profile, "PROFILE", "which law"),
      .value(
        "purpose", \.purpose, "PURPOSE", "what it is to be used for",
        initially: "what --for needs; server with --host, --ip or --sip; else any"),
      .list("host", \.hosts, "NAME", "a host name that it must be valid for"),
      .list("ip", \.addresses, "ADDR", "an address that it must be valid for"),
      .list("email", \.mailboxes, "ADDR", "an e-mail address that it must be valid for"),
      .list("sip", \.sipDomains, "DOMAIN", "a SIP domain that it must be valid for, by RFC 5922"),
      .value("max-depth", \.maximumDepth, "N", "the most certificates between leaf and anchor", initially: "no limit"),
      .value("security-level", \.securityLevel, "LEVEL", "OpenSSL's security level, 0 to 5"),
      .flag("fips", \.requiresFIPS, "only keys and digests that FIPS 140 approves"),
      .value("blocklist", \.blocklist, "FILE", "SHA-256 of public keys that are known to be bad", completion: .files),
      .flag("allow-cn", \.allowsCommonName, "let the common name count where there are no alternative names"),
      .value("suffixes", \.suffixes, "FILE", "a public suffix list, for wildcards under webpki", completion: .files),
      .flag("explain", \.explains, "tell the search: each path, each rule in its order, where it stopped and why"),
    ] + RoleOptions.options.map { $0.at(\.roles) } + PolicyOptions.options.map { $0.at(\.policy) }
    + RevocationOptions.options.map { $0.at(\.revocation) } + FetchOptions.options.map { $0.at(\.fetching) }
    + PassphraseInput.options.map { $0.at(\.passin) } + ManyOptions.options.map { $0.at(\.many) }
  package static let examples = [
    Example("pki verify dbserver.crt dbca.crt", "against one's own CA"),
    Example("pki verify callbridge.crt chain.pem root.pem --host cb.example.com", "intermediates, root and name"),
    Example("pki verify webbridge.crt --trust system --purpose server", "against the CAs of this machine"),
    Example("pki verify dbclient.crt dbca.crt --for database-client", "and whether it is what that role needs"),
    Example("pki verify dbserver.crt dbca.crt --crl dbca.crl", "and whether it is revoked"),
    Example("pki verify webbridge.crt --trust system --fetch", "missing issuers and revocation from the net"),
    Example("pki verify callbridge.crt chain.pem root.pem --explain", "how the verdict came about"),
  ]

  var trust = TrustOptions()
  var acceptsPartialChain = false
  var profile = Profile.cms
  var purpose: Purpose?
  var hosts: [String] = []
  var addresses: [IPText] = []
  var mailboxes: [String] = []
  var sipDomains: [String] = []
  var maximumDepth: Int?
  var securityLevel = 2
  var allowsCommonName = false
  var requiresFIPS = false
  var blocklist: String?
  var suffixes: String?
  var explains = false
  var roles = RoleOptions()
  var policy = PolicyOptions()
  var revocation = RevocationOptions()
  var fetching = FetchOptions()
  var passin = PassphraseInput()
  var many = ManyOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    try many.validate(operands, "CERT")
    if trust.anchors.isEmpty, !many.lists.isEmpty || many.shard != .all {
      throw UsageError(
        "--files-from and --shard are for many certificates against the same anchors",
        hint: "name those with --trust FILE or --trust system")
    }
    if !(0...5).contains(securityLevel) { throw UsageError("--security-level \(securityLevel): from 0 to 5") }
    if let maximumDepth, !(0...32).contains(maximumDepth) {
      throw UsageError("--max-depth \(maximumDepth): from 0 to 32")
    }
    if trust.anchors.isEmpty, operands.count > 3 {
      throw UsageError(
        "\(operands[3]): one operand too many", hint: "with --trust every operand is a certificate to check")
    }
    if trust.anchors.isEmpty, operands.count < 2 {
      throw UsageError(
        "nothing says which CAs to trust",
        hint:
          "name the file that holds them, as in pki verify \(operands[0]) ca.pem, or give --trust FILE or --trust system"
      )
    }
    if !trust.anchors.isEmpty, acceptsPartialChain {
      throw UsageError("--partial-chain says nothing with --trust, which trusts every certificate in its files")
    }
    try revocation.validate()
    try fetching.validate(revocation.mode)
    for host in hosts {
      if IPText.isAddress(host) { throw UsageError("--host \(host): this is an address", hint: "try --ip \(host)") }
      try VerifyCommand.check(host, "--host")
    }
    for domain in sipDomains {
      if IPText.isAddress(domain) {
        throw UsageError(
          "--sip \(domain): this is an address", hint: "RFC 5922 knows domains alone; try --ip \(domain)")
      }
      try VerifyCommand.check(domain, "--sip")
    }
  }

  /// What cannot be anybody's name is a mistake and no mismatch.
  static func check(_ host: String, _ option: String) throws(UsageError) {
    guard HostPattern.reference(host) == nil else { return }
    let hint = host.utf8.contains { $0 >= 0x80 } ? "give the A-label instead, which begins with xn-- (RFC 5890)" : nil
    throw UsageError("\(option) \(host): this is no host name", hint: hint)
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    let needs = try roles.needs()
    try needs.requireParameters()
    let origins = explains ? CertificateOrigins() : nil
    let verifier = Verifier(try pool(in: world, noting: origins), asking: try request(needs, in: world))
    let certificates = try trust.anchors.isEmpty ? [operands[0]] : many.shard.of(many.operands(operands, in: world))
    let means = Means(verifier: verifier, fetching: fetching.verifier(verifier), needs: needs, origins: origins)
    // One after the other where things are fetched: who gets how many of the fetches must not be a matter of chance.
    return Answer(count: certificates.count, inParallel: means.fetching == nil, source: { certificates[$0] }) {
      index, _ in
      do throws(PKIError) {
        return try outcome(of: certificates[index], by: means, in: world)
      } catch {
        return Outcome(source: certificates[index], error: error.about(certificates[index]))
      }
    }
  }

  private func request(_ needs: RoleNeeds, in world: World) throws(PKIError) -> VerificationRequest {
    var request = VerificationRequest(instant: world.instant)
    request.identities =
      hosts.map { .host($0) } + addresses.map { .ip($0.octets) } + mailboxes.map { .email($0) }
      + sipDomains.map { .sip($0) }
    let isForServer = !(hosts.isEmpty && addresses.isEmpty && sipDomains.isEmpty)
    request.purpose = purpose ?? needs.purposes.first ?? (isForServer ? .server : .any)
    request.profile = profile
    request.securityLevel = securityLevel
    request.maximumDepth = maximumDepth
    request.allowsCommonName = allowsCommonName
    policy.apply(to: &request)
    if let suffixes { request.publicSuffixes.add(list: String(decoding: try world.bytes(suffixes), as: UTF8.self)) }
    request.requiresFIPS = requiresFIPS
    request.revocation = try revocation.request(in: world, mayFetch: fetching.isOn)
    if let blocklist { request.blocklist = try world.blocklist(blocklist) }
    return request
  }

  // MARK: - Who is trusted

  private func pool(in world: World, noting origins: CertificateOrigins?) throws(PKIError) -> TrustPool {
    if let pool = try trust.pool(in: world, passin: passin.source, noting: origins) { return pool }
    func certificates(_ path: String) throws(PKIError) -> [Certificate] {
      try world.certificates(path, passin: passin.source, noting: origins)
    }
    let others = try world.certificates(trust.untrusted, passin: passin.source, noting: origins)
    let bundle = try certificates(operands[1])
    let trusted = operands.count > 2 ? try certificates(operands[2]) : bundle
    let anchors = acceptsPartialChain ? trusted : trusted.filter(\.isSelfSigned)
    return TrustPool(anchors: anchors, untrusted: others + bundle + trusted)
  }

  // MARK: - The answer

  /// What all certificates of a call are verified with.
  private struct Means {
    let verifier: Verifier
    let fetching: FetchingVerifier?
    let needs: RoleNeeds
    let origins: CertificateOrigins?

    func verified(_ head: ChainHead, explained: Bool) -> (Verification, [FetchRecord]) {
      guard let fetching else { return (verifier.verify(head.leaf, companions: head.rest, explained: explained), []) }
      return fetching.verify(head.leaf, companions: head.rest, explained: explained)
    }
  }

  private func outcome(
    of path: String, by means: Means, in world: World
  ) throws(PKIError) -> Outcome {
    let material = try world.material(path, passin: passin.source)
    let own = try material.certificates()
    means.origins?.note(material)
    guard let head = ChainHead(own) else { throw PKIError(.content, path, "this holds no certificate") }
    let (found, fetched) = means.verified(head, explained: explains)
    let verification = found.held(to: means.needs, source: path)
    var outcome = Outcome(source: path)
    if head.otherLeaves > 0 {
      outcome.notes.append("\(path): not checked: \(head.otherLeaves) more in this file that are not of this chain")
    }
    outcome.status = verification.isGood ? .good : .no
    outcome.fields = verification.fields(
      hint: missingAnchorHint(means.verifier.pool), isText: world.globals.format == .text)
    if means.fetching != nil { outcome.add(fetched) }
    if let origins = means.origins { explain(verification, of: path, origins, world, in: &outcome.fields) }
    if !trust.anchors.isEmpty, operands.count > 1 || !many.lists.isEmpty {
      outcome.standsApart = true
      outcome.fields.insert(.said(Line([Span(path, .strong), Span(":")])), at: 0)
    }
    return outcome
  }

  /// What to say where the positional forms name no anchor at all.
  private func missingAnchorHint(_ pool: TrustPool) -> String? {
    guard trust.anchors.isEmpty, pool.anchors.isEmpty else { return nil }
    return "\(operands[operands.count - 1]) holds no self-signed certificate: --trust system uses this machine's CAs, "
      + "--partial-chain trusts what is there"
  }
}

extension Profile: Choice {}

extension Purpose: Choice {}

/// An address on the command line.
package struct IPText: OptionValue, Hashable {
  /// 4 or 16 octets.
  let octets: [UInt8]

  /// An IPv4 or IPv6 literal.
  package static func parse(_ text: String) throws(InvalidValue) -> IPText {
    guard let octets = IPAddress.octets(text) else { throw InvalidValue(expected: "an IPv4 or IPv6 address") }
    return IPText(octets: octets)
  }

  /// Whether the text is an address rather than a name.
  static func isAddress(_ text: String) -> Bool { octets(text) != nil }

  /// The octets of an address; nil of a name.
  static func octets(_ text: String) -> [UInt8]? { IPAddress.octets(text) }
}
