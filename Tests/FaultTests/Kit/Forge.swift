import PKICore
import Platform
import Vocabulary

/// Certificates and other DER that nobody would issue, signed with the fixture's key where they are signed.
enum Forge {
  /// DER that a closure writes.
  static func der(_ body: (inout DERWriter) -> Void) -> [UInt8] {
    var writer = DERWriter()
    body(&writer)
    return writer.bytes
  }

  /// An extension, its value as DER.
  struct Field {
    let identifier: ObjectIdentifier
    let value: [UInt8]

    init(_ identifier: ObjectIdentifier, _ body: (inout DERWriter) -> Void) {
      self.identifier = identifier
      self.value = der(body)
    }

    func put(_ writer: inout DERWriter) {
      writer.sequence {
        $0.objectIdentifier(identifier)
        $0.put(DERTag.octetString, value)
      }
    }
  }

  /// A name of one attribute with these octets.
  static func name(
    _ text: [UInt8], type: ObjectIdentifier = .commonName, tag: UInt8 = DERTag.utf8String
  ) -> [UInt8] {
    der { $0.sequence { $0.raw(relativeName(text, type: type, tag: tag)) } }
  }

  /// One part of a name.
  static func relativeName(_ text: [UInt8], type: ObjectIdentifier, tag: UInt8) -> [UInt8] {
    der {
      $0.put(DERTag.set) {
        $0.sequence {
          $0.objectIdentifier(type)
          $0.put(tag, text)
        }
      }
    }
  }

  /// A certificate of the fixture's key, which it is signed with.
  static func certificate(
    issuer: [UInt8] = name(Array("issuer".utf8)), subject: [UInt8] = name(Array("subject".utf8)),
    _ fields: [Field] = []
  ) throws -> [UInt8] {
    try signed { content in
      content.put(DERTag.context(0)) { $0.integer(2) }
      content.integer(1)
      content.raw(try scheme().algorithm)
      content.raw(issuer)
      content.sequence {
        $0.put(DERTag.utcTime, Array("260101000000Z".utf8))
        $0.put(DERTag.utcTime, Array("460101000000Z".utf8))
      }
      content.raw(subject)
      content.raw(try key().publicKeyInfo)
      if !fields.isEmpty { content.put(DERTag.context(3)) { $0.sequence { for field in fields { field.put(&$0) } } } }
    }
  }

  /// A SEQUENCE of what `body` writes, signed with the fixture's key.
  static func signed(_ body: (inout DERWriter) throws -> Void) throws -> [UInt8] {
    var content = DERWriter()
    try body(&content)
    return try key().signed(der { $0.sequence { $0.raw(content.bytes) } }, with: scheme())
  }

  /// How the fixture's key signs.
  static func scheme() throws -> SignatureScheme {
    try SignatureScheme(publicKeyInfo: key().publicKeyInfo, digest: nil)
  }

  /// The fixture's key, for other things to sign.
  static func key() throws -> SigningKey {
    let pem = Fixture.key.split(separator: "\n").dropFirst().dropLast().joined()
    return try SigningKey(privateKeyInfo: Secret(copying: Fixture.base64(pem)))
  }

  /// An empty SEQUENCE inside so many others.
  static func nested(_ levels: Int) -> [UInt8] {
    var reversed: [UInt8] = [0, 0x30]
    for _ in 1..<levels {
      let length = reversed.count
      var octets: [UInt8] = []
      var rest = length
      repeat {
        octets.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      } while rest > 0
      if length >= 0x80 { octets.append(0x80 | UInt8(octets.count)) }
      reversed += octets
      reversed.append(0x30)
    }
    return reversed.reversed()
  }

  /// A locked key, PKCS#8, that asks for so many rounds of PBKDF2.
  static func lockedKey(rounds: Int) -> [UInt8] {
    der { file in
      file.sequence {
        $0.sequence { algorithm in
          algorithm.objectIdentifier(ObjectIdentifier(1, 2, 840, 113549, 1, 5, 13))
          algorithm.sequence { schemes in
            schemes.sequence {
              $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 113549, 1, 5, 12))
              $0.sequence {
                $0.put(DERTag.octetString, [1, 2, 3, 4, 5, 6, 7, 8])
                $0.integer(rounds)
                $0.sequence {
                  $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 113549, 2, 9))
                  $0.put(DERTag.null, [])
                }
              }
            }
            schemes.sequence {
              $0.objectIdentifier(ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 42))
              $0.put(DERTag.octetString, [UInt8](repeating: 7, count: 16))
            }
          }
        }
        $0.put(DERTag.octetString, [UInt8](repeating: 9, count: 144))
      }
    }
  }

  /// A PKCS#12 file of these bags, without an integrity code, or with one of so many rounds.
  static func pkcs12(_ bags: [[UInt8]] = [], rounds: Int? = nil) -> [UInt8] {
    let safe = der { $0.sequence { for bag in bags { $0.raw(bag) } } }
    let parts = der { $0.sequence { putData(safe, &$0) } }
    return der { file in
      file.sequence {
        $0.integer(3)
        putData(parts, &$0)
        guard let rounds else { return }
        $0.sequence {
          $0.sequence {
            $0.sequence { $0.objectIdentifier(.sha256) }
            $0.put(DERTag.octetString, [UInt8](repeating: 5, count: 32))
          }
          $0.put(DERTag.octetString, [1, 2, 3, 4, 5, 6, 7, 8])
          $0.integer(rounds)
        }
      }
    }
  }

  /// A ContentInfo of plain data.
  private static func putData(_ octets: [UInt8], _ writer: inout DERWriter) {
    writer.sequence {
      $0.objectIdentifier(.pkcs7Data)
      $0.put(DERTag.context(0)) { $0.put(DERTag.octetString, octets) }
    }
  }
}
