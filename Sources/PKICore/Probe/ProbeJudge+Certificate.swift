internal import Platform
import Vocabulary

extension ProbeJudge {
  /// What the certificate comes to, with the chain that was sent.
  func certificateFindings(
    _ leaf: Certificate, _ answer: ServerAnswer, _ member: inout ProbeMember
  ) -> [Finding] {
    var request = settings.check
    request.target = target.habits
    if !settings.hasProfile, target.habits != .web { request.verification.profile = .sip }
    request.verification.purpose = .server
    request.verification.identities = identities(of: member)
    member.nameChecked = request.verification.identities.map(\.text).joined(separator: ", ")
    request.verification.isServed = true
    request.verification.store = settings.stores.first?.name
    guard let result = result(member, request) else { return [] }
    member.check = result
    var found = result.findings + otherStores(leaf, request.verification, result, &member)
    for path in member.paths where path.isComplete {
      guard let root = path.path.certificates.last else { continue }
      member.assurances.append(
        Assurance(
          "chain.ok",
          "The chain is complete and ends in the trusted root \(root.subject.shortText, as: "cn") (\(path.store, as: "store"))."
        ))
    }
    nameAssurances(leaf, request.verification, &member)
    found += sentFindings(result, member) + domainFindings(leaf, member) + rootFindings(member)
    return found + stapleFindings(leaf, answer, request, &member)
  }

  /// What all rules say of what was presented.
  private func result(_ member: ProbeMember, _ request: CheckRequest) -> CheckResult? {
    func run() -> CheckResult? {
      var subject = CheckSubject(source: member.source, certificates: Array(member.certificates.prefix(1)))
      subject.chain = Array(member.certificates.dropFirst())
      guard let verifier = verifiers.first else { return Check(request).run(subject) }
      return Check(request, by: verifier, fetcher: settings.fetcher).run(subject)
    }
    // What is fetched for one is reported with that one.
    guard settings.fetcher == nil else { return run() }
    let question = RememberedChecks.Question(
      presented: member.certificates, identities: request.verification.identities,
      profile: request.verification.profile, target: request.target)
    return checks.answer(question, about: member.source, run)
  }

  /// The names that the certificate must be for.
  private func identities(of member: ProbeMember) -> [Identity] {
    if let identity = settings.identity { return [identity] }
    if case .service(let service, let domain) = target.place, service.naming == .domain { return [.host(domain)] }
    return member.host.isEmpty ? [.ip(member.address.octets)] : [.host(member.host)]
  }

  // MARK: - Trust

  /// What the other stores say, as far as the first does not say it.
  private func otherStores(
    _ leaf: Certificate, _ question: VerificationRequest, _ check: CheckResult, _ member: inout ProbeMember
  ) -> [Finding] {
    guard let first = settings.stores.first, let path = check.path else { return [] }
    member.paths = [ProbePath(store: first.name, path: path)]
    var known = Set(path.faults.map { "\($0.depth) \($0.code) \($0.message)" })
    var found: [Finding] = []
    for (store, verifier) in zip(settings.stores, verifiers).dropFirst() {
      var question = question
      question.store = store.name
      let other = Check.verify(
        leaf, companions: Array(member.certificates.dropFirst()), by: verifier.asking(question), settings.fetcher
      ).verification.path
      member.paths.append(ProbePath(store: store.name, path: other))
      for fault in other.errors where known.insert("\(fault.depth) \(fault.code) \(fault.message)").inserted {
        let certificate = other.certificates[min(fault.depth, other.certificates.count - 1)]
        let words: Sentence =
          fault.code == "chain.untrusted" ? "" : " That is by the trust store \(store.name, as: "store")."
        found.append(
          Finding(
            fault.code, fault.severity, in: member.source, about: certificate.subject.shortText, depth: fault.depth,
            fault.sentence + words, clause: fault.clause, fix: fault.fix))
      }
    }
    return found
  }

  // MARK: - Names

