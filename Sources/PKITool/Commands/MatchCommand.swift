package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki match`: whether key, certificate and request belong together.
package struct MatchCommand: Command {
  package static let name = "match"
  package static let summary = "check that key, certificate and request belong together"
  package static let discussion = [
    "Compares public keys, of any two or more of private key, certificate, request, PKCS#12 and public key. Two files: "
      + "SUCCESS or FAILURE, and after a failure which file of the store does match. Folders, or more files: groups that "
      + "share a key, and those that stand alone.",
    "--weak examines every key instead, each by itself and all together: small factors, close primes, ROCA, odd "
      + "exponents and curves, parts that do not belong together, one key under several names, primes in common. Exit 1 "
      + "where one can be broken.",
  ]
  package static let group = Group.check
  package static let operandUsage = [
    Operand("KEY", .optional, "a key, or a folder"), Operand("CERT", .any, "certificate, request or another key"),
  ]
  package static let options: [Option<Self>] =
    [
      .flag("weak", \.looksForWeakness, "examine the keys themselves, and name what is weak"),
      .value(
        "blocklist", \.blocklist, "FILE", "SHA-256 of public keys that are known to be bad; implies --weak",
        completion: .files),
    ] + InputOptions.options.map { $0.at(\.input) } + ManyOptions.options.map { $0.at(\.many) }
  package static let examples = [
    Example("pki match callbridge.key callbridge.crt", "does the key belong to the certificate"),
    Example("pki match .", "who belongs to whom in this folder"),
    Example("pki match --weak -r /etc/ssl", "which keys can be broken"),
    Example("find /etc -name '*.pem' -print0 | pki match -0 --files-from -", "who belongs to whom among many"),
  ]

  var looksForWeakness = false
  var blocklist: String?
  var input = InputOptions()
  var many = ManyOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    try many.validate(operands, "KEY")
    guard many.shard != .all, !looksForWeakness, blocklist == nil else { return }
    throw UsageError("--shard would part keys from what belongs to them", hint: "it is for --weak; leave it out")
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    var all = self
    all.operands = try many.operands(operands, in: world)
    return try all.answer(in: world)
  }

  private func answer(in world: World) throws(PKIError) -> Answer {
    guard !operands.isEmpty else { throw PKIError(.content, many.lists.joined(separator: " "), "it names no file") }
    let inputs = many.shard.of(world.inputs(operands, recursive: input.isRecursive))
    if looksForWeakness || blocklist != nil { return try weaknesses(inputs, in: world) }
    let isPair = operands.count == 2 && inputs.count == 2 && !inputs[0].isFound && !inputs[1].isFound
    guard isPair || operands.count > 1 || !inputs.contains(where: { !$0.isFound }) else {
      throw PKIError(
        .usage, "", "a second file is missing: what should \(operands[0]) be compared with?",
        hint: "pki match \(operands[0]) CERT, or a folder")
    }
    return isPair ? try pair(inputs, in: world) : try groups(inputs, in: world)
  }

  // MARK: - Two files

  private func pair(_ inputs: [Input], in world: World) throws(PKIError) -> Answer {
    let first = try members(of: inputs[0], in: world)
    let second = try members(of: inputs[1], in: world)
    let isMatch = MatchCommand.share(first, second)
    let words = MatchCommand.words(first, second)
    let message = isMatch ? words.match : words.mismatch
    var outcome = Outcome(source: operands.joined(separator: " "))
    outcome.status = isMatch ? .good : .no
    outcome.fields = MatchCommand.verdict(isMatch, message)
    if !isMatch { outcome.fields += hints(first, inputs, in: world) + hints(second, inputs, in: world) }
    return Answer(outcome)
  }

  /// Whether the files share a key. Where neither holds a private key or request, their first certificates count:
  /// two bundles that share an intermediate are no pair.
  private static func share(_ a: [KeyGroups.Member], _ b: [KeyGroups.Member]) -> Bool {
    let areBundles = (a + b).allSatisfy { $0.kind == .certificate }
    let (left, right) = areBundles ? (Array(a.prefix(1)), Array(b.prefix(1))) : (own(a), own(b))
    return left.contains { one in right.contains { $0.publicKey.sameKey(as: one.publicKey) } }
  }

  /// What a file is there for: its private keys where it has some, else everything in it.
  private static func own(_ members: [KeyGroups.Member]) -> [KeyGroups.Member] {
    let keys = members.filter(\.kind.isPrivateKey)
    return keys.isEmpty ? members : keys
  }

  /// The verdicts, in the Meeting Server's words where it has some.
  private static func words(
    _ a: [KeyGroups.Member], _ b: [KeyGroups.Member]
  ) -> (match: String, mismatch: String) {
    let all = Set((own(a) + own(b)).map(\.kind))
    let hasKey = all.contains(where: \.isPrivateKey)
    if hasKey, all.contains(.certificate) { return pair("Key and certificate", "certificate and key") }
    if hasKey, all.contains(.request) { return pair("Key and CSR", "CSR and key") }
    if all == [.certificate, .request] { return pair("Certificate and CSR", "certificate and CSR") }
    if all == [.certificate] { return ("The certificates have the same key", "The certificates have different keys") }
    return ("The keys match", "The keys do not match")
  }

  private static func pair(_ title: String, _ plain: String) -> (match: String, mismatch: String) {
    ("\(title) pair match", "\(title) problem: \(plain) do not match")
  }

  /// Which file beside the two has the same key.
  private func hints(_ members: [KeyGroups.Member], _ inputs: [Input], in world: World) -> [Field] {
    guard let key = MatchCommand.own(members).first else { return [] }
    let taken = Set(inputs.map(\.path))
    var found: [String] = []
    for input in world.inputs(["."], recursive: false) where !taken.contains(input.path) {
      let others = (try? self.members(of: input, in: world)) ?? []
      if others.contains(where: { $0.publicKey.sameKey(as: key.publicKey) }) { found.append(input.path) }
    }
    guard !found.isEmpty else { return [] }
    return [Field("matches_\(key.kind == .certificate ? "certificate" : "key")", "\(key.file) matches", .texts(found))]
  }

  // MARK: - Many files

  private func groups(_ inputs: [Input], in world: World) throws(PKIError) -> Answer {
    var members: [KeyGroups.Member] = []
    var errors: [PKIError] = []
    for input in inputs {
      do {
        members += try self.members(of: input, in: world)
      } catch {
        if !input.isFound { errors.append(error) }
      }
    }
    if members.isEmpty, errors.isEmpty {
      throw PKIError(.content, operands[0], "no file in this folder has a public key to compare")
    }
    let groups = KeyGroups(members)
    let found = Set(inputs.filter(\.isFound).map(\.path))
    // In a folder, certificates of CAs stand alone by nature.
    let missing = groups.orphans.filter { !found.contains($0.file) || $0.kind != .certificate }
    let isWhole = missing.isEmpty
    var outcome = Outcome(source: operands.joined(separator: " "))
    outcome.status = errors.isEmpty ? (isWhole ? .good : .no) : .failed
    outcome.problems = errors.dropLast()
    outcome.error = errors.last
    outcome.fields = [
      Field("groups", "", .list(groups.groups.map { MatchCommand.document(of: $0) })),
      Field("orphans", "Alone", .list(groups.orphans.map { .spoken(MatchCommand.words(of: $0), as: $0.document) })),
    ]
    if errors.isEmpty { outcome.fields += MatchCommand.verdict(groups, missing) }
    return Answer(outcome)
  }

  /// The last line: whether all that should pair up does, or which files do not.
  private static func verdict(_ groups: KeyGroups, _ missing: [KeyGroups.Member]) -> [Field] {
    guard missing.isEmpty else {
      let files = missing.prefix(5).map(\.file).joined(separator: ", ")
      let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
      return verdict(false, "Nothing matches \(files)\(more)")
    }
    let (count, alone) = (groups.groups.count, groups.orphans.count)
    guard count > 0 else { return [.said(Line("There are no pairs here"))] }
    let pairs = count == 1 ? "All share one key" : "All pair up, in \(count) groups"
    guard alone > 0 else { return verdict(true, pairs) }
    return verdict(true, "All keys pair up; \(alone) certificate\(alone == 1 ? " stands" : "s stand") alone")
  }

  private static func verdict(_ isMatch: Bool, _ message: String) -> [Field] {
    [
      Field("match", .truth(isMatch)),
      .said(Line([isMatch ? Span("SUCCESS: ", .good) : Span("FAILURE: ", .bad), Span(message)])),
      Field("message", .text(message)),
    ]
  }

  private static func document(of group: [KeyGroups.Member]) -> Document {
    let lines = group.enumerated().map { index, member in
      Line([Span(index == 0 ? "" : "  ↔ "), Span(words(of: member), index == 0 ? .strong : .plain)])
    }
    return .spoken(lines, as: .list(group.map(\.document)))
  }

  private static func words(of member: KeyGroups.Member) -> String {
    let kind = member.kind == .request ? "CSR" : member.kind.noun
    return "\(member.file) (\(kind)" + (member.subject.map { " of \($0)" } ?? "") + ")"
  }

  // MARK: - Reading

  /// Everything in a file that has a public key.
  private func members(of input: Input, in world: World) throws(PKIError) -> [KeyGroups.Member] {
    if let error = input.error { throw error }
    let asking: World.Asking = input.isFound ? .ifGiven : .ifNeeded
    let material = try world.material(input.path, asking: asking, passin: self.input.passin.source)
    if !input.isFound, let error = material.firstError { throw error.about(input.path) }
    var members: [KeyGroups.Member] = []
    for item in material.items {
      guard let key = try publicKey(of: item, input) else { continue }
      members.append(KeyGroups.Member(file: input.path, kind: item.kind, publicKey: key, subject: item.subject))
    }
    if members.isEmpty, !input.isFound {
      throw PKIError(.content, input.path, "this is \(material.described), which has no public key to compare")
    }
    return members
  }

  private func publicKey(of item: Item, _ input: Input) throws(PKIError) -> SubjectPublicKeyInfo? {
    do {
      return try item.publicKey()
    } catch {
      if input.isFound { return nil }
      throw error.about(input.path)
    }
  }
}

extension KeyGroups.Member {
  /// File, kind and subject for JSON.
  var document: Document {
    .fields([
      Field("file", .text(file)), Field("type", .text(kind.rawValue)), Field("subject", .text(orNull: subject)),
    ])
  }
}

extension Item {
  /// Whose it is, for certificates and requests.
  var subject: String? {
    switch content {
    case .certificate(let certificate): certificate.subject.shortText
    case .request(let request): request.subject.shortText
    default: nil
    }
  }
}
