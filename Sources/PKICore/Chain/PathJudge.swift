internal import OpenSSL
import Vocabulary

/// Judges one path by itself: libcrypto's checks, and those that it lacks.
struct PathJudge {
  let request: VerificationRequest
  /// Certificates that libcrypto has parsed already.
  let handles: HandleCache
  /// Whether each certificate is known to be signed with the key of the next: a search checks that as it goes.
  var linksAreVerified = false
  /// What is known of revocation; nil where nobody asks.
  var revocation: RevocationCheck?
  /// Notes what is asked and what comes of it; nil where nobody wants to know.
  var trace: SearchTrace?

  /// A path with everything that is found on it, revocation last.
  func judged(_ path: [Certificate], _ end: PathSearch.End) -> JudgedPath {
    let (faults, isAnchored) = (faults(in: path, end), end == .anchor)
    var judged = JudgedPath(certificates: path, isAnchored: isAnchored, faults: faults)
    if isAnchored, let revocation {
      judged.revocation = revocation.statuses(of: path, trace)
      let found = revocation.faults(judged.revocation, in: path)
      trace?.asked(.init("revocation.status", "RFC 5280 §6.3, RFC 6960", found: found))
      judged.faults = (faults + found).onePerCode
    }
    trace?.judged(judged)
    return judged
  }

  /// Everything that is found on the path, each fault once, the leaf's first.
  func faults(in path: [Certificate], _ end: PathSearch.End) -> [PathFault] {
    let isAnchored = end == .anchor
    let view = PathView(certificates: path, isAnchored: isAnchored, request: request)
    var faults: [PathFault] = []
    for rule in PathRule.all {
      let answer = rule.answer(view)
      if case .broken(let found) = answer { faults += found }
      trace?.asked(.init(rule, request.profile, answer))
    }
    let tooDeep = depthFaults(path, isAnchored: isAnchored)
    let ending = isAnchored ? libraryFaults(path, view) : endFaults(path, isRefused: end == .refused)
    trace?.asked(depth: tooDeep, ending: ending, isAnchored: isAnchored, request)
    return (faults + tooDeep + ending).onePerCode
  }

  // MARK: - The path as a whole

  /// Self-issued certificates do not count (RFC 5280 §6.1.4 (l)).
  private func depthFaults(_ path: [Certificate], isAnchored: Bool) -> [PathFault] {
    guard let most = request.maximumDepth else { return [] }
    let between = path.dropFirst().dropLast(isAnchored ? 1 : 0).filter { !$0.isSelfIssued }.count
    guard between > most else { return [] }
    return [
      PathFault(
        "chain.too-deep", at: path.count - 1,
        "\(between) certificates stand between leaf and anchor, and \(most) is allowed.",
        clause: "RFC 5280 §6.1", fix: "raise --max-depth")
    ]
  }

  /// Where no anchor is reached: who is missing, did not sign, or is not trusted.
  private func endFaults(_ path: [Certificate], isRefused: Bool) -> [PathFault] {
    guard let top = path.last else { return [] }
    let depth = path.count - 1
    let clause = "RFC 5280 §6.1"
    if top.isSelfIssued, depth == 0 {
      return [
        PathFault(
          "chain.self-signed", at: 0, "The certificate is self-signed: no authority vouches for it.", clause: clause,
          fix: "trust it by itself with --trust, or have it signed by an authority")
      ]
    }
    if isRefused, !top.isSelfIssued { return [LibraryFault.signature(of: top.subject.shortText, at: depth)] }
    if top.isSelfIssued || request.isServed && depth > 0 {
      let name = (top.isSelfIssued ? top.subject : top.issuer).shortText
      let trust: Sentence = request.store.map { "in the trust store \($0, as: "store")" } ?? "trusted"
      return [
        PathFault(
          "chain.untrusted", at: depth,
          "The chain ends in \(name, as: "cn"), which is not \(trust).", clause: clause,
          fix: "add that certificate with --trust if it deserves it")
      ]
    }
    if request.isServed {
      return [
        PathFault(
          "chain.missing", at: 0, PresentedChain.notSent(top.issuer.shortText, signed: top), clause: clause,
          fix: "have the server send it behind its own; --untrusted FILE or --fetch shows whether that is all")
      ]
    }
    let download = FetchingVerifier.promising(top.caIssuerURIs).first.map { url in
      "download it from \(url), then give it with --untrusted\(FetchingVerifier.isFollowed(url) ? ", or let --fetch" : "")"
    }
    return [
      PathFault(
        "chain.missing", at: depth, "The certificate of the issuer \(top.issuer.shortText, as: "issuer") is missing.",
        clause: clause,
        fix: download ?? "give it with --untrusted, or --trust if it is an anchor")
    ]
  }