  /// By what the certificate is for the names that it must be for.
  private func nameAssurances(_ leaf: Certificate, _ request: VerificationRequest, _ member: inout ProbeMember) {
    for identity in request.identities {
      let isNamed = IdentityMatch.isNamed(identity, leaf, request)
      if isNamed, leaf.hasSubjectAlternativeNames {
        member.assurances.append(
          Assurance("name.san", "\(identity.text, as: "name") is in the subject alternative names."))
      }
      if isNamed, leaf.subject.commonName?.lowercased() == identity.text.lowercased() {
        member.assurances.append(Assurance("name.cn", "The common name matches \(identity.text, as: "name")."))
      }
    }
  }

  /// Whether the SIP domain is named, which callers by RFC 5922 look for.
  private func domainFindings(_ leaf: Certificate, _ member: ProbeMember) -> [Finding] {
    guard case .service(let service, let domain) = target.place, service.isSIP || service.naming == .both,
      settings.identity == nil, (try? IdentityMatch.isNamed(domain, leaf)) == false
    else { return [] }
    return [
      Finding(
        "sip.domain", service.target == .skype ? .info : .warning, in: member.source, about: leaf.subject.shortText,
        "The SIP domain \(domain, as: "domain") is not in the certificate; callers following RFC 5922 look for DNS:\(domain) or "
          + "URI:sip:\(domain).", fix: "have it issued with DNS:\(domain) too")
    ]
  }

  // MARK: - What is sent beside what is needed

  private func sentFindings(_ check: CheckResult, _ member: ProbeMember) -> [Finding] {
    var found: [Finding] = []
    let path = check.path?.certificates ?? []
    for certificate in member.certificates.dropFirst().map({ $0 }).withoutDuplicates {
      let name = certificate.subject.shortText
      if certificate.isSelfIssued, certificate.isSelfSigned {
        found.append(
          Finding(
            "chain.root-sent", in: member.source, about: name,
            "The server also sends the root \(name, as: "cn"); clients do not need it.",
            fix: "leave it out"))
      }
      if let end = certificate.notAfter.instant, end < instant, !path.contains(certificate), check.path?.holds ?? false
      {
        found.append(
          Finding(
            "chain.expired-unused", in: member.source, about: name,
            "The server also sends \(name, as: "cn"), expired on \(end.date, as: "date"); a valid path exists without it, but older clients fail: "
              + "remove it.", fix: "remove it"))
      }
    }
    return found
  }

  /// Where the root is to be had, for who wants to trust it elsewhere.
  private func rootFindings(_ member: ProbeMember) -> [Finding] {
    guard settings.tellsRoot, let path = member.paths.first?.path, let top = path.certificates.last else { return [] }
    func finding(_ words: Sentence) -> [Finding] { [Finding("root.get", in: member.source, words)] }
    guard path.isAnchored || top.isSelfSigned else {
      let address: Sentence = top.caIssuerURIs.first.map { " Download: \($0, as: "aia")." } ?? ""
      return finding(
        "Root certificate: not sent; \(top.issuer.shortText, as: "cn") issued \(top.subject.shortText, as: "issued").\(address)"
      )
    }
    let fingerprint = Hexadecimal.text(Fingerprint.sha256(top.der))
    let words: Sentence = "Root certificate: \(top.subject.shortText, as: "cn"), SHA-256 \(fingerprint, as: "fp")."
    return finding(
      path.isAnchored
        ? words + " In this machine's trust store: save it with --save-root FILE." : words + " The server sends it.")
  }
}

extension IdentityMatch {
  /// Whether a certificate is for a name that a server is called by; not where its names cannot be read.
  fileprivate static func isNamed(
    _ identity: Identity, _ certificate: Certificate, _ request: VerificationRequest
  ) -> Bool {
    do throws(DERError) {
      return try mismatch(
        identity, certificate, allowsCommonName: request.allowsCommonName, profile: request.profile, isServed: true)
        == nil
    } catch {
      return false
    }
  }

  /// Whether a certificate stands for a SIP domain.
  fileprivate static func isNamed(_ domain: String, _ certificate: Certificate) throws(DERError) -> Bool {
    if try SIPIdentity(certificate).matches(domain) { return true }
    return try certificate.subjectAlternativeNames.contains { name in
      if case .dns(let text) = name { matches(presented: text, host: domain) } else { false }
    }
  }
}
