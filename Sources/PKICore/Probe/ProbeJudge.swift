internal import Platform
import Vocabulary

/// Judges what servers showed: by the rules of `check`, and by what only a live server shows.
struct ProbeJudge: Sendable {
  let settings: Probe.Settings
  let target: ProbeTarget
  /// One for each store.
  let verifiers: [Verifier]
  let sent: SentCertificates
  let checks: RememberedChecks

  init(
    _ settings: Probe.Settings, _ target: ProbeTarget, _ verifiers: [Verifier],
    _ sent: SentCertificates = SentCertificates(), _ checks: RememberedChecks = RememberedChecks()
  ) {
    self.settings = settings
    self.target = target
    self.verifiers = verifiers
    self.sent = sent
    self.checks = checks
  }

  /// The instant that dates are judged by.
  var instant: Instant { settings.check.verification.instant }

  /// Fills in what a member's answer comes to.
  func judge(_ member: inout ProbeMember) {
    guard let answer = member.answer else { return }
    var found: [Finding] = []
    for (index, der) in answer.certificates.enumerated() {
      do throws(PKIError) {
        member.certificates.append(try sent.certificate(der))
      } catch {
        found.append(
          Finding(
            "chain.unreadable-sent", in: member.source,
            "Certificate number \(index + 1, as: "i") that the server sends cannot be read: \(error.message, as: "reason")."
          ))
      }
    }
    if let failure = answer.ownFailure {
      found.append(Finding(failure.named(answer), in: member.source))
    }
    found += lengthFindings(answer, member.source)
    found += connectionFindings(answer, member.source, &member.assurances)
    found += expectationFindings(answer, member.source, &member.assurances)
    found += serverNameFindings(answer, &member)
    if let leaf = member.certificates.first, found.allSatisfy({ $0.code != "chain.unreadable-sent" }) {
      found += certificateFindings(leaf, answer, &member)
    }
    member.findings = found.merged
  }

  // MARK: - What was asked for

  /// Whether the certificate is the one that is expected, octet for octet.
  private func expectationFindings(
    _ answer: ServerAnswer, _ source: String, _ assurances: inout [Assurance]
  ) -> [Finding] {
    guard !settings.expected.isEmpty, let leaf = answer.certificates.first else { return [] }
    let own = Fingerprint.sha256(leaf)
    if settings.expected.contains(own) {
      assurances.append(Assurance("pin.same", "The certificate is the one that is expected."))
      return []
    }
    return [
      Finding(
        "pin.differs", in: source,
        "The certificate is not the one that is expected: its SHA-256 is \(Hexadecimal.text(own), as: "fp").",
        fix: "if the server was given a new one, give its fingerprint with --expect")
    ]
  }

  /// What the server shows without being asked for a name.
  private func serverNameFindings(_ answer: ServerAnswer, _ member: inout ProbeMember) -> [Finding] {
    guard let unnamed = member.unnamed, let leaf = answer.certificates.first else { return [] }
    let words: Sentence
    if let other = unnamed.certificates.first {
      guard other != leaf else {
        member.assurances.append(Assurance("sni.same", "Without SNI the server presents the same certificate."))
        return []
      }
      let name = (try? sent.certificate(other))?.subject.shortText ?? "one that cannot be read"
      words = "Without SNI the server presents another certificate (\(name, as: "cn"))."
    } else {
      words =
        "Without SNI the server presents no certificate: \(unnamed.failure?.message ?? "it said nothing.", as: "reason")"
    }
    return [
      Finding(
        "sni.differs", in: member.source, words, fix: "make this certificate the default of the address for old callers"
      )
    ]
  }
}

extension ProbeFailure {
  /// The failure, where it is about the name that was asked for in that name's words.
  fileprivate func named(_ answer: ServerAnswer) -> ProbeFailure {
    guard answer.alertReceived?.number == 112, let name = answer.serverName else { return self }
    return ProbeFailure("sni.refused", "The server does not know the name \(name, as: "sni").", reason: reason)
  }
}
