import Console
import PKICore
import Platform
import Vocabulary

extension CheckCommand {
  /// The certificates of a folder, each in its role and all together.
  func setAnswer(_ set: CertificateSet, _ law: FindingLaw, in world: World) throws(PKIError) -> Answer {
    guard roles.words.count == 1 else {
      throw PKIError(.usage, "", "--for \(set.name) is about a whole folder and stands alone")
    }
    if let option = key.map({ _ in "--key" }) ?? chain.map({ _ in "--chain" }) ?? sibling.map({ _ in "--same-issuer" })
    {
      throw PKIError(.usage, "", "\(option) belongs to one certificate, and \(set.name) is a set", hint: "leave it out")
    }
    var request = try request(in: world)
    request.thresholds = law.thresholds
    let check = try SetCheck(set, roles.parameters(), asking: request)
    var members: [SetMember] = []
    var keys: [CheckedKey] = []
    var outcome = Outcome(source: operands.joined(separator: " "))
    for input in try many.inputs(operands, recursive: input.isRecursive, in: world) {
      do throws(PKIError) {
        if let error = input.error { throw error }
        let material = try world.material(input.path, passin: passin)
        if let placed = try? material.placedCertificates(),
          let member = SetMember(
            file: input.path, certificates: placed.map(\.certificate), lines: placed.map(\.line))
        {
          members.append(member)
        }
        if let key = try material.checkedKey {
          keys.append(key)
        } else if !input.isFound, members.last?.file != input.path {
          _ = try material.certificates()
        }
      } catch {
        outcome.problems.append(error.about(input.path))
      }
    }
    guard !members.isEmpty else {
      throw PKIError(
        .content, outcome.source, "no file holds a certificate",
        hint: "pki check --for \(set.name) DIR looks at a folder")
    }
    outcome.judge(
      check.run(source: outcome.source, members: members, keys: keys), law, profile: profile, set: set, in: world)
    var answer = Answer(outcome)
    answer.outline = outline(law, world.globals.format)
    return answer
  }
}

extension SetResult {
  /// The members, the earliest end first; the findings, what was not checked, and the verdict.
  func fields(profile: Profile, set: CertificateSet, isGood: Bool, ignored: [FindingException]) -> [Field] {
    let rows: [[Document]] = members.map { member in
      [
        .text(member.file), .text(member.certificate.subject.shortText), .text(member.certificate.issuer.shortText),
        .text(member.certificate.notAfter.instant?.date ?? member.certificate.notAfter.text),
      ]
    }
    let columns = [
      Column("file", "File"), Column("subject", "Subject"), Column("issuer", "Issuer"), Column("not_after", "Until"),
    ]
    let fields: [Field] = [
      Field("ok", .truth(isGood)), Field("profile", .text(profile.rawValue)), Field("set", .text(set.name)),
      Field("members", "", .table(Table(columns, rows: rows))),
      Field("findings", "", .spoken(findings.lines, as: .list(findings.map(\.document)))),
      Field("not_checked", "", .spoken(notChecked.lines, as: .list(notChecked.map(\.document)))),
      .said(findings.verdict(isGood, set.name)),
    ]
    return ignored.isEmpty ? fields : fields + [Field("ignored", .list(ignored.map(\.document)))]
  }
}
