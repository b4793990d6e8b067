import Foundation
import TestKit
import Testing
import Vocabulary

@testable import PKICore

/// Names and outcomes published by others, read where they stand: `$PKI_CORPORA`, else `../shared/corpora`.
enum IdentityCorpus {
  static var folder: URL? {
    let environment = ProcessInfo.processInfo.environment["PKI_CORPORA"]
    let beside = URL(filePath: #filePath).appending(path: "../../../../../shared/corpora").standardizedFileURL
    let corpora = environment.map { URL(filePath: $0) } ?? beside
    let folder = corpora.appending(path: "name-matching")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// Whether the tables are there; where they are not, a line says so.
  static var isThere: Bool {
    if folder != nil { return true }
    InstalledTool.sayAloud("skipped: no name-matching/; set PKI_CORPORA to the folder that holds it")
    return false
  }

  /// The rows of a table without its head.
  static func rows(_ name: String) throws -> [[String]] {
    let text = try String(contentsOf: #require(folder).appending(path: name), encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
    }
    try #require(!rows.isEmpty)
    return rows
  }
}

@Suite("Names that others published", .enabled(if: IdentityCorpus.isThere))
struct IdentityCorpusTests {
  @Test("hosts")
  func hosts() throws {
    for row in try IdentityCorpus.rows("dns-presented-vs-reference.tsv") {
      #expect(IdentityMatch.matches(presented: row[0], host: row[1]) == (row[2] == "match"), "\(row)")
    }
  }

  private enum Outcome: String { case match, nomatch, invalid }

  private func outcome(_ name: GeneralName, in base: GeneralName, asExclusion: Bool = false) -> Outcome {
    do throws(NameConstraintError) {
      let subtrees = try NameConstraintSubtrees([NameConstraints.Subtree(base: base, minimum: 0, maximum: nil)])
      guard let looked = try ConstrainedName(name) else { return .invalid }
      return (asExclusion ? subtrees.touches(looked) : subtrees.contains(looked)) ? .match : .nomatch
    } catch {
      return .invalid
    }
  }

  @Test("hosts and permitted subtrees", arguments: ["presented-vs-constraint", "wildcard_constraint_containment"])
  func permitted(_ table: String) throws {
    for row in try IdentityCorpus.rows("dns-\(table).tsv") {
      #expect(outcome(.dns(row[0]), in: .dns(row[1])).rawValue == row[2], "\(row)")
    }
  }

  @Test("wildcards and excluded subtrees")
  func excluded() throws {
    for row in try IdentityCorpus.rows("dns-wildcard_excluded_intersection.tsv") {
      #expect(outcome(.dns(row[0]), in: .dns(row[1]), asExclusion: true).rawValue == row[2], "\(row)")
    }
  }

  @Test("addresses and networks")
  func addresses() throws {
    for row in try IdentityCorpus.rows("ip-presented-vs-constraint.tsv") {
      let parts = row.prefix(3).map { IPAddress.octets($0) ?? [] }
      #expect(outcome(.ip(parts[0]), in: .ip(parts[1] + parts[2])).rawValue == row[3], "\(row)")
    }
  }
}
