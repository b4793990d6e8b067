import Console
import PKICore
import Vocabulary

extension JudgedPath {
  /// What is known of the revocation of the certificate at a depth; nil where nobody looked.
  func status(at depth: Int) -> RevocationStatus? {
    revocation.indices.contains(depth) ? revocation[depth] : nil
  }
}

extension RevocationStatus {
  /// Beside a certificate of the tree.
  var span: Span {
    let witness = source.map { " (\($0))" } ?? ""
    return switch state {
    case .good: Span("  not revoked\(witness)", .faint)
    case .revoked: Span("  revoked\(witness)", .bad)
    case .unknown: Span("  revocation unknown", .warning)
    }
  }

  /// The evidence for JSON.
  var document: Document {
    .fields([
      Field("state", .text(state.rawValue)), Field("method", .text(orNull: method?.rawValue)),
      Field("source", .text(orNull: source)), Field("number", .text(orNull: number?.decimal)),
      Field("this_update", .text(orNull: thisUpdate?.description)),
      Field("next_update", .text(orNull: nextUpdate?.description)),
      Field("reason", .text(orNull: reason?.name)), Field("time", .text(orNull: time?.description)),
      Field("why", .text(orNull: why)),
    ])
  }
}

extension Verification {
  /// What is not known of revocation, though nobody insists: said before the verdict, since unknown is not good.
  var revocationWarnings: [Line] {
    let codes = Set(path.revocation.flatMap { $0.doubts + $0.flaws }.map(\.code))
    return path.warnings.filter { codes.contains($0.code) }.map { fault in
      Line([Span("warning: ", .warning), Span(fault.message)])
    }
  }
}
