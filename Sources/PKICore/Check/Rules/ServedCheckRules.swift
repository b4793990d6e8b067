import Vocabulary

extension CheckRule {
  /// What the callers of live servers look for, whatever the role.
  static let served: [CheckRule] = [
    .certificate(
      "eku.no-client", "CMS 3.8 §2.1", { $0.target.isSIP ? .warning : nil },
      asks: "A SIP service's extended key usages, where there are any, have client authentication.",
      fix: "have it issued with serverAuth,clientAuth"
    ) { view in
      view.lacks(.clientAuth) ? [CheckEvidence(UsageSentence.noClient)] : []
    },
    .certificate(
      "ku.no-sign", "CMS 3.8 §2.1", { $0.target == .file ? nil : .warning },
      asks: "A server's key usage, where there is one, has digitalSignature.",
      fix: "have it issued with digitalSignature"
    ) { view in
      guard let usage = view.shape.keyUsage, !usage.contains(.digitalSignature) else { return [] }
      return [CheckEvidence(UsageSentence.noSignature)]
    },
    .certificate(
      "leaf.ca", "CA/B BR §7.1.2.7.8", { $0.target == .file ? nil : .warning },
      asks: "A server's certificate is no certificate authority's.", fix: "have it issued with CA:FALSE"
    ) { view in
      view.shape.isCA ? [CheckEvidence(UsageSentence.isAuthority)] : []
    },
    .certificate(
      "leaf.v1", "RFC 5280 §4.1.2.1", { $0.target == .file ? nil : RuleSeverity.strict($0.profile) },
      asks: "A server's certificate is of version 3, which alone can hold names and usages.",
      fix: "have the certificate issued again, as version 3"
    ) { view in
      view.leaf.version == 0 ? [CheckEvidence("X.509 version 1 certificate: it can hold no names or usages.")] : []
    },
    .certificate(
      "key.type", "Pexip, SfB integration", { $0.target.isSIP ? .warning : nil },
      asks: "The key of a SIP service is of RSA or ECDSA.", fix: "make a new key: RSA of 2048 bits, or P-256"
    ) { view in
      KeyDemand.commonFault(in: view.leaf.publicKey).map { [CheckEvidence($0)] } ?? []
    },
  ]
}

extension CheckTarget {
  /// Whether SIP is spoken there.
  var isSIP: Bool { self == .sip || self == .skype }
}

/// What is said of usages, whether a role asks or the caller of a server.
enum UsageSentence {
  static let noClient: Sentence =
    "Extended key usage lacks client authentication: this server will be refused where it calls others over "
    + "mutual TLS (federation, SIP trunks)."
  static let noSignature: Sentence = "Key usage lacks digital signature: DTLS media and some TLS clients fail."
  static let isAuthority: Sentence = "The server certificate is itself a certificate authority."
}
