package import Vocabulary

/// One extension of a certificate, request or revocation list, not decoded until that is asked for.
package struct Extension: Hashable, Sendable {
  /// Which extension it is.
  package let identifier: ObjectIdentifier
  /// Whether who does not understand it must refuse the whole.
  package let isCritical: Bool
  /// The DER inside the OCTET STRING.
  package let value: DERSlice
  /// Whether FALSE is written out though it is the default, which DER forbids and much software does.
  package let writesOutDefault: Bool
}

extension Extension: DERReadable {
  /// An Extension (RFC 5280 §4.1); its value is not looked at.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.identifier = try fields.objectIdentifier()
    let isWritten = fields.nextTag == DERTag.boolean
    self.isCritical = isWritten ? try fields.boolean() : false
    self.writesOutDefault = isWritten && !isCritical
    self.value = try fields.octetString()
    try fields.finish()
  }
}

extension Extension {
  /// The value as one `Value` by the given rules, with nothing after it.
  package func decode<Value: DERReadable>(
    _ type: Value.Type, _ rules: DERReader.Rules = .strict
  ) throws(DERError) -> Value {
    var reader = value.reader(rules)
    let decoded = try Value(&reader)
    try reader.finish()
    return decoded
  }

  /// The value as a SEQUENCE OF `Value` by the given rules, with nothing after it.
  package func decode<Value: DERReadable>(
    listOf type: Value.Type, _ rules: DERReader.Rules = .strict
  ) throws(DERError) -> [Value] {
    var reader = value.reader(rules)
    let decoded = try reader.sequence(of: type)
    try reader.finish()
    return decoded
  }
}

extension [Extension] {
  /// The extension of this identifier; nil where there is none.
  ///
  /// Throws where there are two, since RFC 5280 §4.2 forbids that and nobody could say which one counts.
  package func only(_ identifier: ObjectIdentifier) throws(DERError) -> Extension? {
    var found: Extension?
    for candidate in self where candidate.identifier == identifier {
      guard found == nil else {
        throw DERError("extension \(identifier) stands there twice", at: candidate.value.range.lowerBound)
      }
      found = candidate
    }
    return found
  }
}
