package import Vocabulary

/// A log's promise to publish a certificate (RFC 6962 §3.2).
package struct SignedCertificateTimestamp: Hashable, Sendable {
  /// The version, 0 for v1. Of others only this is known.
  package let version: UInt8
  /// The SHA-256 of the log's public key, 32 octets; empty in an unknown version.
  package let logID: [UInt8]
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let milliseconds: UInt64
  /// The hash algorithm of TLS 1.2: 4 is SHA-256.
  package let hashAlgorithm: UInt8
  /// The signature algorithm of TLS 1.2: 1 is RSA, 3 is ECDSA.
  package let signatureAlgorithm: UInt8
  /// The log's signature.
  package let signature: [UInt8]

  /// The second of the promise.
  package var instant: Instant { Instant(seconds: Int64(milliseconds / 1_000)) }

  /// The signature algorithm in words: "ECDSA with SHA-256".
  package var algorithmName: String {
    let signatures: [UInt8: String] = [1: "RSA", 2: "DSA", 3: "ECDSA"]
    let hashes: [UInt8: String] = [1: "MD5", 2: "SHA-1", 3: "SHA-224", 4: "SHA-256", 5: "SHA-384", 6: "SHA-512"]
    guard let signature = signatures[signatureAlgorithm], let hash = hashes[hashAlgorithm] else {
      return "algorithm \(hashAlgorithm).\(signatureAlgorithm)"
    }
    return signature + " with " + hash
  }
}

/// The timestamps inside the extension of RFC 6962 §3.3.
package struct SignedCertificateTimestampList: Hashable, Sendable {
  /// The timestamps in their order.
  package let timestamps: [SignedCertificateTimestamp]
}

extension SignedCertificateTimestampList: DERReadable {
  /// The value of the extension: an OCTET STRING around a list in the encoding of TLS.
  package init(_ reader: inout DERReader) throws(DERError) {
    var outer = OctetReader(try reader.octetString())
    var list = try outer.vector()
    try outer.finish()
    var timestamps: [SignedCertificateTimestamp] = []
    while !list.atEnd {
      var item = try list.vector()
      timestamps.append(try SignedCertificateTimestamp(&item))
    }
    self.timestamps = timestamps
  }
}

extension SignedCertificateTimestamp {
  fileprivate init(_ reader: inout OctetReader) throws(DERError) {
    let version = UInt8(try reader.number(1))
    guard version == 0 else {
      self.init(
        version: version, logID: [], milliseconds: 0, hashAlgorithm: 0, signatureAlgorithm: 0, signature: [])
      return
    }
    let logID = try reader.take(32)
    let milliseconds = try reader.number(8)
    _ = try reader.vector()
    let hash = UInt8(try reader.number(1))
    let algorithm = UInt8(try reader.number(1))
    let signature = try reader.vector().rest
    try reader.finish()
    self.init(
      version: version, logID: logID.array, milliseconds: milliseconds, hashAlgorithm: hash,
      signatureAlgorithm: algorithm, signature: signature)
  }
}

/// Reads the fixed-width numbers and the vectors of TLS (RFC 8446 §3).
private struct OctetReader {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ slice: DERSlice) {
    self.bytes = slice.bytes
    self.position = slice.range.lowerBound
    self.end = slice.range.upperBound
  }

  var atEnd: Bool { position == end }

  var rest: [UInt8] { Array(bytes[position..<end]) }

  mutating func take(_ count: Int) throws(DERError) -> DERSlice {
    guard count <= end - position else { throw DERError("a timestamp is cut off", at: position) }
    defer { position += count }
    return DERSlice(bytes, position..<position + count)
  }

  mutating func number(_ octets: Int) throws(DERError) -> UInt64 {
    try take(octets).octets.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A vector with a length of two octets.
  mutating func vector() throws(DERError) -> OctetReader {
    OctetReader(try take(Int(try number(2))))
  }

  func finish() throws(DERError) {
    guard atEnd else { throw DERError("more follows a timestamp", at: position) }
  }
}
