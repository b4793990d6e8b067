package import Vocabulary

/// What a certificate is to be used for.
package enum Purpose: String, CaseIterable, Hashable, Sendable {
  case server
  case client
  case ca
  case email
  case code
  case any
}

/// Whose certificate it must be.
package enum Identity: Hashable, Sendable {
  /// A host, by RFC 9525.
  case host(String)
  /// An address, 4 or 16 octets.
  case ip([UInt8])
  /// A mailbox.
  case email(String)
  /// A SIP domain, by RFC 5922.
  case sip(String)

  /// Whether it is a host by name.
  var isHost: Bool {
    if case .host = self { true } else { false }
  }

  /// The name as it was asked for.
  package var text: String {
    switch self {
    case .host(let name), .email(let name), .sip(let name): name
    case .ip(let octets): IPAddress.text(octets)
    }
  }
}

/// What a verification asks.
package struct VerificationRequest: Sendable {
  /// The instant that dates are judged by.
  package var instant: Instant
  /// The law.
  package var profile = Profile.cms
  /// What the certificate is to be used for.
  package var purpose = Purpose.any
  /// Whose it must be; all must hold.
  package var identities: [Identity] = []
  /// libcrypto's security level, 0 to 5.
  package var securityLevel = 2
  /// The most certificates between leaf and anchor; nil for no limit but the search's own.
  package var maximumDepth: Int?
  /// Whether the common name of a leaf without alternative names counts as its host name.
  package var allowsCommonName = false
  /// The policies that are acceptable; empty for any (RFC 5280 §6.1.1 (c)).
  package var policies: [ObjectIdentifier] = []
  /// Whether the path must be valid for one of them (RFC 5280 §6.1.1 (f)).
  package var requiresExplicitPolicy = false
  /// Whether anyPolicy counts for nothing (RFC 5280 §6.1.1 (g)).
  package var inhibitsAnyPolicy = false
  /// Whether policy mappings count for nothing (RFC 5280 §6.1.1 (e)).
  package var inhibitsPolicyMapping = false
  /// What is known of revocation, and how much of it must be.
  package var revocation = RevocationRequest()
  /// Whether only what FIPS 140 approves may stand on the path.
  package var requiresFIPS = false
  /// Keys that are known to be bad.
  package var blocklist: KeyBlocklist?
  /// What the store of anchors is called; nil where it has no name.
  package var store: String?
  /// Whether a server presented the certificates: what is not there was not sent.
  package var isServed = false
  /// The suffixes that no wildcard may cover under `webpki`.
  package var publicSuffixes = PublicSuffixes.builtIn

  /// Whether policies are checked though no certificate demands it.
  package var checksPolicies: Bool {
    !policies.isEmpty || requiresExplicitPolicy || inhibitsAnyPolicy || inhibitsPolicyMapping
  }

  /// A question as of an instant.
  package init(instant: Instant) {
    self.instant = instant
  }
}

/// The certificates that a path is looked for in.
package struct TrustPool: Sendable {
  /// Those that are trusted by themselves.
  package var anchors: [Certificate] = []
  /// Those that may stand between.
  package var untrusted: [Certificate] = []

  /// Anchors and what may stand between.
  package init(anchors: [Certificate] = [], untrusted: [Certificate] = []) {
    self.anchors = anchors.withoutDuplicates
    self.untrusted = untrusted.withoutDuplicates
  }
}

extension [Certificate] {
  /// Each certificate once, at its first place.
  package var withoutDuplicates: [Certificate] {
    var seen: Set<Certificate> = []
    return filter { seen.insert($0).inserted }
  }
}
