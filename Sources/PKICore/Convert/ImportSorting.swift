internal import Vocabulary

/// The elements of several files, sorted by what belongs together.
package struct ImportSorting: Sendable {
  /// What goes into a store under one name.
  package struct Group: Sendable {
    /// The key that all of it shares.
    package let publicKey: SubjectPublicKeyInfo
    /// The private key; nil where there is none.
    package internal(set) var key: PrivateKeyFile?
    /// The certificate; nil where there is none.
    package internal(set) var certificate: Certificate?
    /// The request; nil where there is none.
    package internal(set) var request: CertificateRequest?
    /// Parameters that stood beside the certificate, for servers that read them from its file.
    package internal(set) var parameters: [KeyParameters] = []
    /// What it is to be called, unless it is told.
    package internal(set) var name: StoreName?
    /// The file that each part stood in, by the part's extension: `key`, `crt`, `csr`.
    package internal(set) var sources: [String: String] = [:]
  }

  /// Something that has no place in a store.
  package struct Left: Hashable, Sendable {
    /// What it is: "a revocation list".
    package let what: String
    /// The file that it stands in.
    package let source: String
    /// Why it is left.
    package let reason: String
  }

  /// What goes under names of its own, in the order in which it came.
  package private(set) var groups: [Group] = []
  /// The CAs whose keys are elsewhere, each with its file.
  package private(set) var authorities: [(certificate: Certificate, source: String)] = []
  /// Revocation lists, each with its file.
  package private(set) var lists: [(list: RevocationList, source: String)] = []
  /// What is left.
  package private(set) var left: [Left] = []

  private var certificates: [(certificate: Certificate, source: String)] = []
  private var parameters: [(parameters: KeyParameters, source: String)] = []
  private var seen: Set<Certificate> = []

  /// Nothing yet.
  package init() {}

  /// Takes in what a file holds; throws what cannot be used of it.
  package mutating func add(_ material: Material) throws(PKIError) {
    var friendlyNames: [String: String] = [:]
    for item in material.items {
      if let name = item.friendlyName, let key = try item.publicKey() {
        friendlyNames[Hexadecimal.text(key.encoding.array)] = name
      }
    }
    for (index, item) in material.items.enumerated() {
      switch item.content {
      case .certificate(let certificate):
        if seen.insert(certificate).inserted { certificates.append((certificate, material.source)) }
      case .privateKey(let key), .sshPrivateKey(_, let key):
        try add(key, item, friendlyNames, material)
      case .request(let request):
        let place = place(of: request.publicKey)
        groups[place].request = request
        groups[place].sources["csr"] = material.source
        groups[place].name = groups[place].name ?? StoreName(of: request)
      case .parameters(let found):
        // openssl writes the curve before a key on it; PKCS#8 holds it by itself.
        let next = index + 1 < material.items.count ? material.items[index + 1] : nil
        if found.kind != .ec || next?.privateKey == nil { parameters.append((found, material.source)) }
      case .revocationList(let list): add(list, material.source)
      case .pkcs7, .pkcs12: break
      default: left.append(Left(what: item.described, source: material.source, reason: "a store has no place for it"))
      }
    }
  }

  private mutating func add(
    _ key: PrivateKeyFile, _ item: Item, _ names: [String: String], _ material: Material
  ) throws(PKIError) {
    let publicKey: SubjectPublicKeyInfo
    do {
      guard let found = try item.publicKey() else {
        _ = try key.privateKeyInfo()
        return
      }
      publicKey = found
    } catch {
      throw error.kind == .passphrase && !error.subject.isEmpty ? error : error.naming(material.source)
    }
    let place = place(of: publicKey)
    groups[place].key = groups[place].key ?? key
    groups[place].sources["key"] = groups[place].sources["key"] ?? material.source
    let friendly = names[Hexadecimal.text(publicKey.encoding.array)].flatMap { StoreName(making: $0) }
    let file = material.source.split(separator: "/").last.map(String.init) ?? material.source
    groups[place].name = groups[place].name ?? friendly ?? StoreName(making: StorePath(file).stem)
  }

  /// Of several lists of one series the newest counts.
  private mutating func add(_ list: RevocationList, _ source: String) {
    guard let known = lists.firstIndex(where: { $0.list.isOfSeries(of: list) }) else {
      lists.append((list, source))
      return
    }
    if lists[known].list == list { return }
    var older = source
    if list.isNewer(than: lists[known].list) {
      older = lists[known].source
      lists[known] = (list, source)
    }
    left.append(
      Left(
        what: "a revocation list of \(list.issuer.shortText)", source: older,
        reason: "a newer one came with it"))
  }

  /// The place of what shares a key.
  private mutating func place(of key: SubjectPublicKeyInfo) -> Int {
    if let known = groups.firstIndex(where: { $0.publicKey.sameKey(as: key) }) { return known }
    groups.append(Group(publicKey: key))
    return groups.count - 1
  }

  /// Pairs certificates with keys, once all files are in: the newest of several for one key is the key's.
  package mutating func pair() {
    let newestFirst = certificates.enumerated().sorted { a, b in
      let (left, right) = (a.element.certificate.notBefore.instant, b.element.certificate.notBefore.instant)
      guard let left, let right, left != right else { return a.offset < b.offset }
      return left > right
    }
    var homes: [Int: Int] = [:]
    for (offset, (certificate, _)) in newestFirst {
      let known = groups.firstIndex { $0.certificate == nil && $0.publicKey.sameKey(as: certificate.publicKey) }
      guard let known else { continue }
      groups[known].certificate = certificate
      homes[offset] = known
    }
    for (offset, (certificate, source)) in certificates.enumerated() {
      if let home = homes[offset] {
        groups[home].name = StoreName(of: certificate) ?? groups[home].name
        groups[home].sources["crt"] = source
      } else if certificate.isAuthority {
        authorities.append((certificate, source))
      } else {
        var group = Group(publicKey: certificate.publicKey)
        group.certificate = certificate
        group.name = StoreName(of: certificate)
        group.sources["crt"] = source
        groups.append(group)
      }
    }
    placeParameters()
  }

  /// Parameters stay with the certificate of their file, or with the only one there is.
  private mutating func placeParameters() {
    for (found, source) in parameters {
      let beside = groups.indices.filter { groups[$0].sources["crt"] == source }
      let all = groups.indices.filter { groups[$0].certificate != nil }
      if let home = beside.count == 1 ? beside[0] : all.count == 1 ? all[0] : nil {
        if !groups[home].parameters.contains(found) { groups[home].parameters.append(found) }
      } else {
        left.append(
          Left(
            what: "\(found.kind.rawValue) parameters", source: source,
            reason: "which certificate they belong to cannot be told"))
      }
    }
  }
}

extension PKIError {
  /// The same error about a file.
  fileprivate func naming(_ file: String) -> PKIError {
    PKIError(kind, file, message, hint: hint, reason: reason)
  }
}

extension ImportSorting.Group {
  /// The certificate's file: the certificate in PEM, then the parameters that servers read from it; nil without one.
  package var certificateFile: [UInt8]? {
    guard let certificate else { return nil }
    return certificate.pem + parameters.flatMap(\.pem)
  }
}
