import Vocabulary

extension PreparedList {
  /// What every list must be (RFC 5280 §5.1, §5.2), whatever the profile.
  static func check(_ list: RevocationList, scope: IssuingDistributionPoint?) throws(Refusal) {
    if list.rules == .lax { throw .damaged(list.faults.first ?? "it is no DER") }
    guard list.version <= 1 else { throw .damaged("its version is \(list.shownVersion)") }
    if list.version == 0 {
      if list.writesOutVersion1 { throw .damaged("version 1 is written out though it is the default") }
      if !list.extensions.isEmpty { throw .damaged("it has extensions though its version is 1") }
    }
    guard list.thisUpdate.instant != nil else { throw .damaged("the date of its issue cannot be read") }
    if let next = list.nextUpdate, next.instant == nil { throw .damaged("the date of the next list cannot be read") }
    try check(list.extensions, known: listExtensions, inEntry: false)
    guard let scope else { return }
    let kinds = [scope.onlyUserCertificates, scope.onlyCACertificates, scope.onlyAttributeCertificates].filter { $0 }
    guard kinds.count <= 1 else { throw .damaged("it is at once for one kind of certificates only and for another") }
    if scope.saysNothing { throw .damaged("its issuing distribution point is empty") }
  }

  /// Where the entries stand; every one is read, since one that is damaged or not understood makes the whole list
  /// unusable (RFC 5280 §5.3).
  static func index(of list: RevocationList, isIndirect: Bool) throws(Refusal) -> EntryIndex {
    var index = EntryIndex()
    guard var reader = list.entryContent?.reader(list.rules) else { return index }
    while !reader.atEnd {
      let place = reader.position
      let entry = try next(&reader)
      index.add(entry.serial, at: place)
      guard !entry.extensions.isEmpty else { continue }
      let names = try issuer(named: entry, in: list)
      guard !names.isEmpty else { continue }
      guard isIndirect else { throw .damaged("an entry names another issuer though the list is not indirect") }
      index.turn(to: names, at: place)
    }
    return index
  }

  /// The entry that stands at a place which `index(of:isIndirect:)` noted.
  static func entry(of list: RevocationList, at place: Int) -> RevokedCertificate? {
    guard let content = list.entryContent, content.range.contains(place) else { return nil }
    var reader = DERSlice(content.bytes, place..<content.range.upperBound).reader(list.rules)
    return try? RevokedCertificate(&reader)
  }

  private static func next(_ reader: inout DERReader) throws(Refusal) -> RevokedCertificate {
    do throws(DERError) {
      let entry = try RevokedCertificate(&reader)
      guard entry.date.instant != nil else {
        throw DERError("the date of an entry cannot be read", at: entry.date.content.range.lowerBound)
      }
      return entry
    } catch {
      throw .damaged("an entry cannot be read (\(error.reason))")
    }
  }

  /// Whose certificates the list speaks of from an entry on; its other extensions are looked at too.
  private static func issuer(
    named entry: RevokedCertificate, in list: RevocationList
  ) throws(Refusal) -> [GeneralName] {
    if list.version == 0 { throw .damaged("an entry has extensions though the version of the list is 1") }
    try check(entry.extensions, known: entryExtensions, inEntry: true)
    do {
      _ = try entry.reason
      return try entry.certificateIssuer
    } catch {
      throw .damaged("an extension of an entry cannot be read (\(error.reason))")
    }
  }

  private static func check(
    _ extensions: [Extension], known: Set<ObjectIdentifier>, inEntry: Bool
  ) throws(Refusal) {
    var seen: Set<ObjectIdentifier> = []
    for field in extensions {
      guard seen.insert(field.identifier).inserted else { throw .damaged("an extension stands there twice") }
      if field.isCritical, !known.contains(field.identifier) { throw .critical(field.identifier, inEntry: inEntry) }
    }
  }

  private static let listExtensions: Set<ObjectIdentifier> = [
    .issuingDistributionPoint, .deltaCRLIndicator, .cRLNumber, .authorityKeyIdentifier,
  ]
  private static let entryExtensions: Set<ObjectIdentifier> = [.certificateIssuer, .cRLReason, .invalidityDate]
}

extension RevocationList {
  /// Whether the list says that it is of version 1, which DER forbids for a default.
  fileprivate var writesOutVersion1: Bool {
    var reader = tbsCertList.reader(.lax)
    return version == 0 && (try? reader.next(DERTag.sequence).children.nextTag) == DERTag.integer
  }
}

extension IssuingDistributionPoint {
  /// Whether everything is left out, which RFC 5280 §5.2.5 forbids.
  fileprivate var saysNothing: Bool {
    name == nil && !onlyUserCertificates && !onlyCACertificates && onlySomeReasons == nil && !isIndirect
      && !onlyAttributeCertificates
  }
}
