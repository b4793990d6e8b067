import Vocabulary
internal import OpenSSL

/// libcrypto's error codes (`X509_V_ERR_*`, x509_vfy.h) as faults with the words of this house.
enum LibraryFault {
  /// Whether libcrypto's word on name constraints is wrong by our own pass, which is complete where libcrypto's is
  /// not: it takes the common name for a host name beside alternative names without DNS names even where another name
  /// was asked for and found, and refuses e-mail addresses in a subject that are no IA5String. Where our pass did not
  /// run to its end, or says the same, its word stands. (50 among these codes is an application's, no constraint's.)
  /// 1 is what it says where there are more names and constraints than it compares, which we say in words; and like 66
  /// and 67 of a key that it cannot load, which need not be a weak one.
  static func isRefuted(_ failure: ChainProblem, _ view: PathView) -> Bool {
    let depth = min(max(failure.depth, 0), view.certificates.count - 1)
    switch failure.code {
    case 1: return NameConstraintPass.isExceeded(by: view) || isKeyUnloadable(depth, view)
    case 66, 67: return isKeyUnloadable(depth, view)
    case 47, 48, 49, 51, 52, 53: return NameConstraintPass.clears(depth, of: view)
    default: return false
    }
  }

  /// Whether a rule of ours says already that a key below the anchor is none that OpenSSL loads.
  private static func isKeyUnloadable(_ depth: Int, _ view: PathView) -> Bool {
    view.keys.weaknesses(of: view).contains { place, weakness in
      place == depth && [.explicitCurve, .invalidPoint].contains(weakness.flaw.id)
    }
  }

  /// The fault of a signature that the issuer's key did not make.
  static func signature(of name: String, at depth: Int) -> PathFault {
    PathFault(
      "chain.signature", at: depth, "The signature of \(name) does not verify with its issuer's key.",
      clause: "RFC 5280 §6.1.3",
      fix: "the certificate was changed, or the issuer's certificate is another one of that name")
  }

  /// The fault that a code stands for.
  static func fault(_ failure: ChainProblem, in path: [Certificate]) -> PathFault {
    let depth = min(max(failure.depth, 0), path.count - 1)
    let certificate = path[depth]
    let name = certificate.subject.shortText
    switch failure.code {
    case 7:
      return signature(of: name, at: depth)
    case 24, 32, 79:
      return PathFault(
        "chain.not-ca", at: depth,
        AuthoritySentence.notMarked(name), clause: "RFC 5280 §4.2.1.9",
        fix: "have \(name) issued as a CA, or use another issuer")
    case 25:
      return PathFault(
        "chain.path-length", at: depth, "More CAs follow below \(name) than its path length allows.",
        clause: "RFC 5280 §4.2.1.9", fix: "have the lower CA signed by one without that limit")
    case 34:
      return PathFault(
        "ext.critical", at: depth, "\(name) has a critical extension that is not understood.", clause: "RFC 5280 §4.2",
        fix: "have the certificate issued without it")
    case 2, 20:
      return PathFault(
        "chain.issuer-refused", at: depth,
        "OpenSSL does not take the next certificate for the issuer of \(name): its key identifier or key usage speaks "
          + "against it.", clause: "RFC 5280 §4.2.1.1", fix: "use the issuer's certificate that \(name) names")
    case 42:
      return PathFault(
        "policy.invalid", at: depth, "The policy extensions of \(name) contradict each other or RFC 5280.",
        clause: "RFC 5280 §6.1", fix: "have the certificate issued again")
    case 43:
      return PathFault(
        "policy.none", at: depth, "The path is valid for none of the policies that are required.",
        clause: "RFC 5280 §6.1.5 (g)", fix: "ask for a policy that every certificate of the path has")
    case 47, 48, 49, 50, 51, 52, 53:
      return PathFault(
        "name.constraints", at: depth,
        "A name of \(name) breaks the name constraints of a CA above it (\(failure.text)).",
        clause: "RFC 5280 §4.2.1.10", fix: "have it issued with names that the CA may give out")
    case 66, 67:
      return PathFault(
        "key.weak", at: depth, certificate.weakKeySentence, clause: "SP 800-57, security level",
        fix: "make a new key of at least 2048 bits (RSA) or 256 bits (EC)")
    case 68:
      return PathFault(
        "sig.weak", at: depth,
        certificate.weakSignatureSentence(),
        clause: "SP 800-57, security level", fix: "have it issued again with SHA-256")
    case 76:
      let flaw = KeyFlaw.explicitCurve
      return PathFault(
        flaw.code, at: depth, "The key of \(name) has its curve written out instead of named.", clause: flaw.clause,
        fix: flaw.fix)
    default:
      return PathFault(
        "chain.invalid", at: depth, "\(name): \(failure.text).", clause: "X509_verify_cert, error \(failure.code)")
    }
  }
}
