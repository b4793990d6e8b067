internal import COpenSSL
internal import Vocabulary

extension PublicKey {
  /// The key of a curve that is given by its name, with its point uncompressed: what nearly every key on a curve is. Nil
  /// where it is another, or libcrypto does not take it: what is wrong with it, its decoder says, which would take a
  /// millisecond at its first use and ten times as long at each. The point is checked to be of the curve here as there.
  static func onCurve(_ parameters: ElementReader, _ bits: [UInt8]) -> OpaquePointer? {
    var parameters = parameters
    guard let identifier = parameters.identifier(), parameters.atEnd,
      let curve = KeyType.Curve.allCases.first(where: { $0.identifier == identifier }),
      bits.count == 2 + 2 * curve.fieldSize, bits.starts(with: [0, 4])
    else { return nil }
    defer { ErrorTrace.clearQueue() }
    return unsafe CurveKey.make(curve, Array(bits.dropFirst()))
  }
}
