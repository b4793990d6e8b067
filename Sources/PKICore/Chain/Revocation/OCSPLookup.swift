import Vocabulary
internal import OpenSSL

/// Looks a certificate of a path up in the OCSP responses at hand (RFC 6960 §3.2).
struct OCSPLookup {
  let responses: [RevocationRequest.GivenResponse]
  let signers: RevocationSigners
  let lists: ListLookup
  let request: VerificationRequest
  /// Notes which responses are considered.
  var trace: SearchTrace?

  /// How far clocks may differ, in seconds.
  static let skew: Int64 = 300
  /// How old an answer may be that does not say when there is a newer one.
  static let daysWithoutEnd = 7
  /// The most certificates of a response that are looked at.
  static let mostCertificates = 16

  /// What the responses say of the certificate at `depth`, which has an issuer above it on the path.
  func status(of depth: Int, in path: [Certificate]) -> RevocationStatus {
    .combined(
      responses.map { given in
        let answer = answer(of: given, on: depth, in: path)
        trace?.considered(given.source, .ocsp, answer.state == .unknown ? answer.doubts.first : nil)
        return answer
      })
  }

  private func answer(
    of given: RevocationRequest.GivenResponse, on depth: Int, in path: [Certificate]
  ) -> RevocationStatus {
    do throws(RevocationDoubt) {
      let basic = try basicResponse(given)
      let singles = basic.responses.filter { $0.certificate.names(path[depth], issuedBy: path[depth + 1]) }
      guard !singles.isEmpty else { throw .otherCertificate(given.source) }
      try checkExtensions(basic.extensions, given.source)
      try checkSignature(basic, given.source, depth, path)
      guard let made = basic.producedAt.instant else { throw .responseDates(given.source) }
      guard made <= request.instant.adding(seconds: OCSPLookup.skew) else { throw .futureResponse(given.source, made) }
      return .combined(singles.map { status(of: $0, given.source) })
    } catch {
      return .unknown([error])
    }
  }

  private func basicResponse(
    _ given: RevocationRequest.GivenResponse
  ) throws(RevocationDoubt) -> OCSPResponse.BasicResponse {
    guard given.response.status == OCSPResponse.Status.successful.rawValue else {
      let word = OCSPResponse.Status(rawValue: given.response.status).map { "\($0)" } ?? "\(given.response.status)"
      throw .responseStatus(given.source, word)
    }
    guard let basic = given.response.basic else { throw .responseType(given.source) }
    return basic
  }

  // MARK: - One answer

  private func status(of single: OCSPResponse.SingleResponse, _ source: String) -> RevocationStatus {
    var status = RevocationStatus(state: .unknown)
    status.method = .ocsp
    status.source = source
    status.thisUpdate = single.thisUpdate.instant
    status.nextUpdate = single.nextUpdate?.instant
    do throws(RevocationDoubt) {
      try checkExtensions(single.extensions, source)
      if case .revoked(let date, let reason) = single.status {
        // A revocation is for ever, however old the answer is; only a hold may have been lifted since.
        if reason == .certificateHold { try checkTime(single, source) }
        status.state = .revoked
        status.time = date.instant
        status.reason = reason
        return status
      }
      try checkTime(single, source)
      guard single.status == .good else { throw .responderDoesNotKnow(source) }
      status.state = .good
    } catch {
      status.doubts = [error]
    }
    return status
  }

  private func checkTime(
    _ single: OCSPResponse.SingleResponse, _ source: String
  ) throws(RevocationDoubt) {
    guard let this = single.thisUpdate.instant else { throw .responseDates(source) }
    let now = request.instant
    guard this <= now.adding(seconds: OCSPLookup.skew) else { throw .futureResponse(source, this) }
    if let nextUpdate = single.nextUpdate {
      guard let next = nextUpdate.instant, next >= this else { throw .responseDates(source) }
      guard now <= next.adding(seconds: OCSPLookup.skew) else { throw .staleResponse(source, next: next) }
    } else {
      guard now <= this.adding(days: OCSPLookup.daysWithoutEnd) else { throw .staleResponse(source, next: nil) }
    }
  }

  private func checkExtensions(_ extensions: [Extension], _ source: String) throws(RevocationDoubt) {
    for field in extensions where field.isCritical && !OCSPLookup.known.contains(field.identifier) {
      throw .criticalInResponse(source, field.identifier)
    }
  }

  /// The nonce, the references to revocation lists and what their entries say: nothing that changes an answer.
  private static let known: Set<ObjectIdentifier> = [
    ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 1, 2), ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 1, 3),
    ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 1, 6), .cRLReason, .invalidityDate,
  ]
}

extension OCSPCertificateID {
  /// Whether this is the certificate with this issuer: the hashes of the issuer's name and key, and the serial.
  func names(_ certificate: Certificate, issuedBy issuer: Certificate) -> Bool {
    guard serial == certificate.serial, let digest = ObjectIdentifierRegistry.digests[hashAlgorithm.algorithm],
      digest != .md5, !issuerNameHash.isEmpty
    else { return false }
    let key = issuer.publicKey.key
    let name = [certificate.issuerDER, issuer.subjectDER].contains { name in
      Hash.digest(digest, of: name.bytes, in: name.range) == issuerNameHash
    }
    return name && Hash.digest(digest, of: key.bytes, in: key.range) == issuerKeyHash
  }
}
