internal import Platform
import Vocabulary

/// Judges what servers showed: by the rules of `check`, and by what only a live server shows.
struct ProbeJudge: Sendable {
  let settings: Probe.Settings
  let target: ProbeTarget

  init(_ settings: Probe.Settings, _ target: ProbeTarget) {
    self.settings = settings
    self.target = target
  }

  /// Fills in what a member's answer comes to.
  func judge(_ member: inout ProbeMember) {
    guard let answer = member.answer else { return }
    var found: [Finding] = []
    for (index, der) in answer.certificates.enumerated() {
      do throws(PKIError) {
        member.certificates.append(try ProbeJudge.certificate(der))
      } catch {
        found.append(
          Finding(
            "chain.unreadable-sent", in: member.source,
            "Certificate number \(index + 1) that the server sends cannot be read: \(error.message)."))
      }
    }
    if let failure = answer.failure, !isExplained(answer) {
      found.append(Finding(failure.named(answer), in: member.source))
    }
    found += connectionFindings(answer, member.source, &member.assurances)
    if let leaf = member.certificates.first, found.allSatisfy({ $0.code != "chain.unreadable-sent" }) {
      found += certificateFindings(leaf, answer, &member)
    }
    member.findings = found.merged
  }

  private static func certificate(_ der: [UInt8]) throws(PKIError) -> Certificate {
    do throws(LimitExceeded) { try DERScan.certificate(der) } catch {
      throw PKIError(.limit, "", "it has more than anybody needs")
    }
    do throws(DERError) { return try Certificate(der: der) } catch { throw PKIError(.content, "", error.reason) }
  }

  /// Whether a failure is that of a client certificate, which is said in its own words.
  private func isExplained(_ answer: ServerAnswer) -> Bool {
    !answer.certificates.isEmpty && [.required, .refused].contains(answer.clientCertificate)
  }

  // MARK: - The certificate

  private func certificateFindings(
    _ leaf: Certificate, _ answer: ServerAnswer, _ member: inout ProbeMember
  ) -> [Finding] {
    var request = settings.check
    request.target = target.habits
    if !settings.hasProfile, target.habits != .web { request.verification.profile = .sip }
    request.verification.purpose = .server
    request.verification.identities = identities(of: member)
    var subject = CheckSubject(source: member.source, certificates: [leaf])
    subject.chain = Array(member.certificates.dropFirst())
    guard let check = Check(request).run(subject) else { return [] }
    member.check = check
    let name = check.path.flatMap { $0.holds ? $0.certificates.last : nil }
    if let name {
      member.assurances.append(
        Assurance("chain.ok", "The chain is complete and ends in the trusted root \(name.subject.shortText)."))
    }
    if !check.findings.contains(where: { $0.code.hasPrefix("name.") && $0.severity == .error }) {
      for identity in request.verification.identities {
        member.assurances.append(Assurance("name.san", "\(identity.text) is in the subject alternative names."))
      }
    }
    return check.findings + sentFindings(check, member) + habitFindings(leaf, member)
      + stapleFindings(leaf, answer, request, &member)
  }

  /// The names that the certificate must be for.
  private func identities(of member: ProbeMember) -> [Identity] {
    if let identity = settings.identity { return [identity] }
    if case .service(let service, let domain) = target.place, service.naming == .domain { return [.host(domain)] }
    return member.host.isEmpty ? [.ip(member.address.octets)] : [.host(member.host)]
  }

  /// What is sent beside what is needed.
  private func sentFindings(_ check: CheckResult, _ member: ProbeMember) -> [Finding] {
    var found: [Finding] = []
    let path = check.path?.certificates ?? []
    for certificate in member.certificates.dropFirst().map({ $0 }).withoutDuplicates {
      let name = certificate.subject.shortText
      if certificate.isSelfIssued, certificate.isSelfSigned {
        found.append(
          Finding(
            "chain.root-sent", in: member.source, about: name,
            "The server also sends the root \(name); clients do not need it.",
            fix: "leave it out"))
      }
      if let end = certificate.notAfter.instant, end < settings.check.verification.instant, !path.contains(certificate),
        check.path?.holds ?? false
      {
        found.append(
          Finding(
            "chain.expired-unused", in: member.source, about: name,
            "The server also sends \(name), expired on \(end.date); a valid path exists without it, but older clients fail: "
              + "remove it.", fix: "remove it"))
      }
    }
    return found
  }

