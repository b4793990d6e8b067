internal import OpenSSL
internal import Synchronization
import Vocabulary

/// The tests of public keys that cost more than a look: each distinct key is tested once.
package enum KeyExamination {
  /// Everything that is weak about a key by itself, at first sight or not. 30 µs for a new RSA key of 2048 bits.
  package static func weaknesses(of key: SubjectPublicKeyInfo) -> [KeyWeakness] {
    remembered(key, in: examined) { key.apparentWeaknesses + deeper(key) }
  }

  /// Why a key is none by its standard: SP 800-56B §6.4.2 for RSA, SP 800-56A §5.6.2.3 for curves; nil where it is
  /// sound. Milliseconds for a new RSA key.
  static func standardFault(of key: SubjectPublicKeyInfo) -> String? {
    remembered(key, in: standards) {
      if let bits = key.rsaKey?.bits, bits > WeakModulus.mostBits { return "is checked up to 8192 bits only" }
      do throws(OpenSSLError) {
        try PublicKey(publicKeyInfo: key.encoding.array).checkFully()
        return nil
      } catch {
        return "is not sound: \(error.reason)"
      }
    }
  }

  // MARK: - What is known already

  /// A key that is told apart by all its octets and found by a few: hashing all of it would cost more than the rest.
  private struct Mark: Hashable {
    let key: SubjectPublicKeyInfo

    func hash(into hasher: inout Hasher) {
      for octet in key.key.octets.suffix(24) { hasher.combine(octet) }
    }
  }

  private final class Memory<Value: Sendable>: Sendable {
    let values = Mutex<[Mark: Value]>([:])
  }

  private static let examined = Memory<[KeyWeakness]>()
  private static let standards = Memory<String?>()
  private static let mostRemembered = 2_048

  private static func remembered<Value: Sendable>(
    _ key: SubjectPublicKeyInfo, in memory: Memory<Value>, make: () -> Value
  ) -> Value {
    let mark = Mark(key: key)
    if let known = memory.values.withLock({ $0[mark] }) { return known }
    let value = make()
    memory.values.withLock { values in
      if values.count >= mostRemembered { values.removeAll() }
      values[mark] = value
    }
    return value
  }

  // MARK: - The tests

  private static func deeper(_ key: SubjectPublicKeyInfo) -> [KeyWeakness] {
    switch key.algorithm.algorithm {
    case .rsaEncryption, .rsassaPss: return key.rsaKey.map(deeper) ?? []
    case .ecPublicKey: return pointFault(key).map { [KeyWeakness(.invalidPoint, $0)] } ?? []
    default: return []
    }
  }

  private static func deeper(_ key: RSAPublicKey) -> [KeyWeakness] {
    guard key.bits <= WeakModulus.mostBits else {
      return [KeyWeakness(.untested, "has \(key.bits) bits; moduli are checked up to \(WeakModulus.mostBits) bits")]
    }
    guard let modulus = try? WeakModulus(key.modulus), !modulus.modulus.isZero else { return [] }
    let (factor, isROCA) = modulus.remainders
    if let factor { return [KeyWeakness(.smallFactor, "has a modulus that \(factor) divides")] }
    var found: [KeyWeakness] = []
    if isROCA {
      found.append(KeyWeakness(.roca, "has a modulus of the form that Infineon's faulty library made (ROCA)"))
    }
    if (try? modulus.hasClosePrimes()) ?? false {
      found.append(KeyWeakness(.closePrimes, "has primes so close that Fermat's method finds them"))
    }
    return found
  }

  /// Of curves that libcrypto does not know nothing can be said.
  private static func pointFault(_ key: SubjectPublicKeyInfo) -> String? {
    guard let curve = key.namedCurve, CurvePoint.isPoint(key.key.array, of: curve) == false else { return nil }
    return "has a point that is not on its curve \(curve.curveName)"
  }
}
