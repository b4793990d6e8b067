import OpenSSL
import Vocabulary

@testable import PKICore

/// A revocation list to be made, with one thing or another wrong.
struct ListRecipe {
  /// An entry.
  struct Entry {
    var serial = 16
    var date: Instant? = RevocationStage.now.adding(days: -1)
    var reason: Int?
    /// Whose certificate it is, in an indirect list.
    var issuer: [UInt8]?
    var hasUnknown = false
  }

  typealias Field = RevocationStage.Field

  let signer: RevocationStage.Party
  /// The name of the issuer; nil for the signer's own.
  var issuer: [UInt8]?
  var version: Int? = 1
  var thisUpdate = RevocationStage.now.adding(days: -2)
  var nextUpdate: Instant? = RevocationStage.now.adding(days: 5)
  var entries: [Entry] = []
  var number: Int? = 7
  var numberIsCritical = false
  var base: Int?
  /// The content of the issuing distribution point.
  var scope: [UInt8]?
  var hasKeyIdentifier = true
  /// Further extensions.
  var more: [Field] = []
  var hasUnknown = false
  var isForged = false
  /// Signed with SHA-1.
  var isWeak = false
  /// The dates without their seconds, which RFC 5280 does not allow.
  var hasSeconds = true
  /// An empty list of entries instead of none.
  var listsNothing = false
  /// Whether what limits the scope is critical.
  var scopeIsCritical = true
  /// Octets behind everything that is signed.
  var garbage: [UInt8] = []

  func der() throws -> [UInt8] {
    let algorithm = try signer.algorithm(isWeak)
    var writer = DERWriter()
    writer.sequence { body in
      if let version { body.integer(version) }
      body.raw(algorithm)
      body.raw(issuer ?? signer.name)
      put(thisUpdate, into: &body)
      if let nextUpdate { put(nextUpdate, into: &body) }
      if !entries.isEmpty || listsNothing {
        body.sequence { list in entries.forEach { $0.put(into: &list) } }
      }
      let fields = fields.flatMap(\.encoding)
      if !fields.isEmpty { body.put(DERTag.context(0)) { $0.sequence { $0.raw(fields) } } }
      body.raw(garbage)
    }
    return try signer.signed(writer.bytes, algorithm, isWeak: isWeak, isForged: isForged)
  }

  private func put(_ date: Instant, into body: inout DERWriter) {
    guard !hasSeconds else { return body.time(date) }
    let digits = date.description.utf8.filter { (48...57).contains($0) }
    body.put(DERTag.utcTime, digits[2..<12] + [UInt8(ascii: "Z")])
  }

  private var fields: [Field] {
    var fields: [Field] = []
    func number(_ value: Int) -> [UInt8] { DERWriter.bytes { $0.integer(value) } }
    if hasKeyIdentifier {
      let identifier = signer.key.publicKey.keyIdentifier
      let value = DERWriter.bytes { $0.sequence { $0.put(DERTag.context(0, constructed: false), identifier) } }
      fields.append(Field(identifier: .authorityKeyIdentifier, value: value))
    }
    if let own = self.number {
      fields.append(Field(identifier: .cRLNumber, isCritical: numberIsCritical, value: number(own)))
    }
    fields += more
    if let base { fields.append(Field(identifier: .deltaCRLIndicator, isCritical: true, value: number(base))) }
    if let scope {
      let value = DERWriter.bytes { $0.put(DERTag.sequence, scope) }
      fields.append(Field(identifier: .issuingDistributionPoint, isCritical: scopeIsCritical, value: value))
    }
    if hasUnknown { fields.append(.unknown) }
    return fields
  }

  // MARK: - What a list covers

  static let onlyUsers = flag(1), onlyAuthorities = flag(2), indirect = flag(4), onlyAttributes = flag(5)
  /// keyCompromise and cACompromise, and all others.
  static let someReasons: [UInt8] = [0x83, 2, 5, 0x60], otherReasons: [UInt8] = [0x83, 3, 7, 0x1f, 0x80]

  static func point(_ name: GeneralName) -> [UInt8] {
    DERWriter.bytes { $0.put(DERTag.context(0)) { $0.put(DERTag.context(0)) { $0.generalName(name) } } }
  }

  private static func flag(_ number: UInt8) -> [UInt8] { [0x80 | number, 1, 0xff] }
}

extension RevocationStage.Party {
  /// ECDSA with SHA-256, or with SHA-1.
  fileprivate func algorithm(_ isWeak: Bool) throws -> [UInt8] {
    guard isWeak else { return try SignatureScheme(publicKeyInfo: key.publicKeyInfo, digest: nil).algorithm }
    return DERWriter.bytes { $0.sequence { $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 10045, 4, 1)) } }
  }

  /// What is to be signed, the algorithm and the signature, the last bit of which is wrong where it is forged.
  fileprivate func signed(
    _ content: [UInt8], _ algorithm: [UInt8], isWeak: Bool, isForged: Bool
  ) throws -> [UInt8] {
    var signature = try key.key.sign(content, digest: isWeak ? .sha1 : .sha256)
    if isForged { signature[signature.count - 1] ^= 1 }
    return DERWriter.bytes { writer in
      writer.sequence {
        $0.raw(content)
        $0.raw(algorithm)
        $0.bitString(signature)
      }
    }
  }
}

