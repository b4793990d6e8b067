package import Console
package import PKICore

/// What certificates of servers are held against.
package struct ProbeTrustOptions: OptionGroup {
  /// The name or address that certificates must be for.
  package var host: String?
  /// Files and folders of anchors, or `system`.
  package var anchors: [String] = []
  /// Files and folders of what may stand between.
  package var untrusted: [String] = []
  /// Which law; nil where the kind of target says it.
  package var profile: Profile?

  /// The system's trust.
  package init() {}

  package static let options: [Option<Self>] = [
    .value("host", \.host, "NAME", "the name or address that certificates must be for", initially: "the target"),
    .list(
      "trust", \.anchors, "FILE|DIR|system", "trust every certificate in it", completion: .files,
      initially: "system"),
    .list("untrusted", \.untrusted, "FILE|DIR", "certificates that may stand between", completion: .files),
    .value("profile", \.profile, "PROFILE", "which law", initially: "sip for SIP, else cms"),
  ]

  /// Throws a name that is none.
  func validate() throws(UsageError) {
    if let host, !IPText.isAddress(host) { try VerifyCommand.check(host, "--host") }
  }

  /// Who is trusted, the system where nobody is named.
  var stores: TrustOptions {
    var stores = TrustOptions()
    stores.anchors = anchors.isEmpty ? ["system"] : anchors
    stores.untrusted = untrusted
    return stores
  }
}
