package import Vocabulary

internal import COpenSSL

/// Hash functions over bytes.
package enum Hash {
  /// The hash of all of `bytes`. Empty where this libcrypto does not offer the function.
  /// The corresponding C function is `EVP_Digest`.
  package static func digest(_ algorithm: Digest, of bytes: [UInt8]) -> [UInt8] {
    digest(algorithm, of: bytes, in: 0..<bytes.count)
  }

  /// The hash of a part of `bytes`, which is not copied; the range must lie within.
  package static func digest(_ algorithm: Digest, of bytes: [UInt8], in range: Range<Int>) -> [UInt8] {
    var digester = Digester(algorithm)
    return digester.digest(of: bytes, in: range)
  }
}

/// A hash function with its working memory, for many hashes in a row.
@safe package struct Digester: ~Copyable {
  /// The hash function.
  package let algorithm: Digest
  private let context: OpaquePointer?

  /// Working memory for this function. The corresponding C function is `EVP_MD_CTX_new`.
  package init(_ algorithm: Digest) {
    self.algorithm = algorithm
    unsafe context = EVP_MD_CTX_new()
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// The hash of all of `bytes`.
  package mutating func digest(of bytes: [UInt8]) -> [UInt8] {
    digest(of: bytes, in: 0..<bytes.count)
  }

  /// The hash of a part of `bytes`, which is not copied; the range must lie within.
  /// The corresponding C functions are `EVP_DigestInit_ex2`, `EVP_DigestUpdate` and `EVP_DigestFinal_ex`.
  package mutating func digest(of bytes: [UInt8], in range: Range<Int>) -> [UInt8] {
    let context = unsafe context
    let function = unsafe algorithm.fetched
    return unsafe bytes.withUnsafeBytes { all in
      let part = unsafe UnsafeRawBufferPointer(rebasing: all[range])
      return unsafe [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, written in
        var count: UInt32 = 0
        let isDone =
          unsafe EVP_DigestInit_ex2(context, function, nil) == 1
          && EVP_DigestUpdate(context, part.baseAddress, part.count) == 1
          && EVP_DigestFinal_ex(context, buffer.baseAddress, &count) == 1
        written = isDone ? Int(count) : 0
        if !isDone { ERR_clear_error() }
      }
    }
  }
}

extension Digest {
  /// The function as the default provider has it, fetched once for the process; nil where it has none.
  var fetched: OpaquePointer? {
    switch self {
    case .md5: unsafe Fetched.md5
    case .sha1: unsafe Fetched.sha1
    case .sha224: unsafe Fetched.sha224
    case .sha256: unsafe Fetched.sha256
    case .sha384: unsafe Fetched.sha384
    case .sha512: unsafe Fetched.sha512
    }
  }
}

/// Fetched at first use and never freed: libcrypto looks a function up by name each time otherwise.
private enum Fetched {
  nonisolated(unsafe) static let md5 = unsafe EVP_MD_fetch(nil, Digest.md5.rawValue, nil)
  nonisolated(unsafe) static let sha1 = unsafe EVP_MD_fetch(nil, Digest.sha1.rawValue, nil)
  nonisolated(unsafe) static let sha224 = unsafe EVP_MD_fetch(nil, Digest.sha224.rawValue, nil)
  nonisolated(unsafe) static let sha256 = unsafe EVP_MD_fetch(nil, Digest.sha256.rawValue, nil)
  nonisolated(unsafe) static let sha384 = unsafe EVP_MD_fetch(nil, Digest.sha384.rawValue, nil)
  nonisolated(unsafe) static let sha512 = unsafe EVP_MD_fetch(nil, Digest.sha512.rawValue, nil)
}
