package import Vocabulary

/// What a list says of one element of a file. There may be a hundred thousand of them, so it holds little.
package struct InventoryElement: Sendable {
  // The order is that of their sizes, without gaps between them.

  /// The first half of the SHA-256 of its public key: enough to find pairs by.
  package let keyPrint: KeyPrint?
  /// What it is.
  package let kind: ItemKind
  /// Whether it is locked.
  package let isLocked: Bool
  /// Whether something is wrong with it.
  package let isDamaged: Bool
  private let statusRank: UInt8
  /// Which of the thresholds is reached, counted from 1, critical ones after the others; 0 where none is.
  private let reached: UInt8
  private let namePlace: TextPool.Place
  /// Its issuer in `IssuerTable`; 0 where it has none, or is its own.
  let issuerNumber: UInt32
  /// Itself in `IssuerTable`; 0 where it is no CA.
  let authorityNumber: UInt32
  private let keyNumber: UInt32
  private let lineNumber: UInt32
  private let daysLeft: Int32
  private let endSeconds: Int64

  private static let noEnd = Int64.min
  private static let noStatus = UInt8.max

  /// Whose it is: the subject of a certificate or request, the issuer of a revocation list, the comment of an OpenSSH
  /// key; empty where nothing says.
  package var name: String { TextPool.shared.text(namePlace) }

  /// The issuer of a certificate; nil otherwise, and where it issued itself.
  package var issuer: String? { issuerNumber == 0 ? nil : IssuerTable.shared.text(issuerNumber) }

  /// The key in a few words; empty where there is none.
  package var key: String { CommonTexts.shared.text(keyNumber) }

  /// The last second of a certificate.
  package var end: Instant? { endSeconds == InventoryElement.noEnd ? nil : Instant(seconds: endSeconds) }

  /// The worst status; nil where the element has none.
  package var status: CertificateStatus? { CertificateStatus(rank: Int(statusRank), daysLeft: Int(daysLeft)) }

  /// The line of the file that it, or the container that it is in, begins on; 1 where the file has no lines.
  package var line: Int { Int(lineNumber) }

  /// How near its end is, by the thresholds that it was made with.
  func nearness(_ thresholds: Thresholds) -> Thresholds.Nearness { thresholds.nearness(reached) }

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

    /// The print of a private key; nil where it is locked or cannot be used.
    init?(of file: PrivateKeyFile) {
      guard file.isOpen, let key = try? file.publicKey() else { return nil }
      self.init(key)
    }
  }

  /// What is to be said of an item; nil for what is no PKI material.
  package init?(_ item: Item, at instant: Instant, ends: ListThresholds) {
    guard item.kind != .unknown else { return nil }
    var (name, key, end) = ("", "", Instant?.none)
    var (issuerNumber, authorityNumber): (UInt32, UInt32) = (0, 0)
    var reached: UInt8 = 0
    var status: CertificateStatus?
    var print: KeyPrint?
    switch item.content {
    case .certificate(let certificate):
      name = certificate.subject.shortText
      let links = IssuerLinks(certificate)
      (issuerNumber, authorityNumber) = (links.issuer, links.authority)
      key = certificate.publicKey.keyDescription.text
      end = certificate.notAfter.instant
      status = certificate.statuses(at: instant, warning: ends.state)[0]
      reached = ends.alarm.reached(by: certificate, at: instant)
      print = KeyPrint(certificate.publicKey)
    case .request(let request):
      name = request.subject.shortText
      key = request.publicKey.keyDescription.text
      print = KeyPrint(request.publicKey)
    case .privateKey(let file):
      key = file.structure?.described ?? ""
      print = KeyPrint(of: file)
    case .sshPrivateKey(let ssh, let file):
      name = ssh.comment
      key = file.structure?.described ?? ""
      print = KeyPrint(of: file)
    case .publicKey(let publicKey):
      key = publicKey.keyDescription.text
    case .sshPublicKey(let ssh):
      name = ssh.comment
      key = ssh.value.algorithm
    case .sshCertificate(let certificate):
      name = certificate.keyID
      key = certificate.subject.value.algorithm
    case .revocationList(let list):
      name = list.issuer.shortText
    default: break
    }
    self.kind = item.kind
    self.namePlace = TextPool.shared.keep(name)
    self.issuerNumber = issuerNumber
    self.authorityNumber = authorityNumber
    self.reached = reached
    self.keyNumber = CommonTexts.shared.number(of: key)
    self.lineNumber = UInt32(clamping: item.line ?? 1)
    self.endSeconds = end?.seconds ?? InventoryElement.noEnd
    self.statusRank = status.map { UInt8($0.rank) } ?? InventoryElement.noStatus
    self.daysLeft = if case .daysLeft(let days) = status { Int32(clamping: days) } else { 0 }
    self.keyPrint = print
    self.isLocked = item.isEncrypted
    self.isDamaged = item.error != nil
  }
}

/// What a list says of one file.
package struct InventoryEntry: Sendable {
  /// The file.
  package let file: String
  // Most files hold one element and no error: an array for each would double what they take.
  private var first: InventoryElement?
  private var others: [InventoryElement] = []
  private var errors: [PKIError] = []

  /// A file of which nothing is known yet.
  package init(file: String) {
    self.file = file
  }

  /// Its elements that are PKI material, where they are: nothing is copied.
  package var elements: Elements { Elements(first: first, others: others) }

  /// The elements of a file, in their order.
  package struct Elements: RandomAccessCollection, Sendable {
    fileprivate let first: InventoryElement?
    fileprivate let others: [InventoryElement]

    /// 0.
    package var startIndex: Int { 0 }
    /// How many there are.
    package var endIndex: Int { first == nil ? 0 : others.count + 1 }

    /// The element at a place, counted from 0.
    package subscript(position: Int) -> InventoryElement {
      if position == 0, let first { return first }
      return others[position - 1]
    }
  }

  /// Whether it holds any PKI material.
  package var isEmpty: Bool { first == nil }

  /// Why it could not be read, or what of it is damaged.
  package var error: PKIError? {
    get { errors.first }
    set { errors = newValue.map { [$0] } ?? [] }
  }

  /// One more element.
  package mutating func append(_ element: InventoryElement) {
    if first == nil { first = element } else { others.append(element) }
  }

  /// The element that a line is about: the first certificate, else the first that is more than parameters of a key.
  package var main: InventoryElement? {
    elements.first { $0.kind == .certificate }
      ?? elements.first { ![.ecParameters, .dhParameters, .dsaParameters].contains($0.kind) } ?? elements.first
  }

  /// The end that comes first.
  package var firstEnd: Instant? { elements.lazy.compactMap(\.end).min() }

  /// The worst status of all certificates.
  package var worstStatus: CertificateStatus? {
    elements.lazy.compactMap(\.status).min { $0.rank < $1.rank }
  }
}
