package import Console
import PKICore
import Platform

/// Who is trusted, and what may stand between.
package struct TrustOptions: OptionGroup {
  /// Files and folders of anchors, or `system`.
  package var anchors: [String] = []
  /// Files and folders of what may stand between.
  package var untrusted: [String] = []

  /// Nobody.
  package init() {}

  package static let options: [Option<Self>] = [
    .list("trust", \.anchors, "FILE|DIR|system", "trust every certificate in it", completion: .files),
    .list("untrusted", \.untrusted, "FILE|DIR", "certificates that may stand between", completion: .files),
  ]

  /// The certificates, read; nil where nobody is trusted. `origins` remembers where each stood.
  func pool(
    in world: World, passin: PassphraseSource?, noting origins: CertificateOrigins? = nil
  ) throws(PKIError) -> TrustPool? {
    guard !anchors.isEmpty else { return nil }
    let others = try world.certificates(untrusted, passin: passin, noting: origins)
    let trusted = try world.certificates(anchors, passin: passin, noting: origins)
    return TrustPool(anchors: trusted, untrusted: others)
  }
}
