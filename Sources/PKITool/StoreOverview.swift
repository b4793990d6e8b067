import Platform
import Console
import PKICore
import Vocabulary

/// What `pki` alone answers: how it is used, and what the store holds.
enum StoreOverview {
  static func answer(in world: World) throws(PKIError) -> Answer {
    var counts: [ItemKind: Int] = [:]
    var soon = 0
    for input in world.inputs(["."], recursive: false) {
      guard input.error == nil, let material = try? world.material(input.path) else { continue }
      for item in material.items where item.kind != .unknown {
        counts[item.kind, default: 0] += 1
        if case .certificate(let certificate) = item.content, let end = certificate.notAfter.instant,
          end.days(since: world.instant) <= 30
        {
          soon += 1
        }
      }
    }
    let (keys, certificates, requests) =
      (counts[.privateKey] ?? 0, counts[.certificate] ?? 0, counts[.request] ?? 0)
    let words =
      "This folder holds \(keys.counted("key")), \(certificates.counted("certificate")) and \(requests.counted("request"))"
    let expiring =
      soon == 0 ? "." : "; \(soon.counted("certificate")) \(soon == 1 ? "has" : "have") expired or will within 30 days."
    var outcome = Outcome(source: world.folder.path)
    let help = Help(Tool.table.program, width: world.width ?? 80).overview
    outcome.fields = [
      .said(help), .said(Line("")), .said(Line([Span(words), Span(expiring, soon > 0 ? .warning : .plain)])),
      Field("keys", .number(keys)), Field("certificates", .number(certificates)), Field("csrs", .number(requests)),
      Field("expiring_within_30_days", .number(soon)),
    ]
    return Answer(outcome)
  }
}

extension Int {
  /// The number with its noun: "1 key", "2 keys", "no keys".
  func counted(_ noun: String, _ many: String? = nil) -> String {
    let plural = many ?? noun + "s"
    return self == 0 ? "no \(plural)" : self == 1 ? "1 \(noun)" : "\(self) \(plural)"
  }
}
