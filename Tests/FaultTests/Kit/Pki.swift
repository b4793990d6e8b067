import Glibc
import TestKit

/// The program under test, as others start it.
enum Pki {
  /// The newest of the builds that lie here: the release build where it is no older than the debug build.
  static let path: String = {
    let debug = Repository.builtProgram ?? "\(Repository.path)/.build/debug/pki"
    let release = "\(Repository.path)/.build/release/pki"
    if isSanitized { return debug }
    guard let new = Disk.status(release)?.st_mtim.tv_sec, let old = Disk.status(debug)?.st_mtim.tv_sec else {
      return debug
    }
    return new >= old ? release : debug
  }()

  /// Whether the tests, and so the program, are built with a sanitizer: slower, larger.
  static let isSanitized = unsafe dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil

  /// Whether the build is made for speed.
  static let isRelease = path.hasSuffix("/release/pki")

  /// Whether large files can be tried; said aloud where not.
  static let isFastEnough: Bool = {
    if isRelease { return true }
    InstalledTool.sayAloud("skipped: large files are tried on a release build, as make release makes it")
    return false
  }()

  /// Runs it to its end in a folder.
  static func run(
    _ words: [String], in folder: String, input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program(path, folder: folder, environment: environment).run(words, input: input)
  }

  /// The same as nobody, who may do nothing; only root can.
  static func runAsNobody(
    _ words: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Program.Result {
    let tool = InstalledTool("setpriv").program(folder: folder, environment: environment)
    return try tool.run(asNobody + [try nobodysProgram()] + words)
  }

  /// What setpriv is told to become nobody.
  static let asNobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups"]

  /// The program where nobody can reach it: the folder of the build may be closed to others.
  static func nobodysProgram() throws -> String {
    try copy.get().path("pki")
  }

  private static let copy = Swift.Result<TemporaryFolder, any Error> {
    let folder = try TemporaryFolder()
    unsafe chmod(folder.path, 0o755)
    try Disk.write(Disk.read(path), to: folder.path("pki"), mode: 0o755)
    return folder
  }

  /// Whether root runs the tests: only root can become another user, or mount.
  static let isRoot = geteuid() == 0

  /// Whether tests can run pki as nobody; said aloud where not.
  static let canBeNobody: Bool = {
    if isRoot { return InstalledTool("setpriv").isThere }
    InstalledTool.sayAloud("skipped: only root can become another user")
    return false
  }()
}

extension Program.Result {
  /// The lines on standard error.
  var errorLines: [String] { errorText.split(separator: "\n").map(String.init) }

  /// Whether it ended with status 2, one line that says why, and at most one that says what to do.
  var isCleanFailure: Bool {
    let errors = errorLines.filter { $0.hasPrefix("pki: error: ") }
    let rest = errorLines.filter { !$0.hasPrefix("pki: error: ") }
    return status == 2 && errors.count == 1 && rest.count <= 2
      && rest.allSatisfy { $0.hasPrefix("pki: hint: ") || $0.hasPrefix("pki: note: ") }
  }
}
