/// What a server of TLS 1.2 says first, written by hand: nothing is signed, and nothing need be right. The key exchange
/// is RSA, so that a certificate with an RSA key is all that a client needs to go on.
package enum TLSFlight {
  /// ServerHello (RFC 5246 §7.4.1.3): TLS 1.2, TLS_RSA_WITH_AES_128_CBC_SHA, no extension.
  package static let serverHello = message(2, [3, 3] + [UInt8](repeating: 9, count: 32) + [0, 0, 0x2f, 0])

  /// ServerHelloDone (RFC 5246 §7.4.5).
  package static let serverHelloDone = message(14, [])

  /// Certificate (RFC 5246 §7.4.2), DER, in this order.
  package static func certificates(_ list: [[UInt8]]) -> [UInt8] {
    message(11, vector(3, list.flatMap { vector(3, $0) }))
  }

  /// CertificateRequest (RFC 5246 §7.4.4) for RSA and ECDSA, with names of authorities, DER.
  package static func certificateRequest(_ names: [[UInt8]] = []) -> [UInt8] {
    let signatures: [UInt8] = [4, 1, 4, 3]
    return message(13, [2, 1, 64] + vector(2, signatures) + vector(2, names.flatMap { vector(2, $0) }))
  }

  /// A fatal alert (RFC 5246 §7.2).
  package static func alert(_ number: UInt8) -> [UInt8] { [21, 3, 3, 0, 2, 2, number] }

  /// A warning.
  package static func warning(_ number: UInt8) -> [UInt8] { [21, 3, 3, 0, 2, 1, number] }

  /// All that comes before the client answers.
  package static func complete(_ list: [[UInt8]], asking names: [[UInt8]]? = nil) -> [UInt8] {
    serverHello + certificates(list) + (names.map(certificateRequest) ?? []) + serverHelloDone
  }

  /// A handshake message in records of at most 16 KiB.
  private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
    var rest = ([type] + vector(3, body))[...]
    var records: [UInt8] = []
    while !rest.isEmpty {
      records += [22, 3, 3] + vector(2, Array(rest.prefix(16_384)))
      rest = rest.dropFirst(16_384)
    }
    return records
  }

  /// Octets behind a length of so many octets.
  private static func vector(_ octets: Int, _ content: [UInt8]) -> [UInt8] {
    (0..<octets).reversed().map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) } + content
  }
}
