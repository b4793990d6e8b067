/// Whether a certificate is a CA's, and how many more may follow below it (RFC 5280 §4.2.1.9).
package struct BasicConstraints: Hashable, Sendable {
  /// Whether it is a CA.
  package let isCA: Bool
  /// The most intermediate certificates that may follow; nil where there is no such limit.
  package let pathLength: Int?

  /// Constraints to be written or compared with.
  package init(isCA: Bool, pathLength: Int? = nil) {
    self.isCA = isCA
    self.pathLength = pathLength
  }
}

extension BasicConstraints: DERReadable {
  /// The value of the extension. FALSE may be written out though DER forbids it: much software does.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.isCA = fields.nextTag == DERTag.boolean ? try fields.boolean() : false
    self.pathLength = fields.nextTag == DERTag.integer ? try fields.smallInteger() : nil
    try fields.finish()
  }
}
