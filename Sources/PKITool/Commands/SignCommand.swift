package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki sign`: certificates for requests, signed by a CA of one's own.
package struct SignCommand: Command {
  package static let name = "sign"
  package static let summary = "sign certificate requests with a CA"
  package static let discussion = [
    "Reads CSR.csr, CA.crt and CA.key, and writes CSR.crt; names may also be paths of files. The last operand is the CA. "
      + "With - as CSR the request comes from standard input, and the certificate goes to standard output.",
    "Copies the alternative names, extended key usages and key usages that the request asks for, and nothing else: what "
      + "is left out is named. Refuses a request whose own signature does not verify, and a CA that is none, does not match its "
      + "key, may not sign, or has expired. A certificate never outlives its CA. Without --days it is valid for 825 days.",
    "--for ROLE grants what the role needs whether the request asks for it or not: names, usages, and the days of the role "
      + "(3650 for database roles).",
  ]
  package static let group = Group.issue
  package static let operandUsage = [
    Operand("CSR", .any, "the request, and more of them; none with --from"),
    Operand("CA", .one, "the CA: its certificate and key"),
  ]
  package static let options: [Option<Self>] =
    [.value("from", \.table, "FILE", "the requests that pki csr --from made, as its manifest.ndjson names them")]
    + ManyOptions.options.map { $0.at(\.many) } + RoleOptions.options.map { $0.at(\.roles) } + [
      .value("eku", \.extendedKeyUsage, "LIST", "extended key usages instead of those asked for"),
      .list("san", \.names, "NAME", "add an alternative name; a comma list, repeatable"),
      .value("subject", \.subject, "DN", "a subject instead of the one asked for, CN=…,O=…"),
      .flag("ca", \.isCA, "make a CA that may sign others"),
      .value("path-length", \.pathLength, "N", "how many CAs may follow below a --ca"),
      .list("crl-url", \.revocationListURLs, "URL", "where the CA's revocation list is"),
      .list("aia-url", \.issuerURLs, "URL", "where the CA's certificate is"),
      .list("ocsp-url", \.responderURLs, "URL", "where the CA's OCSP responder is"),
      .flag("chain", \.writesChain, "also write CSR-fullchain.crt: certificate, then CA"),
      .value("ca-key", \.keyFile, "FILE", "the CA's private key", initially: "CA.key"),
      .value("digest", \.digest, "DIGEST", "the digest to sign with", initially: "by the CA's key"),
      .value("serial", \.serial, "HEX", "the serial number", initially: "random, 159 bits"),
    ]
    + LifetimeOptions.options.map { $0.at(\.lifetime) } + PassphraseInput.options.map { $0.at(\.passin) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki sign dbserver dbca", "dbserver.csr signed by dbca.crt and dbca.key"),
    Example("pki sign dbserver dbclient dbca --days 3650", "two requests, ten years"),
    Example("pki sign dbclient dbca --for database-client", "as the role needs it, ten years"),
    Example("pki sign issuing root --ca --path-length 0", "an intermediate CA"),
  ]

  var table: String?
  var many = ManyOptions()
  var roles = RoleOptions()
  var extendedKeyUsage: ExtendedKeyUsageList?
  var names: [String] = []
  var subject: String?
  var isCA = false
  var pathLength: Int?
  var revocationListURLs: [String] = []
  var issuerURLs: [String] = []
  var responderURLs: [String] = []
  var writesChain = false
  var keyFile: String?
  var digest: SignatureDigest?
  var serial: SerialNumber?
  var lifetime = LifetimeOptions()
  var passin = PassphraseInput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    if table == nil {
      try many.validate(operands, least: 2, operands.isEmpty ? "CSR" : "CSR, or CA behind it,")
    } else {
      if operands.count > 1 { throw UsageError("--from names the requests, and the CA is the only operand") }
      if !many.lists.isEmpty { throw UsageError("--from and --files-from both name requests", hint: "leave one out") }
      if serial != nil { throw UsageError("--serial names one certificate, and --from many requests") }
      if writing.force { throw UsageError("--force is for requests that are named: --from passes over what fits") }
    }
    if pathLength != nil, !isCA, !roles.roles.contains(where: \.isAuthority) {
      throw UsageError("--path-length is for CAs", hint: "add --ca")
    }
    if serial != nil, operands.count > 2 || !many.lists.isEmpty {
      throw UsageError("--serial names one certificate, and there are several requests")
    }
    for url in revocationListURLs + issuerURLs + responderURLs {
      guard url.hasPrefix("http://") || url.hasPrefix("https://") || url.hasPrefix("ldap://") else {
        throw UsageError("\(url): not a URL", hint: "it begins with http://")
      }
    }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    if let table { return try runManifest(table, in: world) }
    let needs = try roles.needs()
    try needs.requireParameters()
    let plan = try plan(needs, now: world.clock.now)
    let ca = StorePath(operands[operands.count - 1])
    let named = try many.operands(operands.dropLast(), in: world)
    let requests = many.shard.of(named).map(StorePath.init)
    let caFile = try world.existing(ca.certificate, or: [ca.stem + ".cer", ca.stem + ".pem"])
    let shared = Shared(try authority(ca, caFile, in: world))
    return Answer(count: requests.count, inParallel: false, source: { requests[$0].operand }) { index, _ in
      do throws(PKIError) {
        return try shared.with { (authority: borrowing CertificateAuthority) throws(PKIError) in
          try outcome(of: requests[index], signedBy: authority, caFile, plan, needs, in: world)
        }
      } catch {
        return Outcome(source: requests[index].operand, error: error)
      }
    }
  }

  func plan(_ needs: RoleNeeds, now: Instant) throws(PKIError) -> SigningPlan {
    try needs.checkDistributionPoint(revocationListURLs)
    var plan = SigningPlan(lifetime: try lifetime.lifetime(now: now, standard: needs.days ?? 825))
    plan.serial = serial
    plan.extendedKeyUsage = extendedKeyUsage?.usages
    if !needs.calls.isEmpty {
      plan.extendedKeyUsage = try needs.extendedKeyUsage(given: extendedKeyUsage?.usages)
      plan.moreKeyUsage = .digitalSignature
    }
    for text in names { plan.moreNames += try AlternativeNameSyntax.list(text) }
    if let subject { plan.subject = try DistinguishedNameSyntax.name(subject) }
    if isCA, let leaf = needs.calls.first(where: { !$0.role.isAuthority }) {
      throw PKIError(.usage, "", "--ca makes a CA, and \(leaf.role.name) is none", hint: "make two certificates")
    }
    plan.isCA = isCA || needs.isAuthority
    plan.pathLength = pathLength
    plan.revocationListURLs = revocationListURLs
    plan.issuerURLs = issuerURLs
    plan.responderURLs = responderURLs
    plan.digest = digest?.digest
    return plan
  }

  func authority(
    _ ca: StorePath, _ file: String, in world: World
  ) throws(PKIError) -> CertificateAuthority {
    let certificate = try world.certificate(file)
    let keyFile = keyFile ?? ca.key
    let key = try world.signingKey(keyFile, passin: passin.source)
    return try CertificateAuthority(
      certificate: certificate, file: file, key: key, keyFile: keyFile, at: world.instant)
  }

  private func outcome(
    of path: StorePath, signedBy authority: borrowing CertificateAuthority, _ caFile: String, _ plan: SigningPlan,
    _ needs: RoleNeeds, in world: World
  ) throws(PKIError) -> Outcome {
    let request = try world.request(path.request)
    if !path.isStandardInput {
      try world.requireFree([path.newCertificate, writesChain ? path.newFullChain : nil], writing)
    }
    let (granted, notes) = try plan.granting(needs, to: request, file: path.request)
    let issued = try authority.sign(request, file: path.request, caFile: caFile, plan: granted)
    let pem = PEMEncoding.block("CERTIFICATE", issued.der)
    var outcome = Outcome(source: path.operand)
    outcome.isDryRun = writing.isDryRun
    outcome.standsApart = operands.count > 2 || !many.lists.isEmpty
    let chain = pem + PEMEncoding.block("CERTIFICATE", authority.certificate.der)
    let isFile = !path.isStandardInput
    if isFile {
      outcome.files = [writing.file(path.newCertificate, pem)]
      if writesChain { outcome.files.append(writing.file(path.newFullChain, chain)) }
    } else {
      outcome.put(writesChain ? chain : pem)
    }
    outcome.notes = (notes + issued.notes).map { isFile ? "\(path.newCertificate): \($0)" : $0 }
    outcome.fields +=
      [
        .said(Line("Created certificate \(path.newCertificate)", .good)),
        Field("certificate_file", isFile ? .text(path.newCertificate) : .null),
        Field("fullchain_file", isFile && writesChain ? .text(path.newFullChain) : .null),
        Field("subject", "Subject", .text(issued.subject.description)),
        Field("issuer", "Issuer", .text(authority.certificate.subject.description)),
      ] + issued.plan.fields(now: world.instant)
    return outcome
  }
}
