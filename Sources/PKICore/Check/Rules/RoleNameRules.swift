import Vocabulary

extension CheckRule {
  /// The names that roles need.
  static let roleNames: [CheckRule] = [
    .role(
      "role.cn", "CMS 3.8 §3.1", CheckSeverity.error, asks: "The common name is the one that the role needs.",
      fix: "ask for it anew: pki csr NAME CN:… --for ROLE"
    ) { view, call in
      guard let fault = view.commonNameFault(call), !view.isExcused(call) else { return [] }
      let found = view.commonName.map { "The common name is \($0)" } ?? "There is no common name"
      return [
        CheckEvidence(
          "\(found), and for \(call.role.name) \(fault).", clause: call.role.commonName.clause,
          fix: view.advice(call, "CN:\(call.commonName ?? "FQDN")"))
      ]
    },
    .role(
      "role.cn-in-san", "CMS 3.8 §3.1", CheckSeverity.info,
      asks: "Where a certificate has several roles, those whose common name it does not have find theirs among the "
        + "alternative names."
    ) { view, call in
      guard view.commonNameFault(call) != nil, view.isExcused(call) else { return [] }
      let name = call.commonName ?? "a name"
      return [
        CheckEvidence(
          "The common name belongs to another role; \(call.role.name) finds \(name) among the alternative names.",
          clause: call.role.commonName.clause)
      ]
    },
    .role(
      "role.san", "CMS 3.8 §3.1", CheckSeverity.error,
      asks: "The names that the role needs are among the alternative names."
    ) { view, call in
      // Where there are none at all, that is what is wrong; and who a user is has been asked of the common name.
      if !view.shape.has(.subjectAlternativeName), call.role.isService { return [] }
      if case .user = call.role.commonName.value { return [] }
      let common = view.commonName
      return call.wantedNames(common).filter { !$0.isAmong(view.names) }.map { wanted in
        CheckEvidence(
          "\(wanted.text) is not among the alternative names, and \(call.role.name) needs it.", clause: wanted.clause,
          fix: view.advice(call, "subjectAltName:\(wanted.forms[0].value)"))
      }
    },
    .role(
      "san.missing", "Pexip, Managing TLS certificates", { $0.asking(.alternativeNames, .error) },
      asks: "A service's certificate has subject alternative names.", fix: "have it issued with its names"
    ) { view, call in
      guard !view.shape.has(.subjectAlternativeName) else { return [] }
      return [
        CheckEvidence(
          "The certificate has no subject alternative names; clients of \(call.role.name) ignore the common name.",
          clause: call.role.clause(of: .alternativeNames))
      ]
    },
    .role(
      "name.wildcard", "RFC 5922 §7.2", { $0.asking(.noWildcard, .error) },
      asks: "The names of the role are written out, without wildcards.", fix: "have it issued for each host by name"
    ) { view, call in
      let names = view.names.compactMap { name in
        if case .dns(let text) = name, text.hasPrefix("*.") { text } else { nil }
      }
      let common = view.commonName.flatMap { $0.hasPrefix("*.") ? $0 : nil }
      return (names + [common].compactMap { $0 }).prefix(1).map {
        CheckEvidence(IdentityMatch.wildcardMessage($0), clause: call.role.clause(of: .noWildcard))
      }
    },
    .role(
      "san.address", "Pexip Secure Mode guide 33", { $0.asking(.noAddress, .error) },
      asks: "No address is among the names of a SIP node.", fix: "have it issued for names, or check with --tolerate-ip"
    ) { view, call in
      guard !call.allowsAddresses else { return [] }
      return view.names.compactMap { name in
        guard case .ip = name else { return nil }
        return CheckEvidence(
          "The address \(name.value) is among the alternative names, which SIP peers do not look for.",
          clause: call.role.clause(of: .noAddress))
      }.prefix(1).map { $0 }
    },
    .role(
      "san.not-plain", "Microsoft, SfB environmental requirements", { $0.asking(.plainNames, .error) },
      asks: "Names hold letters, digits and hyphens: no underscore, nothing internationalized.",
      fix: "have it issued for plain names"
    ) { view, call in
      let odd = view.names.first(where: \.isNotPlain)
      return [odd].compactMap { $0 }.map {
        CheckEvidence(
          "The name \($0.value) is internationalized or has an underscore, which Skype for Business refuses.",
          clause: call.role.clause(of: .plainNames))
      }
    },
  ]
}

extension CheckContext {
  /// A severity where one of the roles makes a demand; nil elsewhere.
  func asking(_ demand: Role.Demand, _ severity: Severity) -> Severity? {
    roles.contains { $0.clause(of: demand) != nil } ? severity : nil
  }
}

extension CheckView {
  /// The common name; nil where there is none.
  fileprivate var commonName: String? { leaf.subject.commonName }

  /// What is wrong with the common name for a role; nil where nothing is.
  fileprivate func commonNameFault(_ call: RoleCall) -> String? {
    if case .any = call.role.commonName.value { return nil }
    if isUser(call) { return nil }
    guard let commonName else { return "there must be one" }
    return call.fault(inCommonName: commonName)
  }

  /// Whether a user is named in one of the two ways in which users are.
  fileprivate func isUser(_ call: RoleCall) -> Bool {
    guard case .user = call.role.commonName.value else { return false }
    guard let user = call.parameters[.user].first else { return commonName != nil }
    return commonName == user || WantedName(forms: [.upn(user)], clause: "").isAmong(names)
  }

  /// Whether another role has the common name, and this one finds its own among the alternative names.
  fileprivate func isExcused(_ call: RoleCall) -> Bool {
    guard calls.count > 1, !call.fixesCommonName,
      calls.contains(where: { $0.role.name != call.role.name && commonNameFault($0) == nil })
    else { return false }
    if let wanted = call.commonName.flatMap(AlternativeNameSyntax.host(orAddress:)) {
      return WantedName(forms: [wanted], clause: "").isAmong(names)
    }
    return names.contains { call.fault(inCommonName: $0.value) == nil }
  }

  /// The command that asks for what is missing.
  fileprivate func advice(_ call: RoleCall, _ attribute: String) -> String {
    "ask for it anew: pki csr NAME --for \(call.role.name) \(attribute)"
  }
}
