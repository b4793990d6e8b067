import Glibc
import Synchronization

/// A program of the machine that tests compare with: there, or said aloud not to be.
///
/// `@Test(.enabled(if: InstalledTool("certtool").isThere))` skips a test where the tool is missing.
package struct InstalledTool: Sendable {
  /// The name of the program.
  package let name: String
  /// Where it lies; nil where it is not installed.
  package let path: String?

  private static let places = [
    "/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin", "/opt/homebrew/bin",
  ]
  private static let missing = Mutex<Set<String>>([])

  /// Looks for the tool in the PATH of the tests, in the usual places, and in `more`.
  package init(_ name: String, more: [String] = []) {
    self.name = name
    let path = (Repository.environment("PATH") ?? "").split(separator: ":").map(String.init)
    self.path = (path + Self.places + more).map { "\($0)/\(name)" }.first { unsafe access($0, X_OK) == 0 }
  }

  /// Whether the tool is installed; where it is not, one line per tool says so.
  package var isThere: Bool {
    if path != nil { return true }
    let isNews = Self.missing.withLock { $0.insert(name).inserted }
    if isNews { Self.sayAloud("skipped: no \(name)") }
    return false
  }

  /// The tool, ready to run.
  package func program(folder: String? = nil, environment: [String: String] = [:]) -> Program {
    Program(path ?? name, folder: folder, environment: environment)
  }

  /// A line on standard error, between the lines of the tests.
  package static func sayAloud(_ line: String) {
    try? Disk.writeAll(Array("\(line)\n".utf8), to: 2, "standard error")
  }
}
