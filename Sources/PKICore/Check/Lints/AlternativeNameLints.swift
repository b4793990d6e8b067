import Vocabulary

extension PathRule {
  /// Alternative names of subject and issuer, whatever kind they are.
  static let alternativeNameLints: [PathRule] =
    [NameList.subject, .issuer].flatMap(bothLists) + issuerHosts + kinds + [reservedAddress, emailMissing]

  /// The two lists that are written alike (RFC 5280 §4.2.1.6, §4.2.1.7).
  private struct NameList: Sendable {
    let code: String
    let zlint: String
    let words: String
    let clause: String
    let names: @Sendable (LintedCertificate) -> [EncodedName]?

    static let subject = NameList(
      code: "san", zlint: "san", words: "subject alternative name", clause: "RFC 5280 §4.2.1.6"
    ) { $0.alternativeNames }
    static let issuer = NameList(
      code: "ian", zlint: "ian", words: "issuer alternative name", clause: "RFC 5280 §4.2.1.7"
    ) { $0.issuerNames }

    /// A lint about each name of the list: what is wrong with one, to be said of it.
    func lint(
      _ name: String, asks: String, zlint: [String], fault: @escaping @Sendable (EncodedName) -> String?
    ) -> PathRule {
      .lint(
        "\(code).\(name)", clause, .rfc(.error), asks: asks, zlint: zlint,
        fix: "have it issued with names in their right form"
      ) { [words, names] certificate in
        for name in names(certificate) ?? [] {
          if let fault = fault(name) { return "The \(words) \(name.text) of \(certificate.name) \(fault)." }
        }
        return nil
      }
    }
  }

  private static func bothLists(_ list: NameList) -> [PathRule] {
    let each = "Each \(list.words)"
    return [
      list.lint(
        "space", asks: "No \(list.words) is a DNS name of one space.", zlint: ["e_ext_\(list.zlint)_space_dns_name"]
      ) { $0.kind == .dns && $0.octets.elementsEqual([32]) ? "is a space" : nil },
      list.lint(
        "nul", asks: "\(each) is free of NUL.", zlint: ["e_\(list.zlint)_dns_name_includes_null_char"]
      ) { $0.kind == .dns && $0.octets.contains(0) ? "has a NUL in it" : nil },
      list.lint(
        "dns-not-ascii", asks: "\(each) that is a DNS name is of ASCII.",
        zlint: ["e_ext_\(list.zlint)_dns_not_ia5_string"]
      ) { $0.kind == .dns && !$0.isASCII ? "is not ASCII" : nil },
      list.lint("empty-name", asks: "\(each) has a value.", zlint: ["e_ext_\(list.zlint)_empty_name"]) { name in
        [.email, .dns, .uri, .ip].contains(name.kind) && name.octets.isEmpty ? "is empty" : nil
      },
      list.lint(
        "email-syntax", asks: "\(each) that is an e-mail address is a mailbox and nothing else.",
        zlint: ["e_ext_\(list.zlint)_rfc822_format_invalid"]
      ) { name in
        guard name.kind == .email else { return nil }
        let parts = name.octets.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let isMailbox = parts.count >= 2 && parts.first?.isEmpty == false && parts.last?.isEmpty == false
        let isBare = !name.octets.contains { [0x28, 0x29, 0x3c, 0x3e, 0x20].contains($0) }
        return isMailbox && isBare ? nil : "is no mailbox"
      },
      list.lint(
        "uri-syntax", asks: "\(each) that is a URI has a scheme and something behind it.",
        zlint: ["e_ext_\(list.zlint)_uri_format_invalid"]
      ) { $0.kind == .uri && LintedURI($0.text)?.rest.isEmpty != false ? "is no whole URI" : nil },
      list.lint(
        "uri-relative", asks: "\(each) that is a URI is not relative.", zlint: ["e_ext_\(list.zlint)_uri_relative"]
      ) { $0.kind == .uri && $0.isASCII && LintedURI($0.text) == nil ? "is a relative URI" : nil },
      list.lint(
        "uri-host", asks: "\(each) that is a URI with an authority names a host in full, or an address.",
        zlint: ["e_ext_\(list.zlint)_uri_host_not_fqdn_or_ip"]
      ) { name in
        guard name.kind == .uri, let host = LintedURI.host(of: name.text) else { return nil }
        return LintedURI.isWholeHost(host) ? nil : "has a host that is neither a whole name nor an address"
      },
      list.lint(
        "uri-not-ascii", asks: "\(each) that is a URI is of ASCII.", zlint: ["e_ext_\(list.zlint)_uri_not_ia5"]
      ) { $0.kind == .uri && !$0.isASCII ? "is not ASCII" : nil },
    ]
  }

