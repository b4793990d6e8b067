import Vocabulary

/// What a PKCS#7 or CMS file says about itself, and what can be taken out of it (RFC 2315, RFC 5652).
package struct PKCS7Content: Hashable, Sendable {
  /// What sort it is.
  package let sort: Sort
  /// The DER of the certificates in it, in their order.
  package let certificates: [[UInt8]]
  /// The DER of the revocation lists in it, in their order.
  package let revocationLists: [[UInt8]]
  /// How many have signed it.
  package let signers: Int

  /// The content types that have a name.
  package enum Sort: String, Hashable, Sendable {
    case data = "data"
    case signedData = "signed data"
    case envelopedData = "enveloped data"
    case signedAndEnvelopedData = "signed and enveloped data"
    case digestedData = "digested data"
    case encryptedData = "encrypted data"
    case other = "content of another type"
  }

  /// The content of a ContentInfo in DER or BER; throws what is wrong with it.
  init(_ bytes: [UInt8]) throws(DERError) {
    // Windows, Java and the browsers write BER here: indefinite lengths.
    var file = DERReader(bytes, rules: .lax)
    var info = try file.next(DERTag.sequence).children
    let type = try info.objectIdentifier()
    sort = PKCS7Content.sort(type)
    guard sort == .signedData, var content = try info.optional(DERTag.context(0))?.children else {
      (certificates, revocationLists, signers) = ([], [], 0)
      return
    }
    var signed = try content.next(DERTag.sequence).children
    _ = try signed.next(DERTag.integer)
    _ = try signed.next(DERTag.set)
    _ = try signed.next(DERTag.sequence)
    certificates = try PKCS7Content.elements(&signed, 0)
    revocationLists = try PKCS7Content.elements(&signed, 1)
    var signers = try signed.next(DERTag.set).children
    var count = 0
    while !signers.atEnd {
      _ = try signers.next()
      count += 1
    }
    self.signers = count
  }

  /// The SEQUENCEs in the optional `[number]`; other forms of certificates are no X.509 and are passed over.
  private static func elements(_ reader: inout DERReader, _ number: UInt8) throws(DERError) -> [[UInt8]] {
    guard var set = try reader.optional(DERTag.context(number))?.children else { return [] }
    var elements: [[UInt8]] = []
    while !set.atEnd {
      let element = try set.next()
      if element.tag == DERTag.sequence { elements.append(element.encoding) }
    }
    return elements
  }

  private static func sort(_ type: ObjectIdentifier) -> Sort {
    switch type {
    case .pkcs7Data: .data
    case .pkcs7SignedData: .signedData
    case .pkcs7EnvelopedData: .envelopedData
    case ObjectIdentifier(1, 2, 840, 113549, 1, 7, 4): .signedAndEnvelopedData
    case ObjectIdentifier(1, 2, 840, 113549, 1, 7, 5): .digestedData
    case .pkcs7EncryptedData: .encryptedData
    default: .other
    }
  }
}
