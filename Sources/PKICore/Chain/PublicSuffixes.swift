/// Domains directly under which anyone can register a name: a wildcard there covers what belongs to others.
package struct PublicSuffixes: Hashable, Sendable {
  /// Who hands out the names.
  package enum Kind: Hashable, Sendable {
    /// A registry of the Internet's own.
    case registry
    /// A company, to its customers.
    case company
  }

  private var rules: [String: Kind]
  private var exceptions: Set<String> = []

  /// The suffixes named, all of one kind.
  package init(registry: [String], company: [String] = []) {
    self.rules = [:]
    for suffix in registry { rules[suffix] = .registry }
    for suffix in company { rules[suffix] = .company }
  }

  /// These, and those of a list as publicsuffix.org has it: a rule a line up to the first white space, `//` before
  /// remarks, `*.` for any one label, `!` before an exception; what stands in its private section is of companies.
  package mutating func add(list text: String) {
    var kind = Kind.registry
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("//") {
        if line.hasSuffix("===BEGIN PRIVATE DOMAINS===") { kind = .company }
        if line.hasSuffix("===BEGIN ICANN DOMAINS===") { kind = .registry }
        continue
      }
      guard let word = line.split(whereSeparator: \.isWhitespace).first else { continue }
      let rule = word.lowercased()
      if rule.hasPrefix("!") {
        exceptions.insert(String(rule.dropFirst()))
      } else {
        rules[rule] = kind
      }
    }
  }

  /// What kind of public suffix a domain is; nil where it is none. Every top-level domain is one.
  package func kind(of domain: String) -> Kind? {
    let domain = domain.lowercased()
    if exceptions.contains(domain) { return nil }
    if let kind = rules[domain] { return kind }
    guard let dot = domain.firstIndex(of: ".") else { return .registry }
    return rules["*" + domain[dot...]]
  }

  /// How many rules there are.
  package var count: Int { rules.count + exceptions.count }
}
