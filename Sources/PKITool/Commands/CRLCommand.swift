package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki crl`: the signed list of what a CA has revoked.
package struct CRLCommand: Command {
  package static let name = "crl"
  package static let summary = "make the revocation list of a CA"
  package static let discussion = [
    "Reads CA.crt, CA.key and CA.revoked, where pki revoke writes, and writes CA.crl: version 2, numbered above every list "
      + "before it. The old CA.crl is replaced, since a list is meant to be renewed, at the latest when its days are over. "
      + "Refuses a CA that may not sign lists, and a CA.crl that is another's."
  ]
  package static let group = Group.issue
  package static let operandUsage = [Operand("CA", .one, "the CA: its certificate and key")]
  package static let options: [Option<Self>] =
    [
      .value("days", \.days, "N", "days until the next list comes"),
      .value("ca-key", \.keyFile, "FILE", "the CA's private key", initially: "CA.key"),
      .value("out-form", \.form, "FORM", "the form of the list"),
      .flag("dry-run", \.isDryRun, "say what would be written, write nothing"),
    ] + PassphraseInput.options.map { $0.at(\.passin) }
  package static let examples = [
    Example("pki crl dbca", "dbca.crl, good for 30 days"),
    Example("pki crl dbca --days 7 --out-form der", "as it is served by HTTP"),
  ]

  var days = 30
  var keyFile: String?
  var form = OutputForm.pem
  var isDryRun = false
  var passin = PassphraseInput()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    guard (1...3_650).contains(days) else { throw UsageError("--days \(days): from 1 to 3650") }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    let ca = StorePath(operands[0])
    let caFile = try world.existing(ca.certificate, or: [ca.stem + ".cer", ca.stem + ".pem"])
    let keyFile = keyFile ?? ca.key
    let certificate = try world.certificate(caFile)
    var revoked = try world.revokedFile(ca, of: certificate)
    let path = ca.stem + ".crl"
    let number = try SerialNumber.larger(revoked.lastNumber, oldNumber(path, of: certificate, in: world))
    let key = try world.signingKey(keyFile, passin: passin.source)
    let authority = try CertificateAuthority(
      certificate: certificate, file: caFile, key: key, keyFile: keyFile, at: world.instant)
    let now = world.clock.now
    let plan = RevocationListPlan(
      number: number?.successor ?? SerialNumber(magnitude: [1]), thisUpdate: now, nextUpdate: now.adding(days: days),
      records: revoked.records)
    let der = try authority.revocationList(plan, caFile: caFile)
    revoked.note(number: plan.number)
    var outcome = Outcome(source: operands[0])
    outcome.isDryRun = isDryRun
    // The number first: a list that was lost leaves a gap, which is allowed, and never the same number twice.
    outcome.files = [
      revoked.fileToWrite,
      replacing(path, form == .der ? der : PEMEncoding.block("X509 CRL", der)),
    ]
    outcome.fields = fields(plan, path, certificate)
    return Answer(outcome)
  }

  private func replacing(_ path: String, _ bytes: [UInt8]) -> FileToWrite {
    FileToWrite(path: path, bytes: bytes, kind: .ordinary, existing: .replace(keepBackup: false))
  }

  /// The number of the list that is replaced; throws where what is there is no list of this CA.
  private func oldNumber(
    _ path: String, of certificate: Certificate, in world: World
  ) throws(PKIError) -> SerialNumber? {
    guard try world.holdsFile(path) else { return nil }
    var number: SerialNumber?
    for list in try world.material(path).revocationLists() {
      guard list.issuer.matches(certificate.subject) else {
        throw PKIError(
          .refused, path, "this list was issued by \(list.issuer.shortText), not by \(certificate.subject.shortText)",
          hint: "move it away: it would be replaced")
      }
      do {
        number = SerialNumber.larger(number, try list.number)
      } catch {
        throw PKIError(
          .content, path, "the number of this list cannot be read: \(error.reason)", hint: "move the file away")
      }
    }
    return number
  }

  private func fields(_ plan: RevocationListPlan, _ path: String, _ certificate: Certificate) -> [Field] {
    let count = plan.records.count
    return [
      .said(Line("Created revocation list \(path)", .good)), Field("crl_file", .text(path)),
      Field("issuer", "Issuer", .text(certificate.subject.description)),
      Field("crl_number", "Number", .text(plan.number.decimal)),
      Field("entries", "Entries", .number(count)),
      Field("this_update", "Issued", .text(plan.thisUpdate.description)),
      Field("next_update", "Next due", .text(plan.nextUpdate.description)),
    ]
  }
}
