import Vocabulary
internal import OpenSSL

extension OCSPRequest {
  /// A question about one certificate, DER: SHA-1 in its identifier, which every responder knows, and neither nonce nor
  /// signature (RFC 5019 §2.1.1).
  package static func encoding(about certificate: Certificate, issuedBy issuer: Certificate) -> [UInt8] {
    let (name, key) = (issuer.subjectDER, issuer.publicKey.key)
    var writer = DERWriter()
    writer.sequence { request in
      request.sequence { content in
        content.sequence { list in
          list.sequence { single in
            single.sequence { identifier in
              identifier.sequence { algorithm in
                algorithm.objectIdentifier(OCSPRequest.sha1)
                algorithm.put(DERTag.null, [])
              }
              identifier.put(DERTag.octetString, Hash.digest(.sha1, of: name.bytes, in: name.range))
              identifier.put(DERTag.octetString, Hash.digest(.sha1, of: key.bytes, in: key.range))
              identifier.put(DERTag.integer, certificate.serial.content)
            }
          }
        }
      }
    }
    return writer.bytes
  }

  private static let sha1 = ObjectIdentifier(1, 3, 14, 3, 2, 26)
}
