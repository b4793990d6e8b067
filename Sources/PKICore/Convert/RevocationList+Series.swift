internal import Vocabulary

extension RevocationList {
  /// Whether both are of one series: of the same issuer, complete or not, about the same certificates.
  package func isOfSeries(of other: RevocationList) -> Bool {
    issuer.matches(other.issuer) && scope == other.scope
  }

  /// Whether it was issued after another of its series (RFC 5280 §5.1.2.4, §5.2.3).
  package func isNewer(than other: RevocationList) -> Bool {
    if let mine = thisUpdate.instant, let its = other.thisUpdate.instant, mine != its { return mine > its }
    guard let mine = try? number, let its = try? other.number, mine != its else { return false }
    return SerialNumber.larger(mine, its) == mine
  }

  /// The list in PEM.
  package var pem: [UInt8] { PEMEncoding.block("X509 CRL", der) }

  /// What tells series of one issuer apart: whether it adds to another list, and what it covers.
  private var scope: [[UInt8]] {
    let point = extensions.first { $0.identifier == .issuingDistributionPoint }?.value.array ?? []
    return [extensions.contains { $0.identifier == .deltaCRLIndicator } ? [1] : [], point]
  }
}
