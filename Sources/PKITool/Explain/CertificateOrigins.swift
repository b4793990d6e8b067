import PKICore
import Synchronization

/// Where certificates came from, for those who ask: the file, and the line or the place in it.
final class CertificateOrigins: Sendable {
  /// A place in a file.
  struct Origin: Sendable {
    let file: String
    /// The line that it begins on; nil where the file has no lines.
    let line: Int?
    /// Its place among the certificates of the file, from 1; nil where it is the only one.
    let element: Int?

    /// `chain.pem:21`, `chain.p7b #2`, `ca.der`.
    var text: String {
      if let line { return "\(file):\(line)" }
      return element.map { "\(file) #\($0)" } ?? file
    }
  }

  private let known = Mutex<[Certificate: Origin]>([:])
  /// The most that are remembered.
  private static let limit = 100_000

  /// Remembers the certificates of a file; what was seen before keeps its place.
  func note(_ material: Material) {
    let found = material.items.compactMap { item in
      if case .certificate(let certificate) = item.content { (certificate, item) } else { nil }
    }
    known.withLock { known in
      for (index, (certificate, item)) in found.enumerated()
      where known.count < CertificateOrigins.limit && known[certificate] == nil {
        let line = item.container == nil ? item.line : nil
        known[certificate] = Origin(file: material.source, line: line, element: found.count > 1 ? index + 1 : nil)
      }
    }
  }

  /// Where a certificate came from first; nil where nobody noted it.
  subscript(certificate: Certificate) -> Origin? { known.withLock { $0[certificate] } }
}
