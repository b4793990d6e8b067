package import Vocabulary

/// An algorithm with its parameters (RFC 5280 §4.1.1.2).
package struct AlgorithmIdentifier: Hashable, Sendable {
  /// Which algorithm.
  package let algorithm: ObjectIdentifier
  /// The DER of the parameters, header and content; nil where they are absent.
  package let parameters: DERSlice?
  /// The DER of the whole.
  package let encoding: DERSlice

  /// Whether the parameters are an ASN.1 NULL.
  package var hasNullParameters: Bool { parameters?.octets.elementsEqual([DERTag.null, 0]) ?? false }
}

extension AlgorithmIdentifier: DERReadable {
  /// An AlgorithmIdentifier; the parameters may be any one element.
  package init(_ reader: inout DERReader) throws(DERError) {
    try self.init(reader.next(DERTag.sequence))
  }

  /// The AlgorithmIdentifier that `element` is; its tag is not looked at.
  init(_ element: DERElement) throws(DERError) {
    var fields = element.children
    self.algorithm = try fields.objectIdentifier()
    self.parameters = fields.atEnd ? nil : try fields.next().slice
    try fields.finish()
    self.encoding = element.slice
  }
}
