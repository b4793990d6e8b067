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
        Assurance("pool.same", "All \(leaves.count) members of the pool present the same certificate."))
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
        "The members of \(result.target.text) present \(different.count) different certificates: "
          + list.joined(separator: "; ") + ".", fix: "install the same certificate on all"))
  }

  /// Those that gave no certificate where others did.
  private func downFindings(_ result: ProbeResult) -> [Finding] {
    let down = result.members.filter { $0.isDown && $0.answer?.failure != nil }
    guard down.count < result.members.count else { return [] }
    return down.map { member in
      Finding(
        "pool.member-down", in: result.target.text,
        "\(IPAddress.text(member.address.octets)) of \(result.members.count) members gave no certificate: "
          + "\(member.answer?.failure.map { String($0.message.dropLast()) } ?? "").",
        fix: "see what is said of it below")
    }
  }
}
