import Vocabulary

extension CheckRule {
  /// What is worth knowing beside the rules: dates that come, names of files.
  static let notes: [CheckRule] = [
    .role(
      "eku.client-ends", "Chrome Root Program 1.8",
      { context in context.roles.contains { $0.wantsPublicClient } ? .info : nil },
      asks: "A role that needs client authentication does not rest on a public CA, which stop granting it.",
      fix: "use a private CA for peers that you know, or two certificates: one for serving, one for calling"
    ) { view, call in
      guard call.role.clause(of: .publicCA) != nil || view.isPublic == true else { return [] }
      let ends = RuleDates.clientAuthEnds.map { end in
        "\(end.who) \(end.day <= view.instant ? "since" : "from") \(end.day.date)"
      }
      return [
        CheckEvidence(
          "Public CAs stop granting client authentication, which \(call.role.name) needs: "
            + "\(ends.joined(separator: ", ")).")
      ]
    },
    .role(
      "time.public-lifetime", "CA/B BR §6.3.2", CheckSeverity.info,
      asks: "The certificate is not valid for longer than public CAs may grant.",
      fix: "ask a public CA for a shorter life, and renew by machine"
    ) { view, call in
      guard call.role.clause(of: .publicCA) != nil, let begin = view.leaf.notBefore.instant,
        let end = view.leaf.notAfter.instant, let most = RuleDates.publicLifetime(beginning: begin)
      else { return [] }
      let days = end.adding(seconds: 1).days(since: begin)
      guard days > most else { return [] }
      return [
        CheckEvidence("The certificate is valid for \(days) days; of a public CA it may be \(most) days at most.")
      ]
    },
    .role(
      "file.name", "CMS 3.8 §4.2", { $0.roles.contains { $0.family == .meetingServer } ? .info : nil },
      asks: "The Meeting Server's file names have one dot, and end in .pem, .der, .cer or .crt; keys also in .key.",
      fix: "rename it before it is uploaded"
    ) { view, _ in
      var files = [(view.source, ["pem", "der", "cer", "crt"])]
      if let key = view.key { files.append((key.file, ["key", "pem", "der"])) }
      return files.filter { $0.0 != "-" }.compactMap { path, endings in
        guard let fault = FileNameRule.fault(in: path, endings) else { return nil }
        return CheckEvidence(
          "The Meeting Server does not take the file name \(FileNameRule.name(path)): \(fault).",
          depth: nil, source: path)
      }
    },
  ]
}

/// What the Meeting Server asks of the names of files.
private enum FileNameRule {
  static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  static func fault(in path: String, _ endings: [String]) -> String? {
    let parts = name(path).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return parts.count < 2 ? "it has no extension" : "it has more than one dot" }
    return endings.contains(parts[1]) ? nil : "it ends in none of " + endings.map { "." + $0 }.joined(separator: ", ")
  }
}

extension Role {
  /// Whether it needs client authentication beside server authentication, so that a public CA may be asked for both.
  fileprivate var wantsPublicClient: Bool {
    usage.value.usages.contains(.clientAuth) && usage.value.usages.contains(.serverAuth)
  }
}
