package import Console
import PKICore

/// Whether the net may be asked, and whom there.
package struct FetchOptions: OptionGroup {
  /// Whether anything is sent at all.
  package var isOn = false
  /// Whether addresses that keep to a network of their own may be connected to.
  package var allowsPrivate = false
  /// The OCSP responder to ask; nil for those that certificates name.
  package var responder: String?

  /// Nothing is sent.
  package init() {}

  package static let options: [Option<Self>] = [
    .flag(
      "fetch", \.isOn,
      "get missing issuers, revocation lists and OCSP answers from the http URLs in the certificates: at most 8 requests, "
        + "5 seconds and 1 MiB each; what comes is not trusted"),
    .flag("fetch-private", \.allowsPrivate, "with --fetch: from private, loopback and link-local addresses too"),
    .value("ocsp-url", \.responder, "URL", "with --fetch: ask this OCSP responder, not the certificates' own"),
  ]

  /// Throws options that do nothing without another, and a responder that would never be asked.
  func validate(_ mode: RevocationMode?) throws(UsageError) {
    if !isOn, let option = allowsPrivate ? "--fetch-private" : (responder == nil ? nil : "--ocsp-url") {
      throw UsageError("\(option) says nothing without --fetch", hint: "nothing is sent unless --fetch allows it")
    }
    guard let responder else { return }
    if mode == .off {
      throw UsageError("--revocation off and --ocsp-url contradict each other", hint: "leave one of them out")
    }
    do { _ = try HTTPURL(responder) } catch { throw UsageError("--ocsp-url \(responder): \(error.reason)") }
  }

  /// What verifies with the help of the net; nil where that is not allowed.
  func verifier(_ verifier: Verifier) -> FetchingVerifier? {
    guard isOn else { return nil }
    var limits = FetchLimits()
    limits.allowsPrivate = allowsPrivate
    return FetchingVerifier(verifier, fetcher: Fetcher(limits), responder: responder)
  }
}
