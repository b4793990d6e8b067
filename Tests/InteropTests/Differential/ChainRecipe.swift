import PKICore
import Vocabulary

/// What a certificate of a generated chain says.
struct CertificateRecipe: Sendable {
  enum Authority: Sendable, Equatable {
    case absent
    case none
    case authority(pathLength: Int?)
  }

  enum Validity: String, Sendable { case current, expired, future }

  enum Identifier: String, Sendable { case right, wrong, absent }

  struct Constraint: Sendable {
    var base: GeneralName
    var isPermitted: Bool
  }

  var subject: String
  var issuer: String
  /// The key is one of a few of its type: which.
  var key: KeySlot
  var signer: KeySlot
  var version = 3
  var authority = Authority.absent
  var keyUsage: KeyUsage?
  var usages: [ObjectIdentifier]?
  var validity = Validity.current
  var hasSubjectKeyIdentifier = true
  var authorityKeyIdentifier = Identifier.right
  var constraints: [Constraint] = []
  var names: [GeneralName] = []
  var usesSHA1 = false
  var isForged = false
  var hasUnknownCritical = false

  /// A key by its type, and which of that type.
  struct KeySlot: Hashable, Sendable {
    var type = KeyType.ec(.p256)
    var index: Int
  }
}

/// A generated chain: the leaf first, the root, which alone is trusted, last.
struct ChainRecipe: Sendable, CustomStringConvertible {
  var seed: UInt64
  var certificates: [CertificateRecipe]
  /// What lies beside the chain, which nobody trusts.
  var extras: [CertificateRecipe] = []
  /// The intermediate that is not handed in.
  var missing: Int?
  var purpose = Purpose.server
  /// What was changed, and where: the depth from the leaf.
  var twists: [(twist: Twist, depth: Int)] = []

  var description: String {
    let words = twists.map { "\($0.twist.rawValue) at \($0.depth)" }.joined(separator: ", ")
    return "seed \(seed), \(purpose), \(certificates.count) certificates: \(words)"
  }

  var leaf: CertificateRecipe { certificates[0] }
  var issuers: ArraySlice<CertificateRecipe> { certificates.dropFirst() }
  var root: CertificateRecipe { certificates[certificates.count - 1] }
  var intermediates: ArraySlice<CertificateRecipe> { certificates.dropFirst().dropLast() }

  func has(_ twist: Twist) -> Bool { twists.contains { $0.twist == twist } }

  /// A chain that nobody finds fault with.
  init(seed: UInt64, intermediates count: Int) {
    self.seed = seed
    let last = count + 1
    certificates = (0...last).map { depth in
      let above = min(depth + 1, last)
      var recipe = CertificateRecipe(
        subject: "Level \(depth)", issuer: "Level \(above)", key: .init(index: depth), signer: .init(index: above))
      if depth == 0 {
        recipe.keyUsage = .digitalSignature
        recipe.usages = [.serverAuth, .clientAuth]
        recipe.names = [.dns("www.inside.example")]
      } else {
        recipe.authority = .authority(pathLength: nil)
        recipe.keyUsage = [.keyCertSign, .cRLSign]
      }
      return recipe
    }
  }

  /// The chain that a seed decides.
  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    self.init(seed: seed, intermediates: random.below(4))
    purpose = random.pick([.server, .server, .server, .client, .client, .any])
    for _ in 0..<random.pick([0, 1, 1, 1, 1, 2, 2, 3]) {
      let twist = random.pick(Twist.allCases)
      if let depth = apply(twist, &random) { twists.append((twist, depth)) }
    }
  }
}
