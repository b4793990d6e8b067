import TestKit
import Testing

/// A folder to work in, with `pki` and the programs of the trade around it.
struct Workbench {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs pki in the folder; its words are parted by spaces, `more` are words that hold spaces themselves.
  func pki(
    _ words: String, _ more: [String] = [], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Program.Result {
    let path = try #require(Repository.builtProgram)
    return try Program(path, folder: folder.path, environment: environment).run(Self.split(words) + more, input: input)
  }

  /// Runs a tool in the folder.
  func run(
    _ tool: InstalledTool, _ words: String, _ more: [String] = [], input: [UInt8] = [],
    environment: [String: String] = [:]
  ) throws -> Program.Result {
    let environment = ["LC_ALL": "C.UTF-8"].merging(environment) { _, new in new }
    let program = tool.program(folder: folder.path, environment: environment)
    return try program.run(Self.split(words) + more, input: input)
  }

  func openssl(_ words: String, _ more: [String] = []) throws -> Program.Result {
    try run(Tools.openssl, words, more)
  }

  func certtool(_ words: String, _ more: [String] = []) throws -> Program.Result {
    try run(Tools.certtool, words, more)
  }

  /// What pki must be able to do for the test to go on.
  @discardableResult
  func pkiMust(
    _ words: String, _ more: [String] = [], environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Program.Result {
    let result = try pki(words, more, environment: environment)
    try #require(result.status == 0, "pki \(words) \(more): \(result)", sourceLocation: sourceLocation)
    return result
  }

  /// What another program must be able to do for the test to go on.
  @discardableResult
  func must(
    _ tool: InstalledTool, _ words: String, _ more: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Program.Result {
    let result = try run(tool, words, more)
    try #require(result.status == 0, "\(tool.name) \(words) \(more): \(result)", sourceLocation: sourceLocation)
    return result
  }

  @discardableResult
  func opensslMust(
    _ words: String, _ more: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Program.Result {
    try must(Tools.openssl, words, more, sourceLocation: sourceLocation)
  }

  private static func split(_ words: String) -> [String] { words.split(separator: " ").map(String.init) }
}
