package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki bundle`: certificates in the order in which servers hand them out.
package struct BundleCommand: Command {
  package static let name = "bundle"
  package static let summary = "sort certificates from leaf to root, and write chain files and trust lists"
  package static let discussion = [
    "Takes certificates from files of any format, in any order, and writes them in PEM: each signed by the next, the root last, "
      + "every one once, without what stood between them, with line feeds and one at the end. What is missing on the way to the "
      + "root is named, and where it is to be had; what belongs to another chain is left out and named.",
    "Without --out the result goes to standard output.",
  ]
  package static let group = Group.convert
  package static let operandUsage = [Operand("FILE", .any, "certificates, or a folder of them")]
  package static let options: [Option<Self>] =
    [
      .value("out", \.out, "FILE", "write the bundle to FILE", short: "o", initially: "standard output"),
      .flag("intermediates", \.hasIntermediates, "the CAs alone, without the leaf, the root last"),
      .flag("full-chain", \.isFullChain, "the leaf first, the root last; refused where one of them is missing"),
      .flag("no-root", \.leavesOutRoot, "leave the root out"),
      .flag("split", \.splits, "two files: the leaf, and the chain above it"),
      .flag(
        "ca-certificates", \.isTrustList, "a trust list of all CAs by name, in ca-certificates.pem without --out"),
    ] + InputOptions.options.map { $0.at(\.input) } + ManyOptions.listOptions.map { $0.at(\.many) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example(
      "pki bundle callbridge.crt vendor.p7b --full-chain -o webbridge3.pem", "for webbridge3: leaf first, root last"),
    Example("pki bundle answer.pem --split -o callbridge.crt", "callbridge.crt and callbridge-chain.crt"),
    Example("pki bundle *.cer --intermediates -o bundle.pem", "the bundle of a service, root last"),
    Example("pki bundle partners --ca-certificates", "every CA in a folder, in ca-certificates.pem"),
  ]

  var out: String?
  var hasIntermediates = false
  var isFullChain = false
  var leavesOutRoot = false
  var splits = false
  var isTrustList = false
  var input = InputOptions()
  var many = ManyOptions()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    let forms = [
      ("--intermediates", hasIntermediates), ("--full-chain", isFullChain), ("--split", splits),
      ("--ca-certificates", isTrustList),
    ].filter(\.1).map(\.0)
    try many.validate(operands, "FILE")
    guard forms.count < 2 else { throw UsageError("\(forms[0]) and \(forms[1]) are two different files") }
    if isTrustList, leavesOutRoot { throw UsageError("--no-root is for chains: a trust list is of roots") }
    if splits, out == "-" { throw UsageError("--split writes two files: --out names the first") }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    let gathered = try GatheredCertificates(many.operands(operands, in: world), input, in: world)
    var outcome = Outcome(source: (operands + many.lists).joined(separator: " "))
    outcome.isDryRun = writing.isDryRun
    outcome.notes = gathered.notes
    if isTrustList {
      try list(gathered, &outcome, in: world)
    } else {
      try chain(gathered, &outcome, in: world)
    }
    return Answer(outcome)
  }

  // MARK: - Chains

  private var form: BundleForm { hasIntermediates ? .intermediates : isFullChain ? .fullChain : .all }

  private func chain(
    _ gathered: GatheredCertificates, _ outcome: inout Outcome, in world: World
  ) throws(PKIError) {
    let bundle: CertificateBundle
    do {
      bundle = try CertificateBundle(gathered.certificates, at: world.instant)
    } catch { throw error.about(outcome.source) }
    let chosen: [Certificate]
    do {
      chosen = try form.certificates(of: bundle, withoutRoot: leavesOutRoot)
    } catch { throw error.about(outcome.source) }
    outcome.notes += BundleNotes(bundle, gathered.origins, at: world.instant).notes
    outcome.notes += BundleNotes.size(chosen)
    let parts = splits ? try split(chosen, bundle) : [Part(path: out ?? "-", certificates: chosen)]
    try outcome.write(parts, writing, in: world)
    outcome.fields += [
      Field("certificates", "", gathered.table(chosen, bundle)),
      Field("complete", .truth(bundle.isComplete)),
      Field("missing", bundle.missing?.document ?? .null),
      Field("strangers", .list(bundle.strangers.map { $0.document(gathered.origins) })),
    ]
  }

  /// The leaf and what stands above it, in two files.
  private func split(_ chosen: [Certificate], _ bundle: CertificateBundle) throws(PKIError) -> [Part] {
    guard let leaf = bundle.leaf else {
      throw PKIError(.refused, "", "there is no leaf to split off: these are all CAs")
    }
    guard chosen.count > 1 else {
      throw PKIError(
        .refused, "", "there is no chain to split off: \(leaf.subject.shortText) stands alone",
        hint: bundle.missing.map { "it was issued by \($0.issuer)" })
    }
    let path = out ?? (StoreName(of: leaf)?.text ?? "leaf") + ".crt"
    let name = StorePath(path)
    let ending = name.namesFile ? path.dropFirst(name.stem.count) : ".crt"
    return [
      Part(path: name.stem + ending, certificates: [leaf]),
      Part(path: name.stem + "-chain" + ending, certificates: Array(chosen.dropFirst())),
    ]
  }

  // MARK: - Trust lists

  private func list(
    _ gathered: GatheredCertificates, _ outcome: inout Outcome, in world: World
  ) throws(PKIError) {
    let (authorities, others) = TrustList.sorted(gathered.certificates)
    guard !authorities.isEmpty else {
      outcome = Outcome(
        source: outcome.source,
        error: PKIError(
          .refused, outcome.source, "none of these certificates is a CA's",
          hint: "--full-chain and the like write chains"))
      return
    }
    outcome.notes += others.map {
      "left out: \($0.subject.shortText) (\(gathered.origin(of: $0))), which is no CA"
    }
    try outcome.write(
      [Part(path: out ?? "ca-certificates.pem", certificates: authorities)], writing, in: world)
    outcome.fields += [
      Field("certificates", "", gathered.table(authorities, nil)),
      Field("left_out", .texts(others.map(\.subject.description))),
    ]
  }
}

/// One file of certificates.
struct Part {
  let path: String
  let certificates: [Certificate]

  var bytes: [UInt8] { certificates.flatMap(\.pem) }
}

extension Outcome {
  /// Files of certificates, or their bytes as the result itself where they go to standard output.
  fileprivate mutating func write(
    _ parts: [Part], _ writing: WriteOptions, in world: World
  ) throws(PKIError) {
    try world.requireFree(parts.map(\.path).filter { $0 != "-" }, writing)
    for part in parts {
      guard part.path != "-" else {
        put(part.bytes)
        isDryRun = false
        continue
      }
      files.append(writing.file(part.path, part.bytes))
      let count = part.certificates.count
      fields.append(
        .said(Line("Wrote \(part.path): \(count == 1 ? "1 certificate" : "\(count) certificates")", .good)))
    }
    fields.append(Field("files", .texts(parts.map(\.path).filter { $0 != "-" })))
  }
}
