import Console
import PKICore
import Platform

extension ProbeCommand {
  /// What a domain offers; its targets follow in their turn.
  func outcome(of discovery: ServiceDiscovery, in world: World) -> Outcome {
    var outcome = Outcome(source: discovery.domain)
    outcome.fields = discovery.fields(view(in: world))
    outcome.standsApart = true
    if !discovery.findings.isEmpty { outcome.status = .failed }
    outcome.report = ReportedInput(discovery)
    return outcome
  }

  /// A row or line that is no target: in data an element with the names that others have.
  func outcome(of error: PKIError, in source: String) -> Outcome {
    var outcome = Outcome(source: source, error: error)
    outcome.fields = [
      Field("status", "failed"),
      Field(
        "error",
        .fields([
          Field("id", .text(error.kind.rawValue)), Field("text", .text(error.sentence)),
          Field("hint", .text(orNull: error.hint)),
        ])),
    ]
    return outcome
  }

  /// What a target comes to, its addresses said as they are done.
  func outcome(
    of result: ProbeResult, _ law: FindingLaw, _ ignored: [FindingException], _ ledger: ProbeLedger, _ sink: Sink,
    in world: World
  ) -> Outcome {
    var outcome = Outcome(source: result.target.text)
    outcome.status = result.allFindings.status(law.failOn)
    if result.isUnreachable || result.isCutOff { outcome.status = max(outcome.status, .failed) }
    outcome.report = report(result, law, in: world)
    // What a report has no place for is not worked out.
    if outcome.report == nil { describe(result, ignored, sink, &outcome, in: world) }
    if trust.fetches { outcome.add(result.members.flatMap { $0.check?.fetched ?? [] }) }
    // Of what --quiet-ok leaves out data says nothing more.
    if world.globals.format.isJSON, sink.items == 0 { outcome.fields = [] }
    outcome.files = files(of: result, ledger)
    outcome.isDryRun = writing.isDryRun
    if !outcome.files.isEmpty, !writing.isDryRun {
      let paths = outcome.files.map(\.path)
      outcome.fields += [.said(paths.map { Line("Wrote \($0)", .good) }), Field("files", .texts(paths))]
    }
    if let path = show.rootFile, outcome.files.allSatisfy({ $0.path != path }) {
      outcome.notes.append("\(result.target.text): no trusted root, so that \(path) is not written")
    }
    return outcome
  }

  /// What text and JSON say of a target.
  private func describe(
    _ result: ProbeResult, _ ignored: [FindingException], _ sink: Sink, _ outcome: inout Outcome, in world: World
  ) {
    let view = view(in: world)
    let isHidden = show.hidesGood && outcome.status == .good && result.allFindings.allSatisfy { $0.severity == .info }
    let heading = view.isText && !isHidden && !show.isShort ? result.recordFields : []
    if !heading.isEmpty { sink.item(.fields(heading), separated: true) }
    if view.isText {
      for member in result.members where !show.hidesGood || member.status != "ok" {
        sink.item(member.document(of: result, view), separated: !show.isShort)
      }
    } else {
      for place in result.places(withoutGood: show.hidesGood) { sink.item(place.document(view)) }
    }
    outcome.fields = result.fields(isGood: outcome.status == .good, isHidden: isHidden, view)
    if !ignored.isEmpty { outcome.fields.append(Field("ignored", .list(ignored.map(\.document)))) }
    outcome.standsApart = !show.isShort
  }

  private func view(in world: World) -> ProbeView {
    ProbeView(
      show: show, isText: world.globals.format == .text, instant: world.instant, width: world.width ?? 100)
  }

  private func report(_ result: ProbeResult, _ law: FindingLaw, in world: World) -> ReportedInput? {
    guard let format = world.globals.format.report else { return nil }
    var report = ReportedInput(result, law, at: world.instant)
    if format == .csv {
      report.rows = ReportedValues(result.rows(at: world.instant, withoutGood: show.hidesGood))
    } else if format == .csvCompat {
      report.rows = ReportedValues(result.compatibleRows(withoutGood: show.hidesGood))
    }
    return report
  }
}

extension ProbeResult {
  /// Whether the time of the whole run was over before all was done.
  fileprivate var isCutOff: Bool { allFindings.contains { $0.code == "run.deadline" } }
}
