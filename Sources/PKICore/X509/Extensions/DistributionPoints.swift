package import Vocabulary

/// The name of a distribution point: in full, or as an addition to the name of who issues the list.
package enum DistributionPointName: Hashable, Sendable {
  /// Complete names, each for the same list.
  case full([GeneralName])
  /// Attributes that follow the issuer's name (nameRelativeToCRLIssuer).
  case relative([NameAttribute])
}

extension DistributionPointName: DERReadable {
  /// The CHOICE itself, without the explicit tag around it.
  package init(_ reader: inout DERReader) throws(DERError) {
    if reader.nextTag == DERTag.context(1) {
      self = .relative(try reader.sequence(of: NameAttribute.self, DERTag.context(1)))
    } else {
      self = .full(try reader.sequence(of: GeneralName.self, DERTag.context(0)))
    }
  }

  /// The name inside an explicit `[0]`; nil where the next element is none.
  fileprivate static func optional(_ reader: inout DERReader) throws(DERError) -> DistributionPointName? {
    guard var inner = try reader.optional(DERTag.context(0))?.children else { return nil }
    let name = try DistributionPointName(&inner)
    try inner.finish()
    return name
  }
}

/// Reasons for a revocation that a list covers (RFC 5280 §4.2.1.13).
package struct RevocationReasons: OptionSet, Hashable, Sendable {
  /// Bit n of ReasonFlags is bit n here, counted from the least significant.
  package let rawValue: UInt16

  /// The reasons whose bits are set in `rawValue`.
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The names of RFC 5280 of the bits that are set.
  package var names: [String] {
    let names = [
      "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded", "cessationOfOperation",
      "certificateHold", "privilegeWithdrawn", "aACompromise",
    ]
    return names.indices.filter { rawValue >> UInt16($0) & 1 == 1 }.map { names[$0] }
  }
}

/// Where revocation lists are to be had (RFC 5280 §4.2.1.13).
package struct DistributionPoint: Hashable, Sendable {
  /// The name; nil where only the issuer is given.
  package let name: DistributionPointName?
  /// The reasons that the list covers; nil for all.
  package let reasons: RevocationReasons?
  /// Who issues the list; empty where it is the issuer of the certificate.
  package let issuer: [GeneralName]

  /// The URIs among the full names.
  package var uris: [String] { name?.uris ?? [] }
}

extension DistributionPointName {
  /// The URIs among the full names.
  package var uris: [String] {
    guard case .full(let names) = self else { return [] }
    return names.compactMap { name in if case .uri(let text) = name { text } else { nil } }
  }
}

extension DistributionPoint: DERReadable {
  /// A DistributionPoint.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.name = try DistributionPointName.optional(&fields)
    self.reasons = try fields.reasons(1)
    self.issuer = try fields.optionalSequence(of: GeneralName.self, DERTag.context(2)) ?? []
    try fields.finish()
  }
}

/// What a revocation list covers (RFC 5280 §5.2.5).
package struct IssuingDistributionPoint: Hashable, Sendable {
  /// The name; nil where there is none.
  package let name: DistributionPointName?
  /// Whether only end entities' certificates are covered.
  package let onlyUserCertificates: Bool
  /// Whether only CA certificates are covered.
  package let onlyCACertificates: Bool
  /// The reasons that are covered; nil for all.
  package let onlySomeReasons: RevocationReasons?
  /// Whether entries may be of other issuers' certificates.
  package let isIndirect: Bool
  /// Whether only attribute certificates are covered.
  package let onlyAttributeCertificates: Bool
}

extension IssuingDistributionPoint: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.name = try DistributionPointName.optional(&fields)
    self.onlyUserCertificates = try fields.flag(1)
    self.onlyCACertificates = try fields.flag(2)
    self.onlySomeReasons = try fields.reasons(3)
    self.isIndirect = try fields.flag(4)
    self.onlyAttributeCertificates = try fields.flag(5)
    try fields.finish()
  }
}

extension DERReader {
  fileprivate mutating func flag(_ number: UInt8) throws(DERError) -> Bool {
    let tag = DERTag.context(number, constructed: false)
    return nextTag == tag ? try boolean(tag) : false
  }

  fileprivate mutating func reasons(_ number: UInt8) throws(DERError) -> RevocationReasons? {
    let tag = DERTag.context(number, constructed: false)
    return nextTag == tag ? RevocationReasons(rawValue: try namedBits(tag)) : nil
  }
}
