import Vocabulary

extension PathRule {
  private static let syntax = "RFC 5280 §4.2.1.6, RFC 1034 §3.5"
  private static let br = "BR §7.1.2.7.12"

  /// Host names of subscribers: syntax, wildcards, and who they belong to.
  static let hostLints: [PathRule] = [
    hostLint(
      "san.label-long", syntax, .rfc(.error), asks: "A label of a host name has at most 63 characters.",
      zlint: ["e_dnsname_label_too_long", "e_rfc_dnsname_label_too_long"]
    ) { $0.labels.contains { $0.count > 63 } ? "has a label of more than 63 characters" : nil },
    hostLint(
      "san.empty-label", syntax, .rfc(.error),
      asks: "No label of a host name is empty: no dots together, none at the beginning or the end.",
      zlint: ["e_dnsname_empty_label", "e_rfc_dnsname_empty_label", "e_san_dns_name_starts_with_period"]
    ) { host in
      guard host.labels.contains(where: \.isEmpty) else { return nil }
      return host.octets.isEmpty
        ? "is empty" : host.octets.last == HostLabels.dot ? "ends in a dot" : "has an empty label"
    },
    hostLint(
      "san.hyphen", syntax, .rfc(.error), asks: "No label of a host name begins or ends with a hyphen.",
      zlint: ["e_dnsname_hyphen_in_sld", "e_rfc_dnsname_hyphen_in_sld"]
    ) { host in
      host.labels.contains { $0.first == HostLabels.hyphen || $0.last == HostLabels.hyphen }
        ? "has a label that begins or ends with a hyphen" : nil
    },
    hostLint(
      "san.bad-character", br, .web(.error), .subscriber, .baseline,
      asks: "A host name consists of letters, digits, hyphens and dots.", zlint: ["e_dnsname_bad_character_in_label"]
    ) { host in
      let isGood: (UInt8) -> Bool = {
        HostLabels.isLetterOrDigit($0) || [0x2a, 0x2d, 0x2e, 0x5f].contains($0)
      }
      return host.octets.allSatisfy(isGood) ? nil : "has a character that host names cannot have"
    },
    underscores,
    hostLint(
      "san.wildcard-partial", "RFC 9525 §6.3, BR §1.6.1", .web(.error), .any, .baseline,
      asks: "A wildcard is the whole left-most label.", zlint: ["e_dnsname_left_label_wildcard_correct"]
    ) { host in
      guard let first = host.labels.first, first.contains(HostLabels.star), first.count > 1 else { return nil }
      return "has a wildcard that is not the whole label"
    },
    hostLint(
      "san.wildcard-misplaced", "RFC 9525 §6.3", .rfc(.error), .any, .always,
      asks: "A wildcard stands at the beginning of a name.",
      zlint: ["e_san_wildcard_not_first"]
    ) { $0.octets.dropFirst().contains(HostLabels.star) ? "has a wildcard that is not at its beginning" : nil },
    hostLint(
      "san.bare-wildcard", "RFC 9525 §6.3", .rfc(.error), .any, .always, asks: "A wildcard is followed by a domain.",
      zlint: ["e_san_bare_wildcard"]
    ) { $0.octets.last == HostLabels.star ? "has a wildcard with nothing behind it" : nil },
    hostLint(
      "san.reserved-label", "BR §7.1.4.2.1, RFC 5890 §2.3.1", .web(.error), .subscriber, .since(2021, 10, 1),
      asks: "A label with hyphens in its third and fourth place is an A-label.",
      zlint: ["e_dnsname_contains_prohibited_reserved_label"]
    ) { host in
      host.labels.contains { isReserved($0) && !ALabel.isOne($0) } ? "has a label that is reserved and no A-label" : nil
    },
    hostLint(
      "san.a-label", "RFC 5890 §2.3.2.1, RFC 3492", .rfc(.error),
      asks: "An A-label, which begins with xn--, can be decoded.",
      zlint: ["e_international_dns_name_not_unicode"]
    ) { host in
      host.labels.contains { ALabel.isOne($0) && ALabel.decoded($0) == nil }
        ? "has an A-label that cannot be decoded" : nil
    },
    hostLint(
      "san.ip-as-dns", "RFC 5280 §4.2.1.6", .rfc(.error),
      asks: "An address is an IP address among the names, not a DNS name.",
      fix: "have it issued with the address as an IP address"
    ) { host in
      IPAddress.octets(host.text) != nil ? "is an address; clients look for an IP address entry" : nil
    },
    hostLint(
      "san.internal-name", "BR §7.1.4.2.1, RFC 6761", .web(.error), .subscriber, .baseline,
      asks: "A host name is one of the public DNS, with a top-level domain that is not reserved.",
      fix: "use a name of a domain of your own, or a private CA"
    ) { host in
      isInternal(host) ? "is not of the public DNS" : nil
    },
    hostLint(
      "san.arpa", "BR §4.2.2", .web(.error), .subscriber, .since(2024, 11, 15),
      asks: "No name is of the reverse zones of the DNS.",
      zlint: ["e_arpa_domain_not_allowed"]
    ) { $0.ends(in: "in-addr.arpa") || $0.ends(in: "ip6.arpa") ? "is of a reverse zone" : nil },
    .lint(
      "san.duplicate", "RFC 5280 §4.2.1.6", .rfc(.info), asks: "A name stands among the alternative names once.",
      zlint: ["n_san_dns_name_duplicate"]
    ) { certificate in
      guard certificate.hosts.count > 1 else { return nil }
      var seen: Set<[UInt8]> = []
      let twice = certificate.hosts.first { !seen.insert($0.octets.map(HostLabels.folded)).inserted }
      return twice.map { "\(certificate.name) has the name \($0.text) twice." }
    },
    PathRule(
      "san.bare-suffix", "BR §1.6.1", LintLaw.web(.error).severity,
      asks: "A host name is more than a public suffix.",
      zlint: ["e_dnsname_contains_bare_iana_suffix", "n_san_iana_pub_suffix_empty"],
      fix: "have it issued for names of one's own"
    ) { view in
      let suffixes = view.request.publicSuffixes
      return view.lints.certificates(of: view).compactMap { certificate in
        guard certificate.isSubscriber, certificate.isForServers else { return nil }
        let bare = certificate.hosts.first { suffixes.kind(of: $0.text) == .registry }
        return bare.map {
          Evidence(at: certificate.shape.depth, "The name \($0.text) of \(certificate.name) is a public suffix.")
        }
      }
    },
  ]

