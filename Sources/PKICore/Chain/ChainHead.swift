/// The certificate of a file that is the file's own, and what came with it.
package struct ChainHead {
  /// The certificate that the others lead up from.
  package let leaf: Certificate
  /// The others, in their order.
  package let rest: [Certificate]
  /// How many more there are that belong to no CA and that nothing in the file was issued by: each another leaf.
  package let otherLeaves: Int

  /// Finds the leaf, whatever the order of the file: a certificate whose subject issued none of the others, the first
  /// that is no CA's if there is one. nil where there is no certificate.
  package init?(_ certificates: [Certificate]) {
    guard let first = certificates.first else { return nil }
    guard certificates.count > 1 else {
      (leaf, rest, otherLeaves) = (first, [], 0)
      return
    }
    let issuers = Set(certificates.filter { !$0.isSelfIssued }.map(\.issuer.comparisonKey))
    let ends = certificates.filter { !issuers.contains($0.subject.comparisonKey) }
    let leaves = ends.filter { (try? $0.basicConstraints)?.isCA != true && !$0.isSelfIssued }.withoutDuplicates
    leaf = leaves.first ?? ends.first { !$0.isSelfIssued } ?? ends.first ?? first
    let found = leaf
    rest = certificates.filter { $0 != found }
    otherLeaves = max(0, leaves.count - 1)
  }
}
