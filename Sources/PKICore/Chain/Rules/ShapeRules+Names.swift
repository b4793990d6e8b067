import Vocabulary

extension PathRule {
  /// What RFC 5280 asks of alternative names and name constraints as they are written.
  static let nameShape: [PathRule] = [
    .shape(
      "san.empty", "RFC 5280 §4.2.1.6", RuleSeverity.strict,
      asks: "Subject alternative names that are there have a name.", zlint: ["e_ext_san_no_entries"]
    ) { shape in
      shape.alternativeNames?.isEmpty == true
        ? "The subject alternative names of \(shape.name) are an empty list." : nil
    },
    .shape(
      "san.not-critical", "RFC 5280 §4.1.2.6", RuleSeverity.strict,
      asks: "Where the subject is empty, there are subject alternative names, and they are critical.",
      zlint: ["e_ext_san_not_critical_without_subject"]
    ) { shape in
      guard !shape.isAuthority, shape.hasEmptySubject, shape.criticality(.subjectAlternativeName) != true
      else { return nil }
      return shape.has(.subjectAlternativeName)
        ? "The subject is empty, and the subject alternative names are not critical."
        : "The subject is empty, and there are no subject alternative names."
    },
    .shape(
      "san.malformed", "RFC 5280 §4.2.1.6", RuleSeverity.strict,
      asks: "Each subject alternative name has the form of its kind.",
      fix: "have it issued with names in their right form"
    ) {
      shape in
      for name in shape.alternativeNames ?? [] {
        guard let fault = fault(in: name) else { continue }
        return "A subject alternative name of \(shape.name) is malformed (\(name)): \(fault)."
      }
      return nil
    },
    .shape(
      "name.constraints-malformed", "RFC 5280 §4.2.1.10", RuleSeverity.strict,
      asks: "Each name constraint has the form of its kind, without minimum and maximum.",
      zlint: ["e_name_constraint_maximum_not_absent", "e_name_constraint_minimum_non_zero"]
    ) { shape in
      guard let constraints = shape.nameConstraints else { return nil }
      for subtree in (constraints.permitted ?? []) + (constraints.excluded ?? []) {
        guard let fault = fault(in: subtree) else { continue }
        return "A name constraint of \(shape.name) is malformed (\(subtree.base)): \(fault)."
      }
      return nil
    },
  ]

  private static func fault(in name: GeneralName) -> String? {
    switch name {
    case .dns(let text): HostName.fault(in: text)?.message
    case .email(let text): fault(inMailbox: text)
    case .uri(let text): hasScheme(text) ? nil : "a URI begins with a scheme"
    case .ip(let octets): [4, 16].contains(octets.count) ? nil : "an address has 4 or 16 octets"
    case .directory(let name): name.isEmpty ? "an empty directory name" : nil
    default: nil
    }
  }

  /// A Mailbox of RFC 5321 §4.1.2; what stands in quotes before the last `@` is not looked into.
  private static func fault(inMailbox text: String) -> String? {
    guard let at = text.lastIndex(of: "@") else { return "a mailbox has an @" }
    let local = text[..<at]
    let host = String(text[text.index(after: at)...])
    if local.isEmpty { return "nothing stands before the @" }
    let isQuoted = local.count > 1 && local.hasPrefix("\"") && local.hasSuffix("\"")
    if !isQuoted, local.contains(where: { $0 == "@" || $0 == " " || $0 == "<" || $0 == ">" }) {
      return "what stands before the @ is no local part"
    }
    if host.hasPrefix("["), host.hasSuffix("]") { return nil }
    return host.hasPrefix("*") ? "a wildcard in a mailbox" : HostName.fault(in: host)?.message
  }

  private static func fault(in subtree: NameConstraints.Subtree) -> String? {
    if subtree.minimum != 0 || subtree.maximum != nil { return "a minimum or maximum, which are not used" }
    switch subtree.base {
    // A dot at the beginning has a rule of its own.
    case .dns(let text): return text.isEmpty || text.hasPrefix(".") ? nil : constraintFault(in: text)
    case .ip(let octets): return addressFault(octets)
    default: return nil
    }
  }

  private static func constraintFault(in host: String) -> String? {
    host.contains("*" as Character) ? "constraints know no wildcards" : HostName.fault(in: host)?.message
  }

  /// An address and a mask of leading ones, as in CIDR.
  private static func addressFault(_ octets: [UInt8]) -> String? {
    guard [8, 32].contains(octets.count) else { return "an address and its mask have 8 or 32 octets" }
    let mask = octets.suffix(octets.count / 2)
    let rest = mask.drop { $0 == 0xff }
    // The octet at the edge is ones, then zeros: its complement is one less than a power of two.
    let isEdge = rest.first.map { ~$0 & (~$0 &+ 1) == 0 } ?? true
    return isEdge && rest.dropFirst().allSatisfy { $0 == 0 } ? nil : "its mask has gaps"
  }
}
