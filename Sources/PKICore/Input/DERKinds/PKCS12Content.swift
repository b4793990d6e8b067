import Vocabulary

/// What a PKCS#12 file says about itself (RFC 7292); what could be taken out of it follows it as items.
package struct PKCS12Content: Hashable, Sendable {
  /// Whether it was opened.
  package let isOpen: Bool
  /// The hash function of its integrity code: `SHA-256`; nil where it has none or is signed instead.
  package let macDigest: String?
  /// The rounds of the integrity code's derivation; nil where there is none.
  package let macRounds: Int?
  /// The schemes that its parts are locked with, each once, as far as they can be seen from outside.
  package let schemes: [EncryptionScheme]

  init(_ frame: PKCS12Frame, isOpen: Bool) {
    self.isOpen = isOpen
    self.macDigest = frame.macDigest
    self.macRounds = frame.macRounds
    self.schemes = frame.schemes
  }
}

/// The outside of a PKCS#12 file, read without a passphrase.
struct PKCS12Frame: Hashable, Sendable {
  private(set) var macDigest: String?
  private(set) var macRounds: Int?
  private(set) var schemes: [EncryptionScheme] = []

  /// The frame of a PFX; throws what is wrong with it.
  init(_ bytes: [UInt8]) throws(DERError) {
    var file = DERReader(bytes, rules: .lax)
    var pfx = try file.next(DERTag.sequence).children
    guard try pfx.smallInteger() == 3 else { throw DERError("the version of PKCS#12 is not 3", at: 0) }
    var safe = try pfx.next(DERTag.sequence).children
    let type = try safe.objectIdentifier()
    if type == .pkcs7Data, var content = try safe.optional(DERTag.context(0))?.children {
      var parts = try content.octetString().reader(.lax)
      var list = try parts.next(DERTag.sequence).children
      while !list.atEnd { readPart(try list.next(DERTag.sequence)) }
    }
    guard var mac = try pfx.optional(DERTag.sequence)?.children,
      var digest = try mac.optional(DERTag.sequence)?.children,
      var algorithm = try digest.optional(DERTag.sequence)?.children
    else { return }
    let identifier = try algorithm.objectIdentifier()
    macDigest = ObjectIdentifierRegistry.digests[identifier]?.shown ?? identifier.description
    _ = try mac.octetString()
    macRounds = mac.atEnd ? 1 : try? mac.smallInteger()
  }

  /// A part is data, whose bags may be locked each, or locked as a whole. What cannot be read is passed over.
  private mutating func readPart(_ element: DERElement) {
    var info = element.children
    guard let type = try? info.objectIdentifier(), var content = (try? info.next(DERTag.context(0)))?.children else {
      return
    }
    if type == .pkcs7Data {
      var bags = (try? content.octetString())?.reader(.lax)
      var list = (try? bags?.next(DERTag.sequence))?.children
      while let bag = try? list?.next(DERTag.sequence) { readBag(bag) }
    } else if var encrypted = (try? content.next(DERTag.sequence))?.children {
      _ = try? encrypted.next(DERTag.integer)
      guard var inner = (try? encrypted.next(DERTag.sequence))?.children else { return }
      _ = try? inner.next(DERTag.objectIdentifier)
      if let algorithm = try? inner.next(DERTag.sequence) { add(EncryptionScheme(algorithm.children)) }
    }
  }

  private mutating func readBag(_ element: DERElement) {
    var bag = element.children
    guard let type = try? bag.objectIdentifier(), type == PKCS12Frame.lockedKeyBag,
      var value = (try? bag.next(DERTag.context(0)))?.children,
      var key = (try? value.next(DERTag.sequence))?.children, let algorithm = try? key.next(DERTag.sequence)
    else { return }
    add(EncryptionScheme(algorithm.children))
  }

  private mutating func add(_ scheme: EncryptionScheme) {
    if !schemes.contains(scheme) { schemes.append(scheme) }
  }

  /// pkcs-12-pkcs-8ShroudedKeyBag
  private static let lockedKeyBag = ObjectIdentifier(1, 2, 840, 113549, 1, 12, 10, 1, 2)
}
