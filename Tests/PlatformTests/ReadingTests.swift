import Glibc
@testable import Platform
import Testing

@Suite struct ReadingTests {
  @Test func readsAFileUnderTheLimit() throws {
    let trial = try Trial()
    try trial.make("a", "hello")
    #expect(try trial.folder.read("a", limit: 5) == [UInt8]("hello"))
    #expect(try Folder("/").read("\(trial.path)/a", limit: 5) == [UInt8]("hello"))
    #expect(throws: ReadFailure.overLimit("a", limit: 4)) { try trial.folder.read("a", limit: 4) }
  }

  @Test func readsAnEmptyFileAndOneWithoutASize() throws {
    let trial = try Trial()
    try trial.make("empty", "")
    #expect(try trial.folder.read("empty", limit: 0) == [])
    #expect(try trial.folder.read("/proc/self/stat", limit: 1 << 20).count > 20)
    #expect(throws: ReadFailure.overLimit("/proc/self/stat", limit: 3)) {
      try trial.folder.read("/proc/self/stat", limit: 3)
    }
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    let path: String
    let failure: ReadFailure
    var testDescription: String { path }

    static let all: [Refusal] = [
      Refusal(path: "/", failure: .isFolder("/")),
      Refusal(path: "/dev/null", failure: .isDevice("/dev/null")),
      Refusal(path: "/dev/zero", failure: .isDevice("/dev/zero")),
      Refusal(path: "none", failure: .system(SystemError(operation: "open", object: "none", code: ENOENT))),
      Refusal(path: "loop", failure: .system(SystemError(operation: "open", object: "loop", code: ELOOP))),
      Refusal(
        path: "/dev/fd/987",
        failure: .system(SystemError(operation: "open", object: "/dev/fd/987", code: EBADF))),
      Refusal(path: "socket", failure: .isSocket("socket")),
      Refusal(path: "folder", failure: .isFolder("folder")),
    ]
  }

  @Test(arguments: Refusal.all) func refuses(_ refusal: Refusal) throws {
    let trial = try Trial()
    unsafe symlink("loop", "\(trial.path)/loop")
    unsafe mkdir("\(trial.path)/folder", 0o700)
    try makeSocket("\(trial.path)/socket")
    #expect(throws: refusal.failure) { try trial.folder.read(refusal.path, limit: 100) }
  }

  @Test func aFileThatMayNotBeRead() throws {
    if isRoot { return passedOver("root may read every file") }
    let trial = try Trial()
    try trial.make("a", mode: 0)
    #expect(throws: ReadFailure.system(SystemError(operation: "open", object: "a", code: EACCES))) {
      try trial.folder.read("a", limit: 9)
    }
  }

  @Test(arguments: [0, 1, 70_000, 300_000]) func waitsForANamedPipe(_ count: Int) throws {
    let trial = try Trial()
    unsafe mkfifo("\(trial.path)/pipe", 0o600)
    let path = "\(trial.path)/pipe"
    let bytes = try meanwhile {
      usleep(30_000)
      let file = unsafe open(path, O_WRONLY)
      let all = [UInt8](repeating: 7, count: count)
      var done = 0
      while done < count {
        done += unsafe all.withUnsafeBytes {
          unsafe write(file, $0.baseAddress?.advanced(by: done), count - done)
        }
      }
      close(file)
    } body: {
      try trial.folder.read("pipe", limit: 1 << 20)
    }
    #expect(bytes.count == count)
  }

  @Test func readsADescriptorByItsPath() throws {
    let trial = try Trial()
    var ends: [Int32] = [0, 0]
    unsafe pipe(&ends)
    unsafe write(ends[1], "abc", 3)
    close(ends[1])
    #expect(try trial.folder.read("/dev/fd/\(ends[0])", limit: 9) == [UInt8]("abc"))
    close(ends[0])
    try trial.make("a", "file")
    let file = unsafe open("\(trial.path)/a", O_RDONLY)
    #expect(try trial.folder.read("/proc/self/fd/\(file)", limit: 9) == [UInt8]("file"))
    close(file)
  }

  @Test func aPipeOverTheLimitIsNotReadToItsEnd() throws {
    let trial = try Trial()
    unsafe mkfifo("\(trial.path)/pipe", 0o600)
    let path = "\(trial.path)/pipe"
    _ = try meanwhile {
      let file = unsafe open(path, O_WRONLY)
      signal(SIGPIPE, SIG_IGN)
      let block = [UInt8](repeating: 1, count: 4_096)
      while unsafe write(file, block, block.count) > 0 {}
      close(file)
    } body: {
      #expect(throws: ReadFailure.overLimit("pipe", limit: 100_000)) {
        try trial.folder.read("pipe", limit: 100_000)
      }
    }
  }

  @Test func streamsInBlocks() throws {
    let trial = try Trial()
    try trial.make("big", String(repeating: "0123456789", count: 100_000))
    var source = try trial.folder.open("big")
    #expect(source.expectedSize == 1_000_000)
    var block: [UInt8] = []
    var blocks = 0
    var total = 0
    while try source.next(into: &block) {
      blocks += 1
      total += block.count
      #expect(block.count <= ByteSource.blockSize)
    }
    #expect(blocks == 8)
    #expect(total == 1_000_000)
    #expect(try source.append(to: &block) == 0)
  }

  @Test func streamsBytesOnce() throws {
    var source = ByteSource(bytes: [1, 2, 3], name: "memory")
    var bytes: [UInt8] = [0]
    #expect(try source.append(to: &bytes) == 3)
    #expect(try source.append(to: &bytes) == 0)
    #expect(bytes == [0, 1, 2, 3])
  }

  @Test func saysWhatStandsBehindAName() throws {
    let trial = try Trial()
    try trial.make("a")
    unsafe symlink("a", "\(trial.path)/link")
    unsafe symlink("nothing", "\(trial.path)/dangling")
    #expect(try trial.folder.kind(of: "link") == .regular)
    #expect(try trial.folder.kind(of: "link", followingLinks: false) == .symbolicLink)
    #expect(try trial.folder.kind(of: "dangling") == nil)
    #expect(try trial.folder.exists("dangling"))
    #expect(try !trial.folder.exists("nothing"))
    #expect(try trial.folder.kind(of: ".") == .folder)
  }

  @Test func aFolderThatIsRenamedStaysTheSame() throws {
    let trial = try Trial()
    unsafe mkdir("\(trial.path)/one", 0o700)
    let folder = try Folder("one", in: trial.folder)
    unsafe rename("\(trial.path)/one", "\(trial.path)/two")
    try folder.publish([FileToWrite(path: "a", bytes: [1], kind: .ordinary)])
    #expect(try trial.folder.read("two/a", limit: 9) == [1])
  }

  @Test func wordsOfFailures() {
    let missing = ReadFailure.system(SystemError(operation: "open", object: "k.pem", code: ENOENT))
    #expect(missing.message == "k.pem: cannot open: no such file or folder")
    #expect(ReadFailure.isFolder("certs").message == "certs: this is a folder, not a file")
    #expect(
      SystemError(operation: "write", object: "x", code: EIO).reason == "Input/output error".lowercasedFirst)
    #expect(SystemError(operation: "write", object: "x", code: 9_999).reason == "unknown error")
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

private func makeSocket(_ path: String) throws {
  let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
  let result = unsafe withUnsafePointer(to: &address) { start in
    unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  close(number)
  try #require(result == 0)
}

/// Runs `work` on another thread while `body` runs on this one.
func meanwhile<Result>(_ work: @escaping @Sendable () -> Void, body: () throws -> Result) throws -> Result {
  let box = Once(work)
  var thread = pthread_t()
  let argument = unsafe Unmanaged.passRetained(box).toOpaque()
  unsafe pthread_create(&thread, nil, Once.main, argument)
  defer { pthread_join(thread, nil) }
  return try body()
}

private final class Once: Sendable {
  let work: @Sendable () -> Void
  init(_ work: @escaping @Sendable () -> Void) { self.work = work }

  static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    guard let argument = unsafe argument else { return nil }
    unsafe Unmanaged<Once>.fromOpaque(argument).takeRetainedValue().work()
    return nil
  }
}