  /// Host names of the issuer, which nobody connects to.
  private static let issuerHosts: [PathRule] = [
    NameList.issuer.lint(
      "bare-wildcard", asks: "A wildcard among the issuer's names is followed by a domain.",
      zlint: ["e_ian_bare_wildcard"]
    ) { $0.kind == .dns && $0.octets.last == HostLabels.star ? "has a wildcard with nothing behind it" : nil },
    NameList.issuer.lint(
      "wildcard-misplaced", asks: "A wildcard among the issuer's names stands at the beginning.",
      zlint: ["e_ian_wildcard_not_first"]
    ) { $0.kind == .dns && $0.octets.dropFirst().contains(HostLabels.star) ? "has a wildcard inside" : nil },
    NameList.issuer.lint(
      "leading-dot", asks: "No name of the issuer begins with a dot.", zlint: ["e_ian_dns_name_starts_with_period"]
    ) { $0.kind == .dns && $0.octets.first == HostLabels.dot ? "begins with a dot" : nil },
    .lint(
      "ian.empty", "RFC 5280 §4.2.1.7", .rfc(.error), asks: "Issuer alternative names that are there have a name.",
      zlint: ["e_ext_ian_no_entries"]
    ) { $0.issuerNames?.isEmpty == true ? "The issuer alternative names of \($0.name) are an empty list." : nil },
    .lint(
      "ian.critical", "RFC 5280 §4.2.1.7", .rfc(.warning), asks: "Issuer alternative names are not critical.",
      zlint: ["w_ext_ian_critical"]
    ) {
      $0.shape.criticality(.issuerAlternativeName) == true
        ? "The issuer alternative names of \($0.name) are critical." : nil
    },
    PathRule(
      "ian.bare-suffix", "BR §1.6.1", LintLaw.rfc(.warning).severity,
      asks: "A host name of the issuer is more than a public suffix.", zlint: ["w_ian_iana_pub_suffix_empty"],
      fix: "have it issued for names of one's own"
    ) { view in
      view.lints.certificates(of: view).compactMap { certificate in
        let bare = certificate.issuerNames?.first {
          guard $0.kind == .dns else { return false }
          let host = $0.text.hasPrefix("*.") ? String($0.text.dropFirst(2)) : $0.text
          return view.request.publicSuffixes.kind(of: host) == .registry
        }
        return bare.map {
          Evidence(
            at: certificate.shape.depth, "The issuer's name \($0.text) of \(certificate.name) is a public suffix.")
        }
      }
    },
  ]

  /// Server certificates name hosts and addresses, nothing else.
  private static let kinds: [PathRule] = [
    kind(.directory, "directory-name", "a directory name", "e_ext_san_directory_name_present"),
    kind(.ediParty, "edi-party-name", "an EDI party name", "e_ext_san_edi_party_name_present"),
    kind(.other, "other-name", "another name", "e_ext_san_other_name_present"),
    kind(.registeredID, "registered-id", "a registered identifier", "e_ext_san_registered_id_present"),
    kind(.email, "email", "an e-mail address", "e_ext_san_rfc822_name_present"),
    kind(.uri, "uri", "a URI", "e_ext_san_uniform_resource_identifier_present"),
  ]

