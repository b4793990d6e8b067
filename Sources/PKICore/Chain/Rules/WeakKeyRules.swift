internal import Synchronization
import Vocabulary

/// What is weak about the keys of a path: found once, asked for by many rules.
final class PathKeys: Sendable {
  private let found = Mutex<[(depth: Int, weakness: KeyWeakness)]?>(nil)

  /// What is weak about the keys below the anchor, which is trusted as it is.
  func weaknesses(of view: PathView) -> [(depth: Int, weakness: KeyWeakness)] {
    if let known = found.withLock({ $0 }) { return known }
    var weaknesses: [(depth: Int, weakness: KeyWeakness)] = []
    for (depth, certificate) in view.numbered where depth != view.anchorDepth {
      weaknesses += KeyExamination.weaknesses(of: certificate.publicKey).map { (depth, $0) }
    }
    found.withLock { $0 = weaknesses }
    return weaknesses
  }
}

extension PathRule {
  /// Keys that can be broken, or that are known to be.
  static let weakKeys: [PathRule] =
    KeyFlaw.judgedOnPaths.map(rule)
    + [
      PathRule(
        KeyFlaw.blocklisted.code, KeyFlaw.blocklisted.clause, KeyFlaw.blocklisted.severity,
        asks: KeyFlaw.blocklisted.asks, fix: KeyFlaw.blocklisted.fix
      ) { view in
        guard let blocklist = view.request.blocklist else { return [] }
        return view.numbered.filter { blocklist.names($0.element.publicKey) }.map { depth, certificate in
          Evidence(at: depth, "The key of \(certificate.subject.shortText) is on the blocklist.")
        }
      }
    ].asked(onlyIf: { $0.blocklist != nil }, otherwise: "--blocklist was not given")

  private static func rule(of flaw: KeyFlaw) -> PathRule {
    PathRule(flaw.code, flaw.clause, flaw.severity, asks: flaw.asks, zlint: flaw.zlint, fix: flaw.fix) { view in
      view.keys.weaknesses(of: view).filter { $0.weakness.flaw.id == flaw.id }.map { depth, weakness in
        Evidence(at: depth, Sentence(weakness.sentence(view.certificates[depth].subject.shortText)))
      }
    }
  }
}
