import Console
import PKICore
import Platform
import Vocabulary

extension MatchCommand {
  /// What is weak about all keys in files and folders. The answer is no where one can be broken.
  func weaknesses(_ inputs: [Input], in world: World) throws(PKIError) -> Answer {
    var list: KeyBlocklist?
    if let blocklist { list = try world.blocklist(blocklist) }
    let sources = Workers.parallelMap(inputs) { SurveyedFile($0, passin: input.passin.source, in: world) }
    let survey = WeakKeySurvey(sources.flatMap(\.keys), blocklist: list)
    let errors = sources.compactMap(\.error)
    for error in errors.dropFirst() { world.report(error) }
    let isSound = !survey.findings.contains { $0.weakness.severity == .error }
    var outcome = Outcome(source: operands.joined(separator: " "))
    outcome.status = errors.isEmpty ? (isSound ? .good : .no) : .failed
    outcome.error = errors.first
    outcome.fields = survey.fields(isSound: isSound)
    outcome.notes = sources.flatMap(\.notes)
    if survey.uncompared > 0 {
      outcome.notes.append(
        "\(survey.uncompared) RSA keys were not compared with the others: \(SharedFactors.mostModuli) are the most")
    }
    return Answer(outcome)
  }
}

/// The keys of a file.
private struct SurveyedFile: Sendable {
  var keys: [SurveyedKey] = []
  /// Why a file that was named cannot be read.
  var error: PKIError?
  /// What was not examined.
  var notes: [String] = []

  init(_ input: Input, passin: PassphraseSource?, in world: World) {
    error = input.error
    guard error == nil else { return }
    do {
      let asking: World.Asking = input.isFound ? .ifGiven : .ifNeeded
      let material = try world.material(input.path, asking: asking, passin: passin)
      if !input.isFound { error = material.firstError?.about(input.path) }
      for item in material.items { examine(item, input) }
    } catch {
      let failure = error.about(input.path)
      if input.isFound { notes.append("\(input.path): not examined: \(failure.message)") } else { self.error = failure }
    }
  }

  private mutating func examine(_ item: Item, _ input: Input) {
    if let key = item.privateKey, !key.isOpen {
      notes.append("\(input.path): not examined: the key is locked")
      return
    }
    if let error = item.error, item.kind != .unknown, !item.isUsable {
      notes.append("\(input.path): not examined: \(error.message)")
    }
    do {
      if let key = try SurveyedKey(item, file: input.path, subject: item.subject) { keys.append(key) }
    } catch {
      notes.append("\(input.path): not examined: \(error.message)" + (error.reason.map { " (\($0))" } ?? ""))
    }
  }
}

extension WeakKeySurvey {
  fileprivate func fields(isSound: Bool) -> [Field] {
    let keys = keyCount == 1 ? "1 key" : "\(keyCount) keys"
    let weak = Set(findings.filter { $0.weakness.severity == .error }.map(\.holders[0].words)).count
    let verdict =
      isSound
      ? Line([Span("SUCCESS: ", .good), Span("no key of \(keys) can be broken by what is known")])
      : Line([Span("FAILURE: ", .bad), Span("\(weak) of \(keys) must not be used")])
    return [
      Field("ok", .truth(isSound)), Field("keys", .number(keyCount)),
      Field("findings", "", .list(findings.map(\.document))),
      .said(verdict), Field("message", .text(verdict.plain)),
    ]
  }
}

extension WeakKeySurvey.Finding {
  private var message: String { weakness.sentence(holders[0].words) }

  private var style: Style {
    switch weakness.severity {
    case .error: .bad
    case .warning: .warning
    case .info: .plain
    }
  }

  fileprivate var document: Document {
    let word = weakness.severity.rawValue
    var lines = [
      Line([
        Span(word + String(repeating: " ", count: max(1, 9 - word.count)), style),
        Span(weakness.flaw.code, .strong),
      ]),
      Line(message, indentation: 9),
    ]
    let others = holders.dropFirst().map(\.words)
    if !others.isEmpty { lines.append(Line("also in " + others.joined(separator: ", "), .faint, indentation: 9)) }
    lines.append(Line("\(weakness.flaw.clause) · fix: \(weakness.flaw.fix)", .faint, indentation: 9))
    return .spoken(
      lines,
      as: .fields([
        Field("code", .text(weakness.flaw.code)), Field("severity", .text(word)), Field("message", .text(message)),
        Field("clause", .text(weakness.flaw.clause)), Field("fix", .text(weakness.flaw.fix)),
        Field("holders", .list(holders.map(\.document))),
      ]))
  }
}

extension SurveyedKey {
  fileprivate var document: Document {
    .fields([
      Field("file", .text(file)), Field("type", .text(kind.rawValue)), Field("subject", .text(orNull: subject)),
    ])
  }
}
