import Console
import PKICore

/// The reference of roles and rules, for help and manual: the same tables that certificates are held against.
enum RuleText {
  /// Roles with what they need, sets, then every rule.
  static var page: [Prose] {
    let roles = Role.Family.allCases.flatMap { family -> [Prose] in
      [
        .paragraph("Roles, \(family.rawValue):"),
        .terms(Role.all.filter { $0.family == family }.map { Term($0.name, text(of: $0)) }),
      ]
    }
    let sets: [Prose] = [
      .paragraph("Sets, which check looks at as a whole folder:"),
      .terms(CertificateSet.all.map { Term($0.name, "\($0.title): " + joined($0.needs)) }),
    ]
    let rules: [Prose] = [
      .paragraph(
        "Rules, with their severity (by profile where profiles differ) and the clause that asks for it. One condition has "
          + "one code wherever it is met."),
      .terms(RuleBook.all.map { Term($0.code, text(of: $0)) }),
    ]
    return roles + sets + rules
  }

  private static func text(of role: Role) -> String {
    let parameters = role.parameters.map { parameter in
      "\(parameter.parameter.rawValue) (\(parameter.meaning)\(parameter.isRequired ? ", required" : ""))"
    }
    let takes = parameters.isEmpty ? "" : " Takes " + parameters.joined(separator: ", ") + "."
    return "\(role.title): \(joined(role.needs))\(takes)"
  }

  private static func joined(_ needs: [Role.Need]) -> String {
    needs.map { "\($0.text) [\($0.clause)]" }.joined(separator: "; ") + "."
  }

  private static func text(of rule: RuleEntry) -> String {
    "\(rule.asks.joined(separator: " ")) (\(rule.severityWords); \(rule.clause))"
  }
}

extension RuleEntry {
  /// The severity: one word where all profiles agree.
  var severityWords: String {
    var words: [String] = []
    let asked = Profile.allCases.compactMap { severity[$0] }
    if let one = asked.first, Set(asked).count == 1, asked.count == Profile.allCases.count {
      words = [one.rawValue]
    } else {
      words = Profile.allCases.compactMap { profile in severity[profile].map { "\(profile.rawValue) \($0.rawValue)" } }
    }
    if let roleSeverity, words != [roleSeverity.rawValue] { words.append("roles \(roleSeverity.rawValue)") }
    return words.isEmpty ? "by target" : words.joined(separator: ", ")
  }
}
