import Console
import PKICore
import Platform

extension ProbeCommand {
  /// What a target comes to, its addresses said as they are done.
  func outcome(of result: ProbeResult, _ law: FindingLaw, _ sink: Sink, in world: World) -> Outcome {
    var result = result
    var outcome = Outcome(source: result.target.text)
    let ignored = result.pass(law, at: world.instant)
    outcome.status = result.allFindings.status(law.failOn)
    if result.isUnreachable { outcome.status = max(outcome.status, .failed) }
    for member in result.members { sink.item(member.document(of: result, at: world.instant), separated: true) }
    outcome.fields = result.fields(isGood: outcome.status == .good)
    if !ignored.isEmpty { outcome.fields.append(Field("ignored", .list(ignored.map(\.document)))) }
    if trust.fetches { outcome.add(result.members.flatMap { $0.check?.fetched ?? [] }) }
    outcome.standsApart = true
    if world.globals.format.report != nil { outcome.report = ReportedInput(result, law, at: world.instant) }
    outcome.files = files(of: result)
    outcome.isDryRun = writing.isDryRun
    if let path = show.rootFile, outcome.files.allSatisfy({ $0.path != path }) {
      outcome.notes.append("\(result.target.text): no trusted root, so that \(path) is not written")
    }
    return outcome
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
