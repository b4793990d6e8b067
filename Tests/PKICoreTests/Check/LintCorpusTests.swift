import Foundation
import Testing
import Vocabulary

@testable import PKICore

/// Certificates that others judged, read where they stand: `$PKI_CORPORA`, else `../shared/corpora`.
@Suite("Lints that others published")
struct LintCorpusTests {
  static var folder: URL? {
    let environment = ProcessInfo.processInfo.environment["PKI_CORPORA"]
    let beside = URL(filePath: #filePath).appending(path: "../../../../../shared/corpora").standardizedFileURL
    let corpora = environment.map { URL(filePath: $0) } ?? beside
    let folder = corpora.appending(path: "zlint")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// What zlint says of a file: the lints, and whether each finds something.
  static func expectations(_ folder: URL) throws -> [String: [(lint: String, isHit: Bool)]] {
    let text = try String(contentsOf: folder.appending(path: "expected.tsv"), encoding: .utf8)
    var files: [String: [(lint: String, isHit: Bool)]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let row = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
      files[row[1], default: []].append((row[0], ["Error", "Warn", "Notice"].contains(row[2])))
    }
    return files
  }

  static func certificate(_ file: URL) throws -> Certificate? {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    guard let begin = text.range(of: "-----BEGIN CERTIFICATE-----"),
      let end = text.range(of: "-----END CERTIFICATE-----"),
      let der = Data(base64Encoded: String(text[begin.upperBound..<end.lowerBound]), options: .ignoreUnknownCharacters)
    else { return nil }
    return try? Certificate(der: Array(der))
  }

  /// The codes of everything that is found under the law that asks most.
  static func codes(_ certificate: Certificate) -> Set<String> {
    var request = VerificationRequest(instant: Instant(seconds: 1_780_000_000))
    request.profile = .webpki
    let view = PathView(certificates: [certificate], isAnchored: false, request: request)
    return Set((PathRule.all + PathRule.lints).flatMap { $0.faults(view) }.map(\.code))
  }

  @Test("zlint's own certificates")
  func zlint() throws {
    guard let folder = LintCorpusTests.folder else {
      print("note: lints are not held against zlint's: set PKI_CORPORA to the folder that holds zlint/")
      return
    }
    var code: [String: String] = [:]
    for rule in PathRule.all + PathRule.lints { for lint in rule.zlint { code[lint] = rule.code } }
    var (right, missed, wrong) = (0, [String](), [String]())
    var met: Set<String> = []
    for (file, rows) in try LintCorpusTests.expectations(folder) {
      let mapped = rows.filter { code[$0.lint] != nil }
      guard !mapped.isEmpty,
        let certificate = try LintCorpusTests.certificate(folder.appending(path: "certs/\(file)"))
      else { continue }
      let found = LintCorpusTests.codes(certificate)
      var isRight = true
      for (name, lints) in Dictionary(grouping: mapped, by: { code[$0.lint] ?? "" }) {
        met.formUnion(lints.map(\.lint))
        let isWanted = lints.contains(where: \.isHit)
        guard found.contains(name) != isWanted else { continue }
        isRight = false
        let line = "\(name) \(lints.map(\.lint).joined(separator: ",")) \(file)"
        if isWanted { missed.append(line) } else { wrong.append(line) }
      }
      if isRight { right += 1 }
    }
    let all = right + Set((missed + wrong).map { $0.split(separator: " ").last }).count
    print("zlint: \(right) of \(all) files right, \(met.count) lints met of \(code.count) answered")
    for line in missed.sorted() { print("missed \(line)") }
    for line in wrong.sorted() { print("wrong hit \(line)") }
    #expect(Double(right) >= 0.97 * Double(all))
  }
}
