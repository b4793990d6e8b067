internal import OpenSSL
package import Vocabulary

extension CertificateAuthority {
  /// In what a certificate differs from what this CA would sign for a request, in a few words; nil where it fits.
  package borrowing func difference(
    of found: Certificate, from request: CertificateRequest, file: String, plan: SigningPlan, at instant: Instant
  ) throws(PKIError) -> String? {
    guard found.publicKey.sameKey(as: request.publicKey) else { return "it belongs to another key" }
    guard found.issuerDER == certificate.subjectDER,
      (try? Signature.verifyCertificate(found.der, publicKeyInfo: certificate.publicKey.encoding.array)) ?? false
    else { return "it is signed by another CA" }
    if let end = found.notAfter.instant, end < instant { return "it expired on \(end)" }
    let subject = plan.subject.map(\.encoding) ?? request.subjectDER.array
    if found.subjectDER.array != subject { return "its subject is \(found.subject)" }
    let asked = try RequestedExtensions(request, file: file)
    let names = (asked.alternativeNames + plan.moreNames).withoutDuplicates
    return RequestPlan.difference("names", (try? found.subjectAlternativeNames) ?? [], names, \.description)
  }
}
