import Console
import PKICore
import Platform
import Vocabulary

// What the command says of an answer.

extension CompleteCommand {
  func fields(
    of completion: IssuedAnswer, _ path: StorePath, _ keyFile: String?, isRefused: Bool, now: Instant
  ) -> [Field] {
    let certificate = completion.certificate
    let hasChain = completion.chain.count > 1
    let made = hasChain ? "\(path.newCertificate) and \(path.newFullChain)" : path.newCertificate
    let first =
      isRefused
      ? Line("The CA changed what \(path.request) asks for: nothing was installed", .bad)
      : Line("Installed \(made)", .good)
    return [
      .said(first),
      Field("certificate_file", isRefused ? .null : .text(path.newCertificate)),
      Field("fullchain_file", isRefused || !hasChain ? .null : .text(path.newFullChain)),
      Field("key_file", "Key", .text(orNull: keyFile)),
      Field("subject", "Subject", .text(certificate.subject.description)),
      Field("issuer", "Issuer", .text(certificate.issuer.description)),
    ] + validity(certificate, now: now) + chain(completion) + changes(completion, path)
  }

  private func validity(_ certificate: Certificate, now: Instant) -> [Field] {
    let end = certificate.notAfter.instant.map { DateText.end($0, now: now) } ?? certificate.notAfter.document
    return [
      Field("not_before", "Valid from", certificate.notBefore.document), Field("not_after", "Valid until", end),
      Field("serial", "Serial", .text(certificate.serial.hex)),
    ]
  }

  private func chain(_ completion: IssuedAnswer) -> [Field] {
    let names = completion.chain.map(\.subject.shortText)
    var line = Line(names.joined(separator: " ← "))
    if !completion.isComplete { line = line + Span(" ← ?", .warning) }
    var fields = [
      Field("chain", "Chain", .spoken(line, as: .texts(names))), Field("complete", .truth(completion.isComplete)),
    ]
    if let (name, urls) = completion.missingIssuer {
      fields.append(Field("missing_issuer", .text(name.description)))
      fields.append(Field("missing_issuer_urls", .texts(urls)))
    }
    return fields
  }

  private func changes(_ completion: IssuedAnswer, _ path: StorePath) -> [Field] {
    let difference = completion.difference
    let words =
      difference.isEssential
      ? Line("The CA changed what \(path.request) asks for (− asked, + given):", .warning) : Line("As asked for", .good)
    return [Field("as_asked", .truth(!difference.isEssential)), .said(words)] + difference.essentialFields
  }

  func notes(on completion: IssuedAnswer, _ path: StorePath, now: Instant) -> [String] {
    var notes: [String] = []
    let certificate = completion.certificate
    if let end = certificate.notAfter.instant, end < now { notes.append("the certificate expired on \(end)") }
    if let start = certificate.notBefore.instant, start > now {
      notes.append("the certificate is not valid before \(start)")
    }
    guard let (name, urls) = completion.missingIssuer else { return notes }
    let place = urls.isEmpty ? "" : "; the certificate says that it is at " + urls.joined(separator: ", ")
    notes.append("the chain is not complete: \(name) is missing\(place)")
    return notes
  }
}
