import Vocabulary

/// Whether a certificate is for a name: RFC 9525 for hosts and addresses.
package enum IdentityMatch {
  /// What is wrong, if it is not: the rule's code and the evidence.
  static func mismatch(
    _ identity: Identity, _ certificate: Certificate, allowsCommonName: Bool
  ) throws(DERError) -> (code: String, evidence: Evidence)? {
    let names = try certificate.subjectAlternativeNames
    if names.contains(where: { matches($0, identity) }) { return nil }
    if allowsCommonName, !certificate.hasSubjectAlternativeNames, case .host(let host) = identity,
      let name = certificate.subject.commonName, matches(presented: name, host: host)
    {
      return nil
    }
    return explanation(identity, certificate, names)
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
    let presented = presented.lowercased()
    var host = host.lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard !host.hasPrefix("*"), labels.allSatisfy({ !$0.isEmpty }) else { return false }
    guard presented.hasPrefix("*.") else { return presented == host && IPAddress.octets(host) == nil }
    let suffix = presented.dropFirst(1)
    guard !suffix.dropFirst().contains("*" as Character), suffix.dropFirst().contains("." as Character),
      let dot = host.firstIndex(of: ".")
    else {
      return false
    }
    return host[dot...] == suffix && host.startIndex < dot
  }

  /// The domain in any case, the local part as it is (RFC 5280 §4.2.1.6).
  private static func matches(mailbox presented: String, _ wanted: String) -> Bool {
    let left = presented.split(separator: "@", omittingEmptySubsequences: false)
    let right = wanted.split(separator: "@", omittingEmptySubsequences: false)
    guard left.count == 2, right.count == 2 else { return false }
    return left[0] == right[0] && left[1].lowercased() == right[1].lowercased()
  }

  private static func explanation(
    _ identity: Identity, _ certificate: Certificate, _ names: [GeneralName]
  ) -> (code: String, evidence: Evidence) {
    let text = identity.text
    if case .ip = identity, names.contains(.dns(text)) {
      return (
        "name.ip-as-dns",
        Evidence(
          at: 0, "\(text) is written as a DNS name in the certificate; clients look for an IP address entry.",
          fix: "have it issued with IP:\(text)")
      )
    }
    if names.isEmpty, let name = certificate.subject.commonName, name.lowercased() == text.lowercased() {
      return (
        "name.cn-only",
        Evidence(
          at: 0,
          "The certificate has no subject alternative names; \(text) is only in the common name, which browsers ignore.",
          fix: "have it issued with a subject alternative name, or accept the common name with --allow-cn")
      )
    }
    return (
      "name.mismatch",
      Evidence(
        at: 0, "The certificate is not valid for \(text). It is valid for \(summary(names)).",
        fix: "have it issued for \(text), or connect by a name that it has")
    )
  }

  /// The first five names, and how many more there are.
  private static func summary(_ names: [GeneralName]) -> String {
    guard !names.isEmpty else { return "no name at all" }
    let first = names.prefix(5).map(\.value).joined(separator: ", ")
    return names.count > 5 ? "\(first) and \(names.count - 5) more" : first
  }
}
