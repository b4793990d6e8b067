import Platform
import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct PrivateKeyDamageTests {
  init() throws { try Library.start() }

  private func reason(_ info: [UInt8]) -> String? {
    do {
      _ = try PrivateKey(pkcs8: info)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func refusesAPublicKeyThatIsNotItsOwn() throws {
    let first = bytes(try PrivateKey.generate(.ec(.p256)).privateKeyInfo())
    let second = bytes(try PrivateKey.generate(.ec(.p256)).privateKeyInfo())
    let spliced = first.dropLast(65) + second.suffix(65)
    #expect(reason(Array(spliced)) == "the public key does not belong to the private key")
  }

  /// Of a key on a curve: its number is from 1 to one less than the order, and the point is the generator times it.
  @Test(arguments: KeyType.Curve.allCases) func refusesNumbersThatAreNoKey(_ curve: KeyType.Curve) throws {
    let info = bytes(try PrivateKey.generate(.ec(curve)).privateKeyInfo())
    let size = curve.fieldSize
    let point = info.count - 2 * size - 1
    // Behind the number stand the headers of what holds the point, 5 octets or, of the longest, 7.
    let number = point - (curve == .p521 ? 7 : 5) - size
    #expect(Array(info[number - 2..<number]) == [0x04, UInt8(size)])
    for octets in [[UInt8](repeating: 0, count: size), [UInt8](repeating: 0xff, count: size)] {
      var changed = info
      changed.replaceSubrange(number..<number + size, with: octets)
      #expect(reason(changed) != nil)
    }
    for offset in [number + size - 1, point + 1, info.count - 1] {
      var changed = info
      changed[offset] ^= 1
      #expect(reason(changed) != nil, "octet \(offset)")
    }
    #expect(ERR_queueIsEmpty)
    #expect(reason(info) == nil)
  }

  @Test func refusesAnRSAKeyWhoseNumbersDoNotBelongTogether() throws {
    let info = bytes(try PrivateKey.generate(.rsa(bits: 1024)).privateKeyInfo())
    // From front to back: the modulus, the private exponent, a prime, an exponent of a prime.
    for offset in [60, 200, 330, 480] {
      var changed = info
      changed[offset] ^= 2
      #expect(reason(changed) == "the public key does not belong to the private key", "octet \(offset)")
    }
  }

  @Test func refusesBytesThatFollow() throws {
    let info = bytes(try PrivateKey.generate(.ed25519).privateKeyInfo())
    #expect(reason(info + [0]) == "bytes follow where the key should end")
  }

  @Test func refusesEveryPrefixWithoutACrash() throws {
    for type in [KeyType.ed25519, .ec(.p256)] {
      let info = bytes(try PrivateKey.generate(type).privateKeyInfo())
      for count in 0..<info.count { #expect(reason(Array(info.prefix(count))) != nil, "\(count) octets") }
    }
  }

  @Test func livesThroughEveryFlippedBit() throws {
    let info = bytes(try PrivateKey.generate(.ed25519).privateKeyInfo())
    for index in info.indices {
      for bit in 0..<8 {
        var changed = info
        changed[index] ^= 1 << bit
        // Other private octets are another key, the version is not looked at, all else is refused.
        if reason(changed) == nil { #expect(index >= 16 || index == 4, "octet \(index)") }
      }
    }
    #expect(ERR_queueIsEmpty)
  }

  @Test func readsAnAsymmetricKeyPackage() throws {
    let key = try PrivateKey.generate(.ed25519)
    let info = bytes(try key.privateKeyInfo())
    let packaged = element(
      0x30, [0x02, 0x01, 0x01], Array(info[5...]), element(0x81, [0], Array(try key.publicKeyInfo().suffix(32))))
    let again = try PrivateKey(pkcs8: packaged)
    #expect(bytes(try again.privateKeyInfo()) == info)
  }

  @Test func namesAnUnknownAlgorithm() throws {
    let unknown = element(0x30, element(0x06, ObjectIdentifier(1, 3, 6, 1, 4, 1, 99999, 7).content))
    let info = element(0x30, [0x02, 0x01, 0x00], unknown, element(0x04, [1, 2, 3]))
    do {
      _ = try PrivateKey(pkcs8: info)
      Issue.record("a key of an unknown algorithm was read")
    } catch {
      #expect(error.isUnsupported)
      #expect(error.reason.contains("1.3.6.1.4.1.99999.7"))
    }
  }
}

/// Whether the doors of the module left the thread's error queue empty.
var ERR_queueIsEmpty: Bool { OpenSSLError(operation: "").entries.isEmpty }
