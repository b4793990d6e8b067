import PKICore
import Vocabulary

/// A certificate to be encoded with one thing or another wrong; its signature is none.
struct CertificateRecipe {
  var version = 2
  var serial: [UInt8] = [1]
  var innerAlgorithm = ObjectIdentifier.sha256WithRSA
  var outerAlgorithm = ObjectIdentifier.sha256WithRSA
  var issuer = CertificateRecipe.name("issuer")
  var notBefore = (tag: DERTag.utcTime, text: "260101000000Z")
  var notAfter = (tag: DERTag.utcTime, text: "270101000000Z")
  var subject = CertificateRecipe.name("subject")
  var publicKey = CertificateRecipe.rsaKey(bits: 2048)
  /// The identifier of the one extension, its value and the content of its BOOLEAN.
  var identifier = ObjectIdentifier.basicConstraints
  var value: [UInt8] = [0x30, 0]
  var criticality: [UInt8] = [0xff]
  var extensionCount = 1

  var der: [UInt8] {
    var writer = DERWriter()
    writer.sequence { certificate in
      certificate.sequence { fields in
        fields.put(DERTag.context(0)) { $0.integer(version) }
        fields.put(DERTag.integer, serial)
        fields.sequence { $0.objectIdentifier(innerAlgorithm) }
        fields.raw(issuer)
        fields.sequence {
          $0.put(notBefore.tag, Array(notBefore.text.utf8))
          $0.put(notAfter.tag, Array(notAfter.text.utf8))
        }
        fields.raw(subject)
        fields.raw(publicKey)
        fields.put(DERTag.context(3)) { $0.sequence(body: putExtensions) }
      }
      certificate.sequence { $0.objectIdentifier(outerAlgorithm) }
      certificate.bitString([1, 2, 3])
    }
    return writer.bytes
  }

  private func putExtensions(_ writer: inout DERWriter) {
    for _ in 0..<extensionCount {
      writer.sequence {
        $0.objectIdentifier(identifier)
        $0.put(DERTag.boolean, criticality)
        $0.put(DERTag.octetString, value)
      }
    }
  }

  /// A name of one CN.
  static func name(_ text: String, tag: UInt8 = DERTag.utf8String) -> [UInt8] {
    name(Array(text.utf8), tag: tag)
  }

  /// A name of one CN with these content octets.
  static func name(_ content: [UInt8], tag: UInt8) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.put(DERTag.set) {
        $0.sequence {
          $0.objectIdentifier(.commonName)
          $0.put(tag, content)
        }
      }
    }
    return writer.bytes
  }

  /// A public key with a modulus of so many bits, which is no product of primes.
  static func rsaKey(bits: Int, parameters: [UInt8] = [DERTag.null, 0]) -> [UInt8] {
    var key = DERWriter()
    key.sequence {
      $0.put(DERTag.integer, [0, 0x80] + [UInt8](repeating: 1, count: bits / 8 - 1))
      $0.integer(65_537)
    }
    return publicKey(.rsaEncryption, parameters, key.bytes)
  }

  /// A public key of any algorithm.
  static func publicKey(_ algorithm: ObjectIdentifier, _ parameters: [UInt8], _ key: [UInt8]) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.sequence {
        $0.objectIdentifier(algorithm)
        $0.raw(parameters)
      }
      $0.bitString(key)
    }
    return writer.bytes
  }
}
