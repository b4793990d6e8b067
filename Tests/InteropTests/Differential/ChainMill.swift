import OpenSSL
import PKICore
import Synchronization
import Vocabulary

/// Makes certificates from recipes.
enum ChainMill {
  private static let keys = Mutex<[CertificateRecipe.KeySlot: Holder]>([:])

  private final class Holder: Sendable {
    let key: PrivateKey
    let publicKeyInfo: [UInt8]

    init(_ type: KeyType) throws {
      key = try PrivateKey.generate(type)
      publicKeyInfo = try key.publicKeyInfo()
    }

    var identifier: [UInt8] { Array(publicKeyInfo.suffix(20)) }
  }

  private static func holder(_ slot: CertificateRecipe.KeySlot) throws -> Holder {
    try keys.withLock { keys in
      if let known = keys[slot] { return known }
      let made = try Holder(slot.type)
      keys[slot] = made
      return made
    }
  }

  /// A certificate, DER, as of an instant.
  static func certificate(_ recipe: CertificateRecipe, at now: Instant, serial: Int) throws -> [UInt8] {
    let (own, signer) = (try holder(recipe.key), try holder(recipe.signer))
    let (algorithm, digest) = signature(recipe.signer.type, usesSHA1: recipe.usesSHA1)
    let days: (Int, Int) =
      switch recipe.validity {
      case .current: (-100, 100)
      case .expired: (-100, -1)
      case .future: (1, 100)
      }
    var body = DERWriter()
    body.sequence {
      if recipe.version == 3 { $0.put(DERTag.context(0)) { $0.integer(2) } }
      $0.integer(serial)
      $0.raw(algorithm)
      $0.distinguishedName(name(recipe.issuer))
      $0.sequence { for days in [days.0, days.1] { $0.time(now.adding(days: days)) } }
      $0.distinguishedName(name(recipe.subject))
      $0.raw(own.publicKeyInfo)
      if recipe.version == 3 { $0.put(DERTag.context(3)) { $0.sequence { extensions(recipe, own, signer, &$0) } } }
    }
    var signature = try signer.key.sign(body.bytes, digest: digest)
    if recipe.isForged { signature = try signer.key.sign(body.bytes + [0], digest: digest) }
    var whole = DERWriter()
    whole.sequence {
      $0.raw(body.bytes)
      $0.raw(algorithm)
      $0.bitString(signature)
    }
    return whole.bytes
  }

  private static func name(_ text: String) -> DistinguishedName {
    DistinguishedName([
      NameAttribute(type: .organizationName, text: "Inside"), NameAttribute(type: .commonName, text: text),
    ])
  }

  private static func signature(_ type: KeyType, usesSHA1: Bool) -> (algorithm: [UInt8], digest: Digest?) {
    var writer = DERWriter()
    switch type {
    case .rsa:
      writer.sequence {
        $0.objectIdentifier(usesSHA1 ? ObjectIdentifier(1, 2, 840, 113549, 1, 1, 5) : .sha256WithRSA)
        $0.raw([DERTag.null, 0])
      }
    case .ec:
      writer.sequence {
        $0.objectIdentifier(usesSHA1 ? ObjectIdentifier(1, 2, 840, 10045, 4, 1) : .ecdsaWithSHA256)
      }
    default:
      writer.sequence { $0.objectIdentifier(.ed25519) }
      return (writer.bytes, nil)
    }
    return (writer.bytes, usesSHA1 ? .sha1 : .sha256)
  }

  private static func extensions(
    _ recipe: CertificateRecipe, _ own: Holder, _ signer: Holder, _ list: inout DERWriter
  ) {
    switch recipe.authority {
    case .absent: break
    case .none: put(.basicConstraints, true, &list) { $0.sequence { _ in } }
    case .authority(let pathLength):
      put(.basicConstraints, true, &list) {
        $0.sequence {
          $0.booleanTrue()
          if let pathLength { $0.integer(pathLength) }
        }
      }
    }
    if let usage = recipe.keyUsage { put(.keyUsage, true, &list) { $0.namedBits(usage.rawValue) } }
    if let usages = recipe.usages {
      put(.extendedKeyUsage, false, &list) { $0.sequence { for usage in usages { $0.objectIdentifier(usage) } } }
    }
    if recipe.hasSubjectKeyIdentifier {
      put(.subjectKeyIdentifier, false, &list) { $0.put(DERTag.octetString, own.identifier) }
    }
    if recipe.authorityKeyIdentifier != .absent {
      let wrong = [UInt8](repeating: 7, count: 20)
      put(.authorityKeyIdentifier, false, &list) {
        $0.sequence {
          $0.put(
            DERTag.context(0, constructed: false), recipe.authorityKeyIdentifier == .right ? signer.identifier : wrong)
        }
      }
    }
    if !recipe.names.isEmpty { put(.subjectAlternativeName, false, &list) { $0.generalNames(recipe.names) } }
    if !recipe.constraints.isEmpty {
      put(.nameConstraints, true, &list) {
        $0.sequence {
          subtrees(recipe.constraints.filter(\.isPermitted), DERTag.context(0), &$0)
          subtrees(recipe.constraints.filter { !$0.isPermitted }, DERTag.context(1), &$0)
        }
      }
    }
    if recipe.hasUnknownCritical { put(ObjectIdentifier(1, 2, 3, 4), true, &list) { $0.raw([DERTag.null, 0]) } }
  }

  private static func subtrees(_ list: [CertificateRecipe.Constraint], _ tag: UInt8, _ writer: inout DERWriter) {
    guard !list.isEmpty else { return }
    writer.put(tag) { for each in list { $0.sequence { $0.generalName(each.base) } } }
  }

  private static func put(
    _ identifier: ObjectIdentifier, _ isCritical: Bool, _ list: inout DERWriter, value: (inout DERWriter) -> Void
  ) {
    list.sequence {
      $0.objectIdentifier(identifier)
      if isCritical { $0.booleanTrue() }
      $0.put(DERTag.octetString, body: value)
    }
  }
}
