import PKICore
import TestKit
import Testing
import Vocabulary

/// Octets that a terminal or a reader would obey, inside of text, and what can carry them.
struct HostileText: Sendable, CustomTestStringConvertible {
  /// The octets between an x and a y.
  let octets: [UInt8]

  var testDescription: String { octets.map { String($0, radix: 16) }.joined(separator: " ") }

  /// Every octet; every control, mark and space that steers, reorders or hides text, as UTF-8.
  static let all: [HostileText] =
    (UInt8.min...UInt8.max).map { HostileText(octets: [$0]) }
    + scalars.map { HostileText(octets: Array(String($0).utf8)) }

  /// One of each sort, for commands that take one thing at a time.
  static let some: [HostileText] =
    [0x00, 0x07, 0x08, 0x0a, 0x0d, 0x1b, 0x7f, 0x9b].map { HostileText(octets: [$0]) }
    + (["\u{9b}", "\u{202e}", "\u{2066}", "\u{200b}", "\u{feff}"] as [Character]).map {
      HostileText(octets: Array(String($0).utf8))
    }

  private static let scalars: [Unicode.Scalar] = [
    0x80...0x9f, 0xad...0xad, 0x061c...0x061c, 0x200b...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff...0xfeff,
    0xe0041...0xe0041,
  ].joined().compactMap { Unicode.Scalar(UInt32($0)) }

  /// The whole text.
  var text: [UInt8] { [0x78] + octets + [0x79] }

  /// The same as UTF-16, for a BMPString; an octet that is no UTF-8 stands for its character of Latin-1.
  private var wide: [UInt8] {
    let string = String(validating: octets, as: UTF8.self) ?? String(Unicode.Scalar(octets[0]))
    return "x\(string)y".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
  }

  /// A name with the text in each kind of string.
  var name: [UInt8] {
    let types: [(ObjectIdentifier, UInt8, [UInt8])] = [
      (.countryName, DERTag.printableString, text), (.organizationName, DERTag.teletexString, text),
      (.organizationalUnitName, DERTag.bmpString, wide), (.commonName, DERTag.utf8String, text),
      (.emailAddress, DERTag.ia5String, text),
    ]
    return Forge.der { name in
      name.sequence { for (type, tag, octets) in types { $0.raw(Forge.relativeName(octets, type: type, tag: tag)) } }
    }
  }

  /// A certificate, self-issued, with the text in every field that has one.
  func certificate() throws -> [UInt8] {
    try Forge.certificate(
      issuer: name, subject: name,
      [
        Forge.Field(.basicConstraints) { $0.sequence { $0.booleanTrue() } },
        Forge.Field(.subjectAlternativeName, putNames), Forge.Field(.issuerAlternativeName, putNames),
        Forge.Field(.cRLDistributionPoints) { $0.sequence { $0.sequence { putPoint(&$0) } } },
        Forge.Field(.authorityInformationAccess) {
          $0.sequence {
            $0.sequence {
              $0.objectIdentifier(.caIssuersAccess)
              $0.put(DERTag.context(6, constructed: false), text)
            }
          }
        },
        Forge.Field(.certificatePolicies, putPolicies),
        Forge.Field(.netscapeComment) { $0.put(DERTag.ia5String, text) },
        Forge.Field(.microsoftTemplateName) { $0.put(DERTag.bmpString, wide) },
        Forge.Field(.nameConstraints) {
          $0.sequence {
            $0.put(DERTag.context(0)) { $0.sequence { $0.put(DERTag.context(2, constructed: false), text) } }
          }
        },
      ])
  }

  private func putNames(_ writer: inout DERWriter) {
    writer.sequence {
      for tag in [1, 2, 6] as [UInt8] { $0.put(DERTag.context(tag, constructed: false), text) }
      $0.put(DERTag.context(4)) { $0.raw(name) }
      $0.put(DERTag.context(0)) {
        $0.objectIdentifier(.userPrincipalName)
        $0.put(DERTag.context(0)) { $0.put(DERTag.utf8String, text) }
      }
      $0.put(DERTag.context(0)) {
        $0.objectIdentifier(ObjectIdentifier(1, 2, 3, 4))
        $0.put(DERTag.context(0)) { $0.put(DERTag.utf8String, text) }
      }
    }
  }

