/// Every rule that a certificate can be held against, in one ordered list: what `pki roles --rules` and the manual
/// print.
package enum RuleBook {
  /// The rules, each code once: those of paths, the lints, those of service, those of sets, those of live servers, then
  /// those of stores and exceptions.
  package static let all: [RuleEntry] = {
    var entries: [RuleEntry] = []
    var places: [String: Int] = [:]
    var rows = PathRule.all.map { RuleEntry($0) }
    rows += RuleEntry.beyondRows + RuleEntry.revocationRows
    rows += PathRule.lints.map { RuleEntry($0) }
    rows += CheckRule.all.map { RuleEntry($0) }
    rows += SetRule.all.map { RuleEntry($0) }
    rows += ProbeRule.all.map { RuleEntry($0) }
    rows += KeyFlaw.ofMany.map { RuleEntry($0) }
    rows += RuleEntry.operatorRows
    for row in rows {
      if let place = places[row.code] {
        entries[place].add(row)
      } else {
        places[row.code] = entries.count
        entries.append(row)
      }
    }
    return entries
  }()

  /// The rule of a code; nil where there is none.
  package static func entry(_ code: String) -> RuleEntry? { all.first { $0.code == code } }
}

/// A rule without its question, as it is listed.
package struct RuleEntry: Sendable {
  /// The code.
  package let code: String
  /// The clauses that ask for it, each once.
  package private(set) var clauses: [String]
  /// How bad it is under each profile that asks; where several rows have the code, the worst.
  package private(set) var severity: [Profile: Severity]
  /// How bad it is for the roles and sets that ask; nil where none does.
  package private(set) var roleSeverity: Severity?
  /// What it asks, sentences.
  package private(set) var asks: [String]
  /// What mends it; nil where nothing general can be said.
  package private(set) var fix: String?
  /// The lints of zlint that ask the same.
  package private(set) var zlint: [String]

  /// The clauses in one text.
  package var clause: String { clauses.joined(separator: "; ") }

  init(_ rule: PathRule) {
    code = rule.code
    clauses = [rule.clause]
    severity = RuleEntry.byProfile(rule.severity)
    asks = rule.asks.isEmpty ? [] : [rule.asks]
    fix = rule.fix
    zlint = rule.zlint
  }

  init(_ rule: CheckRule) {
    code = rule.code
    clauses = [rule.clause]
    severity = RuleEntry.byProfile { rule.severity(CheckContext(profile: $0)) }
    roleSeverity = Role.all.compactMap { rule.severity(CheckContext(profile: .cms, roles: [$0])) }.max()
    asks = rule.asks.isEmpty ? [] : [rule.asks]
    fix = rule.fix
    zlint = rule.zlint
  }

  init(_ rule: SetRule) {
    code = rule.code
    clauses = [rule.clause]
    severity = [:]
    roleSeverity = CertificateSet.all.compactMap(rule.severity).max()
    asks = [rule.asks]
    fix = rule.fix
    zlint = []
  }

  init(_ rule: ProbeRule) {
    code = rule.code
    clauses = [rule.clause]
    severity = RuleEntry.byProfile { _ in rule.severity }
    asks = [rule.asks]
    zlint = []
  }

  init(
    _ code: String, _ clause: String, _ severity: (Profile) -> Severity? = { _ in .error }, asks: String,
    fix: String? = nil
  ) {
    self.code = code
    clauses = [clause]
    self.severity = RuleEntry.byProfile(severity)
    self.fix = fix
    self.asks = [asks]
    zlint = []
  }

  init(_ flaw: KeyFlaw) {
    code = flaw.code
    clauses = [flaw.clause]
    severity = RuleEntry.byProfile(flaw.severity)
    asks = [flaw.asks]
    fix = flaw.fix
    zlint = flaw.zlint
  }

  private static func byProfile(_ severity: (Profile) -> Severity?) -> [Profile: Severity] {
    var found: [Profile: Severity] = [:]
    for profile in Profile.allCases { found[profile] = severity(profile) }
    return found
  }

  /// Joins a row of the same code.
  fileprivate mutating func add(_ row: RuleEntry) {
    clauses += row.clauses.filter { !clauses.contains($0) }
    asks += row.asks.filter { !asks.contains($0) }
    zlint += row.zlint.filter { !zlint.contains($0) }
    fix = fix ?? row.fix
    for (profile, other) in row.severity { severity[profile] = max(severity[profile] ?? other, other) }
    if let other = row.roleSeverity { roleSeverity = max(roleSeverity ?? other, other) }
  }
}

extension RuleEntry {
  /// What the search for a path and libcrypto find, which no row of ours asks.
  static let beyondRows: [RuleEntry] = [
    RuleEntry("chain.missing", "RFC 5280 §6.1", asks: "The certificate of every issuer is there."),
    RuleEntry("chain.untrusted", "RFC 5280 §6.1", asks: "The path ends in a certificate that is trusted."),
    RuleEntry("chain.self-signed", "RFC 5280 §6.1", asks: "A certificate that signed itself is trusted by itself."),
    RuleEntry(
      "chain.too-deep", "RFC 5280 §6.1", asks: "No more certificates stand between leaf and anchor than are allowed."),
    RuleEntry(
      "chain.signature", "RFC 5280 §6.1.3", asks: "Every signature below the anchor verifies with its issuer's key."),
    RuleEntry(
      "chain.path-length", "RFC 5280 §4.2.1.9", asks: "No more CAs follow below a CA than its path length allows."),
    RuleEntry(
      "chain.issuer-refused", "RFC 5280 §4.2.1.1", asks: "Key identifier and key usage of an issuer fit what it signed."
    ),
    RuleEntry("chain.unreadable", "RFC 5280 §4.1", asks: "OpenSSL can read every certificate of the path."),
    RuleEntry("chain.invalid", "X509_verify_cert", asks: "OpenSSL finds nothing else wrong with the path."),
    RuleEntry("policy.invalid", "RFC 5280 §6.1", asks: "The policy extensions of a path do not contradict each other."),
    RuleEntry("revoked", "RFC 5280 §6.3", asks: "No certificate below the anchor is revoked."),
    RuleEntry(
      "revocation.unknown", "RFC 5280 §6.3",
      asks: "Where that is required, every certificate below the anchor is known not to be revoked."),
  ]

  /// What is found of a store, and of the exceptions that the operator made.
  static let operatorRows: [RuleEntry] = [
    RuleEntry(
      "key.no-certificate", "Pexip TLS, alarms", { _ in .warning },
      asks: "A private key of a store has a certificate there.",
      fix: "pki csr NAME CN:NAME --key FILE makes a request for it"),
    RuleEntry(
      FindingException.expiredCode, "--ignore, --policy-file",
      asks: "No exception is kept beyond the day that it ends on.",
      fix: "mend what is found, or give the exception a later day"),
  ]
}
