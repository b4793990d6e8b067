import PKICore
import Platform

extension ProbeCommand {
  /// What is to be kept of what was presented: each file once in a run, as several targets may lead to one address.
  func files(of result: ProbeResult, _ ledger: ProbeLedger) -> [FileToWrite] {
    var files: [FileToWrite] = []
    if let folder = show.chainFolder {
      for member in result.members where !member.certificates.isEmpty {
        let path = "\(folder)/\(member.fileName)"
        guard ledger.claim(path) else { continue }
        files.append(writing.file(path, member.certificates.flatMap { PEMEncoding.block("CERTIFICATE", $0.der) }))
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
  /// So much of a name stands in that of a file, which has no room for all that may be sent for one.
  private static let mostOfName = 100

  /// A name for what it sent: host, the name that was asked for where that is another, address and port, of such characters
  /// alone as files are named by.
  fileprivate var fileName: String {
    let address = IPAddressText.text(address)
    let asked = answer?.serverName.flatMap { $0 == host ? nil : $0 }
    let names = [host, asked ?? ""].filter { !$0.isEmpty }.map { String($0.prefix(ProbeMember.mostOfName)) }
    let words = names + [address.text, String(address.port)]
    let name = words.joined(separator: "_").unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || scalar == "." || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
    }
    return (name.first == "." ? "_" : "") + String(name) + ".pem"
  }
}