  private func putPoint(_ writer: inout DERWriter) {
    writer.put(DERTag.context(0)) {
      $0.put(DERTag.context(0)) {
        $0.put(DERTag.context(6, constructed: false), text)
        $0.put(DERTag.context(4)) { $0.raw(name) }
      }
    }
  }

  private func putPolicies(_ writer: inout DERWriter) {
    writer.sequence {
      $0.sequence {
        $0.objectIdentifier(ObjectIdentifier(1, 2, 3, 4))
        $0.sequence {
          $0.sequence {
            $0.objectIdentifier(ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 2, 1))
            $0.put(DERTag.ia5String, text)
          }
          $0.sequence {
            $0.objectIdentifier(ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 2, 2))
            $0.sequence { $0.put(DERTag.utf8String, text) }
          }
        }
      }
    }
  }

  /// A request with the text in its subject, its attributes and the names that it asks for.
  func request() throws -> [UInt8] {
    let names = Forge.Field(.subjectAlternativeName, putNames)
    let attributes: [(ObjectIdentifier, [UInt8])] = [
      (.challengePassword, Forge.der { $0.put(DERTag.utf8String, text) }),
      (ObjectIdentifier(1, 2, 840, 113549, 1, 9, 2), Forge.der { $0.put(DERTag.ia5String, text) }),
      (.extensionRequest, Forge.der { $0.sequence { names.put(&$0) } }),
    ]
    return try Forge.signed { content in
      content.integer(0)
      content.raw(name)
      content.raw(try Forge.key().publicKeyInfo)
      content.put(DERTag.context(0)) {
        for (type, value) in attributes {
          $0.sequence {
            $0.objectIdentifier(type)
            $0.put(DERTag.set, value)
          }
        }
      }
    }
  }

  /// A revocation list with the text in its issuer and its distribution point.
  func revocationList() throws -> [UInt8] {
    let point = Forge.Field(.issuingDistributionPoint) { $0.sequence { putPoint(&$0) } }
    return try Forge.signed { content in
      content.integer(1)
      content.raw(try Forge.scheme().algorithm)
      content.raw(name)
      content.put(DERTag.utcTime, Array("260101000000Z".utf8))
      content.put(DERTag.utcTime, Array("460101000000Z".utf8))
      content.put(DERTag.context(0)) { $0.sequence { point.put(&$0) } }
    }
  }

  /// The certificate under a friendly name, as PKCS#12 without a passphrase.
  func pkcs12() throws -> [UInt8] {
    let certificate = try certificate()
    return Forge.pkcs12([
      Forge.der { bag in
        bag.sequence {
          $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 113549, 1, 12, 10, 1, 3))
          $0.put(DERTag.context(0)) {
            $0.sequence {
              $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 113549, 1, 9, 22, 1))
              $0.put(DERTag.context(0)) { $0.put(DERTag.octetString, certificate) }
            }
          }
          $0.put(DERTag.set) {
            $0.sequence {
              $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 113549, 1, 9, 20))
              $0.put(DERTag.set) { $0.put(DERTag.bmpString, wide) }
            }
          }
        }
      }
    ])
  }

  /// Lines and blocks of text with the octets in comments, options, labels, header fields and base64.
  func lines() throws -> [UInt8] {
    let blob = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32] + [UInt8](repeating: 9, count: 32)
    let key = Array("ssh-ed25519 \(Base64.text(blob))".utf8)
    let (space, end) = (Array(" ".utf8), Array("\n".utf8))
    var bytes = key + space + text + end
    bytes += Array("command=\"".utf8) + text + Array("\" ".utf8) + key + space + text + end
    bytes += Array("---- BEGIN SSH2 PUBLIC KEY ----\nComment: ".utf8) + text + Array("\n\(Base64.text(blob))\n".utf8)
    bytes += Array("---- END SSH2 PUBLIC KEY ----\n-----BEGIN ".utf8) + text + Array("-----\nAAAA\n-----END ".utf8)
    bytes += text + Array("-----\n-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: ".utf8)
    bytes += text + Array(",0102\n\nAAAA\n-----END RSA PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nAA".utf8)
    return bytes + text + Array("AA\n-----END CERTIFICATE-----\n".utf8)
  }
}
