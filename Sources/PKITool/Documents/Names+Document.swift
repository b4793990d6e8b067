import Console
import PKICore
import Vocabulary

extension [GeneralName] {
  /// A field for each kind of name, in the order in which kinds first appear; JSON has them all in one list.
  var fields: [Field] {
    guard !isEmpty else { return [] }
    var kinds: [String] = []
    for name in self where !kinds.contains(name.kind) { kinds.append(name.kind) }
    let said = kinds.map { kind in
      Field.said(kind, .texts(filter { $0.kind == kind }.map(\.value)))
    }
    return said + [Field("san", .list(map(\.document)))]
  }
}

extension GeneralName {
  /// Kind and value; an otherName's is its DER in hex, and its text besides where it is one.
  var document: Document {
    var fields = [Field("type", .text(kind)), Field("value", .text(value))]
    if case .other(let type, let octets) = self {
      fields = [
        Field("type", .text(kind)), Field("oid", .text(type.description)),
        Field("value", .text(Hexadecimal.text(octets))),
      ]
      if let text = otherText?.text { fields.append(Field("text", .text(text))) }
    }
    return .fields(fields)
  }
}

extension DistinguishedName {
  /// The attributes in the order of the encoding, for JSON.
  var attributesDocument: Document {
    .list(
      attributes.map { attribute in
        .fields([
          Field("type", .text(attribute.type.attributeKeyword)), Field("oid", .text(attribute.type.description)),
          Field("value", .text(attribute.text)),
        ])
      })
  }
}

extension KeyDescription {
  /// Algorithm, bits and curve for JSON.
  var fields: [Field] {
    [
      Field("algorithm", .text(algorithm)), Field("bits", .number(orNull: bits)), Field("curve", .text(orNull: curve)),
    ]
  }
}
