internal import COpenSSL

extension BigNumber {
  /// The square root, cut off. libcrypto has none over the integers, so this is Newton's method over its division:
  /// it begins above the root, at the root of the leading 60 bits, and descends for as long as it can.
  package func squareRoot() throws(OpenSSLError) -> BigNumber {
    let operation = "take a square root"
    if isZero { return try BigNumber(0) }
    let root = unsafe try BigNumber(adopting: owned(operation, BN_new()))
    let next = unsafe try BigNumber(adopting: owned(operation, BN_new()))
    let room = unsafe try Owned(operation, BN_CTX_new(), { unsafe BN_CTX_free($0) })
    // An even shift, so that the root of what was cut off is a shift too.
    let shift = Int32(clamping: max(0, (bits - 60) + (bits & 1)))
    unsafe try check(operation, BN_rshift(next.pointer, pointer, shift))
    let leading = unsafe BN_get_word(next.pointer)
    let above = UInt(Double(leading).squareRoot().rounded(.up)) + 1
    unsafe try check(operation, BN_set_word(root.pointer, above))
    unsafe try check(operation, BN_lshift(root.pointer, root.pointer, shift / 2))
    while true {
      unsafe try check(operation, BN_div(next.pointer, nil, pointer, root.pointer, room.pointer))
      unsafe try check(operation, BN_add(next.pointer, next.pointer, root.pointer))
      unsafe try check(operation, BN_rshift1(next.pointer, next.pointer))
      if next >= root { return root }
      unsafe BN_swap(root.pointer, next.pointer)
    }
  }
}
