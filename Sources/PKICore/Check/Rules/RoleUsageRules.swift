import Vocabulary

extension CheckRule {
  /// What roles need a certificate to be allowed for.
  static let roleUsage: [CheckRule] = [
    .role(
      "eku.no-server", "CMS 3.8 §2.1", { $0.using(.serverAuth) },
      asks: "Where there are extended key usages, a server's have server authentication.",
      fix: "have it issued with serverAuth"
    ) { view, call in
      guard view.lacks(.serverAuth) else { return [] }
      return [
        CheckEvidence(
          "The certificate may not be used by a server: extended key usage lacks server authentication.",
          clause: call.role.usage.clause, fix: view.usageAdvice(call))
      ]
    },
    .role(
      "eku.no-client", "CMS 3.8 §2.1", { $0.using(.clientAuth) },
      asks: "Where there are extended key usages, those of a role that calls others have client authentication.",
      fix: "have it issued with clientAuth"
    ) { view, call in
      guard view.lacks(.clientAuth) else { return [] }
      let serves = call.role.usage.value.usages.contains(.serverAuth)
      return [
        CheckEvidence(
          serves
            ? UsageSentence.noClient
            : "The certificate may not be used by a client: extended key usage lacks client authentication.",
          clause: call.role.usage.clause, fix: view.usageAdvice(call))
      ]
    },
    .role(
      "eku.missing", "CMS 3.8 §3.3",
      { context in
        if context.roles.contains(where: { !$0.usage.value.mayBeAbsent }) { return .error }
        return context.roles.contains { !$0.usage.value.usages.isEmpty } ? .info : nil
      }, asks: "The extended key usages that a role needs are written out."
    ) { view, call in
      guard !view.shape.has(.extendedKeyUsage) else { return [] }
      let names = call.role.usage.value.usages.map(\.extendedKeyUsageName).joined(separator: " and ")
      return [
        CheckEvidence(
          call.role.usage.value.mayBeAbsent
            ? "The certificate has no extended key usage and so is valid for all; naming \(names) is better."
            : "The certificate has no extended key usage, and \(call.role.name) needs \(names) in it.",
          clause: call.role.usage.clause, fix: view.usageAdvice(call))
      ]
    },
    .role(
      "ku.no-sign", "CMS 3.8 §2.1",
      { context in
        context.asking(.digitalSignature, .error) ?? (context.roles.contains(where: \.isService) ? .warning : nil)
      }, asks: "Key usage, where there is one, has digitalSignature.", fix: "have it issued with digitalSignature"
    ) { view, call in
      guard let usage = view.shape.keyUsage, !usage.contains(.digitalSignature) else { return [] }
      return [
        CheckEvidence(
          UsageSentence.noSignature,
          clause: call.role.clause(of: .digitalSignature))
      ]
    },
    .role(
      "leaf.ca", "CA/B BR §7.1.2.7.8", { $0.roles.contains(where: \.isService) ? .warning : nil },
      asks: "A service's certificate is no certificate authority's.", fix: "have it issued with CA:FALSE"
    ) { view, _ in
      view.shape.isCA ? [CheckEvidence(UsageSentence.isAuthority)] : []
    },
    .role(
      "chain.not-ca", "RFC 5280 §4.2.1.9", { $0.asking(.authority, .error) },
      asks: "A CA has CA:TRUE and keyCertSign.", fix: "pki selfsigned NAME, or pki sign CSR CA --ca, makes one"
    ) { view, _ in
      var lacks: [String] = []
      if !view.shape.isCA { lacks.append("basic constraints lack CA:TRUE") }
      if !(view.shape.keyUsage?.contains(.keyCertSign) ?? false) { lacks.append("key usage lacks keyCertSign") }
      guard !lacks.isEmpty else { return [] }
      let words = lacks.joined(separator: ", ")
      return [CheckEvidence("\(view.leaf.subject.shortText) is not a certificate authority: \(words).")]
    },
    .role(
      "ski.missing", "RFC 5280 §4.2.1.2", { $0.asking(.authority, .error) },
      asks: "A CA has a subject key identifier.", fix: "have the certificate issued again with one"
    ) { view, _ in
      view.shape.has(.subjectKeyIdentifier)
        ? [] : [CheckEvidence("The CA certificate \(view.shape.name) lacks a subject key identifier.")]
    },
  ]
}

extension CheckContext {
  fileprivate func using(_ usage: ObjectIdentifier) -> Severity? {
    roles.contains { $0.usage.value.usages.contains(usage) } ? .error : nil
  }
}

extension CheckView {
  /// Whether there are extended key usages, and this one is not among them.
  func lacks(_ usage: ObjectIdentifier) -> Bool {
    guard let usages = shape.extendedKeyUsage else { return false }
    return !usages.contains(usage) && !usages.contains(.anyExtendedKeyUsage)
  }

  fileprivate func usageAdvice(_ call: RoleCall) -> String {
    let names = call.role.usage.value.usages.map(\.extendedKeyUsageName).joined(separator: ",")
    return "have it issued with \(names); pki csr NAME --for \(call.role.name) asks for them"
  }
}
