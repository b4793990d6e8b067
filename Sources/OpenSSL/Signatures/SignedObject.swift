/// The shape that certificates, requests and revocation lists share (RFC 5280 §4.1, §5.1, RFC 2986 §4.2): what is
/// signed, how, and the signature.
struct SignedObject {
  /// What is signed, DER.
  let content: [UInt8]
  /// AlgorithmIdentifier, DER.
  let algorithm: [UInt8]
  /// The octets of the signature.
  let signature: [UInt8]

  /// Nil where `der` has not this shape.
  init?(_ der: [UInt8]) {
    var outer = ElementReader(der)
    guard var reader = outer.enter(0x30), outer.atEnd, let content = reader.next(0x30),
      let algorithm = reader.next(0x30), let signature = reader.next(0x03), reader.atEnd,
      der[signature.content].first == 0
    else { return nil }
    self.content = reader.copy(content.whole)
    self.algorithm = reader.copy(algorithm.whole)
    self.signature = reader.copy(signature.content.dropFirst())
  }

  /// The AlgorithmIdentifier inside what is signed, of a certificate or revocation list: it must be the same.
  var innerAlgorithm: [UInt8]? {
    var outer = ElementReader(content)
    guard var reader = outer.enter(0x30) else { return nil }
    _ = reader.next(0xa0)
    _ = reader.next(0x02)
    return reader.next(0x30).map { reader.copy($0.whole) }
  }

  /// The public key inside a request: version, subject, key.
  var requestedKey: [UInt8]? {
    var outer = ElementReader(content)
    guard var reader = outer.enter(0x30), reader.next(0x02) != nil, reader.next(0x30) != nil else { return nil }
    return reader.next(0x30).map { reader.copy($0.whole) }
  }
}
