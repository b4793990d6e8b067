import Glibc
@testable import Platform
import TestKit
import Testing

/// What the disk and the system may refuse.
///
/// Each runs in a process of its own, whose limits, user and umask it changes; it ends with status 0 where
/// all was as it should be, else with the line of the first difference.
@Suite struct PublishingFaultTests {
  @Test func aFileSizeLimit() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Signals.install()
      let trial = try Trial()
      try trial.make("old")
      var limit = rlimit(rlim_cur: 1_000, rlim_max: 1_000)
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      for nameless in [true, false] {
        let failure = refused(trial, "old", bytes: 5_000, nameless: nameless)
        expect(failure == .system(SystemError(operation: "write", object: "old", code: EFBIG)))
        expect(trial.names == ["old"])
        expect(try trial.text("old") == "old")
      }
      finish(trial)
    }
  }

  @Test(arguments: [0, 0o022, 0o077, 0o777] as [UInt32]) func theUmask(_ mask: UInt32) async {
    await #expect(processExitsWith: .exitCode(0)) { [mask = mask as UInt32] in
      let trial = try Trial()
      umask(mask)
      for nameless in [true, false] {
        try trial.folder.publish([file("k", .secret), file("c", .ordinary)], nameless: nameless)
        expect(try trial.mode("k") == 0o600)
        expect(try trial.mode("c") == 0o644 & ~mask)
        expect(umask(mask) == mask)
        unsafe unlink("\(trial.path)/k")
        unsafe unlink("\(trial.path)/c")
      }
      finish(trial)
    }
  }

  @Test func anUnprivilegedUserWhoseMemoryIsClosed() async throws {
    if !isRoot { return passedOver("only root can become another user") }
    let own = try Trial()
    await #expect(processExitsWith: .exitCode(0)) { [path = own.path as String] in
      let trial = try Trial(existing: path)
      unsafe chmod(trial.path, 0o777)
      expect(becomeNobody())
      ProcessGuard.protectSecrets()
      // The sign of it: the process's own entry now belongs to root.
      expect(try FileStatus.of("/proc/self/fd", in: AT_FDCWD, following: true)?.raw.st_uid == 0)
      try trial.folder.publish([file("k", .secret), file("c", .ordinary)])
      try trial.folder.publish([file("k", .secret, .replace(keepBackup: true))])
      expect(trial.names == ["c", "k", "k.bak"])
      expect(try trial.mode("k") == 0o600)
      expect(try trial.folder.read("/proc/self/fd/\(trial.folder.descriptor)/k", limit: 9) == [1])
      finish(trial)
    }
  }

  @Test func aFolderThatMayNotBeWritten() async throws {
    if !isRoot { return passedOver("only root can become another user") }
    let own = try Trial()
    await #expect(processExitsWith: .exitCode(0)) { [path = own.path as String] in
      let trial = try Trial(existing: path)
      try trial.make("old")
      unsafe chmod(trial.path, 0o755)
      expect(becomeNobody())
      for nameless in [true, false] {
        let failure = refused(trial, "new", bytes: 1, nameless: nameless)
        expect(failure == .system(SystemError(operation: "write", object: "new", code: EACCES)))
        expect(refused(trial, "old", bytes: 1, nameless: nameless) != nil)
      }
      expect(trial.names == ["old"])
      _exit(0)
    }
  }

  @Test func theOwnerIsKept() async throws {
    if !isRoot { return passedOver("only root can give files away") }
    let trial = try Trial()
    try trial.make("k", mode: 0o640)
    try trial.make("c", mode: 0o664)
    for name in ["k", "c"] { unsafe chown("\(trial.path)/\(name)", 1_234, 5_678) }
    try trial.folder.publish([
      file("k", .secret, .replace(keepBackup: true)), file("c", .ordinary, .replace(keepBackup: false)),
    ])
    for name in ["k", "c", "k.bak"] {
      let status = try #require(try FileStatus.of(name, in: trial.folder.descriptor, following: false))
      #expect(status.raw.st_uid == 1_234)
      #expect(status.raw.st_gid == 5_678)
      #expect(status.permissions == (name == "c" ? 0o664 : 0o600))
    }
  }

  @Test func aGroupThatCannotBeKeptLosesItsPermissions() async throws {
    if !isRoot { return passedOver("only root can become another user") }
    let own = try Trial()
    await #expect(processExitsWith: .exitCode(0)) { [path = own.path as String] in
      let trial = try Trial(existing: path)
      try trial.make("c", mode: 0o664)
      unsafe chown("\(trial.path)/c", 65_534, 5_678)
      unsafe chmod(trial.path, 0o777)
      expect(becomeNobody())
      try trial.folder.publish([file("c", .ordinary, .replace(keepBackup: false))])
      expect(try trial.mode("c") == 0o604)
      finish(trial)
    }
  }

  struct Disk: CustomTestStringConvertible, Sendable, Codable {
    let options: String
    let code: Int32
    let bytes: Int
    var testDescription: String { options }

    static let all: [Disk] = [
      Disk(options: "size=64k", code: ENOSPC, bytes: 100_000),
      Disk(options: "nr_inodes=3", code: ENOSPC, bytes: 1),
      Disk(options: "ro", code: EROFS, bytes: 1),
    ]
  }

  @Test(arguments: Disk.all) func aDiskThatIsFullOrReadOnly(_ disk: Disk) async {
    if !isRoot { return passedOver("only root can mount a small disk") }
    await #expect(processExitsWith: .exitCode(0)) { [disk = disk as Disk] in
      let trial = try Trial()
      guard ownMounts(), unsafe mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil) == 0,
        unsafe mount("tmpfs", trial.path, "tmpfs", 0, disk.options == "ro" ? "" : disk.options) == 0
      else {
        passedOver("this system lets not even root mount")
        _exit(0)
      }
      let inside = try Folder(trial.path)
      try inside.publish([file("old", .ordinary)])
      // The folder itself is an inode, and so is the file; with one more none is left.
      if disk.options.hasPrefix("nr") { try inside.publish([file("filler", .ordinary)]) }
      if disk.options == "ro" { unsafe mount("none", trial.path, nil, UInt(MS_REMOUNT | MS_RDONLY), nil) }
      let names = TestKit.Disk.names(in: trial.path)
      for nameless in [true, false] {
        for target in ["old", "new"] {
          let failure = refused(inside, target, bytes: disk.bytes, nameless: nameless)
          expect(failure == .system(SystemError(operation: "write", object: target, code: disk.code)))
          expect(TestKit.Disk.names(in: trial.path) == names)
          expect(try inside.read("old", limit: 9) == [1])
        }
      }
      unsafe umount2(trial.path, Int32(MNT_DETACH))
      finish(trial)
    }
  }

  @Test func noMoreDescriptors() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let trial = try Trial()
      var limit = rlimit(rlim_cur: 0, rlim_max: 64)
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      let failure = refused(trial, "new", bytes: 1, nameless: true)
      expect(failure == .system(SystemError(operation: "write", object: "new", code: EMFILE)))
      limit.rlim_cur = 64
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      expect(trial.names == [])
      finish(trial)
    }
  }

  @Test func aSignalTakesTemporaryNamesAway() async throws {
    let trial = try Trial()
    await #expect(processExitsWith: .signal(SIGTERM)) { [path = trial.path as String] in
      Signals.install()
      let folder = try Folder(path)
      var opened: [String: Folder] = [:]
      let target = try folder.target("k", opened: &opened)
      let staged = try StagedFile(target, bytes: [1], kind: .secret, nameless: false)
      expect(TestKit.Disk.names(in: path) == [".k.pki-new"])
      kill(getpid(), SIGTERM)
      withExtendedLifetime(staged) { _ = sleep(5) }
    }
    #expect(trial.names == [])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT]) func aSignalEndsTheProcessAsItAlwaysDoes(
    _ number: Int32
  ) async {
    await #expect(processExitsWith: .signal(number)) { [number = number as Int32] in
      // The test runner may have been started by something that ignores some of them.
      signal(number, SIG_DFL)
      ProcessGuard.protectSecrets()
      ProcessGuard.begin()
      kill(getpid(), number)
      sleep(5)
    }
  }

  @Test func anIgnoredSignalStaysIgnored() async {
    await #expect(processExitsWith: .exitCode(3)) {
      signal(SIGHUP, SIG_IGN)
      ProcessGuard.begin()
      kill(getpid(), SIGHUP)
      ProcessGuard.exit(3)
    }
  }
}