extension ListRecipe.Entry {
  fileprivate func put(into list: inout DERWriter) {
    list.sequence { entry in
      entry.integer(serial)
      if let date { entry.time(date) } else { entry.put(DERTag.utcTime, Array("tomorrow".utf8)) }
      var fields: [RevocationStage.Field] = []
      if let reason {
        let value = DERWriter.bytes { $0.integer(reason, DERTag.enumerated) }
        fields.append(RevocationStage.Field(identifier: .cRLReason, value: value))
      }
      if let issuer {
        let value = DERWriter.bytes { $0.sequence { $0.put(DERTag.context(4), issuer) } }
        fields.append(RevocationStage.Field(identifier: .certificateIssuer, isCritical: true, value: value))
      }
      if hasUnknown { fields.append(.unknown) }
      if !fields.isEmpty { entry.sequence { $0.raw(fields.flatMap(\.encoding)) } }
    }
  }
}

/// An OCSP response to be made, with one thing or another wrong.
struct ResponseRecipe {
  let signer: RevocationStage.Party
  let issuer: RevocationStage.Party
  var status = 0
  var digest = (ObjectIdentifier(1, 3, 14, 3, 2, 26), Digest.sha1)
  var serial = 16
  /// Whose key the question was about; nil for the issuer's.
  var askedKey: SubjectPublicKeyInfo?
  /// The content of the CertStatus, with its tag.
  var answer: [UInt8] = ResponseRecipe.good
  var thisUpdate = RevocationStage.now.adding(days: -1)
  var nextUpdate: Instant? = RevocationStage.now.adding(days: 1)
  var producedAt = RevocationStage.now.adding(days: -1)
  var isByName = false
  var certificates: [Certificate] = []
  var hasUnknown = false
  var singleHasUnknown = false
  var isForged = false
  /// Signed with SHA-1.
  var isWeak = false
  var type = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 1, 1)

  static let good: [UInt8] = [0x80, 0], unknown: [UInt8] = [0x82, 0]

  static func revoked(_ reason: UInt8) -> [UInt8] {
    DERWriter.bytes { writer in
      writer.put(DERTag.context(1)) {
        $0.generalizedTime(RevocationStage.now.adding(days: -9))
        $0.put(DERTag.context(0), [DERTag.enumerated, 1, reason])
      }
    }
  }

  func der() throws -> [UInt8] {
    guard status == 0 else { return DERWriter.bytes { $0.sequence { $0.integer(status, DERTag.enumerated) } } }
    let basic = try basicResponse()
    return DERWriter.bytes { writer in
      writer.sequence { response in
        response.integer(0, DERTag.enumerated)
        response.put(DERTag.context(0)) {
          $0.sequence {
            $0.objectIdentifier(type)
            $0.put(DERTag.octetString, basic)
          }
        }
      }
    }
  }

  private func basicResponse() throws -> [UInt8] {
    let signed = try signer.signed(
      responseData, signer.algorithm(isWeak), isWeak: isWeak, isForged: isForged)
    let parts = try DERReader.single(signed).content
    return DERWriter.bytes { writer in
      writer.sequence { basic in
        basic.raw(parts)
        guard !certificates.isEmpty else { return }
        basic.put(DERTag.context(0)) { $0.sequence { $0.raw(certificates.flatMap(\.der)) } }
      }
    }
  }

  private var responseData: [UInt8] {
    DERWriter.bytes { writer in
      writer.sequence { data in
        if isByName {
          data.put(DERTag.context(1), signer.name)
        } else {
          data.put(DERTag.context(2)) { $0.put(DERTag.octetString, signer.key.publicKey.keyIdentifier) }
        }
        data.generalizedTime(producedAt)
        data.sequence { $0.sequence(body: putSingle) }
        if hasUnknown { data.put(DERTag.context(1)) { $0.sequence { $0.raw(RevocationStage.Field.unknown.encoding) } } }
      }
    }
  }

  private func putSingle(_ single: inout DERWriter) {
    single.sequence { identifier in
      identifier.sequence { $0.objectIdentifier(digest.0) }
      identifier.put(DERTag.octetString, Hash.digest(digest.1, of: issuer.name))
      let key = askedKey ?? issuer.key.publicKey
      identifier.put(DERTag.octetString, Hash.digest(digest.1, of: key.key.array))
      identifier.integer(serial)
    }
    single.raw(answer)
    single.generalizedTime(thisUpdate)
    if let nextUpdate { single.put(DERTag.context(0)) { $0.generalizedTime(nextUpdate) } }
    if singleHasUnknown {
      single.put(DERTag.context(1)) { $0.sequence { $0.raw(RevocationStage.Field.unknown.encoding) } }
    }
  }
}

extension RevocationStage.Field {
  /// A critical extension that nobody knows.
  static let unknown = Self(identifier: ObjectIdentifier(1, 3, 6, 1, 4, 1, 99_999, 1), isCritical: true, value: [5, 0])
}

extension DERWriter {
  /// What `body` writes.
  static func bytes(_ body: (inout DERWriter) -> Void) -> [UInt8] {
    var writer = DERWriter()
    body(&writer)
    return writer.bytes
  }

  fileprivate mutating func generalizedTime(_ instant: Instant) {
    put(DERTag.generalizedTime, instant.description.utf8.filter { (48...57).contains($0) } + [90])
  }
}
