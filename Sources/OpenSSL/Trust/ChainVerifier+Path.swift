internal import Vocabulary

extension ChainVerifier {
  /// A problem of a given path.
  package typealias Failure = ChainProblem

  /// Judges exactly this path, leaf first, whose last certificate is trusted as it is, apart from time and purpose:
  /// signatures, authority, path lengths, name constraints, strength of keys and hash functions. Certificates are
  /// DER and must have been looked through for hostile sizes. The issuers of earlier paths are remembered parsed.
  package static func failures(
    path: [[UInt8]], securityLevel: Int = 1
  ) throws(OpenSSLError) -> [Failure] {
    guard let first = path.first, let last = path.last else { return [] }
    let leaf = try X509Handle(der: first)
    var issuers: [X509Handle] = []
    for der in path.dropFirst() { issuers.append(try X509Handle.remembered(der: der)) }
    let anchor = path.count == 1 ? leaf : try X509Handle.remembered(der: last)
    var parameters = ChainParameters(time: Instant(seconds: 0))
    parameters.ignoresTime = true
    parameters.allowsPartialChain = true
    parameters.securityLevel = securityLevel
    return try ChainVerifier(anchors: [anchor]).verify(leaf, untrusted: issuers, parameters).problems
  }
}

extension X509Handle {
  private static let memory = Remembered<X509Handle>()

  /// A parsed certificate, the same one each time.
  static func remembered(der: [UInt8]) throws(OpenSSLError) -> X509Handle {
    try memory.value(of: der) { der throws(OpenSSLError) in try X509Handle(der: der) }
  }
}