private func file(
  _ path: String, _ kind: FileToWrite.Kind, _ existing: FileToWrite.Existing = .refuse
) -> FileToWrite {
  FileToWrite(path: path, bytes: [1], kind: kind, existing: existing)
}

/// What publishing a pair says whose second is `path`.
private func refused(_ folder: Folder, _ path: String, bytes: Int, nameless: Bool) -> WriteFailure? {
  let large = [UInt8](repeating: 7, count: bytes)
  do {
    try folder.publish(
      [FileToWrite(path: path, bytes: large, kind: .secret, existing: .replace(keepBackup: true))],
      nameless: nameless)
    return nil
  } catch { return error }
}

private func refused(_ trial: Trial, _ path: String, bytes: Int, nameless: Bool) -> WriteFailure? {
  refused(trial.folder, path, bytes: bytes, nameless: nameless)
}

private func becomeNobody() -> Bool {
  setgroups(0, nil) == 0 && setgid(65_534) == 0 && setuid(65_534) == 0
}

/// Gives this process mounts of its own.
///
/// The corresponding C function is `unshare`.
private func ownMounts() -> Bool {
  typealias Unshare = @convention(c) (Int32) -> Int32
  guard let symbol = unsafe dlsym(nil, "unshare") else { return false }
  let newMounts: Int32 = 0x0002_0000
  return unsafe unsafeBitCast(symbol, to: Unshare.self)(newMounts) == 0
}

/// Ends this process with the line as its status where something is not as it should be.
private func expect(_ condition: @autoclosure () throws -> Bool, line: Int = #line) {
  if (try? condition()) == true { return }
  Output.standardError.write("not as expected: PublishingFaultTests.swift:\(line)\n")
  _exit(Int32(1 + line % 250))
}

/// Ends this process well, its folder removed.
private func finish(_ trial: Trial) -> Never {
  trial.remove()
  _exit(0)
}