  /// Domains that the public DNS leaves to others (RFC 6761, RFC 6762, ICANN's list of 2018).
  private static let internalDomains = [
    "local", "localhost", "localdomain", "internal", "intranet", "lan", "corp", "home", "private", "test", "invalid",
    "example",
  ]

  /// Whether the public DNS has no such name.
  static func isInternal(_ host: HostLabels) -> Bool {
    guard let top = host.labels.last, !top.isEmpty, top != [HostLabels.star] else { return false }
    return host.labels.count == 1
      || internalDomains.contains {
        $0.utf8.count == top.count && top.elementsEqual($0.utf8, by: HostLabels.isSameLetter)
      }
  }

  private static func isReserved(_ label: ArraySlice<UInt8>) -> Bool {
    label.count >= 4 && label.dropFirst(2).prefix(2).allSatisfy { $0 == HostLabels.hyphen }
  }

  /// Underscores were let pass for a season, in certificates of less than thirty days (BR 1.6.2).
  private static let underscores = PathRule.lint(
    "san.underscore", "RFC 5280 §4.2.1.6, BR §7.1.4.2.1", .rfc(.error), .subscriber,
    asks: "A host name has no underscore.",
    zlint: [
      "e_dnsname_underscore_in_sld", "w_dnsname_underscore_in_trd", "e_rfc_dnsname_underscore_in_sld",
      "w_rfc_dnsname_underscore_in_trd", "e_no_underscores_before_1_6_2", "e_underscore_not_permissible_in_dnsname",
      "e_underscore_present_with_too_long_validity",
    ], fix: "use a hyphen instead"
  ) { certificate in
    let season = LintPeriod.since(2018, 12, 10).before(2019, 4, 1)
    if season.includes(certificate.begin), certificate.validSeconds <= 30 * 86_400 { return nil }
    let host = certificate.hosts.first { $0.octets.contains(UInt8(ascii: "_")) }
    return host.map { "The name \($0.text) of \(certificate.name) has an underscore." }
  }

  /// A lint about each host name of a subscriber: what is wrong with one, to be said of it.
  private static func hostLint(
    _ code: String, _ clause: String, _ law: LintLaw, _ scope: LintScope = .subscriber, _ period: LintPeriod = .rfc5280,
    asks: String,
    zlint: [String] = [], fix: String = "have it issued with names in their right form",
    fault: @escaping @Sendable (HostLabels) -> String?
  ) -> PathRule {
    .lint(code, clause, law, scope, period, asks: asks, zlint: zlint, fix: fix) { certificate in
      for host in certificate.hosts {
        if let fault = fault(host) { return "The name \(host.text) of \(certificate.name) \(fault)." }
      }
      return nil
    }
  }
}
