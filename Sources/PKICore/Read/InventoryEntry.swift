package import Vocabulary

/// What a list says of one element of a file. There may be a hundred thousand of them, so it holds little.
package struct InventoryElement: Sendable {
  /// What it is.
  package let kind: ItemKind
  /// The subject of a certificate or request, the type of a key.
  package let name: String
  /// The issuer of a certificate; nil otherwise, and where it issued itself.
  package let issuer: String?
  /// The key in a few words; empty where there is none.
  package let key: String
  /// The last second of a certificate.
  package let end: Instant?
  /// The worst status; nil where the element has none.
  package let status: CertificateStatus?
  /// The first half of the SHA-256 of its public key: enough to find pairs by.
  package let keyPrint: KeyPrint?
  /// Whether it is locked.
  package let isLocked: Bool

  /// Half a SHA-256.
  package struct KeyPrint: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// The print of a SubjectPublicKeyInfo.
    init(_ key: SubjectPublicKeyInfo) {
      let digest = Fingerprint.sha256(key.encoding.array)
      self.high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
      self.low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// What is to be said of an item; nil for what is no PKI material.
  package init?(_ item: Item, at instant: Instant, warningDays: Int) {
    guard item.kind != .unknown else { return nil }
    var (name, issuer, key, end) = (item.described, String?.none, "", Instant?.none)
    var status: CertificateStatus?
    var print: KeyPrint?
    switch item.content {
    case .certificate(let certificate):
      name = certificate.subject.shortText
      issuer = certificate.isSelfIssued ? nil : certificate.issuer.shortText
      key = certificate.publicKey.keyDescription.text
      end = certificate.notAfter.instant
      status = certificate.statuses(at: instant, warningDays: warningDays)[0]
      print = KeyPrint(certificate.publicKey)
    case .request(let request):
      name = request.subject.shortText
      key = request.publicKey.keyDescription.text
      print = KeyPrint(request.publicKey)
    case .privateKey(let file), .sshPrivateKey(_, let file):
      name = file.structure?.algorithmName ?? "locked"
      print = (try? file.isOpen ? file.publicKey() : nil).flatMap { $0.map(KeyPrint.init) }
    case .publicKey(let publicKey):
      name = publicKey.keyDescription.text
    case .none:
      name = item.error?.message ?? name
    default: break
    }
    self.kind = item.kind
    self.name = name
    self.issuer = issuer
    self.key = key
    self.end = end
    self.status = status
    self.keyPrint = print
    self.isLocked = item.isEncrypted
  }
}

/// What a list says of one file.
package struct InventoryEntry: Sendable {
  /// The file.
  package let file: String
  /// Its elements that are PKI material.
  package var elements: [InventoryElement] = []
  /// Why it could not be read, or what of it is damaged.
  package var error: PKIError?

  /// A file of which nothing is known yet.
  package init(file: String) {
    self.file = file
  }

  /// The element that a line is about: the first certificate, else the first element.
  package var main: InventoryElement? {
    elements.first { $0.kind == .certificate } ?? elements.first
  }

  /// The end that comes first.
  package var firstEnd: Instant? { elements.compactMap(\.end).min() }

  /// The worst status of all certificates.
  package var worstStatus: CertificateStatus? {
    elements.compactMap(\.status).min { $0.rank < $1.rank }
  }
}
