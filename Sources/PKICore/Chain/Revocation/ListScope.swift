import Vocabulary

/// Whether a list is one that a certificate's distribution point means (RFC 5280 §6.3.3 (b)).
struct ListScope {
  let certificate: Certificate
  /// The issuer of the certificate.
  let issuer: DistinguishedName

  init(_ certificate: Certificate) {
    self.certificate = certificate
    self.issuer = certificate.issuer
  }

  /// All reasons that a list can cover: bits 1 to 8 of ReasonFlags.
  static let allReasons = RevocationReasons(rawValue: 0b1_1111_1110)

  /// The certificate's distribution points, then the one that is implied: the issuer's own list. That is left out
  /// where every point names another authority, who then speaks for the issuer.
  func points() throws(DERError) -> [DistributionPoint?] {
    let points = try certificate.distributionPoints
    let isOurs = points.isEmpty || points.contains { $0.issuer.isEmpty || isIssuer($0.issuer) }
    return points.map { $0 } + (isOurs ? [nil] : [])
  }

  /// Whether the list is by whom the point says.
  func isIssuedRightly(_ list: PreparedList, point: DistributionPoint?) -> Bool {
    guard let point, !point.issuer.isEmpty else { return list.issuer.matches(issuer) }
    return point.issuer.contains { $0.isDirectory(list.issuer) }
  }

  /// Why the list does not cover the certificate at this point; nil where it does.
  func mismatch(_ list: PreparedList, point: DistributionPoint?) -> String? {
    let isForeign = point.map { !$0.issuer.isEmpty && !isIssuer($0.issuer) } ?? false
    guard let scope = list.scope else {
      return isForeign ? "is not marked as indirect, though it is to speak for another authority" : nil
    }
    if isForeign, !scope.isIndirect { return "is not marked as indirect, though it is to speak for another authority" }
    if scope.onlyAttributeCertificates { return "covers attribute certificates only" }
    if scope.onlyUserCertificates || scope.onlyCACertificates {
      guard let isCA else { return "covers one kind of certificates only, and this one does not say which it is" }
      if scope.onlyUserCertificates, isCA { return "covers certificates of end entities only" }
      if scope.onlyCACertificates, !isCA { return "covers certificates of CAs only" }
    }
    guard let name = scope.name else { return nil }
    let listed = names(name, relativeTo: list.issuer)
    return listed.contains { one in wanted(point).contains { $0.isSame(as: one) } }
      ? nil : "is for another distribution point"
  }

  /// The reasons that the list covers at this point.
  func reasons(_ list: PreparedList, point: DistributionPoint?) -> RevocationReasons {
    let whole = ListScope.allReasons
    return (list.scope?.onlySomeReasons ?? whole).intersection(point?.reasons ?? whole).intersection(whole)
  }

  // MARK: - Names

  /// Whether the certificate is a CA's; nil where its version has no way of saying so.
  private var isCA: Bool? {
    guard certificate.version >= 2 else { return nil }
    guard let constraints = try? certificate.basicConstraints else {
      return certificate.extensions.contains { $0.identifier == .basicConstraints } ? nil : false
    }
    return constraints.isCA
  }

  private var hasPoints: Bool { certificate.extensions.contains { $0.identifier == .cRLDistributionPoints } }

  private func isIssuer(_ names: [GeneralName]) -> Bool { names.contains { $0.isDirectory(issuer) } }

  private func wanted(_ point: DistributionPoint?) -> [GeneralName] {
    // The implied point bears the issuer's name (RFC 5280 §6.3.3), but not for who has points of other names.
    guard let point else { return hasPoints ? [] : [.directory(issuer)] }
    guard let name = point.name else { return point.issuer }
    guard case .relative = name, case .directory(let base)? = point.issuer.first else {
      return names(name, relativeTo: issuer)
    }
    return names(name, relativeTo: base)
  }

  private func names(_ name: DistributionPointName, relativeTo base: DistinguishedName) -> [GeneralName] {
    switch name {
    case .full(let names): names
    case .relative(let attributes):
      [.directory(DistinguishedName(relativeNames: base.relativeNames + [attributes]))]
    }
  }
}

extension GeneralName {
  /// Whether this is a directory name that matches.
  func isDirectory(_ name: DistinguishedName) -> Bool {
    if case .directory(let own) = self { own.matches(name) } else { false }
  }

  fileprivate func isSame(as other: GeneralName) -> Bool {
    if case .directory(let name) = other { isDirectory(name) } else { self == other }
  }
}
