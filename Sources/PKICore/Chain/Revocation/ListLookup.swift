import Vocabulary

/// Looks a certificate of a path up in the revocation lists at hand (RFC 5280 §6.3.3).
struct ListLookup {
  let lists: [PreparedList]
  let signers: RevocationSigners
  let request: VerificationRequest
  /// Whether authorities beside the path may sign; not while the path of such an authority is itself looked at.
  var allowsOthers = true
  /// Notes which lists are considered.
  var trace: SearchTrace?

  /// What the lists say of the certificate at `depth`, which has an issuer above it on the path.
  func status(of depth: Int, in path: [Certificate]) -> RevocationStatus {
    var run = Run(lookup: self, path: path, depth: depth)
    return run.status()
  }

  /// Whether any list says that the certificate at `depth` is revoked.
  func isRevoked(_ depth: Int, in path: [Certificate]) -> Bool {
    var silent = self
    silent.trace = nil
    return silent.status(of: depth, in: path).state == .revoked
  }
}

extension ListLookup {
  /// One certificate's way through the lists.
  private struct Run {
    let lookup: ListLookup
    let path: [Certificate]
    let depth: Int
    var doubts: [RevocationDoubt] = []
    var covered: RevocationReasons = []
    var good: PreparedList?
    var flaws: [RevocationDoubt] = []

    var certificate: Certificate { path[depth] }
    var instant: Instant { lookup.request.instant }

    mutating func status() -> RevocationStatus {
      let scope = ListScope(certificate)
      do throws(DERError) {
        for point in try scope.points() {
          if let revoked = look(scope, at: point) { return revoked }
        }
      } catch {
        doubts.append(.unreadablePoints(certificate))
      }
      if let good, covered.isSuperset(of: ListScope.allReasons) {
        var status = RevocationStatus(list: good, state: .good)
        status.flaws = flaws
        return status
      }
      if let good { doubts.append(.someReasons(good, covered)) }
      var status = RevocationStatus.unknown(doubts)
      status.flaws = flaws
      return status
    }

    /// The revocation, if a list of this point has one; what the lists cover is added up.
    private mutating func look(_ scope: ListScope, at point: DistributionPoint?) -> RevocationStatus? {
      var usable: [(list: PreparedList, signer: Certificate)] = []
      for list in lookup.lists {
        guard scope.isIssuedRightly(list, point: point) else {
          lookup.trace?.considered(list.source, .crl, .otherIssuer(list))
          continue
        }
        let before = doubts.count
        defer { if doubts.count > before { lookup.trace?.considered(list.source, .crl, doubts.last) } }
        if let obstacle = list.obstacle {
          doubts.append(obstacle)
        } else if let mismatch = scope.mismatch(list, point: point) {
          doubts.append(.scope(list, mismatch))
        } else if let signer = signer(of: list) {
          usable.append((list, signer))
        }
      }
      let deltas = usable.filter(\.list.isDelta)
      let complete = usable.filter { !$0.list.isDelta }
      for (delta, signer) in deltas {
        lookup.trace?.considered(delta.source, .crl, nil)
        if let revoked = revocation(by: delta, bases: complete, signer) { return revoked }
      }
      for (list, signer) in complete {
        let updates = deltas.filter { $0.list.updates(list) && $0.signer.publicKey == signer.publicKey }.map(\.list)
        if let revoked = revocation(by: list, complete.map(\.list), updates) {
          lookup.trace?.considered(list.source, .crl, nil)
          return revoked
        }
        guard isInTime(list, updates) else {
          lookup.trace?.considered(list.source, .crl, doubts.last)
          continue
        }
        lookup.trace?.considered(list.source, .crl, nil)
        covered.formUnion(scope.reasons(list, point: point))
        if good.map({ $0.list.thisUpdate.instant ?? instant < list.list.thisUpdate.instant ?? instant }) ?? true {
          good = list
        }
        flaws += list.flaws.filter { !flaws.contains($0) }
      }
      return nil
    }

    // MARK: - Entries

    /// A delta counts where it is newer than a list that it adds to, and by itself where it lists a certificate.
    private mutating func revocation(
      by delta: PreparedList, bases: [(list: PreparedList, signer: Certificate)], _ signer: Certificate
    ) -> RevocationStatus? {
      let isNewer = bases.contains { delta.updates($0.list) }
      let same = bases.filter { $0.list.scopeEncoding == delta.scopeEncoding }
      guard isNewer || same.isEmpty || same.contains(where: { $0.list.number.map(delta.isBase) ?? false }) else {
        return nil
      }
      if !isNewer, same.isEmpty { doubts.append(.deltaAlone(delta)) }
      guard let entry = delta.entry(for: certificate), entry.reason != .removeFromCRL else { return nil }
      return RevocationStatus(list: delta, entry: entry)
    }

