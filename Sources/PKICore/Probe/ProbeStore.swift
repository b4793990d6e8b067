/// Certificates that are trusted together, under a name.
package struct ProbeStore: Sendable {
  /// What it is called in comments: a label, or where it comes from.
  package let name: String
  /// Its anchors, and what may stand between.
  package let pool: TrustPool

  /// A store.
  package init(_ name: String, _ pool: TrustPool) {
    self.name = name
    self.pool = pool
  }
}

/// What one store makes of a certificate.
package struct ProbePath: Sendable {
  /// The name of the store.
  package let store: String
  /// The path, as it was judged.
  package let path: JudgedPath

  /// Whether the chain itself holds, whatever name the certificate is for.
  package var isComplete: Bool {
    path.isAnchored && path.errors.allSatisfy { $0.depth == 0 && ProbePath.identityCodes.contains($0.code) }
  }

  private static let identityCodes: Set = ["name.mismatch", "name.ip-as-dns", "name.cn-only", "name.wildcard"]
}
