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
    of result: ProbeResult, _ law: FindingLaw, _ ignored: [FindingException], _ sink: Sink, in world: World
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
    outcome.files = files(of: result)
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

  private func files(of result: ProbeResult) -> [FileToWrite] {
    var files: [FileToWrite] = []
    if let folder = show.chainFolder {
      for member in result.members where !member.certificates.isEmpty {
        let pem = member.certificates.flatMap { PEMEncoding.block("CERTIFICATE", $0.der) }
        files.append(writing.file("\(folder)/\(member.fileName)", pem))
      }
    }
    let roots = result.members.flatMap(\.paths).map(\.path).filter(\.isAnchored).compactMap(\.certificates.last)
    if let path = show.rootFile, let root = roots.first {
      files.append(writing.file(path, PEMEncoding.block("CERTIFICATE", root.der)))
    }
    return files
  }
}

extension ProbeResult {
  /// Whether the time of the whole run was over before all was done.
  fileprivate var isCutOff: Bool { allFindings.contains { $0.code == "run.deadline" } }
}

extension ProbeMember {
  /// A name for what it sent: host, address and port, of such characters alone as files are named by.
  fileprivate var fileName: String {
    let address = IPAddressText.text(address)
    let words = (host.isEmpty ? [] : [host]) + [address.text, String(address.port)]
    let name = words.joined(separator: "_").unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || scalar == "." || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
    }
    return (name.first == "." ? "_" : "") + String(name) + ".pem"
  }
}
