/// A value that is one element of a DER encoding.
package protocol DERReadable {
  /// Reads the value from the next element; throws where that is not one.
  init(_ reader: inout DERReader) throws(DERError)
}

extension DERReader {
  /// The values of a SEQUENCE OF, or of an implicitly tagged one.
  package mutating func sequence<Value: DERReadable>(
    of type: Value.Type, _ tag: UInt8 = DERTag.sequence
  ) throws(DERError) -> [Value] {
    var inner = try next(tag).children
    var values: [Value] = []
    while !inner.atEnd { values.append(try Value(&inner)) }
    return values
  }

  /// The values of a SEQUENCE OF with this tag; nil and nothing is read where the next element has another.
  package mutating func optionalSequence<Value: DERReadable>(
    of type: Value.Type, _ tag: UInt8
  ) throws(DERError) -> [Value]? {
    nextTag == tag ? try sequence(of: type, tag) : nil
  }
}