  /// What the callers of a kind of service look for.
  private func habitFindings(_ leaf: Certificate, _ member: ProbeMember) -> [Finding] {
    var found: [Finding] = []
    func add(_ code: String, _ severity: Severity, _ message: String, _ clause: String, _ fix: String) {
      found.append(
        Finding(code, severity, in: member.source, about: leaf.subject.shortText, message, clause: clause, fix: fix))
    }
    let usages = (try? leaf.extendedKeyUsage) ?? nil
    if target.habits != .web, let usages, !usages.contains(.clientAuth), !usages.contains(.anyExtendedKeyUsage) {
      add(
        "eku.no-client", .warning,
        "Extended key usage lacks client authentication: this server will be refused where it calls others over mutual TLS "
          + "(federation, SIP trunks).", "CMS 3.8 §2.1", "have it issued with serverAuth,clientAuth")
    }
    if let usage = (try? leaf.keyUsage) ?? nil, !usage.contains(.digitalSignature) {
      add(
        "ku.no-sign", .warning, "Key usage lacks digital signature: DTLS media and some TLS clients fail.",
        "CMS 3.8 §2.1", "have it issued with digitalSignature")
    }
    if leaf.isAuthority {
      add(
        "leaf.ca", .warning, "The server certificate is itself a certificate authority.", "CA/B BR §7.1.2.7.8",
        "have it issued with CA:FALSE")
    }
    if case .service(let service, let domain) = target.place, service.isSIP || service.naming == .both,
      settings.identity == nil, (try? IdentityMatch.isNamed(domain, leaf)) == false
    {
      add(
        "sip.domain", service.target == .skype ? .info : .warning,
        "The SIP domain \(domain) is not in the certificate; callers following RFC 5922 look for DNS:\(domain) or "
          + "URI:sip:\(domain).", "RFC 5922 §7.1", "have it issued with DNS:\(domain) too")
    }
    return found
  }

  // MARK: - The pool

  /// What the members of a target say together.
  func judgePool(_ result: inout ProbeResult) {
    guard result.members.count > 1, result.members.contains(where: { $0.answer != nil }) else { return }
    let down = result.members.filter { $0.isDown && $0.answer?.failure != nil }
    if down.count < result.members.count {
      for member in down {
        result.findings.append(
          Finding(
            "pool.member-down", in: result.target.text,
            "\(IPAddress.text(member.address.octets)) of \(result.members.count) members gave no certificate: "
              + "\(member.answer?.failure.map { String($0.message.dropLast()) } ?? "").",
            fix: "see what is said of it below"))
      }
    }
    let leaves = result.members.compactMap(\.certificates.first)
    guard leaves.count > 1 else { return }
    let different = leaves.withoutDuplicates
    if different.count == 1 {
      result.assurances.append(
        Assurance("pool.same", "All \(leaves.count) members of the pool present the same certificate."))
    } else {
      let list = result.members.compactMap { member in
        member.certificates.first.map {
          "\(IPAddress.text(member.address.octets)): \($0.subject.shortText), \($0.notAfter.instant?.date ?? $0.notAfter.text)"
        }
      }
      result.findings.append(
        Finding(
          "pool.differs", in: result.target.text,
          "The members of \(result.target.text) present \(different.count) different certificates: "
            + list.joined(separator: "; ") + ".", fix: "install the same certificate on all"))
    }
  }
}

extension ProbeFailure {
  /// The failure, where it is about the name that was asked for in that name's words.
  fileprivate func named(_ answer: ServerAnswer) -> ProbeFailure {
    guard answer.alertReceived?.number == 112, let name = answer.serverName else { return self }
    return ProbeFailure("sni.refused", "The server does not know the name \(name).", reason: reason)
  }
}

extension IdentityMatch {
  /// Whether a certificate stands for a SIP domain.
  fileprivate static func isNamed(_ domain: String, _ certificate: Certificate) throws(DERError) -> Bool {
    if try SIPIdentity(certificate).matches(domain) { return true }
    return try certificate.subjectAlternativeNames.contains { name in
      if case .dns(let text) = name { matches(presented: text, host: domain) } else { false }
    }
  }
}
