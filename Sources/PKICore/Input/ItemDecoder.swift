import OpenSSL
import Platform
import Vocabulary

/// Makes items of octets whose place in a file is known: what they are, whether they are whole, what is in them.
struct ItemDecoder {
  /// Gives the passphrase of a locked item; nil where there is none to be had.
  typealias Unlock = (Item) throws(PKIError) -> Secret?

  /// The file's name, for errors.
  let source: String
  let limits: MaterialLimits
  let unlock: Unlock?

  /// The item in `octets`, whose place `place` knows; `promised` is what its label says it is. What is in it, if it
  /// is a container, follows with `container` set to `index`, the item's own place among the file's items.
  func items(
    _ octets: [UInt8], as place: Item, promised: ItemKind?, header: TraditionalEncryption? = nil, index: Int
  ) throws(PKIError) -> [Item] {
    var item = place
    item.source = source
    if let header {
      try open(header, octets, &item)
      return [item]
    }
    // Bundles are of certificates: what is one is not looked at twice.
    if promised == .certificate, (try? certificate(octets, &item)) != nil { return [item] }
    let seen = DERKind.of(octets)
    do {
      var place = place
      place.source = source
      return try decode(octets, place, promised, seen, index)
    } catch let error as PKIError {
      throw error
    } catch {
      item.kind = promised ?? seen?.itemKind ?? .unknown
      item.error = item.error ?? failure(error, item)
      return [item]
    }
  }

  /// What was promised, or else what is seen: labels lie.
  private func decode(
    _ octets: [UInt8], _ place: Item, _ promised: ItemKind?, _ seen: DERKind?, _ index: Int
  ) throws -> [Item] {
    var item = place
    if let promised, promised == .sshPrivateKey {
      try openSSH(octets, &item)
      return [item]
    }
    guard let seen else {
      item.kind = promised ?? .unknown
      if promised == nil { return [unknown(item, octets)] }
      guard promised == .certificate else { throw DERError(Appearance.misfit(octets), at: 0) }
      // What is no certificate even by its outline may still say more precisely what is wrong with it.
      try certificate(octets, &item)
      return [item]
    }
    if let promised, promised != seen.itemKind, !(promised == .dsaParameters || promised == .dhParameters) {
      item.notes.append("labelled as \(promised.described), which it is not")
    }
    item.kind = promised == .dsaParameters || promised == .dhParameters ? promised ?? .unknown : seen.itemKind
    switch seen {
    case .certificate: try certificate(octets, &item)
    case .request: item.content = .request(try CertificateRequest(der: octets))
    case .revocationList: item.content = .revocationList(try RevocationList(der: octets))
    case .publicKey: item.content = .publicKey(try SubjectPublicKeyInfo(der: octets))
    case .rsaPublicKey: item.content = .publicKey(try SubjectPublicKeyInfo(rsaPublicKey: octets))
    case .privateKey: try privateKey(octets, &item)
    case .encryptedPrivateKey: try encryptedKey(octets, &item)
    case .parameters(let kind):
      let promisedKind: KeyParameters.Kind? = promised == .dsaParameters ? .dsa : nil
      item.content = .parameters(try KeyParameters(octets, kind: promisedKind ?? (kind == .ec ? .ec : nil)))
    case .ocspRequest: item.content = .ocspRequest(try OCSPRequest(der: octets))
    case .ocspResponse: item.content = .ocspResponse(try OCSPResponse(der: octets))
    case .pkcs7: return try pkcs7(octets, item, index)
    case .pkcs12: return try pkcs12(octets, item, index)
    }
    return [item]
  }

  /// An item that is none of what is known, with what it looks like.
  func unknown(_ place: Item, _ octets: [UInt8]) -> Item {
    var item = place
    item.source = source
    item.kind = .unknown
    let looks = Appearance.of(octets)
    item.looksLike = place.label.map { "a PEM block labelled \($0)" } ?? looks
    let words = place.label.map { "a PEM block labelled \($0), which is not known" } ?? looks
    item.error = PKIError(.content, source, "\(prefix(item))this is \(words)")
    return item
  }

  private func certificate(_ octets: [UInt8], _ item: inout Item) throws {
    try DERScan.certificate(octets, limits: limits.certificate)
    let end = DEROutline.end(octets)
    let certificate = try Certificate(der: end == octets.count ? octets : Array(octets[..<end]))
    item.content = .certificate(certificate)
    if let fault = certificate.encodingFault {
      item.error = PKIError(.content, source, "\(prefix(item))this certificate is not encoded as DER: \(fault)")
    }
    // OpenSSL's trust settings follow a TRUSTED CERTIFICATE; elsewhere nothing belongs there.
    let surplus = octets.count - end
    if surplus > 0, item.label != "TRUSTED CERTIFICATE" { item.notes.append("\(surplus) more octets follow it") }
  }

  // MARK: - Errors

  /// An error of a lower floor as one about an item.
  func failure(_ error: any Error, _ item: Item) -> PKIError {
    let what = prefix(item) + "this is " + Item.indefinite(item.kind, "damaged")
    switch error {
    case let error as DERError: return PKIError(.content, source, "\(what): \(error)")
    case let error as LimitExceeded:
      let option = error.option.map { "\($0) raises the limit" }
      return PKIError(.limit, source, "\(prefix(item))\(error)", hint: option)
    case let error as SSHWireReader.Failure: return PKIError(.content, source, "\(what): \(error.reason)")
    default: return PKIError(.content, source, what)
    }
  }

  /// Where an item stands, as the beginning of a message.
  func prefix(_ item: Item) -> String { item.line.map { "line \($0): " } ?? "" }
}

extension Certificate {
  /// Why it is no DER, which other readers refuse to read; nil where it is.
  fileprivate var encodingFault: DERError? {
    guard !faults.isEmpty else { return nil }
    do {
      var others: [String] = []
      _ = try Frame(der, .strict, faults: &others)
      return nil
    } catch { return error }
  }
}

extension SubjectPublicKeyInfo {
  /// The key of a bare RSAPublicKey (RFC 8017 §A.1.1), given its SubjectPublicKeyInfo.
  fileprivate init(rsaPublicKey: [UInt8]) throws(DERError) {
    var reader = DERReader(rsaPublicKey, rules: .lax)
    let key = try RSAPublicKey(&reader)
    let value = SSHKeyValue.rsa(modulus: key.modulus, exponent: key.exponent)
    try self.init(der: value.subjectPublicKeyInfo)
  }
}
