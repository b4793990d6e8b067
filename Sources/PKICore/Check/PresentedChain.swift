import Vocabulary

/// The certificates of a file as a chain, nobody being trusted: who follows whom by signature.
struct PresentedChain {
  /// The leaf, its issuer, that one's issuer, as far as the file goes.
  let links: [Certificate]

  init(_ leaf: Certificate, _ presented: [Certificate]) {
    var links = [leaf]
    while let last = links.last, !last.isSelfIssued || !last.isSelfSigned, links.count < PathSearch.longestPath,
      let issuer = presented.first(where: { PresentedChain.issued($0, last) && !links.contains($0) })
    {
      links.append(issuer)
    }
    self.links = links
  }

  /// Whether the top signed itself: then nobody is missing.
  var isComplete: Bool { links.last?.isSelfSigned ?? false }

  /// What is said of an issuer that is not handed out with what it signed.
  static func notSent(_ issuer: String, signed certificate: Certificate) -> Sentence {
    let words: Sentence = "The server does not send the intermediate certificate \(issuer, as: "issuer")."
    return certificate.caIssuerURIs.first.map { words + " It can be downloaded from \($0, as: "aia")." } ?? words
  }

  private static func issued(_ issuer: Certificate, _ certificate: Certificate) -> Bool {
    issuer != certificate && issuer.subject.matches(certificate.issuer) && certificate.isSigned(by: issuer)
  }
}
