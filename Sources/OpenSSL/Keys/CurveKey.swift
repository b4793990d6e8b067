internal import COpenSSL
internal import Vocabulary

/// Keys on named curves in the one shape that everybody writes: PKCS#8 around ECPrivateKey with the public point and
/// without a second naming of the curve (RFC 5915 §3). libcrypto's decoder and its check take ten times as long.
enum CurveKey {
  /// The key in a PrivateKeyInfo, DER. Nil where it has another shape, or its numbers do not belong together: what is
  /// wrong with it libcrypto says.
  static func read(_ info: UnsafeRawBufferPointer) -> PrivateKey.Parts? {
    for curve in KeyType.Curve.allCases {
      let frame = Frame.of(curve)
      guard unsafe frame.fits(info), let group = CurvePoint.Group.of(curve.identifier) else { continue }
      defer { ErrorTrace.clearQueue() }
      guard let number = unsafe Number(info[rebasing: frame.number]) else { return nil }
      let point = unsafe [UInt8](info[frame.point])
      guard unsafe isMultiple(point, number, of: group.pointer),
        let key = unsafe make(curve, point, number: number.pointer)
      else {
        return nil
      }
      return unsafe PrivateKey.Parts(pointer: key, form: .ec(curve))
    }
    return nil
  }

  /// Whether a point is the generator times a number from 1 to one less than the order (SP 800-56A §5.6.2.1.4): then
  /// it is also of the curve and of its order. The corresponding C function is `EC_POINT_mul`.
  private static func isMultiple(_ octets: [UInt8], _ number: borrowing Number, of group: OpaquePointer) -> Bool {
    guard let order = unsafe EC_GROUP_get0_order(group), unsafe BN_is_zero(number.pointer) == 0,
      unsafe BN_cmp(number.pointer, order) < 0, let workspace = unsafe BN_CTX_secure_new()
    else { return false }
    defer { unsafe BN_CTX_free(workspace) }
    guard let point = unsafe EC_POINT_new(group) else { return false }
    defer { unsafe EC_POINT_free(point) }
    guard let product = unsafe EC_POINT_new(group) else { return false }
    defer { unsafe EC_POINT_clear_free(product) }
    return unsafe EC_POINT_oct2point(group, point, octets, octets.count, workspace) == 1
      && EC_POINT_mul(group, product, number.pointer, nil, nil, workspace) == 1
      && EC_POINT_cmp(group, product, point, workspace) == 0
  }

  /// The key of a point and, where it is private, its number; nil where libcrypto makes none, as where the point is not of
  /// the curve. The caller owns it. The corresponding C function is `EVP_PKEY_fromdata`.
  static func make(_ curve: KeyType.Curve, _ point: [UInt8], number: OpaquePointer? = nil) -> OpaquePointer? {
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    guard unsafe EVP_PKEY_fromdata_init(context) == 1, let builder = unsafe OSSL_PARAM_BLD_new() else { return nil }
    defer { unsafe OSSL_PARAM_BLD_free(builder) }
    // The builder keeps pointers to the texts until it is done.
    return unsafe curve.rawValue.withCString { name in
      unsafe point.withUnsafeBytes { point in
        guard unsafe OSSL_PARAM_BLD_push_utf8_string(builder, ParameterName.group, name, 0) == 1,
          unsafe OSSL_PARAM_BLD_push_octet_string(builder, ParameterName.publicKey, point.baseAddress, point.count)
            == 1,
          unsafe number == nil || OSSL_PARAM_BLD_push_BN(builder, ParameterName.privateKey, number) == 1,
          let parameters = unsafe OSSL_PARAM_BLD_to_param(builder)
        else { return nil }
        defer { unsafe OSSL_PARAM_free(parameters) }
        var key: OpaquePointer?
        let part = unsafe number == nil ? pki_EVP_PKEY_PUBLIC_KEY : pki_EVP_PKEY_KEYPAIR
        guard unsafe EVP_PKEY_fromdata(context, &key, part, parameters) == 1 else {
          unsafe EVP_PKEY_free(key)
          return nil
        }
        return unsafe key
      }
    }
  }

  /// What stands around the numbers of a key: the same octets for all keys of a curve.
  private struct Frame {
    let number: Range<Int>
    let point: Range<Int>
    private let octets: [UInt8]

    private static let p256 = Frame(.p256), p384 = Frame(.p384), p521 = Frame(.p521)

    static func of(_ curve: KeyType.Curve) -> Frame {
      switch curve {
      case .p256: p256
      case .p384: p384
      case .p521: p521
      }
    }

    private init(_ curve: KeyType.Curve) {
      let number = [UInt8](repeating: 0, count: curve.fieldSize)
      // Uncompressed (SEC 1 §2.3.3).
      let point = [4] + [UInt8](repeating: 0, count: 2 * curve.fieldSize)
      let tail = element(0xa1, element(0x03, [0], point))
      let key = element(0x30, [0x02, 0x01, 0x01], element(0x04, number), tail)
      octets = element(0x30, [0x02, 0x01, 0x00], KeyForm.ec(curve).algorithm ?? [], element(0x04, key))
      self.point = octets.count - point.count..<octets.count
      let end = octets.count - tail.count
      self.number = end - number.count..<end
    }

    func fits(_ info: UnsafeRawBufferPointer) -> Bool {
      guard info.count == octets.count, unsafe info[point.lowerBound] == 4 else { return false }
      return octets.indices.allSatisfy { index in
        if number.contains(index) || point.contains(index) { return true }
        return unsafe info[index] == octets[index]
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate subscript(rebasing range: Range<Int>) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: self[range])
  }
}
