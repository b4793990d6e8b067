import TestKit

extension Scenario {
  /// The calls of the command at which something can be done to it.
  func points(options: [String] = [], everything: Bool = true) throws -> [Call] {
    let folder = try folder()
    let calls = try Strace.calls(words, in: folder.path, environment: Self.environment, options: options)
    let ends: Set<String> = ["exit_group", "exit"]
    return calls.filter { call in
      !ends.contains(call.name) && isTried(call, everything: everything)
    }
  }

  private func isTried(_ call: Call, everything: Bool) -> Bool {
    if isVerySlow { return Self.namingCalls.contains(call.name) }
    return everything && !isSlow && isTriedWholly || Self.fileCalls.contains(call.name)
  }

  /// Whether every call is tried in every way: of the commands that the others write like, and of all where PKI_FAULTS
  /// says so. Of the others the calls that have to do with files are tried.
  var isTriedWholly: Bool {
    Self.models.contains(name) || Repository.environment("PKI_FAULTS") == "all"
  }

  private static let models: Set<String> = ["csr", "selfsigned", "sign", "unlock", "pkcs12-to-ssh"]

  /// The calls that give names and ask the disk.
  private static let namingCalls: Set<String> = ["linkat", "renameat", "renameat2", "fsync", "fchmod"]

  /// The calls that have to do with files.
  static let fileCalls: Set<String> = [
    "openat", "openat2", "newfstatat", "fstat", "statx", "read", "pread64", "readv", "write", "pwrite64", "writev",
    "close", "linkat", "renameat", "renameat2", "unlinkat", "fsync", "fdatasync", "fchmod", "fchmodat", "fchown",
    "fchownat", "flock", "fcntl", "ftruncate", "lseek", "readlinkat", "mkdirat", "umask",
  ]

  /// The options that have every nameless file refused, as by a file system that knows none; nil where the command
  /// makes none.
  func refusal() throws -> [String]? {
    guard let first = try nameless([]).first else { return nil }
    let once = ["-e", "inject=openat:error=EOPNOTSUPP:when=\(first)"]
    // The tracer can have every so manieth call refused, and the next attempt comes so many calls later.
    guard let second = try nameless(once).first(where: { $0 > first }) else { return once }
    return ["-e", "inject=openat:error=EOPNOTSUPP:when=\(first)+\(second - first)"]
  }

  /// The numbers of the calls that make nameless files.
  private func nameless(_ options: [String]) throws -> [Int] {
    let folder = try folder()
    let calls = try Strace.calls(words, in: folder.path, environment: Self.environment, options: options)
    return calls.filter { $0.name == "openat" && $0.text.contains("O_TMPFILE") }.map(\.number)
  }
}
