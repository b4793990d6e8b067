package import Vocabulary

extension DistinguishedName: DERReadable {
  /// A Name (RFC 5280 §4.1.2.4): an RDNSequence; throws where its structure is broken.
  ///
  /// A value of the wrong character set is no such case: it is shown, and the attribute is not well-formed.
  package init(_ reader: inout DERReader) throws(DERError) {
    var relativeNames: [[NameAttribute]] = []
    var sequence = try reader.next(DERTag.sequence).children
    while !sequence.atEnd { relativeNames.append(try sequence.sequence(of: NameAttribute.self, DERTag.set)) }
    self.init(relativeNames: relativeNames)
  }

  /// What can be read of a Name by the lax rules: of one with a broken structure, what stands before the break.
  init(reading slice: DERSlice) {
    var relativeNames: [[NameAttribute]] = []
    var reader = slice.reader(.lax)
    if var sequence = try? reader.next(DERTag.sequence).children {
      while !sequence.atEnd, let attributes = try? sequence.sequence(of: NameAttribute.self, DERTag.set) {
        relativeNames.append(attributes)
      }
    }
    self.init(relativeNames: relativeNames)
  }

  /// Reads over a Name without decoding it: a broken structure throws, and a value that is no string of ASN.1; nothing is
  /// allocated.
  static func skip(_ reader: inout DERReader) throws(DERError) -> DERSlice {
    let name = try reader.next(DERTag.sequence)
    var sequence = name.children
    while !sequence.atEnd {
      var set = try sequence.next(DERTag.set).children
      while !set.atEnd {
        var attribute = try set.next(DERTag.sequence).children
        _ = try attribute.next(DERTag.objectIdentifier)
        let value = try attribute.next()
        guard value.tag & 0xc0 == 0 else { throw DERError("a name's value is no string", at: value.header.lowerBound) }
        try attribute.finish()
      }
    }
    return name.slice
  }
}

extension NameAttribute: DERReadable {
  /// An AttributeTypeAndValue.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    let type = try fields.objectIdentifier()
    let value = try fields.next()
    try fields.finish()
    let isString = value.tag & 0xe0 == 0
    let decoded = CharacterString(value.tag, isString ? value.contentSlice.octets : value.slice.octets)
    self.init(
      type: type, stringTag: value.tag, text: decoded.text, content: value.content,
      isWellFormed: decoded.isWellFormed)
  }
}
