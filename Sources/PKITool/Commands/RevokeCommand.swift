package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki revoke`: an entry in the file of what a CA has revoked.
package struct RevokeCommand: Command {
  package static let name = "revoke"
  package static let summary = "revoke a certificate that a CA of one's own issued"
  package static let discussion = [
    "Adds a line to CA.revoked: serial, time, reason, subject. The world learns of it from the list that pki crl makes. "
      + "Refuses a certificate that the CA did not issue or has revoked already; a line of the file that cannot be read is "
      + "named, and nothing is written. A line that is taken out lifts a hold; any other revocation is for ever."
  ]
  package static let group = Group.issue
  package static let operandUsage = [
    Operand("CERT", .one, "the certificate"), Operand("CA", .one, "the CA that issued it"),
  ]
  package static let options: [Option<Self>] = [
    .value("reason", \.reason, "REASON", "why, by its name in RFC 5280"),
    .value("date", \.date, "TIME", "since when", initially: "now"),
    .flag("dry-run", \.isDryRun, "say what would be written, write nothing"),
  ]
  package static let examples = [
    Example("pki revoke dbserver dbca --reason keyCompromise", "the key has leaked"),
    Example("pki revoke old.crt dbca --reason superseded", "it has been replaced"),
  ]

  var reason = RevocationWord.unspecified
  var date: Instant?
  var isDryRun = false
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let path = StorePath(operands[0])
    let ca = StorePath(operands[1])
    let now = world.clock.now
    if let date, date > now {
      throw PKIError(.usage, "", "--date \(date): that is still to come", hint: "leave it out for now")
    }
    let file = try world.existing(path.certificate, or: [path.stem + ".cer", path.stem + ".pem"])
    let caFile = try world.existing(ca.certificate, or: [ca.stem + ".cer", ca.stem + ".pem"])
    let certificate = try world.certificate(file)
    let authority = try world.certificate(caFile)
    let record = try RevokedFile.Record(
      revoking: certificate, file: file, by: authority, authorityFile: caFile, at: date ?? now,
      reason: reason.reason)
    var revoked = try world.revokedFile(ca, of: authority)
    try revoked.add(record)
    var outcome = Outcome(source: operands[0])
    outcome.isDryRun = isDryRun
    outcome.files = [revoked.fileToWrite]
    outcome.fields = [
      .said(Line("Revoked \(certificate.subject.shortText) in \(revoked.name)", .good)),
      Field("revoked_file", .text(revoked.name)),
      Field("subject", "Subject", .text(certificate.subject.description)),
      Field("serial", "Serial", .text(record.serial.hex)),
      Field("time", "Since", .text(record.time.description)), Field("reason", "Reason", .text(record.reason.name)),
    ]
    outcome.notes = ["nobody knows of it before pki crl \(operands[1]) has made the list and it is published"]
    return Answer(outcome)
  }
}

/// Why a certificate is revoked, in the words of RFC 5280 §5.3.1.
package enum RevocationWord: String, Choice {
  case unspecified
  case keyCompromise
  case cACompromise
  case affiliationChanged
  case superseded
  case cessationOfOperation
  case certificateHold
  case privilegeWithdrawn
  case aACompromise

  /// The reason of that name.
  var reason: RevocationReason { RevocationReason(named: rawValue) ?? .unspecified }
}

extension RevokedFile {
  /// The file in place of the one that was read; somebody else's line that came between is not lost.
  var fileToWrite: FileToWrite {
    var file = FileToWrite(path: name, bytes: bytes, kind: .ordinary)
    guard let original else { return file }
    file.existing = .replace(keepBackup: false)
    file.replacing = original
    return file
  }
}

extension World {
  /// What a CA has revoked: its file, or an empty one where there is none yet.
  func revokedFile(_ ca: StorePath, of authority: Certificate) throws(PKIError) -> RevokedFile {
    let path = ca.stem + ".revoked"
    guard try holdsFile(path) else { return RevokedFile(name: path, authority: authority.subject) }
    return try RevokedFile(bytes(path), name: path)
  }

  /// Whether anything bears that name; throws where that cannot be told.
  func isThere(_ path: String) throws(PKIError) -> Bool {
    do {
      return try folder.kind(of: path, followingLinks: false) != nil
    } catch {
      throw PKIError(reading: .system(error))
    }
  }
}
