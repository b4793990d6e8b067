package import Console
package import PKICore
import Platform

/// What certificates of servers are held against.
package struct ProbeTrustOptions: OptionGroup {
  /// The name or address that certificates must be for.
  package var host: String?
  /// The fingerprints of the certificates that are expected.
  package var expected: [PinnedFingerprint] = []
  /// Files and folders of anchors, or `system`; `LABEL=FILE` is a store of its own.
  package var anchors: [String] = []
  /// Files and folders of what may stand between.
  package var untrusted: [String] = []
  /// Whether issuers that servers do not send are fetched, also from addresses that keep to a network of their own.
  package var fetches = false, allowsPrivate = false
  /// Which law; nil where the kind of target says it.
  package var profile: Profile?

  /// The system's trust.
  package init() {}

  /// The words of the command line that set them.
  package static let options: [Option<Self>] = [
    .value("host", \.host, "NAME", "the name or address that certificates must be for", initially: "the target"),
    .list("expect", \.expected, "SHA256", "the fingerprint that the certificate must have; one of several"),
    .list(
      "trust", \.anchors, "[LABEL=]FILE|DIR|system", "trust every certificate in it; with labels, a verdict for each",
      completion: .files, initially: "system"),
    .list("untrusted", \.untrusted, "FILE|DIR", "certificates that may stand between", completion: .files),
    .flag(
      "fetch", \.fetches,
      "get issuers that servers do not send from the http URLs in the certificates: at most 8 requests, 5 seconds and "
        + "1 MiB each; what comes is not trusted"),
    .flag("fetch-private", \.allowsPrivate, "with --fetch: from private, loopback and link-local addresses too"),
    .value("profile", \.profile, "PROFILE", "which law", initially: "sip for SIP, else cms"),
  ]

  /// Throws a name that is none.
  func validate() throws(UsageError) {
    if let host, !IPText.isAddress(host) { try VerifyCommand.check(host, "--host") }
    if allowsPrivate, !fetches {
      throw UsageError("--fetch-private says nothing without --fetch", hint: "nothing is sent unless --fetch allows it")
    }
  }

  /// Who is trusted: what has no label together, each label for itself, in the order in which they are named; the
  /// system where nobody is.
  func stores(in world: World, passin: PassphraseSource?) throws(PKIError) -> [ProbeStore] {
    var stores: [(label: String?, paths: [String])] = []
    for anchor in anchors.isEmpty ? ["system"] : anchors {
      let (label, path) = ProbeTrustOptions.parts(of: anchor)
      if let place = stores.firstIndex(where: { $0.label == label }) {
        stores[place].paths.append(path)
      } else {
        stores.append((label, [path]))
      }
    }
    let others = try world.certificates(untrusted, passin: passin)
    var read: [ProbeStore] = []
    for (label, paths) in stores {
      let pool = TrustPool(anchors: try world.certificates(paths, passin: passin), untrusted: others)
      read.append(ProbeStore(label ?? paths.joined(separator: ", "), pool))
    }
    return read
  }

  /// `LABEL=FILE`; what stands before a sign behind a slash is no label.
  private static func parts(of anchor: String) -> (label: String?, path: String) {
    guard let sign = anchor.firstIndex(of: "="), sign != anchor.startIndex, !anchor[..<sign].contains("/" as Character)
    else { return (nil, anchor) }
    return (String(anchor[..<sign]), String(anchor[anchor.index(after: sign)...]))
  }

  /// Gets issuers; nil where nobody may be asked.
  var fetcher: Fetcher? {
    guard fetches else { return nil }
    var limits = FetchLimits()
    limits.allowsPrivate = allowsPrivate
    return Fetcher(limits)
  }
}
