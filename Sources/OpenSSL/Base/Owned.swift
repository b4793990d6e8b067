internal import COpenSSL

/// A C object and the function that frees it: freed at the end of its scope, the last one first.
@safe struct Owned<Pointer>: ~Copyable {
  let pointer: Pointer
  private let free: (Pointer?) -> Void

  /// Takes over the object; NULL is the failure of the call that was to make it.
  init(_ operation: String, _ pointer: Pointer?, _ free: @escaping (Pointer?) -> Void) throws(OpenSSLError) {
    self.pointer = try owned(operation, pointer)
    self.free = free
  }

  deinit { free(pointer) }
}

/// The bytes that one of libcrypto's `i2d_` functions writes.
func encoded(
  _ operation: String, _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) throws(OpenSSLError) -> [UInt8] {
  let count = try check(operation, encode(nil))
  return unsafe [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, written in
    var next = buffer.baseAddress
    written = Int(unsafe encode(&next))
  }
}
