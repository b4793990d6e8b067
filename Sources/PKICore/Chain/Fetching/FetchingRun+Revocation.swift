import Vocabulary

extension FetchingRun {
  /// Whether a list or an answer came about a certificate of the path of which it is not known whether it is revoked.
  mutating func findsEvidence(_ verification: Verification) -> Bool {
    let path = verification.path
    for (depth, status) in path.revocation.enumerated() where status.state == .unknown {
      let (certificate, issuer) = (path.certificates[depth], path.certificates[depth + 1])
      // Who names a responder on the command line wants to hear it.
      if plan.responder != nil, findsAnswer(certificate, issuer) { return true }
      if findsList(certificate) { return true }
      if plan.responder == nil, findsAnswer(certificate, issuer) { return true }
    }
    return false
  }

  // MARK: - Lists

  private mutating func findsList(_ certificate: Certificate) -> Bool {
    let points = (try? certificate.distributionPoints) ?? []
    for url in FetchingVerifier.promising(points.flatMap(\.uris)) {
      guard let lists = fetchedLists(Want(kind: .crl, url: url, certificate: certificate)) else { continue }
      let deltas = certificate.freshestListURIs + lists.flatMap(\.freshestListURIs)
      for url in FetchingVerifier.promising(deltas) {
        _ = fetchedLists(Want(kind: .deltaCRL, url: url, certificate: certificate))
      }
      return true
    }
    return false
  }

  /// The lists at a URL, put beside those at hand; nil where none came.
  private mutating func fetchedLists(_ want: Want) -> [RevocationList]? {
    let lists = fetched(want) { (bytes: [UInt8]) throws(PKIError) in
      try MaterialReader().read(bytes, name: want.url).revocationLists()
    }
    guard let lists else { return nil }
    request.revocation.lists += lists.map { RevocationRequest.GivenList($0, source: want.url) }
    return lists
  }

  // MARK: - Answers

  private mutating func findsAnswer(_ certificate: Certificate, _ issuer: Certificate) -> Bool {
    let urls = plan.responder.map { [$0] } ?? certificate.ocspURIs
    for url in FetchingVerifier.promising(urls) {
      let want = Want(kind: .ocsp, url: url, certificate: certificate)
      let question = OCSPRequest.encoding(about: certificate, issuedBy: issuer)
      let response = fetched(want, posting: question) { (bytes: [UInt8]) throws(PKIError) in
        try MaterialReader().read(bytes, name: want.url).ocspResponse()
      }
      guard let response else { continue }
      request.revocation.responses.append(RevocationRequest.GivenResponse(response, source: url))
      return true
    }
    return false
  }
}

extension Certificate {
  fileprivate var freshestListURIs: [String] { extensions.freshestListURIs }
}

extension RevocationList {
  fileprivate var freshestListURIs: [String] { extensions.freshestListURIs }
}

extension [Extension] {
  /// Where what adds to a revocation list is to be had (RFC 5280 §4.2.1.15, §5.2.6).
  fileprivate var freshestListURIs: [String] {
    let points = try? only(.freshestCRL)?.decode(listOf: DistributionPoint.self)
    return (points ?? []).flatMap(\.uris)
  }
}
