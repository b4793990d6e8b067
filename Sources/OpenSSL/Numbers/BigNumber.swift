internal import COpenSSL

/// A public number of any size that is not negative; it never changes, so threads may share it. It is not wiped: no
/// private number may become one.
///
/// The corresponding C type is `BIGNUM`.
@safe package final class BigNumber: Sendable {
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Takes over the number.
  init(adopting pointer: OpaquePointer) { unsafe self.pointer = pointer }

  /// The number with these big-endian octets. The corresponding C function is `BN_bin2bn`.
  package init(magnitude: [UInt8]) throws(OpenSSLError) {
    unsafe pointer = try owned("read a number", BN_bin2bn(magnitude, Int32(clamping: magnitude.count), nil))
  }

  /// A small number. The corresponding C function is `BN_set_word`.
  package init(_ word: UInt64) throws(OpenSSLError) {
    let number = unsafe try owned("make a number", BN_new())
    unsafe BN_set_word(number, UInt(word))
    unsafe pointer = number
  }

  deinit { unsafe BN_free(pointer) }

  /// How many bits it has; 0 has none. The corresponding C function is `BN_num_bits`.
  package var bits: Int { unsafe Int(BN_num_bits(pointer)) }

  /// Whether it is 0. The corresponding C function is `BN_is_zero`.
  package var isZero: Bool { unsafe BN_is_zero(pointer) == 1 }

  /// Whether it is 1. The corresponding C function is `BN_is_one`.
  package var isOne: Bool { unsafe BN_is_one(pointer) == 1 }

  /// Whether 2 does not divide it. The corresponding C function is `BN_is_odd`.
  package var isOdd: Bool { unsafe BN_is_odd(pointer) == 1 }

  /// The big-endian octets without leading zeros. The corresponding C function is `BN_bn2bin`.
  package var magnitude: [UInt8] {
    let count = (bits + 7) / 8
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      written = Int(unsafe BN_bn2bin(pointer, buffer.baseAddress))
    }
  }

  /// The remainder after division by a word that is not 0. The corresponding C function is `BN_mod_word`.
  package func remainder(by word: UInt64) -> UInt64 {
    UInt64(unsafe BN_mod_word(pointer, UInt(word)))
  }
}

extension BigNumber: Comparable {
  package static func == (a: BigNumber, b: BigNumber) -> Bool { unsafe BN_cmp(a.pointer, b.pointer) == 0 }

  package static func < (a: BigNumber, b: BigNumber) -> Bool { unsafe BN_cmp(a.pointer, b.pointer) < 0 }
}
