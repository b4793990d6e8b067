package import Glibc

/// Another program: run to its end without a shell, its streams kept.
package struct Program: Sendable {
  /// The path of the executable.
  package var path: String
  /// Its environment; nothing is inherited that is not in here.
  package var environment: [String: String]
  /// The folder that it runs in; nil for the tests' own.
  package var folder: String?
  /// When it is killed: no program that tests run takes longer.
  package var secondsAllowed = 60

  /// A program with a small, fixed environment.
  package init(_ path: String, folder: String? = nil, environment: [String: String] = [:]) {
    self.path = path
    self.folder = folder
    self.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "HOME": "/"]
    self.environment.merge(environment) { _, new in new }
  }

  /// What a program said and how it ended.
  package struct Result: Sendable, CustomStringConvertible {
    /// The exit status; minus the signal where a signal ended it.
    package let status: Int32
    /// Everything on standard output.
    package let output: [UInt8]
    /// Everything on standard error.
    package let errors: [UInt8]
    /// Seconds of a processor, its own and the system's.
    package let seconds: Double

    /// Standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
    /// Everything, for the message of a failed test.
    package var description: String { "exit \(status)\n\(text)\(errorText)" }
  }

  /// Runs the program to its end.
  ///
  /// The streams go through files, so that no amount of output or input can block either side.
  package func run(_ arguments: [String] = [], input: [UInt8] = []) throws -> Result {
    let streams = try TemporaryFolder()
    try streams.write(input, to: "in")
    let process = try start(
      arguments, input: streams.path("in"), output: streams.path("out"), errors: streams.path("err"))
    let (status, usage) = end(of: process)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return Result(
      status: status, output: try streams.bytes("out"), errors: try streams.bytes("err"),
      seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime))
  }

  /// Starts the program with its streams in files; gives its process id, which `wait(for:)` must see.
  package func start(
    _ arguments: [String], input: String, output: String, errors: String
  ) throws(Disk.Failure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // Threads of tests block signals; a program of its own starts with none blocked and none ignored.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    // The C library's call to change the folder of a child is none that Swift sees; env has it as an option.
    let words = (folder.map { ["/usr/bin/env", "-C", $0] } ?? []) + [path] + arguments
    var process: pid_t = 0
    let code = unsafe withCStrings(words) { arguments in
      unsafe withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
        unsafe posix_spawn(&process, words[0], &actions, &attributes, arguments, variables)
      }
    }
    guard code == 0 else {
      errno = code
      throw Disk.Failure("run", path)
    }
    return process
  }

  /// Waits for the end of a process, or ends it when its time is over; gives its status as `Result` does.
  package func wait(for process: pid_t) -> Int32 { end(of: process).status }

  private func end(of process: pid_t) -> (status: Int32, usage: rusage) {
    var status: Int32 = 0
    var usage = rusage()
    var polls = secondsAllowed * 500
    while unsafe wait4(process, &status, WNOHANG, &usage) == 0 {
      if polls == 0 { kill(process, SIGKILL) }
      polls -= 1
      usleep(2_000)
    }
    let signal = status & 0x7f
    return (signal == 0 ? (status >> 8) & 0xff : -signal, usage)
  }
}

/// Lends a null-terminated array of C strings for the time of a call.
private func withCStrings<R>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
  var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(&pointers)
}
