import OpenSSL
import PKICore
import Platform
import TestKit
import Vocabulary

/// A generated chain as certificates, and what each verifier says of it.
struct ChainTrial {
  let recipe: ChainRecipe
  let now: Instant
  let leaf: [UInt8]
  let root: [UInt8]
  /// Intermediates and what lies beside the chain, in an order that the seed decides.
  let others: [[UInt8]]

  init(_ recipe: ChainRecipe, now: Instant) throws {
    self.recipe = recipe
    self.now = now
    var made: [[UInt8]] = []
    for (depth, each) in recipe.certificates.enumerated() {
      made.append(try ChainMill.certificate(each, at: now, serial: depth + 1))
    }
    leaf = made[0]
    root = made[made.count - 1]
    let missing = recipe.missing
    var others = made.indices.dropFirst().dropLast().filter { $0 != missing }.map { made[$0] }
    for (index, each) in recipe.extras.enumerated() {
      others.append(try ChainMill.certificate(each, at: now, serial: 100 + index))
    }
    var random = SeededGenerator(seed: ~recipe.seed)
    self.others = others.shuffled(using: &random)
  }

  // MARK: - In this process

  /// What we say.
  func own() throws -> Verification {
    var request = VerificationRequest(instant: now)
    request.purpose = recipe.purpose
    var untrusted: [Certificate] = []
    for der in others { untrusted.append(try Certificate(der: der)) }
    let pool = TrustPool(anchors: [try Certificate(der: root)], untrusted: untrusted)
    return Verification(of: try Certificate(der: leaf), in: pool, asking: request)
  }

  /// Whether libcrypto and we are of one mind once every reason to differ is taken away: they hide nothing else.
  func isUndisputedWithoutReasons() throws -> Bool {
    var recipe = recipe
    for reason in ListedReason.accepting + ListedReason.refusing where reason.holds(recipe) { reason.mend(&recipe) }
    let mended = try ChainTrial(recipe, now: now)
    return try mended.own().isGood == mended.libcrypto().isTrusted
  }

  /// What libcrypto says of the whole, as `openssl verify` asks it.
  func libcrypto() throws -> ChainVerdict {
    var parameters = ChainParameters(time: now)
    parameters.securityLevel = 2
    parameters.purpose =
      switch recipe.purpose {
      case .server: .server
      case .client: .client
      default: .any
      }
    var untrusted: [X509Handle] = []
    for der in others { untrusted.append(try X509Handle(der: der)) }
    return try ChainVerifier(anchors: [try X509Handle(der: root)])
      .verify(try X509Handle(der: leaf), untrusted: untrusted, parameters)
  }

  // MARK: - Other programs

  /// Writes the files that other programs are asked about.
  func write(to folder: TemporaryFolder) throws {
    try folder.write(PEMEncoding.block("CERTIFICATE", root), to: "root.pem")
    try folder.write(PEMEncoding.block("CERTIFICATE", leaf), to: "leaf.pem")
    try folder.write(others.flatMap { PEMEncoding.block("CERTIFICATE", $0) }, to: "others.pem")
    try folder.write(([leaf] + others).flatMap { PEMEncoding.block("CERTIFICATE", $0) }, to: "chain.pem")
  }

  func openSSL(in folder: TemporaryFolder) throws -> Program.Result {
    let purpose =
      switch recipe.purpose {
      case .server: "sslserver"
      case .client: "sslclient"
      default: "any"
      }
    let words = [
      "verify", "-auth_level", "2", "-purpose", purpose, "-attime", "\(now.seconds)", "-no-CApath", "-no-CAstore",
      "-CAfile", "root.pem",
    ]
    let untrusted = others.isEmpty ? [] : ["-untrusted", "others.pem"]
    return try Tools.openssl.program(folder: folder.path).run(words + untrusted + ["leaf.pem"])
  }

  func gnuTLS(in folder: TemporaryFolder) throws -> Program.Result {
    let purpose: [String] =
      switch recipe.purpose {
      case .server: ["--verify-purpose", ObjectIdentifier.serverAuth.description]
      case .client: ["--verify-purpose", ObjectIdentifier.clientAuth.description]
      default: []
      }
    let words = ["--verify", "--verify-profile", "medium", "--load-ca-certificate", "root.pem"]
    return try Tools.certtool.program(folder: folder.path).run(words + purpose + ["--infile", "chain.pem"])
  }
}

/// How often verifiers agreed.
struct Agreement: CustomStringConvertible {
  var counts: [String: Int] = [:]
  /// Reasons that explained a difference.
  var reasons: [String: Int] = [:]

  mutating func count(_ verdicts: [(who: String, accepts: Bool)]) {
    let key = verdicts.map { "\($0.who) \($0.accepts ? "accepts" : "refuses")" }.joined(separator: ", ")
    counts[key, default: 0] += 1
  }

  var description: String {
    (counts.sorted { $0.key < $1.key } + reasons.sorted { $0.key < $1.key }.map { ("  because: \($0.key)", $0.value) })
      .map { "\($0.1) × \($0.0)" }.joined(separator: "\n")
  }
}
