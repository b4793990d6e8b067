package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki inspect`: what files are and what is in them.
package struct InspectCommand: Command {
  package static let name = "inspect"
  package static let summary = "show what a file is and what is in it"
  package static let discussion = [
    "Reads every format, told by its content, and shows every element of a bundle. Dates and weak keys do not change the "
      + "exit code; a file that is unknown or damaged is exit 2. What is locked is shown as far as it can be without its "
      + "passphrase; --passin opens it. Private parts of keys are never shown."
  ]
  package static let group = Group.look
  package static let operandUsage = [Operand("FILE", .any, "a file, a folder, or - for standard input")]
  package static let options: [Option<Self>] =
    [
      .flag("full", \.view, sets: .full, "everything: all extensions, public key, signature"),
      .flag("short", \.view, sets: .short, "one line an element"),
      .flag("fingerprint", \.view, sets: .fingerprint, "the SHA-256 of each certificate alone"),
      .flag("spki-pin", \.view, sets: .pin, "the base64 SHA-256 of each public key alone"),
      .flag("pem", \.view, sets: .pem, "each element but private keys again, as PEM"),
      .flag("der", \.view, sets: .der, "the element again, as DER"),
      .flag("first", \.onlyFirst, "only the first element of each file"),
    ] + InputOptions.options.map { $0.at(\.input) } + ManyOptions.options.map { $0.at(\.many) }
  package static let examples = [
    Example("pki inspect callbridge.crt", "what an operator decides by"),
    Example("pki inspect --short chain.pem", "a line for each element"),
    Example("pki inspect bundle.p12 --passin env:P12PASS", "what is in a PKCS#12 file"),
    Example("openssl s_client -connect cb.example.com:443 </dev/null | pki inspect -", "what a server presents"),
  ]

  var view = ItemView.card
  var onlyFirst = false
  var input = InputOptions()
  var many = ManyOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) { try many.validate(operands, "FILE") }

  package func run(in world: World) throws(PKIError) -> Answer {
    let inputs = try many.inputs(operands, recursive: input.isRecursive, in: world)
    if view == .der, world.isSeen, world.globals.format == .text {
      throw PKIError(.usage, "", "--der would write binary data to the terminal", hint: "send it to a file with >")
    }
    let named = inputs.count > 1 || !many.lists.isEmpty
    return Answer(count: inputs.count, source: { inputs[$0].path }) { index, sink in
      answer(inputs[index], named: named, sink, in: world)
    }
  }

  private func answer(
    _ input: Input, named: Bool, _ sink: Sink, in world: World
  ) -> Outcome {
    var outcome = Outcome(source: input.path)
    if let error = input.error { return Outcome(source: input.path, error: error) }
    var raw: [UInt8] = []
    var left: [Item] = []
    var isForeign = input.isFound
    do {
      let renderer = ItemRenderer(
        view: view, file: input.path, named: named, instant: world.instant,
        isText: world.globals.format == .text)
      let reader = world.reader(of: input.path, passin: self.input.passin.source)
      let notes = try reader.read(world.source(input.path)) { (item: Item) throws(PKIError) in
        isForeign = isForeign && item.kind == .unknown
        if isForeign { return true }
        if let error = item.error {
          outcome.status = .failed
          if world.globals.format == .text { outcome.problems.append(error.about(input.path)) }
        }
        if writesBytes(in: world) {
          guard let bytes = item.encoded(as: view) else {
            if item.error == nil { left.append(item) }
            return true
          }
          if item.kind == .pkcs12 { left.append(item) }
          raw += bytes
          return bytes.isEmpty || !(onlyFirst || view == .der)
        } else if let document = renderer.document(of: item, index: sink.items) {
          sink.item(document, separated: view.isBlock)
        }
        return !onlyFirst
      }
      outcome.fields = notes.isEmpty ? [] : [Field("tolerated", .texts(notes))]
      // What was tolerated is of no interest beside an error.
      let isWorthNoting = world.globals.format == .text && outcome.status == .good
      outcome.notes = isWorthNoting ? notes.map { "\(input.path): tolerated: \($0)" } : []
      if writesBytes(in: world) { note(left, of: input, isAll: raw.isEmpty, in: &outcome) }
    } catch {
      outcome.error = error.about(input.path)
      outcome.status = error.status
    }
    outcome.isPassedOver = isForeign && outcome.error == nil
    if writesBytes(in: world) { outcome.raw = raw }
    return outcome
  }

  /// Says what was not written out; an error where that was all that a named file holds.
  private func note(_ left: [Item], of input: Input, isAll: Bool, in outcome: inout Outcome) {
    var kinds: [ItemKind] = []
    for item in left where item.kind != .pkcs12 && !kinds.contains(item.kind) { kinds.append(item.kind) }
    let way = "pki unlock \(input.path) --out KEY writes the private key"
    guard isAll, !input.isFound else {
      outcome.notes += kinds.map { kind in
        "\(input.path): \(kind.described) is left out" + (kind.isPrivateKey ? "; \(way)" : "")
      }
      return
    }
    guard outcome.status == .good else { return }
    // A container that is locked hides what could be written out.
    let isLocked = kinds.isEmpty && !left.isEmpty
    outcome.error = PKIError(
      .unsupported, input.path,
      kinds.isEmpty
        ? "there is nothing in it to write out"
        : "inspect does not write out " + kinds.map(\.described).joined(separator: ", "),
      hint: isLocked ? "--passin opens it" : kinds.contains(where: \.isPrivateKey) ? way : nil)
    outcome.status = .failed
  }

  /// Whether elements go out as they are; JSON has them among the rest.
  private func writesBytes(in world: World) -> Bool {
    world.globals.format == .text && (view == .pem || view == .der)
  }
}