    /// An entry of a complete list counts, however old the list is: a revocation is for ever. Only a hold may be
    /// lifted, by a newer list or by a delta that takes it off.
    private func revocation(
      by list: PreparedList, _ others: [PreparedList], _ updates: [PreparedList]
    ) -> RevocationStatus? {
      guard let entry = list.entry(for: certificate) else { return nil }
      let isHold = entry.reason == .certificateHold
      if isHold, others.contains(where: { $0.supersedes(list) && !$0.isFuture(at: instant) }) { return nil }
      let removals = updates.filter { !$0.isStale(at: instant) && !$0.isFuture(at: instant) }
      if isHold, removals.contains(where: { $0.entry(for: certificate)?.reason == .removeFromCRL }) { return nil }
      return RevocationStatus(list: list, entry: entry)
    }

    // MARK: - Whether a list counts

    private mutating func isInTime(_ list: PreparedList, _ updates: [PreparedList]) -> Bool {
      if list.list.signatureAlgorithm.isWeakSignature, lookup.request.securityLevel > 0 {
        doubts.append(.weak(list))
        return false
      }
      if list.isFuture(at: instant) {
        doubts.append(.future(list))
        return false
      }
      let isUpdated = updates.contains { !$0.isStale(at: instant) && !$0.isFuture(at: instant) }
      let isOldWithoutEnd =
        list.list.nextUpdate == nil && list.isOlder(thanDays: ListLookup.daysWithoutEnd, at: instant)
      guard isUpdated || !list.isStale(at: instant) && !isOldWithoutEnd else {
        doubts.append(.stale(list, at: instant))
        return false
      }
      return true
    }

    /// Who signed the list, if that one may.
    private mutating func signer(of list: PreparedList) -> Certificate? {
      let candidates = lookup.signers.authorities(named: list.issuer, path: path, above: depth)
      guard !candidates.isEmpty else {
        doubts.append(.signerMissing(list))
        return nil
      }
      let signed = candidates.filter { lookup.signers.isSigned(list.list, by: $0) }
      guard !signed.isEmpty else {
        doubts.append(.signature(list))
        return nil
      }
      let entitled = signed.filter { maySign($0, isOnPath: path.contains($0)) }
      guard !entitled.isEmpty else {
        doubts.append(.notSigner(list))
        return nil
      }
      if let found = entitled.first(where: { isTrusted($0) }) { return found }
      doubts.append(.signerUntrusted(list))
      return nil
    }

    /// Without a key usage everything is allowed (RFC 5280 §6.3.3 (f)); who is not on the path must be an authority.
    private func maySign(_ certificate: Certificate, isOnPath: Bool) -> Bool {
      guard let usage = try? certificate.keyUsage else {
        let isAbsent = !certificate.extensions.contains { $0.identifier == .keyUsage }
        return isAbsent && (isOnPath || (try? certificate.basicConstraints)??.isCA ?? false)
      }
      return usage.contains(.cRLSign)
    }

    private func isTrusted(_ signer: Certificate) -> Bool {
      if path[(depth + 1)...].contains(signer) { return true }
      guard lookup.allowsOthers, let anchor = path.last else { return false }
      var inner = lookup
      inner.allowsOthers = false
      return lookup.signers.hasPath(signer, to: anchor) { inner.isRevoked($1, in: $0) }
    }
  }

  /// How old a list may be that does not say when the next one comes.
  static let daysWithoutEnd = 7
}

extension PreparedList {
  /// Whether the delta applies to a complete list: of the same scope, not older than its base, older than the delta.
  fileprivate func updates(_ complete: PreparedList) -> Bool {
    guard let deltaBase, let number, let other = complete.number, scopeEncoding == complete.scopeEncoding,
      issuer.matches(complete.issuer)
    else { return false }
    return !other.isBelow(deltaBase) && other.isBelow(number)
  }

  /// Whether a complete list of this number is older than the delta's base, so that entries between are missing.
  fileprivate func isBase(_ other: SerialNumber) -> Bool { deltaBase.map { other.isBelow($0) } ?? false }

  /// Whether this complete list is of the same scope and newer.
  fileprivate func supersedes(_ other: PreparedList) -> Bool {
    guard scopeEncoding == other.scopeEncoding, let own = list.thisUpdate.instant,
      let theirs = other.list.thisUpdate.instant
    else { return false }
    return own > theirs
  }

  fileprivate func isOlder(thanDays days: Int, at instant: Instant) -> Bool {
    list.thisUpdate.instant.map { $0.adding(days: days) < instant } ?? true
  }
}

extension RevocationStatus {
  /// What a list says.
  init(list: PreparedList, state: State) {
    self.state = state
    method = .crl
    source = list.source
    number = list.number
    thisUpdate = list.list.thisUpdate.instant
    nextUpdate = list.list.nextUpdate?.instant
  }

  /// A revocation by a list.
  init(list: PreparedList, entry: PreparedList.Entry) {
    self.init(list: list, state: .revoked)
    reason = entry.reason
    time = entry.date
  }
}
