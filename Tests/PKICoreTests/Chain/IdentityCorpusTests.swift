import Foundation
import Testing
import Vocabulary

@testable import PKICore

/// Names and outcomes published by others, read where they stand: `$PKI_CORPORA`, else `../shared/corpora`.
@Suite("Names that others published")
struct IdentityCorpusTests {
  static var folder: URL? {
    let environment = ProcessInfo.processInfo.environment["PKI_CORPORA"]
    let beside = URL(filePath: #filePath).appending(path: "../../../../../shared/corpora").standardizedFileURL
    let corpora = environment.map { URL(filePath: $0) } ?? beside
    let folder = corpora.appending(path: "name-matching")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// The rows of a table without its head; nil, and said aloud, where it is not there.
  static func rows(_ name: String) throws -> [[String]]? {
    guard let folder else {
      print("note: \(name) is not checked: set PKI_CORPORA to the folder that holds name-matching/")
      return nil
    }
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
    }
  }

  @Test("hosts")
  func hosts() throws {
    for row in try IdentityCorpusTests.rows("dns-presented-vs-reference.tsv") ?? [] {
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
    for row in try IdentityCorpusTests.rows("dns-\(table).tsv") ?? [] {
      #expect(outcome(.dns(row[0]), in: .dns(row[1])).rawValue == row[2], "\(row)")
    }
  }

  @Test("wildcards and excluded subtrees")
  func excluded() throws {
    for row in try IdentityCorpusTests.rows("dns-wildcard_excluded_intersection.tsv") ?? [] {
      #expect(outcome(.dns(row[0]), in: .dns(row[1]), asExclusion: true).rawValue == row[2], "\(row)")
    }
  }

  @Test("addresses and networks")
  func addresses() throws {
    for row in try IdentityCorpusTests.rows("ip-presented-vs-constraint.tsv") ?? [] {
      let parts = row.prefix(3).map { IPAddress.octets($0) ?? [] }
      #expect(outcome(.ip(parts[0]), in: .ip(parts[1] + parts[2])).rawValue == row[3], "\(row)")
    }
  }
}
