import Vocabulary

extension CheckRule {
  /// The keys and signatures that roles accept.
  static let roleKeys: [CheckRule] = [
    .role(
      "key.type", "Pexip, SfB integration", { $0.asking(.commonKey, .error) ?? $0.asking(.skypeKey, .error) },
      asks: "The key is one that the role's product knows.", fix: "make a new key: RSA of 2048 bits, or P-256"
    ) { view, call in
      KeyDemand.allCases.compactMap { demand in
        guard let clause = call.role.clause(of: demand.demand) else { return nil }
        return demand.fault(in: view.leaf.publicKey, for: call.role).map { CheckEvidence($0, clause: clause) }
      }
    },
    .role(
      "key.large", "CUCM security guide, Cisco Expressway", { $0.asking(.moderateKey, .error) },
      asks: "An RSA key has at most 4096 bits.", fix: "make a new key of 2048 to 4096 bits"
    ) { view, call in
      guard let bits = view.leaf.publicKey.rsaKey?.bits, bits > 4_096 else { return [] }
      return [
        CheckEvidence(
          "The RSA key has \(bits) bits; \(call.role.name) takes 4096 at most.",
          clause: call.role.clause(of: .moderateKey))
      ]
    },
    .role(
      "sig.weak", "Pexip, Managing TLS certificates", { $0.roles.contains(where: \.isService) ? .error : nil },
      asks: "A service's certificate is signed with SHA-256 or better.", fix: "have it issued again with SHA-256"
    ) { view, _ in
      let algorithm = view.leaf.signatureAlgorithm
      guard algorithm.isWeakSignature else { return [] }
      return [CheckEvidence(view.leaf.weakSignatureSentence())]
    },
    .certificate(
      "sig.pss", "Microsoft, SfB environmental requirements",
      { $0.target == .skype ? .warning : $0.asking(.noPSS, .error) },
      asks: "Skype for Business is not given RSASSA-PSS signatures.",
      fix: "have it issued with PKCS#1 v1.5 or ECDSA signatures"
    ) { view in
      let own =
        view.leaf.signatureAlgorithm.algorithm == .rsassaPss || view.leaf.publicKey.algorithm.algorithm == .rsassaPss
      return own ? [CheckEvidence("RSASSA-PSS signature: not supported by Lync / Skype for Business.")] : []
    },
    .certificate(
      "crl.none", "Microsoft, SfB environmental requirements",
      { context in
        switch context.target {
        case .file: context.asking(.distributionPoint, .error)
        case .skype: .warning
        case .web, .sip: .info
        }
      }, asks: "The certificate says where its revocation list is.",
      fix: "have it issued with a distribution point: pki sign CSR CA --crl-url http://…"
    ) { view in
      guard !view.shape.has(.cRLDistributionPoints) else { return [] }
      return [
        CheckEvidence("No CRL distribution point: Lync and Skype for Business servers need a reachable CRL.")
      ]
    },
  ]
}

/// The kinds of keys that a role accepts.
package enum KeyDemand: CaseIterable, Sendable {
  case common
  case skype

  /// The demand of roles that it stands for.
  var demand: Role.Demand {
    switch self {
    case .common: .commonKey
    case .skype: .skypeKey
    }
  }

  /// What is wrong with a key for a role; nil where it is accepted.
  func fault(in key: SubjectPublicKeyInfo, for role: Role) -> Sentence? {
    let kind = key.keyDescription
    let isCommon = KeyDemand.isCommon(key)
    switch self {
    case .common:
      guard role.family == .meetingServer else { return KeyDemand.commonFault(in: key) }
      return isCommon ? nil : "\(kind.text, as: "alg") key: CUCM accepts RSA and ECDSA keys only."
    case .skype:
      if isCommon, !kind.algorithm.hasPrefix("RSA") || kind.bits == 2_048 || kind.bits == 4_096 { return nil }
      return
        "\(kind.text, as: "alg") key: Skype for Business accepts RSA of 2048 or 4096 bits, P-256, P-384 and P-521 only."
    }
  }

  /// What is wrong with a key for a SIP service; nil where it is accepted.
  static func commonFault(in key: SubjectPublicKeyInfo) -> Sentence? {
    isCommon(key)
      ? nil
      : "\(key.keyDescription.text, as: "alg") key: Skype for Business and Pexip Infinity accept RSA and ECDSA keys only."
  }

  private static func isCommon(_ key: SubjectPublicKeyInfo) -> Bool {
    switch key.algorithm.algorithm {
    // What is wrong with RSASSA-PSS has a rule of its own.
    case .rsaEncryption, .rsassaPss: true
    case .ecPublicKey: key.namedCurve.map { SubjectPublicKeyInfo.commonCurves.contains($0) } ?? false
    default: false
    }
  }
}
