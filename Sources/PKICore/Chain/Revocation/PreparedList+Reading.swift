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

  /// The entries with a serial number in question; every entry is read, since one that is damaged or not understood
  /// makes the whole list unusable (RFC 5280 §5.3).
  static func entries(
    of list: RevocationList, serials: Set<SerialNumber>, isIndirect: Bool
  ) throws(Refusal) -> [Entry] {
    var entries = list.entries()
    var found: [Entry] = []
    var issuer: [GeneralName]?
    while let entry = try next(&entries) {
      var reason: RevocationReason?
      if !entry.extensions.isEmpty {
        let names: [GeneralName]
        (names, reason) = try extensions(of: entry, in: list)
        if !names.isEmpty {
          guard isIndirect else { throw .damaged("an entry names another issuer though the list is not indirect") }
          issuer = names
        }
      }
      guard serials.contains(entry.serial) else { continue }
      found.append(Entry(serial: entry.serial, date: entry.date.instant, reason: reason, issuer: issuer))
    }
    return found
  }

  private static func next(_ entries: inout RevocationList.Entries) throws(Refusal) -> RevokedCertificate? {
    do throws(DERError) {
      guard let entry = try entries.next() else { return nil }
      guard entry.date.instant != nil else {
        throw DERError("the date of an entry cannot be read", at: entry.date.content.range.lowerBound)
      }
      return entry
    } catch {
      throw .damaged("an entry cannot be read (\(error.reason))")
    }
  }

  private static func extensions(
    of entry: RevokedCertificate, in list: RevocationList
  ) throws(Refusal) -> ([GeneralName], RevocationReason?) {
    if list.version == 0 { throw .damaged("an entry has extensions though the version of the list is 1") }
    try check(entry.extensions, known: entryExtensions, inEntry: true)
    do {
      return (try entry.certificateIssuer, try entry.reason)
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