  private static func kind(_ kind: EncodedName.Kind, _ word: String, _ words: String, _ zlint: String) -> PathRule {
    .lint(
      "san.\(word)", "BR §7.1.2.7.12", .web(.error), .any, .baseline,
      asks: "A public server certificate has not \(words) among its names.", zlint: [zlint],
      fix: "use a private CA for that name, or leave it out"
    ) { certificate in
      certificate.alternativeNames?.contains { $0.kind == kind } == true
        ? "The subject alternative names of \(certificate.name) have \(words); only host names and addresses belong there."
        : nil
    }
  }

  private static let reservedAddress = PathRule.lint(
    "san.reserved-ip", "BR §7.1.4.2.1", .web(.error), .subscriber, .since(2015, 11, 1),
    asks: "An address among the names is a public one.", zlint: ["e_ext_san_contains_reserved_ip"],
    fix: "use a private CA for that address"
  ) { certificate in
    let reserved = certificate.alternativeNames?.first { $0.kind == .ip && ReservedNetwork.holds($0.octets) }
    return reserved.map {
      "The address \(IPAddress.text(Array($0.octets))) of \(certificate.name) is reserved, and nobody's by right."
    }
  }

  private static let emailMissing = PathRule.lint(
    "subject.email-not-in-san", "RFC 5280 §4.1.2.6", .rfc(.error), .any, .rfc5280,
    asks: "An e-mail address in the subject is among the alternative names.", zlint: ["e_subj_email_not_in_san"]
  ) { certificate in
    let missing = certificate.values(.emailAddress).first { address in
      certificate.alternativeNames?.contains { $0.kind == .email && $0.text == address } != true
    }
    return missing.map { "The e-mail address \($0) of \(certificate.name) is not among its alternative names." }
  }
}

/// A URI as far as the lints look into it (RFC 3986 §3).
struct LintedURI {
  /// In small letters.
  let scheme: String
  /// What follows the colon, without `//` where there is an authority.
  let rest: Substring
  /// The host, without port and user; nil without an authority.
  let host: String?

  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), PathRule.hasScheme(text[..<colon] + ":x") else { return nil }
    self.scheme = text[..<colon].lowercased()
    let tail = text[text.index(after: colon)...]
    guard tail.hasPrefix("//") else {
      self.rest = tail
      self.host = nil
      return
    }
    self.rest = tail.dropFirst(2)
    self.host = LintedURI.host(inAuthority: rest)
  }

  /// The host at the beginning of what follows `//`.
  private static func host(inAuthority text: Substring) -> String {
    let authority = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let server = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    if server.hasPrefix("["), let end = server.firstIndex(of: "]") { return String(server[...end]) }
    return String(server.prefix { $0 != ":" })
  }

  /// The host of a URI, or of what somebody took for one: without a scheme, what stands behind `//` or at the
  /// beginning. Nil where there is none to be named.
  static func host(of text: String) -> String? {
    if let uri = LintedURI(text) { return uri.host?.isEmpty == true ? nil : uri.host }
    var rest = text[...]
    while let slash = rest.firstIndex(of: "/") {
      rest = rest[rest.index(after: slash)...]
      if rest.first == "/" { return host(inAuthority: rest.dropFirst()) }
    }
    return text.isEmpty || text.hasPrefix("/") ? nil : host(inAuthority: text[...])
  }

  var isHTTP: Bool { scheme == "http" }

  /// Whether a host is an address or a name with a domain, `*.` before it allowed.
  static func isWholeHost(_ host: String) -> Bool {
    if IPAddress.octets(host) != nil { return true }
    let labels = host.split(separator: "." as Character, omittingEmptySubsequences: false)
    let names = labels.first == "*" ? labels.dropFirst() : labels[...]
    guard names.count >= 2 else { return false }
    return names.allSatisfy {
      !$0.isEmpty && $0.utf8.allSatisfy { HostLabels.isLetterOrDigit($0) || $0 == 45 || $0 == 95 }
    }
  }
}
