import PKICore
import Vocabulary

/// One thing about a chain that is not as it is everywhere; some are harmless.
enum Twist: String, CaseIterable, Sendable {
  case keyType, weakKey, leafUsages, authorityUsages, leafKeyUsage, authorityKeyUsage, authorityConstraints
  case leafConstraints, pathLength, expired, future, noSubjectKey, noAuthorityKey, wrongAuthorityKey
  case permitted, excluded, forged, selfIssued, crossSigned, expiredTwin, namesake, oldVersion, unknownCritical, sha1
  case missing
}

extension ChainRecipe {
  private static let usages: [[ObjectIdentifier]?] = [
    nil, [.serverAuth], [.clientAuth], [.serverAuth, .clientAuth], [.anyExtendedKeyUsage], [.codeSigning],
    [.emailProtection, .clientAuth],
  ]

  /// Changes the chain; gives the depth of what was changed, nil where the chain has no place for it.
  mutating func apply(_ twist: Twist, _ random: inout SeededGenerator) -> Int? {
    let last = certificates.count - 1
    let any = random.below(certificates.count)
    let issuer = 1 + random.below(last)
    let depth: Int
    switch twist {
    case .keyType, .weakKey, .expired, .future, .noSubjectKey, .noAuthorityKey, .wrongAuthorityKey, .forged,
      .oldVersion, .unknownCritical, .sha1:
      depth = any
    case .leafUsages, .leafKeyUsage, .leafConstraints: depth = 0
    case .authorityUsages, .authorityKeyUsage, .authorityConstraints, .pathLength, .permitted, .excluded:
      depth = issuer
    case .selfIssued, .crossSigned, .expiredTwin, .namesake, .missing:
      guard last > 1 else { return nil }
      depth = 1 + random.below(last - 1)
    }
    switch twist {
    case .selfIssued, .crossSigned, .expiredTwin, .namesake, .missing: change(twist, at: depth)
    case .permitted, .excluded: constrain(at: depth, isPermitted: twist == .permitted, &random)
    case .keyType, .weakKey:
      let types: [KeyType] = twist == .weakKey ? [.rsa(bits: 1_024)] : [.ec(.p384), .ed25519, .rsa(bits: 2_048)]
      setKey(random.pick(types), at: depth)
    default: change(&certificates[depth], twist, &random)
    }
    return depth
  }

  /// What concerns one certificate alone.
  private func change(_ recipe: inout CertificateRecipe, _ twist: Twist, _ random: inout SeededGenerator) {
    switch twist {
    case .leafUsages, .authorityUsages: recipe.usages = random.pick(Self.usages)
    case .leafKeyUsage:
      recipe.keyUsage = random.pick([
        nil, .keyEncipherment, .keyAgreement, .keyCertSign, .nonRepudiation, [], [.digitalSignature, .keyCertSign],
      ])
    case .authorityKeyUsage:
      recipe.keyUsage = random.pick([
        nil, .keyCertSign, .cRLSign, .digitalSignature, [.digitalSignature, .keyCertSign],
      ])
    case .authorityConstraints, .leafConstraints:
      recipe.authority = random.pick([.absent, .none, .authority(pathLength: nil)])
    case .pathLength: recipe.authority = .authority(pathLength: random.below(3))
    case .expired: recipe.validity = .expired
    case .future: recipe.validity = .future
    case .noSubjectKey: recipe.hasSubjectKeyIdentifier = false
    case .noAuthorityKey: recipe.authorityKeyIdentifier = .absent
    case .wrongAuthorityKey: recipe.authorityKeyIdentifier = .wrong
    case .forged: recipe.isForged = true
    case .oldVersion: recipe.version = 1
    case .unknownCritical: recipe.hasUnknownCritical = true
    case .sha1: recipe.usesSHA1 = true
    default: break
    }
  }

  /// What concerns a certificate and its neighbours.
  private mutating func change(_ twist: Twist, at depth: Int) {
    switch twist {
    // A CA that issues to itself, as when its key is changed.
    case .selfIssued:
      let name = certificates[depth].issuer
      certificates[depth].subject = name
      certificates[depth - 1].issuer = name
    case .crossSigned, .expiredTwin, .namesake:
      var extra = certificates[depth]
      switch twist {
      case .crossSigned:
        extra.issuer = "Foreign"
        extra.signer = .init(index: 9)
      case .expiredTwin: extra.validity = .expired
      default: extra.key = .init(index: 8)
      }
      extras.append(extra)
    case .missing: missing = depth
    default: break
    }
  }

  private mutating func setKey(_ type: KeyType, at depth: Int) {
    certificates[depth].key.type = type
    if depth == certificates.count - 1 { certificates[depth].signer = certificates[depth].key }
    if depth > 0 { certificates[depth - 1].signer = certificates[depth].key }
  }

  /// Lets a CA permit or exclude names, and gives the leaf a name of that kind, inside or outside.
  private mutating func constrain(at depth: Int, isPermitted: Bool, _ random: inout SeededGenerator) {
    let inside = DistinguishedName([NameAttribute(type: .organizationName, text: "Inside")])
    let outside = DistinguishedName([NameAttribute(type: .organizationName, text: "Outside")])
    let kinds: [(GeneralName, [GeneralName])] = [
      (.dns("www.inside.example"), [.dns("inside.example"), .dns("outside.example"), .dns("www.inside.example")]),
      (.dns("*.inside.example"), [.dns("inside.example"), .dns("www.inside.example")]),
      (
        .email("a@inside.example"),
        [.email("inside.example"), .email("outside.example"), .email("a@inside.example"), .email(".example")]
      ),
      (.ip([192, 0, 2, 1]), [.ip([192, 0, 2, 0, 255, 255, 255, 0]), .ip([198, 51, 100, 0, 255, 255, 255, 0])]),
      (
        .uri("https://www.inside.example/x"),
        [.uri("www.inside.example"), .uri(".inside.example"), .uri("outside.example")]
      ), (.directory(inside), [.directory(inside), .directory(outside)]),
    ]
    let (name, bases) = random.pick(kinds)
    if !certificates[0].names.contains(name) { certificates[0].names.append(name) }
    certificates[depth].constraints.append(.init(base: random.pick(bases), isPermitted: isPermitted))
  }
}
