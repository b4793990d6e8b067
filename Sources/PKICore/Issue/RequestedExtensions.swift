package import Vocabulary

/// What of a request a CA copies, and what it leaves out.
package struct RequestedExtensions: Sendable {
  /// The alternative names asked for.
  package let alternativeNames: [GeneralName]
  /// The extended key usages asked for.
  package let extendedKeyUsage: [ObjectIdentifier]
  /// The key usages asked for.
  package let keyUsage: KeyUsage
  /// The path length asked for; nil where none is, or no CA.
  let pathLength: Int?
  private let asksForCA: Bool
  private let leftOut: [ObjectIdentifier]

  private static let copied: [ObjectIdentifier] = [.subjectAlternativeName, .extendedKeyUsage, .keyUsage]
  /// What every certificate gets of its own.
  private static let replaced: [ObjectIdentifier] = [
    .basicConstraints, .subjectKeyIdentifier, .authorityKeyIdentifier,
  ]

  /// The extensions that a request asks for; throws those that cannot be read.
  package init(_ request: CertificateRequest, file: String) throws(PKIError) {
    do {
      self.alternativeNames = try request.subjectAlternativeNames
      self.extendedKeyUsage = try request.extendedKeyUsage ?? []
      self.keyUsage = try request.keyUsage ?? []
      let constraints = try request.basicConstraints
      self.asksForCA = constraints?.isCA ?? false
      self.pathLength = asksForCA ? constraints?.pathLength : nil
      self.leftOut = try request.extensions.map(\.identifier).filter {
        !RequestedExtensions.copied.contains($0) && !RequestedExtensions.replaced.contains($0)
      }
    } catch {
      throw PKIError(.content, file, "an extension that this request asks for is damaged: \(error.reason)")
    }
  }

  /// What is not granted, a sentence each.
  func notes(grantingCA: Bool, replacingExtendedKeyUsage isReplaced: Bool = false) -> [String] {
    var notes = leftOut.map { "left out: \(ObjectIdentifierRegistry.extensions[$0] ?? $0.description)" }
    if asksForCA, !grantingCA { notes.append("left out: CA:TRUE, which only --ca grants") }
    if !keyUsage.isDisjoint(with: [.keyCertSign, .cRLSign]), !grantingCA {
      notes.append("left out: the key usages keyCertSign and cRLSign, which are for CAs")
    }
    if grantingCA, !isReplaced, !extendedKeyUsage.isEmpty {
      let names = extendedKeyUsage.map(\.extendedKeyUsageName).joined(separator: ", ")
      notes.append("left out: the extended key usages \(names), which would bind all below the CA: --eku sets them")
    }
    return notes
  }
}
