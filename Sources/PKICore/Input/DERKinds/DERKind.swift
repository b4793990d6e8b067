import Vocabulary

/// What an encoding is meant to be, told by its outline alone.
enum DERKind: Hashable {
  case certificate
  case request
  case revocationList
  case publicKey
  /// RSAPublicKey (RFC 8017 §A.1.1).
  case rsaPublicKey
  case privateKey
  case encryptedPrivateKey
  case pkcs7
  case pkcs12
  case parameters(KeyParameters.Kind)
  case ocspRequest
  case ocspResponse

  /// The kind of the first element of `bytes`; nil where it is none of these.
  static func of(_ bytes: [UInt8]) -> DERKind? {
    let outline = DEROutline(bytes)
    guard let first = outline.first else { return nil }
    if first.tag == DERTag.objectIdentifier { return first.end == bytes.count && !first.isCut ? .parameters(.ec) : nil }
    guard first.tag == DERTag.sequence else { return nil }
    let inside = outline.inside(first)
    let parts = inside.elements()
    switch parts.first?.tag {
    case DERTag.sequence: return ofSequence(inside, parts)
    case DERTag.integer: return ofInteger(inside, parts)
    case DERTag.objectIdentifier:
      let identifier = inside.identifier
      guard identifier.starts(with: pkcs7Arc) || identifier.starts(with: cmsArc) else { return nil }
      return parts.count == 1 || parts[1].tag == DERTag.context(0) ? .pkcs7 : nil
    case DERTag.enumerated:
      let isResponse = parts.count == 1 || parts[1].tag == DERTag.context(0)
      return isResponse && parts[0].content.count == 1 ? .ocspResponse : nil
    default: return nil
    }
  }

  /// 1.2.840.113549.1.7
  private static let pkcs7Arc: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]
  /// 1.2.840.113549.1.9.16.1
  private static let cmsArc: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01]
  /// 1.2.840.10045.1
  private static let fieldArc: [UInt8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x01]

  private static func ofSequence(_ inside: DEROutline, _ parts: [DEROutline.Element]) -> DERKind? {
    let first = inside.inside(parts[0])
    let isAlgorithm = !first.identifier.isEmpty
    if parts.count == 2, isAlgorithm {
      if parts[1].tag == DERTag.bitString { return .publicKey }
      if parts[1].tag == DERTag.octetString { return .encryptedPrivateKey }
    }
    guard !isAlgorithm else { return nil }
    if isOCSPRequest(first, parts) { return .ocspRequest }
    // What is signed comes first; of a truncated one, algorithm and signature may not be there to see.
    let isSigned = parts.count >= 3 && parts[1].tag == DERTag.sequence && parts[2].tag == DERTag.bitString
    if isSigned || parts.last?.isCut == true { return ofSigned(first) }
    return nil
  }

  /// A certificate, request or revocation list, by what is signed.
  private static func ofSigned(_ signed: DEROutline) -> DERKind? {
    let fields = signed.elements(8)
    guard let first = fields.first else { return nil }
    if first.tag == DERTag.context(0) {
      let version = signed.inside(first).first
      return version?.tag == DERTag.integer && fields.count > 1 && fields[1].tag == DERTag.integer ? .certificate : nil
    }
    func isAlgorithm(_ index: Int) -> Bool {
      index < fields.count && fields[index].tag == DERTag.sequence && !signed.inside(fields[index]).identifier.isEmpty
    }
    func isTime(_ index: Int) -> Bool {
      index < fields.count && [DERTag.utcTime, DERTag.generalizedTime].contains(fields[index].tag & ~0x20)
    }
    func tag(_ index: Int) -> UInt8 { index < fields.count ? fields[index].tag : 0 }
    if isAlgorithm(0), tag(1) == DERTag.sequence, isTime(2) || fields.count == 2 { return .revocationList }
    guard first.tag == DERTag.integer else { return nil }
    guard tag(1) == DERTag.sequence else { return nil }
    if isAlgorithm(1) {
      if isTime(3) { return .revocationList }
      // A certificate of version 1 has no version field: serial, algorithm, issuer, validity.
      guard tag(2) == DERTag.sequence, tag(3) == DERTag.sequence else { return nil }
      let validity = signed.inside(fields[3]).first?.tag
      return validity == DERTag.utcTime || validity == DERTag.generalizedTime ? .certificate : nil
    }
    guard tag(2) == DERTag.sequence else { return nil }
    return signed.inside(fields[2]).first?.tag == DERTag.sequence ? .request : nil
  }

  private static func ofInteger(_ inside: DEROutline, _ parts: [DEROutline.Element]) -> DERKind? {
    let version = inside.octets(parts[0])
    guard parts.count >= 2 else { return nil }
    switch parts[1].tag {
    case DERTag.sequence:
      let identifier = inside.inside(parts[1]).identifier
      if identifier.starts(with: fieldArc) { return .parameters(.ec) }
      if version.elementsEqual([3]), identifier.starts(with: pkcs7Arc) { return .pkcs12 }
      guard parts.count >= 3 else { return parts[1].isCut && !identifier.isEmpty ? .privateKey : nil }
      return !identifier.isEmpty && parts[2].tag == DERTag.octetString ? .privateKey : nil
    case DERTag.octetString:
      return version.elementsEqual([1]) ? .privateKey : nil
    case DERTag.integer:
      let numbers = parts.prefix { $0.tag == DERTag.integer }
      if version.count == 1 {
        return numbers.count == 9 || numbers.count == 6 || parts.last?.isCut == true ? .privateKey : nil
      }
      return ofNumbers(inside, numbers.map { $0 })
    default: return nil
    }
  }

  /// RSA public keys and the parameters of DH and DSA are all two or three numbers.
  private static func ofNumbers(_ inside: DEROutline, _ numbers: [DEROutline.Element]) -> DERKind? {
    let sizes = numbers.map { inside.octets($0).bitWidthOfMagnitude }
    guard sizes[0] >= 256 else { return nil }
    guard sizes.count == 2 else {
      if sizes[2] <= 32 { return .parameters(.dh) }
      return .parameters(sizes[1] <= 512 && sizes[2] > sizes[1] ? .dsa : .dhx)
    }
    // A generator is 2 or 5, or as long as the prime; an exponent is 3 or 17 or 65537, rarely longer.
    let second = inside.octets(numbers[1])
    if sizes[1] > 64 { return sizes[1] <= sizes[0] ? .parameters(.dh) : nil }
    return sizes[1] <= 3 && !second.elementsEqual([3]) ? .parameters(.dh) : .rsaPublicKey
  }

  private static func isOCSPRequest(_ first: DEROutline, _ parts: [DEROutline.Element]) -> Bool {
    guard parts.count == 1 || parts.count == 2 && parts[1].tag == DERTag.context(0) else { return false }
    let list = first.elements(4).first { $0.tag == DERTag.sequence }
    guard let list, let request = first.inside(list).first, request.tag == DERTag.sequence else { return false }
    let one = first.inside(list).inside(request)
    guard let certificate = one.first, certificate.tag == DERTag.sequence else { return false }
    let tags = one.inside(certificate).elements(4).map(\.tag)
    return tags.elementsEqual([DERTag.sequence, DERTag.octetString, DERTag.octetString, DERTag.integer])
  }
}
