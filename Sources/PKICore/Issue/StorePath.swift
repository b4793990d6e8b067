/// A name as operands give it: a basename of the store (`dbca`), the path of one of its files (`ca/dbca.crt`), or `-` for
/// what comes from standard input.
package struct StorePath: Hashable, Sendable {
  /// The operand as typed.
  package let operand: String
  /// The operand without a known extension: what `.key`, `.csr` and `.crt` are appended to.
  package let stem: String
  /// Whether the operand names a file, or standard input, rather than a basename.
  package let namesFile: Bool

  private static let extensions = [".csr", ".crt", ".cer", ".pem", ".der", ".key", ".p10", ".req"]

  /// The name that an operand gives.
  package init(_ operand: String) {
    self.operand = operand
    let lower = operand.lowercased()
    let known = StorePath.extensions.first { lower.hasSuffix($0) && operand.count > $0.count }
    self.stem = known.map { String(operand.dropLast($0.count)) } ?? operand
    self.namesFile = known != nil || operand == "-"
  }

  /// Whether it stands for standard input, which lends new files no name.
  package var isStandardInput: Bool { operand == "-" }

  /// Where the private key is.
  package var key: String { stem + ".key" }
  /// Where the request is.
  package var request: String { namesFile ? operand : stem + ".csr" }
  /// Where the certificate is.
  package var certificate: String { namesFile ? operand : stem + ".crt" }
  /// Where a new certificate goes.
  package var newCertificate: String { stem + ".crt" }
  /// Where a new certificate goes with those above it.
  package var newFullChain: String { stem + "-fullchain.crt" }
}
