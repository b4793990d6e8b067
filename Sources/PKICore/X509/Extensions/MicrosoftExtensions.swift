package import Vocabulary

/// The template that an Active Directory CA issued by: szOID_CERTIFICATE_TEMPLATE of MS-WCCE §2.2.2.7.7.2.
package struct MicrosoftTemplate: Hashable, Sendable {
  /// Which template.
  package let identifier: ObjectIdentifier
  /// Its major version; nil where it is not given.
  package let majorVersion: Int?
  /// Its minor version; nil where it is not given.
  package let minorVersion: Int?
}

extension MicrosoftTemplate: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.identifier = try fields.objectIdentifier()
    self.majorVersion = fields.nextTag == DERTag.integer ? try fields.smallInteger() : nil
    self.minorVersion = fields.nextTag == DERTag.integer ? try fields.smallInteger() : nil
    try fields.finish()
  }
}

/// How often an Active Directory CA's certificate and its key were renewed: szOID_CERTSRV_CA_VERSION.
package struct MicrosoftCAVersion: Hashable, Sendable {
  /// How often the certificate was renewed.
  package let certificateIndex: Int
  /// How often the key was.
  package let keyIndex: Int
}

extension MicrosoftCAVersion: DERReadable {
  /// The value of the extension: the key's index in the upper half, the certificate's in the lower.
  package init(_ reader: inout DERReader) throws(DERError) {
    let value = try reader.smallInteger()
    self.certificateIndex = value & 0xffff
    self.keyIndex = value >> 16
  }
}
