package import Vocabulary

// What roles give a new certificate. What is asked for beside them and contradicts them is refused with the reason: a
// certificate is never made that its own check would find fault with.

extension RoleNeeds {
  /// The common name: the one given, else that of the first role that knows it; nil where nobody does. Throws one that
  /// no role has a use for.
  package func commonName(given: String?) throws(PKIError) -> String? {
    if let fixed = calls.first(where: \.fixesCommonName), let name = fixed.commonName {
      guard given == nil || given == name else { throw RoleNeeds.wrong(given ?? "", fixed) }
      return name
    }
    guard let given else { return calls.lazy.compactMap(\.commonName).first }
    if let call = calls.first, calls.allSatisfy({ $0.fault(inCommonName: given) != nil }) {
      throw RoleNeeds.wrong(given, call)
    }
    return given
  }

  private static func wrong(_ name: String, _ call: RoleCall) -> PKIError {
    let fault = call.fault(inCommonName: name) ?? "another is needed"
    return PKIError(
      .usage, "", "CN:\(name): for \(call.role.name) \(fault)", hint: "pki roles \(call.role.name) shows what it needs")
  }

  /// The alternative names: those given and those that roles need beside them; and what is worth knowing about them.
  package func names(
    _ given: [GeneralName], commonName: String?
  ) throws(PKIError) -> (names: [GeneralName], notes: [String]) {
    var names = given
    var notes: [String] = []
    for call in calls {
      if let name = commonName, !call.hasUse(for: name) {
        let own = try call.ownName(among: names)
        names.append(own)
        notes.append("the common name is \(name); \(call.role.name) finds \(own.value) among the alternative names")
      }
      for wanted in call.wantedNames(commonName) where !wanted.isAmong(names) { names.append(wanted.forms[0]) }
    }
    names = names.withoutDuplicates
    for call in calls { try call.checkNames(names) }
    return (names, notes)
  }

  /// The extended key usages: those of the roles, and those given where they leave out none.
  package func extendedKeyUsage(given: [ObjectIdentifier]?) throws(PKIError) -> [ObjectIdentifier] {
    guard let given else { return extendedKeyUsage }
    for call in calls {
      if call.role.isAuthority {
        throw PKIError(.usage, "", "--eku restricts what a CA may sign, and \(call.role.name) has none")
      }
      guard let missing = call.role.usage.value.usages.first(where: { !given.contains($0) }) else { continue }
      throw PKIError(
        .usage, "",
        "--eku lacks \(missing.extendedKeyUsageName), which \(call.role.name) needs (\(call.role.usage.clause))",
        hint: "leave --eku out, or add it")
    }
    return given
  }

  /// Throws key usages that leave out what a role needs.
  package func checkKeyUsage(_ usage: KeyUsage) throws(PKIError) {
    guard !usage.contains(.digitalSignature), let call = calls.first(where: { $0.role.isService }) else { return }
    throw PKIError(
      .usage, "", "--key-usage lacks digitalSignature, which \(call.role.name) needs",
      hint: "leave --key-usage out, or add it")
  }

  /// The key usages of a CA where it is to be one, beside those of its key.
  package var moreKeyUsage: KeyUsage { isAuthority ? [.keyCertSign, .cRLSign] : [] }

  /// Throws a key that a role does not accept.
  package func checkKey(_ key: SubjectPublicKeyInfo) throws(PKIError) {
    for call in calls {
      if let fault = call.fault(in: key) {
        throw PKIError(.usage, "", "role \(call.role.name): \(fault)", hint: "--key-type rsa:2048 works everywhere")
      }
    }
  }

