import Vocabulary

// Items that stand in text: PEM blocks and the lines of OpenSSH.

extension ItemDecoder {
  /// The items of a PEM block.
  func items(_ block: PEMBlock, index: Int) throws(PKIError) -> [Item] {
    let promised = ItemKind(label: block.label)
    var place = Item(promised ?? .unknown, .pem, line: block.line, label: block.label)
    place.source = source
    place.notes = block.notes
    if let problem = block.problem {
      let message = "line \(problem.line): \(problem.text)"
      place.error = PKIError(problem.isLimit ? .limit : .content, source, message)
      guard problem.isEndLine, promised != nil else {
        if promised == nil { place.looksLike = PEMLabel.looksLike(block.label) }
        return [place]
      }
    }
    guard promised != nil else {
      place.looksLike = PEMLabel.looksLike(block.label)
      place.error = PKIError(
        .content, source, "line \(block.line): this is \(PEMLabel.looksLike(block.label)), which is not known")
      return [place]
    }
    guard place.error == nil else { return [place] }
    return try items(
      block.octets, as: place, promised: promised, header: TraditionalEncryption(block), index: index)
  }

  /// The items of a line, or of a block of lines, outside of PEM.
  ///
  /// The key that an OpenSSH certificate certifies follows it.
  func items(_ found: KeyLineCollector.Found?, index: Int) -> [Item] {
    guard let found else { return [] }
    var item = Item(.sshPublicKey, .openssh, line: found.line)
    item.source = source
    switch found.content {
    case .key(let key): item.content = .sshPublicKey(key)
    case .certificate(let certificate):
      item.kind = .sshCertificate
      item.content = .sshCertificate(certificate)
      var key = item
      key.kind = .sshPublicKey
      key.content = .sshPublicKey(certificate.subject)
      key.container = index
      return [item, key]
    case .damaged(let reason, let isCertificate):
      item.kind = isCertificate ? .sshCertificate : .sshPublicKey
      item.error = PKIError(
        .content, source, "\(prefix(item))this is \(Item.indefinite(item.kind, "damaged")): \(reason)")
    case .marker(let text):
      item.kind = .unknown
      item.encoding = .pem
      item.looksLike = "a damaged BEGIN line"
      item.error = PKIError(
        .content, source, "\(prefix(item))\(text)", hint: "it must read like -----BEGIN CERTIFICATE-----")
    }
    return [item]
  }
}

/// What unknown PEM labels tell.
enum PEMLabel {
  static func looksLike(_ label: String) -> String {
    label.hasPrefix("PGP ") ? "PGP material" : "a PEM block labelled \(label)"
  }
}

extension ItemKind {
  /// The PEM label that it is written with; nil where there is none.
  var label: String? {
    switch self {
    case .certificate: "CERTIFICATE"
    case .request: "CERTIFICATE REQUEST"
    case .revocationList: "X509 CRL"
    case .publicKey: "PUBLIC KEY"
    case .privateKey: "PRIVATE KEY"
    case .pkcs7: "PKCS7"
    case .dhParameters: "DH PARAMETERS"
    case .dsaParameters: "DSA PARAMETERS"
    case .ecParameters: "EC PARAMETERS"
    default: nil
    }
  }
}
