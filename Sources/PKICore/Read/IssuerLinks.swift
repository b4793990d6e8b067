import Vocabulary

/// What a certificate says of who signed it and whom it may sign for, as numbers of `IssuerTable`.
struct IssuerLinks {
  /// Its issuer; 0 where it issued itself.
  let issuer: UInt32
  /// Itself as an issuer; 0 where it is no CA.
  let authority: UInt32

  init(_ certificate: Certificate) {
    var (own, above): (ArraySlice<UInt8>?, ArraySlice<UInt8>?) = (nil, nil)
    var isAuthority = certificate.version == 0
    for one in certificate.extensions {
      switch one.identifier {
      case .subjectKeyIdentifier: own = IssuerLinks.keyIdentifier(one.value, DERTag.octetString)
      case .authorityKeyIdentifier: above = IssuerLinks.authorityKeyIdentifier(one.value)
      case .basicConstraints: isAuthority = (try? one.decode(BasicConstraints.self, .lax))?.isCA ?? false
      default: break
      }
    }
    let table = IssuerTable.shared
    // A CA that names another key of its own name as its issuer is not its own root.
    let isRoot = certificate.isSelfIssued && (own == nil || above == nil || own == above)
    self.issuer = isRoot ? 0 : table.number(of: certificate.issuerDER, keyIdentifier: above)
    self.authority = isAuthority ? table.number(of: certificate.subjectDER, keyIdentifier: own) : 0
  }

  private static func keyIdentifier(_ value: DERSlice, _ tag: UInt8) -> ArraySlice<UInt8>? {
    var reader = value.reader(.lax)
    return (try? reader.next(tag))?.contentSlice.octets
  }

  /// The key identifier alone: names and serial numbers in it say nothing that the issuer's name does not.
  private static func authorityKeyIdentifier(_ value: DERSlice) -> ArraySlice<UInt8>? {
    var reader = value.reader(.lax)
    guard var fields = (try? reader.next(DERTag.sequence))?.children else { return nil }
    return (try? fields.optional(DERTag.context(0, constructed: false)))??.contentSlice.octets
  }
}

/// Which issuers a store lacks, told by names and key identifiers alone: whether the signatures hold is for `verify`.
struct MissingIssuers: Sendable {
  private var missing: [UInt32: UInt32] = [:]

  /// Follows every chain of the entries upwards.
  init(_ entries: [InventoryEntry]) {
    var authorities: [UInt32: Set<Authority>] = [:]
    var wanted: Set<UInt32> = []
    for entry in entries {
      for element in entry.elements where element.kind == .certificate {
        if element.issuerNumber != 0 { wanted.insert(element.issuerNumber) }
        guard element.authorityNumber != 0 else { continue }
        let own = IssuerTable.shared.issuer(element.authorityNumber)
        authorities[own.name, default: []].insert(
          Authority(keyIdentifier: own.keyIdentifier, issuer: element.issuerNumber))
      }
    }
    for issuer in wanted { missing[issuer] = MissingIssuers.first(above: issuer, among: authorities) }
  }

  /// A CA of the store, among those of its name.
  private struct Authority: Hashable {
    let keyIdentifier: Int
    let issuer: UInt32
  }

  /// The issuer that keeps a chain from a root, by the number of the issuer it begins with; nil where nothing does.
  func missing(for issuer: UInt32) -> UInt32? { missing[issuer] }

  /// The highest issuer that is not there on the way up; nil where a root is reached.
  private static func first(above issuer: UInt32, among authorities: [UInt32: Set<Authority>]) -> UInt32? {
    var seen: Set<UInt32> = [issuer]
    var waiting = [issuer]
    var gap: UInt32?
    while let number = waiting.popLast() {
      let wanted = IssuerTable.shared.issuer(number)
      let signers = (authorities[wanted.name] ?? []).filter {
        wanted.keyIdentifier == 0 || $0.keyIdentifier == 0 || $0.keyIdentifier == wanted.keyIdentifier
      }
      if signers.contains(where: { $0.issuer == 0 }) { return nil }
      if signers.isEmpty { gap = min(gap ?? number, number) }
      for signer in signers where seen.insert(signer.issuer).inserted { waiting.append(signer.issuer) }
    }
    // CAs that sign one another in a circle lead to no root either.
    return gap ?? issuer
  }
}