  /// Throws a role that is refused with a certificate that signed itself.
  package func checkSelfSigning() throws(PKIError) {
    for call in calls {
      if let clause = call.role.clause(of: .signedByAnother) {
        throw PKIError(
          .usage, "", "role \(call.role.name) is refused with a self-signed certificate (\(clause))",
          hint: "make a CA with pki selfsigned, a request with pki csr, and sign it with pki sign")
      }
      if let clause = call.role.clause(of: .distributionPoint) {
        throw PKIError(
          .usage, "", "role \(call.role.name) needs a CRL distribution point, which a CA sets (\(clause))",
          hint: "pki csr, then pki sign with --crl-url")
      }
    }
  }

  /// Throws a role that needs a distribution point where there is none.
  package func checkDistributionPoint(_ addresses: [String]) throws(PKIError) {
    guard addresses.isEmpty, let call = calls.first(where: { $0.role.clause(of: .distributionPoint) != nil }) else {
      return
    }
    throw PKIError(
      .usage, "", "role \(call.role.name) needs a CRL distribution point",
      hint: "say where the CA's list is: --crl-url http://…/ca.crl")
  }

  /// Whether the common name is a person's and so no host name.
  package var namesPerson: Bool {
    calls.contains { if case .user = $0.role.commonName.value { true } else { false } }
  }
}

extension RoleCall {
  /// Whether a common name is this role's own, or it does not care.
  fileprivate func hasUse(for name: String) -> Bool {
    if case .user = role.commonName.value, parameters[.user].isEmpty { return true }
    return fault(inCommonName: name) == nil
  }

  /// The name that stands in for the common name, which another role has.
  fileprivate func ownName(among names: [GeneralName]) throws(PKIError) -> GeneralName {
    if case .user = role.commonName.value, let user = parameters[.user].first { return .upn(user) }
    if let own = commonName.flatMap(AlternativeNameSyntax.host(orAddress:)) { return own }
    if let own = names.first(where: { fault(inCommonName: $0.value) == nil }) { return own }
    let meaning = role.parameter(.fqdn)?.meaning ?? "its FQDN"
    throw PKIError(
      .usage, "", "role \(role.name) needs fqdn, \(meaning): the common name belongs to another role",
      hint: "add --set fqdn=NAME")
  }

  /// Throws names that the role is refused with, and none at all where it needs some.
  fileprivate func checkNames(_ names: [GeneralName]) throws(PKIError) {
    if role.isService, names.isEmpty {
      throw PKIError(
        .usage, "", "role \(role.name) needs alternative names, and there are none",
        hint: "add subjectAltName:NAME, or a CN that is a host name")
    }
    for name in names {
      guard let (clause, why) = refusal(of: name) else { continue }
      throw PKIError(.usage, "", "\(name.value): role \(role.name) is refused with \(why) (\(clause))")
    }
  }

  private func refusal(of name: GeneralName) -> (String, String)? {
    switch name {
    case .dns(let text):
      if text.hasPrefix("*."), let clause = role.clause(of: .noWildcard) { return (clause, "a wildcard") }
      if let clause = role.clause(of: .plainNames), name.isNotPlain { return (clause, "an internationalized name") }
    case .ip:
      if !allowsAddresses, let clause = role.clause(of: .noAddress) { return (clause, "an address among its names") }
    default: break
    }
    return nil
  }

  /// What is wrong with a key; nil where it is accepted.
  fileprivate func fault(in key: SubjectPublicKeyInfo) -> String? {
    for demand in KeyDemand.allCases where role.clause(of: demand.demand) != nil {
      if let fault = demand.fault(in: key, for: role) { return fault.text }
    }
    guard role.clause(of: .moderateKey) != nil, let bits = key.rsaKey?.bits, bits > 4_096 else { return nil }
    return "the RSA key has \(bits) bits, and 4096 is the most"
  }
}

extension GeneralName {
  /// Whether a host name is internationalized or has an underscore.
  var isNotPlain: Bool {
    guard case .dns(let text) = self else { return false }
    return text.contains("_" as Character) || text.utf8.contains { $0 >= 0x80 }
      || text.lowercased().split(separator: ".").contains { $0.hasPrefix("xn--") }
  }
}
