internal import COpenSSL

extension BigNumber {
  /// The sum. The corresponding C function is `BN_add`.
  package func sum(_ other: BigNumber) throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, _ in unsafe BN_add(result, pointer, other.pointer) }
  }

  /// What is left when a number that is not larger is taken away. The corresponding C function is `BN_usub`, which
  /// throws where `other` is larger.
  package func difference(_ other: BigNumber) throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, _ in unsafe BN_usub(result, pointer, other.pointer) }
  }

  /// The product. The corresponding C function is `BN_mul`.
  package func product(_ other: BigNumber) throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, room in unsafe BN_mul(result, pointer, other.pointer, room) }
  }

  /// The square. The corresponding C function is `BN_sqr`.
  package func square() throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, room in unsafe BN_sqr(result, pointer, room) }
  }

  /// The quotient, cut off; throws where `divisor` is 0. The corresponding C function is `BN_div`.
  package func quotient(by divisor: BigNumber) throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, room in unsafe BN_div(result, nil, pointer, divisor.pointer, room) }
  }

  /// The remainder; throws where `divisor` is 0. The corresponding C function is `BN_div`.
  package func remainder(by divisor: BigNumber) throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, room in unsafe BN_div(nil, result, pointer, divisor.pointer, room) }
  }

  /// The greatest number that divides both. The corresponding C function is `BN_gcd`.
  package func greatestCommonDivisor(with other: BigNumber) throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, room in unsafe BN_gcd(result, pointer, other.pointer, room) }
  }

  /// The number times 2 to this power. The corresponding C function is `BN_lshift`.
  package func shiftedLeft(by bits: Int) throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, _ in unsafe BN_lshift(result, pointer, Int32(clamping: bits)) }
  }

  /// The number divided by 2 to this power, cut off. The corresponding C function is `BN_rshift`.
  package func shiftedRight(by bits: Int) throws(OpenSSLError) -> BigNumber {
    unsafe try made { result, _ in unsafe BN_rshift(result, pointer, Int32(clamping: bits)) }
  }

  /// 2 to this power. The corresponding C function is `BN_set_bit`.
  package static func power(ofTwo exponent: Int) throws(OpenSSLError) -> BigNumber {
    let number = unsafe try owned("make a number", BN_new())
    guard unsafe BN_set_bit(number, Int32(clamping: exponent)) == 1 else {
      unsafe BN_free(number)
      throw OpenSSLError(operation: "make a number")
    }
    return unsafe BigNumber(adopting: number)
  }

  private func made(
    _ compute: (_ result: OpaquePointer, _ room: OpaquePointer?) -> Int32
  ) throws(OpenSSLError) -> BigNumber {
    let result = unsafe try owned("calculate", BN_new())
    let number = unsafe BigNumber(adopting: result)
    guard let room = unsafe BN_CTX_new() else { throw OpenSSLError(operation: "calculate") }
    defer { unsafe BN_CTX_free(room) }
    unsafe try check("calculate", compute(result, room))
    return number
  }
}
