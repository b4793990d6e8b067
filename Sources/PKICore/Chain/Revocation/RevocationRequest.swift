/// Which certificates of a path must be known not to be revoked.
package enum RevocationMode: String, CaseIterable, Hashable, Sendable {
  /// Nobody looks.
  case off
  /// Every one is looked up; what is not known is a warning.
  case ifKnown = "if-known"
  /// The leaf must be known good; the others are looked up.
  case leaf
  /// Every one below the anchor must be known good.
  case require
}

/// What a verification knows of revocation, and how much it wants to know.
package struct RevocationRequest: Sendable {
  /// A revocation list and the file that it came from.
  package struct GivenList: Sendable {
    /// The list.
    package let list: RevocationList
    /// The name of its file.
    package let source: String

    /// A list from a file.
    package init(_ list: RevocationList, source: String) {
      self.list = list
      self.source = source
    }
  }

  /// An OCSP response and the file that it came from.
  package struct GivenResponse: Sendable {
    /// The response.
    package let response: OCSPResponse
    /// The name of its file.
    package let source: String

    /// A response from a file.
    package init(_ response: OCSPResponse, source: String) {
      self.response = response
      self.source = source
    }
  }

  /// Which certificates must be known good.
  package var mode = RevocationMode.off
  /// The revocation lists at hand: complete ones and deltas.
  package var lists: [GivenList] = []
  /// The OCSP responses at hand.
  package var responses: [GivenResponse] = []

  /// Nothing is asked and nothing known.
  package init() {}
}
