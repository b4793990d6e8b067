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

  /// The certificates, read; nil where nobody is trusted.
  func pool(in world: World, passin: PassphraseSource?) throws(PKIError) -> TrustPool? {
    var trusted: [Certificate] = []
    var others: [Certificate] = []
    for path in untrusted { others += try world.certificates(path, passin: passin) }
    for path in anchors { trusted += try world.certificates(path, passin: passin) }
    return anchors.isEmpty ? nil : TrustPool(anchors: trusted, untrusted: others)
  }
}
