import Vocabulary

extension CheckRule {
  /// Who must have signed the certificate, and what the file must hold.
  static let roleIssuer: [CheckRule] = [
    .role(
      "role.self-signed", "CMS 3.8 §5.1", { $0.asking(.signedByAnother, .error) },
      asks: "The certificate is signed by a CA, not by itself.", fix: "have a CA sign it: pki csr, then pki sign"
    ) { view, call in
      guard view.shape.isSignedWithOwnKey else { return [] }
      return [
        CheckEvidence(
          "The certificate is self-signed, and \(call.role.name) is refused with such.",
          clause: call.role.clause(of: .signedByAnother))
      ]
    },
    .role(
      "role.issuer", "CMS 3.8 §5.2", { $0.asking(.sameIssuer, .error) },
      asks: "The CA that signed the certificate of the role's peer signed this one too.",
      fix: "have that CA sign it"
    ) { view, call in
      guard let (sibling, file) = view.request.sibling, !sibling.issuer.matches(view.leaf.issuer) else { return [] }
      return [
        CheckEvidence(
          "The issuer is \(view.leaf.issuer.shortText), and that of \(file) is \(sibling.issuer.shortText).",
          clause: call.role.clause(of: .sameIssuer), fix: "have \(sibling.issuer.shortText) sign it")
      ]
    },
    .role(
      "role.full-chain", "CMS 3.8 §1.2.4", { $0.asking(.fullChain, .error) },
      asks: "The file holds the whole chain, leaf first, root last, and nothing else.",
      fix: "put leaf, intermediates and root into one file, in this order"
    ) { view, call in
      guard let fault = view.fullChainFault else { return [] }
      return [
        CheckEvidence(
          "The file is no full chain: \(fault).", depth: nil, clause: call.role.clause(of: .fullChain))
      ]
    },
    .role(
      "role.public-ca", "CMS 3.8 §1.2.4", { $0.asking(.publicCA, .warning) },
      asks: "A CA that everyone trusts signed the certificate.", fix: "have a public CA sign it"
    ) { view, call in
      guard view.isPublic == false else { return [] }
      return [
        CheckEvidence(
          "No CA that this machine trusts for everyone signed it: whoever is outside refuses \(call.role.name).",
          clause: call.role.clause(of: .publicCA))
      ]
    },
    .role(
      "role.private-ca", "Pexip, SfB integration", { $0.asking(.privateCA, .info) },
      asks: "A CA of one's own signed the certificate.", fix: "the CA of the Front End pool is the usual one"
    ) { view, call in
      guard view.isPublic == true else { return [] }
      return [
        CheckEvidence(
          "A public CA signed it, and \(call.role.name) is usually signed by a private one.",
          clause: call.role.clause(of: .privateCA))
      ]
    },
  ]
}

extension CheckView {
  /// Why the file is not leaf, intermediates and root in this order; nil where it is.
  fileprivate var fullChainFault: String? {
    let chain = PresentedChain(leaf, presented)
    guard presented.first == leaf else { return "the certificate itself does not stand first" }
    guard chain.isComplete else {
      let top = chain.links.last ?? leaf
      return "it ends at \(top.subject.shortText), and the certificate of \(top.issuer.shortText) is missing"
    }
    guard Array(presented) != chain.links else { return nil }
    if presented.count != chain.links.count { return "it holds certificates that do not belong to it" }
    return "its certificates are not in the order of issue"
  }
}
