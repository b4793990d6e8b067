import Vocabulary

/// Certificates in a PKCS#7 file: SignedData that nobody has signed (RFC 2315 §9, RFC 5652 §5).
package enum PKCS7File {
  /// The DER of a ContentInfo with these certificates in their order, as Windows and Java import it.
  package static func der(_ certificates: [Certificate]) -> [UInt8] {
    var file = DERWriter()
    file.sequence { info in
      info.objectIdentifier(.pkcs7SignedData)
      info.put(DERTag.context(0)) { content in
        content.sequence { signed in
          signed.integer(1)
          signed.setOf([])
          signed.sequence { $0.objectIdentifier(.pkcs7Data) }
          signed.put(DERTag.context(0)) { set in
            for certificate in certificates { set.raw(certificate.der) }
          }
          signed.setOf([])
        }
      }
    }
    return file.bytes
  }
}
