import Vocabulary

extension Role {
  /// A need of the role in words.
  package struct Need: Sendable {
    /// What it needs.
    package let text: String
    /// Where that is written.
    package let clause: String
  }

  /// Everything that it needs, in words.
  package var needs: [Need] {
    var needs = [Need(text: commonName.value.words, clause: commonName.clause)]
    needs += names.map { Need(text: $0.value.words, clause: $0.clause) }
    needs.append(Need(text: usage.value.words, clause: usage.clause))
    needs += demands.map { Need(text: $0.value.words, clause: $0.clause) }
    return needs
  }

  /// A command that asks for a certificate for the role.
  package var example: String {
    if isAuthority { return "pki selfsigned \(name) CN:\"My company CA\" --for \(name)" }
    var words = ["pki csr", name]
    switch commonName.value {
    case .fqdn, .host, .any: words.append("CN:\(name).example.com")
    case .user: words.append("CN:jo")
    default: break
    }
    words.append("--for \(name)")
    for parameter in parameters where parameter.isRequired || parameter.parameter == .node {
      words.append("--set \(parameter.parameter.rawValue)=\(parameter.parameter.sample)")
    }
    return words.joined(separator: " ")
  }

  /// Whether what it needs turns on who everyone trusts.
  package var turnsOnPublicCA: Bool {
    clause(of: .publicCA) != nil || clause(of: .privateCA) != nil || usage.value.usages.count > 1
  }
}

extension RoleParameter {
  /// A value for examples.
  fileprivate var sample: String {
    switch self {
    case .fqdn: "service.example.com"
    case .domain: "example.com"
    case .node: "node1.example.com"
    case .pool: "pool.example.com"
    case .join: "join.example.com"
    case .user: "jo"
    }
  }
}

extension Role.CommonName {
  fileprivate var words: String {
    switch self {
    case .any: "any common name"
    case .fqdn: "common name: the FQDN"
    case .host: "common name: the host or address"
    case .value(let parameter): "common name: the \(parameter.rawValue)"
    case .prefixed(let word, let parameter): "common name: \(word) and the first \(parameter.rawValue)"
    case .exactly(let text): "common name: exactly \(text)"
    case .user: "common name: the user, unless the user principal name says it"
    }
  }
}

extension Role.NameSource {
  fileprivate var words: String {
    switch self {
    case .commonName: "alternative names: the common name"
    case .each(let parameter): "alternative names: every \(parameter.rawValue)"
    case .eachPrefixed(let word, let parameter): "alternative names: \(word) and every \(parameter.rawValue)"
    case .eachAsSIP(let parameter): "alternative names: every \(parameter.rawValue), as DNS name or sip: URI"
    case .userPrincipalName: "alternative names: the user principal name, unless the common name says it"
    }
  }
}

extension Role.Usage {
  fileprivate var words: String {
    let names = usages.map(\.extendedKeyUsageName).joined(separator: " and ")
    if usages.isEmpty { return "extended key usage: none" }
    return "extended key usage: \(names)" + (mayBeAbsent ? ", if there is any" : ", written out")
  }
}

extension Role.Demand {
  fileprivate var words: String {
    switch self {
    case .alternativeNames: "alternative names, since clients ignore the common name"
    case .digitalSignature: "key usage, if there is any: digitalSignature"
    case .noWildcard: "no wildcard"
    case .noAddress: "no address among the names, unless --tolerate-ip"
    case .plainNames: "names without underscore, not internationalized"
    case .commonKey: "key: RSA, P-256, P-384 or P-521"
    case .skypeKey: "key: RSA of 2048 or 4096 bits, P-256, P-384 or P-521"
    case .moderateKey: "key: RSA of at most 4096 bits"
    case .noPSS: "no RSASSA-PSS signature"
    case .distributionPoint: "a CRL distribution point"
    case .fullChain: "the file holds leaf, intermediates and root, in this order"
    case .sameIssuer: "the same issuer as its peer: --same-issuer"
    case .signedByAnother: "not self-signed"
    case .publicCA: "signed by a public CA"
    case .privateCA: "signed by a private CA"
    case .authority: "CA:TRUE, keyCertSign, subject key identifier"
    }
  }
}
