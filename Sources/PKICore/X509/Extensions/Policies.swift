package import Vocabulary

/// A policy that a certificate was issued under (RFC 5280 §4.2.1.4).
package struct PolicyInformation: Hashable, Sendable {
  /// What is said about a policy.
  package enum Qualifier: Hashable, Sendable {
    /// Where the certification practice statement is, a URI.
    case practiceStatement(String)
    /// A notice for the user: its text, and the organization and numbers of notices kept elsewhere.
    case userNotice(text: String?, organization: String?, numbers: [Int])
    /// Anything else: its type and the DER of its value.
    case other(ObjectIdentifier, value: [UInt8])
  }

  /// Which policy.
  package let policy: ObjectIdentifier
  /// What is said about it.
  package let qualifiers: [Qualifier]
}

extension PolicyInformation: DERReadable {
  /// A PolicyInformation.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.policy = try fields.objectIdentifier()
    self.qualifiers = try fields.optionalSequence(of: Qualifier.self, DERTag.sequence) ?? []
    try fields.finish()
  }
}

extension PolicyInformation.Qualifier: DERReadable {
  /// A PolicyQualifierInfo.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    let type = try fields.objectIdentifier()
    switch (type, fields.nextTag) {
    case (ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 2, 1), DERTag.ia5String):
      self = .practiceStatement(try fields.text())
    case (ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 2, 2), DERTag.sequence):
      self = try .userNotice(&fields)
    default: self = .other(type, value: try fields.next().encoding)
    }
    try fields.finish()
  }

  private static func userNotice(_ reader: inout DERReader) throws(DERError) -> Self {
    var fields = try reader.next(DERTag.sequence).children
    var organization: String?
    var numbers: [Int] = []
    if var reference = try fields.optional(DERTag.sequence)?.children {
      organization = try reference.text()
      var list = try reference.next(DERTag.sequence).children
      while !list.atEnd { numbers.append(try list.smallInteger()) }
      try reference.finish()
    }
    let text = fields.atEnd ? nil : try fields.text()
    try fields.finish()
    return .userNotice(text: text, organization: organization, numbers: numbers)
  }
}

extension DERReader {
  /// The text of a string of any type.
  mutating func text() throws(DERError) -> String {
    let element = try next()
    guard element.tag & 0xe0 == 0 else { throw DERError("no string where one belongs", at: element.header.lowerBound) }
    return CharacterString(element.tag, element.contentSlice.octets).text
  }
}

/// A policy of the issuer's domain that equals one of the subject's (RFC 5280 §4.2.1.5).
package struct PolicyMapping: Hashable, Sendable {
  /// The issuer's policy.
  package let issuer: ObjectIdentifier
  /// The subject's policy.
  package let subject: ObjectIdentifier
}

extension PolicyMapping: DERReadable {
  /// One pair of PolicyMappings.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.issuer = try fields.objectIdentifier()
    self.subject = try fields.objectIdentifier()
    try fields.finish()
  }
}

/// After how many certificates policies become compulsory, and mapping forbidden (RFC 5280 §4.2.1.11).
package struct PolicyConstraints: Hashable, Sendable {
  /// Certificates until an explicit policy is required; nil for never.
  package let requireExplicitPolicy: Int?
  /// Certificates until mapping is forbidden; nil for never.
  package let inhibitPolicyMapping: Int?
}

extension PolicyConstraints: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    let explicit = DERTag.context(0, constructed: false)
    let mapping = DERTag.context(1, constructed: false)
    self.requireExplicitPolicy = fields.nextTag == explicit ? try fields.smallInteger(explicit) : nil
    self.inhibitPolicyMapping = fields.nextTag == mapping ? try fields.smallInteger(mapping) : nil
    try fields.finish()
  }
}
