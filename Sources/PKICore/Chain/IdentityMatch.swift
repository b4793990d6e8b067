import Vocabulary

/// Whether a certificate is for a name: hosts and addresses by RFC 9525, SIP domains by RFC 5922, e-mail addresses
/// by RFC 5280 §4.2.1.6.
package enum IdentityMatch {
  /// What is wrong, if it is not: the rule's code and the evidence. Throws where the names cannot be read.
  static func mismatch(
    _ identity: Identity, _ certificate: Certificate, allowsCommonName: Bool, profile: Profile = .cms,
    isServed: Bool = false
  ) throws(DERError) -> (code: String, evidence: Evidence)? {
    // Who calls a host of a SIP service looks for the host; that the domain is named is another question.
    if !isServed || !identity.isHost, let domain = sipDomain(identity, profile) {
      return try sipMismatch(domain, certificate)
    }
    let names = try certificate.subjectAlternativeNames
    if names.contains(where: { matches($0, identity) }) {
      guard profile == .sip, let wildcard = try wildcard(for: identity, certificate) else { return nil }
      return wildcardFault(wildcard, identity.text)
    }
    if allowsCommonName, !certificate.hasSubjectAlternativeNames, case .host(let host) = identity,
      let name = certificate.subject.commonName, matches(presented: name, host: host)
    {
      return nil
    }
    return explanation(identity, certificate, names)
  }

  /// The wildcard through which alone a host matches; nil where a name matches by itself, or none does.
  static func wildcard(for identity: Identity, _ certificate: Certificate) throws(DERError) -> String? {
    guard case .host(let host) = identity else { return nil }
    let patterns = try certificate.subjectAlternativeNames.compactMap { (name: GeneralName) -> HostPattern? in
      guard case .dns(let text) = name, let pattern = HostPattern(text), pattern.matches(host: host) else { return nil }
      return pattern
    }
    return patterns.allSatisfy(\.isWildcard) ? patterns.first?.description : nil
  }

  /// The domain that is asked for by RFC 5922; nil where another law holds.
  static func sipDomain(_ identity: Identity, _ profile: Profile) -> String? {
    switch identity {
    case .sip(let domain): domain
    case .host(let host): profile == .sip ? host : nil
    case .ip, .email: nil
    }
  }

  private static func sipMismatch(
    _ domain: String, _ certificate: Certificate
  ) throws(DERError) -> (code: String, evidence: Evidence)? {
    let identity = try SIPIdentity(certificate)
    guard !identity.matches(domain) else { return nil }
    if let wildcard = identity.wildcard(for: domain) {
      return wildcardFault(wildcard, domain)
    }
    return mismatch(domain, identity.domains)
  }

  private static func wildcardFault(_ wildcard: String, _ name: String) -> (code: String, evidence: Evidence) {
    ("name.wildcard", Evidence(at: 0, wildcardMessage(wildcard), fix: "have it issued for \(name) by name"))
  }

  /// What is said of wildcards, which SIP does not know and Microsoft's and Pexip's products refuse.
  static func wildcardMessage(_ wildcard: String) -> Sentence {
    "Wildcard certificate (\(wildcard, as: "wild")): not supported for SIP (RFC 5922), Skype for Business, Lync or Pexip Infinity."
  }

  private static func matches(_ name: GeneralName, _ identity: Identity) -> Bool {
    switch (name, identity) {
    case (.dns(let presented), .host(let host)): matches(presented: presented, host: host)
    case (.ip(let octets), .ip(let wanted)): octets == wanted
    case (.email(let presented), .email(let wanted)): matches(mailbox: presented, wanted)
    default: false
    }
  }

  /// RFC 9525 §6.3: whole names in any case; `*` stands for the whole left-most label, and for one label.
  package static func matches(presented: String, host: String) -> Bool {
    HostPattern(presented)?.matches(host: host) ?? false
  }

  /// The domain in any case, the local part as it is (RFC 5280 §7.5).
  package static func matches(mailbox presented: String, _ wanted: String) -> Bool {
    guard let presented = Mailbox(presented), let wanted = Mailbox(wanted) else { return false }
    return presented == wanted
  }

  // MARK: - What is said

  private static func explanation(
    _ identity: Identity, _ certificate: Certificate, _ names: [GeneralName]
  ) -> (code: String, evidence: Evidence) {
    let text = identity.text
    if case .ip(let octets) = identity, names.contains(where: { $0.isAddressWrittenAsHost(octets) }) {
      return (
        "name.ip-as-dns",
        Evidence(
          at: 0, "\(text, as: "ip") is written as a DNS name in the certificate; clients look for an IP address entry.",
          fix: "have it issued with IP:\(text)")
      )
    }
    if !certificate.hasSubjectAlternativeNames, let name = certificate.subject.commonName,
      name.lowercased() == text.lowercased() || matches(presented: name, host: text)
    {
      return (
        "name.cn-only",
        Evidence(
          at: 0,
          "The certificate has no subject alternative names; \(text, as: "name") is only in the common name, which browsers ignore.",
          fix: "have it issued with a subject alternative name, or accept the common name with --allow-cn")
      )
    }
    return mismatch(text, names.map(\.value))
  }

  private static func mismatch(_ text: String, _ names: [String]) -> (code: String, evidence: Evidence) {
    (
      "name.mismatch",
      Evidence(
        at: 0, "The certificate is not valid for \(text, as: "name"). It is valid for \(summary(names)).",
        fix: "have it issued for \(text), or connect by a name that it has")
    )
  }

  /// The first five names, and how many more there are.
  private static func summary(_ names: [String]) -> Sentence {
    guard !names.isEmpty else { return "no name at all" }
    let first: Sentence = "\(first: 5, of: names, as: "valid_for")"
    return names.count > 5 ? "\(first) and \(names.count - 5, as: "n") more" : first
  }
}

extension Certificate {
  /// Why the certificate is not for a name, in a sentence; nil where it is for it. The common name does not count.
  package func mismatch(with identity: Identity) -> String? {
    do throws(DERError) {
      return try IdentityMatch.mismatch(identity, self, allowsCommonName: false).map { $0.evidence.sentence.text }
    } catch {
      return "its names cannot be read: \(error.reason)"
    }
  }
}

extension GeneralName {
  fileprivate func isAddressWrittenAsHost(_ octets: [UInt8]) -> Bool {
    guard case .dns(let text) = self else { return false }
    return IPAddress.octets(text) == octets
  }
}
