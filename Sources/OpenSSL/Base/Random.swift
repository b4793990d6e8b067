package import Vocabulary

internal import COpenSSL

/// Bytes that nobody can foretell.
package enum Random {
  /// So many bytes of the public generator: serial numbers, salts, nonces; keys make their own.
  /// The corresponding C function is `RAND_bytes_ex`.
  package static func bytes(_ count: Int) throws(OpenSSLError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let result = unsafe bytes.withUnsafeMutableBytes { unsafe RAND_bytes_ex(nil, $0.baseAddress, $0.count, 0) }
    try check("draw random bytes", result)
    return bytes
  }

  /// A positive serial number of 159 random bits: 20 octets at most, as RFC 5280 §4.1.2.2 allows.
  package static func serial() throws(OpenSSLError) -> SerialNumber {
    while true {
      var magnitude = try bytes(20)
      magnitude[0] &= 0x7f
      let serial = SerialNumber(magnitude: magnitude)
      if !serial.isZero { return serial }
    }
  }
}
