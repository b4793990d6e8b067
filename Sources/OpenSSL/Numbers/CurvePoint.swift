internal import COpenSSL
internal import Synchronization
package import Vocabulary

/// The points of named curves (SEC 1 §2.3.4).
package enum CurvePoint {
  /// Whether octets stand for a point of a curve, infinity excepted; nil where libcrypto does not know the curve.
  ///
  /// The order of the point is not looked at: on a curve of prime order there is but one (SP 800-56A §5.6.2.3.4).
  /// A microsecond or two, where decoding a whole key takes fifty. The corresponding C function is
  /// `EC_POINT_oct2point`.
  package static func isPoint(_ octets: [UInt8], of curve: ObjectIdentifier) -> Bool? {
    guard let group = Group.of(curve) else { return nil }
    defer { ErrorTrace.clearQueue() }
    guard let point = unsafe EC_POINT_new(group.pointer) else { return nil }
    defer { unsafe EC_POINT_free(point) }
    guard unsafe EC_POINT_oct2point(group.pointer, point, octets, octets.count, nil) == 1 else { return false }
    return unsafe EC_POINT_is_at_infinity(group.pointer, point) == 0
  }

  /// A curve, made once and only read from then on, by any thread.
  @safe final class Group: Sendable {
    nonisolated(unsafe) let pointer: OpaquePointer
    private static let known = Mutex<[ObjectIdentifier: Group]>([:])

    private init?(_ curve: ObjectIdentifier) {
      defer { ErrorTrace.clearQueue() }
      let number = unsafe OBJ_txt2nid(curve.description)
      guard number != 0, let pointer = unsafe EC_GROUP_new_by_curve_name(number) else { return nil }
      unsafe self.pointer = pointer
    }

    deinit { unsafe EC_GROUP_free(pointer) }

    static func of(_ curve: ObjectIdentifier) -> Group? {
      if let group = known.withLock({ $0[curve] }) { return group }
      guard let group = Group(curve) else { return nil }
      known.withLock { $0[curve] = group }
      return group
    }
  }
}
