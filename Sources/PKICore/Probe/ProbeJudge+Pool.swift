internal import Platform
import Vocabulary

extension ProbeJudge {
  /// What the members of a target say together.
  func judgePool(_ result: inout ProbeResult) {
    guard result.members.count > 1, result.members.contains(where: { $0.answer != nil }) else { return }
    result.findings += downFindings(result)
    let leaves = result.members.compactMap(\.certificates.first)
    guard leaves.count > 1 else { return }
    let different = leaves.withoutDuplicates
    guard different.count > 1 else {
      result.assurances.append(
        Assurance("pool.same", "All \(leaves.count, as: "n") members of the pool present the same certificate."))
      return
    }
    let list = result.members.compactMap { member in
      member.certificates.first.map {
        "\(IPAddress.text(member.address.octets)): \($0.subject.shortText), \($0.notAfter.instant?.date ?? $0.notAfter.text)"
      }
    }
    result.findings.append(
      Finding(
        "pool.differs", in: result.target.text,
        "The members of \(result.target.text, as: "name") present \(different.count, as: "k") different certificates: "
          + "\(ProbeJudge.listed(list)).", fix: "install the same certificate on all"))
  }

  /// So many members are named in a sentence: there may be thousands.
  private static let mostNamed = 20

  private static func listed(_ members: [String]) -> Sentence {
    let named: Sentence = "\(first: mostNamed, of: members, by: "; ", as: "members")"
    return members.count > mostNamed ? "\(named); and \(members.count - mostNamed) more" : named
  }

  /// Those that gave no certificate where others did.
  private func downFindings(_ result: ProbeResult) -> [Finding] {
    let down = result.members.filter { $0.isDown && $0.answer?.failure != nil }
    guard down.count < result.members.count else { return [] }
    return down.map { member in
      Finding(
        "pool.member-down", in: result.target.text, about: IPAddress.text(member.address.octets),
        "\(IPAddress.text(member.address.octets), as: "ip") of \(result.members.count, as: "n") members gave no "
          + "certificate: \(member.answer?.failure.map { String($0.message.dropLast()) } ?? "", as: "reason").",
        fix: "see what is said of that address")
    }
  }
}
