import PKICore
import Vocabulary

/// A root, an intermediate and a server's certificate that no profile finds fault with, until something is changed.
struct ChainDraft: Sendable {
  var root: CertificateDraft
  var intermediate: CertificateDraft
  var leaf: CertificateDraft
  var request: VerificationRequest
  /// The leaf is trusted by itself.
  var trustsLeaf = false
  /// Another root is trusted, and the chain's own comes along untrusted.
  var trustsAnother = false

  /// The instant that everything is judged for.
  static let instant = Instant(seconds: 1_780_000_000)

  init() throws {
    root = try ChainDraft.authority(.root, "Root", by: .root, "Root")
    root.drop(.authorityKeyIdentifier)
    intermediate = try ChainDraft.authority(.intermediate, "Intermediate", by: .root, "Root")
    leaf = try ChainDraft.draft(.leaf, "www.example.com", by: .intermediate, "Intermediate")
    leaf.setNames([.dns("www.example.com")])
    leaf.setUsage(.digitalSignature)
    leaf.setExtendedUsage([.serverAuth])
    request = VerificationRequest(instant: ChainDraft.instant)
    request.purpose = .server
  }

  /// What is found under a profile.
  func verification(_ profile: Profile) throws -> Verification {
    var request = request
    request.profile = profile
    let leaf = try leaf.certificate()
    var pool = TrustPool(
      anchors: [trustsLeaf ? leaf : try root.certificate()], untrusted: [try intermediate.certificate()])
    if trustsAnother {
      var another = root
      (another.subject, another.issuer) = (DER.name("Another"), DER.name("Another"))
      pool = TrustPool(
        anchors: [try another.certificate()], untrusted: [try intermediate.certificate(), try root.certificate()])
    }
    return Verification(of: leaf, in: pool, asking: request)
  }

  private static func authority(
    _ role: CertificateDraft.Role, _ subject: String, by issuer: CertificateDraft.Role, _ issuerName: String
  ) throws -> CertificateDraft {
    var draft = try draft(role, subject, by: issuer, issuerName)
    draft.setConstraints(isCA: true)
    draft.setUsage([.keyCertSign, .cRLSign])
    return draft
  }

  private static func draft(
    _ role: CertificateDraft.Role, _ subject: String, by issuer: CertificateDraft.Role, _ issuerName: String
  ) throws -> CertificateDraft {
    let signer = try TestSigner.of(role)
    var draft = CertificateDraft(
      role: role, serial: [1, 2, 3], issuer: DER.name(issuerName), subject: DER.name(subject),
      publicKeyInfo: signer.publicKeyInfo, fields: [], signer: issuer)
    draft.set(.subjectKeyIdentifier) { $0.put(DERTag.octetString, signer.identifier) }
    let issuerIdentifier = try TestSigner.of(issuer).identifier
    draft.set(.authorityKeyIdentifier) {
      $0.sequence { $0.put(DERTag.context(0, constructed: false), issuerIdentifier) }
    }
    return draft
  }
}
