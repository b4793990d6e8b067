import Vocabulary

/// A revocation list that has been gone through once: whether it can be relied on, and where its entries stand.
struct PreparedList: Sendable {
  /// What the list says of a certificate.
  struct Entry: Sendable {
    let date: Instant?
    let reason: RevocationReason?
  }

  let list: RevocationList
  let source: String
  let issuer: DistinguishedName
  let number: SerialNumber?
  let deltaBase: SerialNumber?
  let scope: IssuingDistributionPoint?
  /// The value of the issuing distribution point as it stands there: delta and base must agree in it.
  let scopeEncoding: DERSlice?
  /// Where the entries stand; none are noted where there is an obstacle.
  private let index: EntryIndex
  /// Why the list must not be used at all; nil where nothing speaks against it.
  let obstacle: RevocationDoubt?

  /// Goes through a list.
  init(_ given: RevocationRequest.GivenList) {
    list = given.list
    source = given.source
    issuer = given.list.issuer
    scopeEncoding = given.list.extensions.first { $0.identifier == .issuingDistributionPoint }?.value
    var index = EntryIndex()
    var obstacle: RevocationDoubt?
    let frame = Frame(given.list)
    number = frame?.number
    deltaBase = frame?.base
    scope = frame?.scope
    do throws(Refusal) {
      guard frame != nil else { throw .damaged("an extension of the list cannot be read") }
      try PreparedList.check(given.list, scope: frame?.scope)
      index = try PreparedList.index(of: given.list, isIndirect: frame?.scope?.isIndirect ?? false)
    } catch {
      obstacle = error.doubt(given.source)
    }
    self.index = index
    self.obstacle = obstacle
  }

  /// The extensions that say what the list is; nil where one cannot be read.
  private struct Frame {
    let number: SerialNumber?
    let base: SerialNumber?
    let scope: IssuingDistributionPoint?

    init?(_ list: RevocationList) {
      do {
        number = try list.number
        base = try list.deltaBase
        scope = try list.issuingDistributionPoint
        _ = try list.authorityKeyIdentifier
      } catch {
        return nil
      }
    }
  }

  /// Why a list is not used.
  enum Refusal: Error {
    case damaged(String)
    case critical(ObjectIdentifier, inEntry: Bool)

    func doubt(_ source: String) -> RevocationDoubt {
      switch self {
      case .damaged(let reason):
        RevocationDoubt(
          "crl.damaged", "The revocation list \(source) is malformed: \(reason).", clause: "RFC 5280 §5.1",
          fix: "fetch it again, or have it issued again", weight: 9)
      case .critical(let identifier, let inEntry):
        RevocationDoubt(
          "crl.critical",
          "\(inEntry ? "An entry of the" : "The") revocation list \(source) has a critical extension that is not "
            + "understood (\(ObjectIdentifierRegistry.extensions[identifier] ?? identifier.description)).",
          clause: inEntry ? "RFC 5280 §5.3" : "RFC 5280 §5.2", fix: "have it issued without that extension", weight: 9)
      }
    }
  }
}

extension PreparedList {
  /// Whether the list adds to another one.
  var isDelta: Bool { deltaBase != nil }

  /// Whether `instant` is past the announced next list.
  func isStale(at instant: Instant) -> Bool { list.nextUpdate?.instant.map { $0 < instant } ?? false }

  /// Whether the list was made after `instant`.
  func isFuture(at instant: Instant) -> Bool { list.thisUpdate.instant.map { $0 > instant } ?? true }

  /// The entry of a certificate; nil where it is not listed.
  func entry(for certificate: Certificate) -> Entry? {
    let name = certificate.issuer
    for (place, names) in index.candidates(for: certificate.serial) {
      guard let entry = PreparedList.entry(of: list, at: place), entry.serial == certificate.serial else { continue }
      let isOurs = names.map { $0.contains { $0.isDirectory(name) } } ?? issuer.matches(name)
      guard isOurs else { continue }
      return Entry(date: entry.date.instant, reason: try? entry.reason)
    }
    return nil
  }
}
