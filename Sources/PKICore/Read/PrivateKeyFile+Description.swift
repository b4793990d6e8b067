extension PrivateKeyFile {
  /// Algorithm and size or curve, or that it is locked: "RSA 2048", "EC P-256", "Ed25519", "locked".
  package var described: String { structure?.described ?? "locked" }
}

extension PrivateKeyStructure {
  /// Algorithm and, where it says something, size or curve.
  package var described: String {
    if let curve { return "\(algorithmName) \(curve.name)" }
    let hasSize = ["RSA", "RSA-PSS", "DSA", "DH"].contains(algorithmName)
    return hasSize ? bits.map { "\(algorithmName) \($0)" } ?? algorithmName : algorithmName
  }
}