  /// What libcrypto finds on exactly this path. Dates are judged here, since it takes notAfter as exclusive.
  private func libraryFaults(_ path: [Certificate], _ view: PathView) -> [PathFault] {
    var parameters = ChainParameters(time: request.instant)
    parameters.securityLevel = request.securityLevel
    parameters.allowsPartialChain = true
    parameters.ignoresTime = true
    parameters.ignoresSignatures = linksAreVerified
    parameters.checksPolicies = asksForPolicies(path)
    // libcrypto takes no policy at all to be wanted where none is named.
    let policies = request.policies.isEmpty ? [ObjectIdentifier.anyPolicy] : request.policies
    parameters.policies = parameters.checksPolicies ? policies : []
    parameters.requiresExplicitPolicy = request.requiresExplicitPolicy
    parameters.inhibitsAnyPolicy = request.inhibitsAnyPolicy
    parameters.inhibitsPolicyMapping = request.inhibitsPolicyMapping
    do throws(OpenSSLError) {
      var issuers: [X509Handle] = []
      for certificate in path.dropFirst() { issuers.append(try handles.handle(of: certificate)) }
      let leaf = try linksAreVerified ? X509Handle(unsignedLeaf: path[0].der) : X509Handle(der: path[0].der)
      let verifier = try ChainVerifier(anchors: [issuers.popLast() ?? leaf])
      let verdict = try verifier.verify(leaf, untrusted: issuers, parameters)
      if path.count > 1, verdict.problems.contains(where: { $0.code == 18 && $0.depth == 0 }) {
        return selfIssuedFaults(path)
      }
      return verdict.problems.filter { !LibraryFault.isRefuted($0, view) }.map { LibraryFault.fault($0, in: path) }
    } catch {
      return [
        PathFault(
          "chain.unreadable", at: 0, "OpenSSL cannot read this path: \(error.reason).", clause: "RFC 5280 §4.1",
          fix: "have the certificate issued again")
      ]
    }
  }
}

extension PathJudge {
  /// Policies are checked where that is asked for, or a certificate demands it; the anchor's own wish does not count
  /// (RFC 5280 §6.1.1 has it give the inputs, not the path).
  private func asksForPolicies(_ path: [Certificate]) -> Bool {
    request.checksPolicies
      || path.dropLast().contains { $0.extensions.contains { $0.identifier == .policyConstraints } }
  }

  /// libcrypto takes a leaf that has its issuer's name for self-signed and looks no further, though another key of
  /// that name signed it: so it judges the leaf by itself and those above it, and the link has been checked already.
  private func selfIssuedFaults(_ path: [Certificate]) -> [PathFault] {
    let above = libraryFaults(part: Array(path.dropFirst())).map { fault in
      PathFault(
        fault.code, at: fault.depth + 1, fault.sentence, clause: fault.clause, fix: fault.fix, severity: fault.severity)
    }
    let algorithm = path[0].signatureAlgorithm
    guard algorithm.isWeakSignature, request.securityLevel > 0 else { return libraryFaults(part: [path[0]]) + above }
    return libraryFaults(part: [path[0]]) + above + [
      PathFault(
        "sig.weak", at: 0, path[0].weakSignatureSentence(),
        clause: "SP 800-57, security level", fix: "have it issued again with SHA-256")
    ]
  }

  private func libraryFaults(part: [Certificate]) -> [PathFault] {
    libraryFaults(part, PathView(certificates: part, isAnchored: true, request: request))
  }
}

extension [PathFault] {
  /// By depth, the worst first; each code once at a depth, since of equals the first is the most exact.
  fileprivate var onePerCode: [PathFault] {
    var seen: Set<String> = []
    let ordered = enumerated().sorted { a, b in
      let (left, right) = (a.element, b.element)
      if left.depth != right.depth { return left.depth < right.depth }
      return left.severity != right.severity ? left.severity > right.severity : a.offset < b.offset
    }
    return ordered.map(\.element).filter { seen.insert("\($0.depth) \($0.code)").inserted }
  }
}
