internal import COpenSSL
internal import Platform

/// Writes DER of a private key, from its end to its beginning, so that every length is known when it is written;
/// what it was written in is wiped.
@safe struct SecretWriter: ~Copyable {
  private let memory: UnsafeMutableRawBufferPointer
  /// How many octets are written.
  private(set) var count = 0

  /// Room for `capacity` octets; writing more marks it as failed.
  init(capacity: Int) {
    unsafe memory = .allocate(byteCount: capacity, alignment: 1)
  }

  deinit {
    unsafe OPENSSL_cleanse(memory.baseAddress, memory.count)
    unsafe memory.deallocate()
  }

  /// Whether more was to be written than there was room for.
  private(set) var isOverfull = false

  /// The octets, before all that is there already.
  mutating func put(_ bytes: [UInt8]) {
    guard let room = unsafe take(bytes.count) else { return }
    unsafe room.copyBytes(from: bytes)
  }

  /// Octets that C or a secret owns, before all that is there already.
  mutating func put(_ bytes: UnsafeRawBufferPointer) {
    guard let room = unsafe take(bytes.count) else { return }
    unsafe room.copyMemory(from: bytes)
  }

  /// Tag and length around everything that was written after `count` was `mark`.
  mutating func wrap(_ tag: UInt8, since mark: Int = 0) {
    put(header(tag, count - mark))
  }

  /// A number that is not negative, as big-endian octets, filled up with zeros to `size`.
  mutating func put(_ number: borrowing Number, size: Int) {
    guard let room = unsafe take(size) else { return }
    if unsafe BN_bn2binpad(number.pointer, room.bindMemory(to: UInt8.self).baseAddress, Int32(size)) < 0 {
      isOverfull = true
    }
  }

  /// `size` octets that C writes, before all that is there already; false where there is no room or C fails.
  mutating func fill(_ size: Int, _ body: (UnsafeMutablePointer<UInt8>?) -> Bool) -> Bool {
    guard let room = unsafe take(size) else { return false }
    return unsafe body(room.bindMemory(to: UInt8.self).baseAddress)
  }

  /// A number that is not negative, as an INTEGER.
  mutating func putInteger(_ number: borrowing Number) {
    let mark = count
    put(number, size: number.bits / 8 + 1)
    wrap(0x02, since: mark)
  }

  /// What was written; nil where there was not enough room.
  func finish() -> Secret? {
    if isOverfull { return nil }
    return unsafe Secret(copying: UnsafeRawBufferPointer(rebasing: memory[(memory.count - count)...]))
  }

  private mutating func take(_ size: Int) -> UnsafeMutableRawBufferPointer? {
    guard !isOverfull, unsafe count + size <= memory.count else {
      isOverfull = true
      return nil
    }
    count += size
    let start = unsafe memory.count - count
    return unsafe UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + size])
  }
}

/// A large number out of a key, wiped when it goes. The corresponding C type is `BIGNUM`.
@safe struct Number: ~Copyable {
  let pointer: OpaquePointer

  /// The key's parameter of this name; nil where it has none. The corresponding C function is
  /// `EVP_PKEY_get_bn_param`.
  init?(of key: OpaquePointer, _ name: String) {
    var number: OpaquePointer?
    guard unsafe EVP_PKEY_get_bn_param(key, name, &number) == 1, let number = unsafe number else { return nil }
    unsafe pointer = number
  }

  /// The number that big-endian octets stand for; nil where there is no memory. The corresponding C function is
  /// `BN_bin2bn`.
  init?(_ octets: UnsafeRawBufferPointer) {
    let start = unsafe octets.bindMemory(to: UInt8.self).baseAddress
    guard let number = unsafe BN_bin2bn(start, Int32(clamping: octets.count), nil) else { return nil }
    unsafe BN_set_flags(number, BN_FLG_CONSTTIME)
    unsafe pointer = number
  }

  deinit { unsafe BN_clear_free(pointer) }

  var bits: Int { unsafe Int(BN_num_bits(pointer)) }

  /// The big-endian octets without leading zeros, for public numbers.
  var magnitude: [UInt8] {
    let count = (bits + 7) / 8
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      written = Int(unsafe BN_bn2bin(pointer, buffer.baseAddress))
    }
  }

  /// An INTEGER, for public numbers.
  var integer: [UInt8] {
    element(0x02, bits % 8 == 0 ? [0] : [], magnitude)
  }
}
