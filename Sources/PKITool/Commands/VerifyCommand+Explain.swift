import Console
import PKICore
import Platform
import Vocabulary

extension VerifyCommand {
  /// Puts how the search went before the verdict, and behind everything for JSON.
  func explain(
    _ verification: Verification, of path: String, _ origins: CertificateOrigins, _ world: World,
    in fields: inout [Field]
  ) {
    guard let explanation = verification.explanation else { return }
    let remedy = Remedy(question: question(about: path), origins: origins) { file in
      (try? world.folder.exists(file)) ?? false
    }
    guard world.globals.format == .text else {
      let document = ExplanationDocument(explanation: explanation, origins: origins, remedy: remedy)
      return fields.append(Field("explanation", document.document))
    }
    let text = ExplanationText(
      explanation: explanation, request: verification.request, origins: origins, remedy: remedy)
    fields.insert(.said(text.lines), at: 0)
  }

  /// The same question with its anchors by `--trust`, for the commands that mend it.
  func question(about path: String) -> Remedy.Question {
    var question = Remedy.Question(certificate: path, trust: trust.anchors, untrusted: trust.untrusted, options: [])
    if trust.anchors.isEmpty {
      if operands.count > 2 { question.trust = [operands[2]] }
      question.untrusted += [operands[1]]
    }
    if profile != .cms { question.options += ["--profile", profile.rawValue] }
    if let purpose { question.options += ["--purpose", purpose.rawValue] }
    for host in hosts { question.options += ["--host", host] }
    for address in addresses { question.options += ["--ip", IPAddress.text(address.octets)] }
    for mailbox in mailboxes { question.options += ["--email", mailbox] }
    for domain in sipDomains { question.options += ["--sip", domain] }
    question.options += lawWords + roles.asWords + policy.words + revocation.words
    return question
  }

  /// What else makes the law stricter or milder: a question that left it out would have another answer.
  private var lawWords: [String] {
    var words: [String] = []
    if securityLevel != VerifyCommand().securityLevel { words += ["--security-level", String(securityLevel)] }
    if let maximumDepth { words += ["--max-depth", String(maximumDepth)] }
    if requiresFIPS { words.append("--fips") }
    if let blocklist { words += ["--blocklist", blocklist] }
    if allowsCommonName { words.append("--allow-cn") }
    if let suffixes { words += ["--suffixes", suffixes] }
    return words
  }
}
