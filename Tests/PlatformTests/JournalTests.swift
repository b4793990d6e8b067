import Glibc
import Platform
import TestKit
import Testing

/// The record of what has been done: whole lines, one writer at a time.
@Suite struct JournalTests {
  let temporary: TemporaryFolder
  let folder: Folder

  init() throws {
    temporary = try TemporaryFolder()
    folder = try Folder(temporary.path)
  }

  @Test func addsWholeLines() throws {
    try Journal("j", in: folder).append(Array("one\ntwo\n".utf8))
    try Journal("j", in: folder).append(Array("three\n".utf8))
    #expect(try temporary.text("j") == "one\ntwo\nthree\n")
  }

  @Test(arguments: ["", "one\n", "one\ntwo\n", String(repeating: "x", count: 10_000) + "\n"])
  func aLineThatWasNotWrittenToItsEndIsTakenAway(_ whole: String) throws {
    for torn in ["", "t", String(repeating: "t", count: 9_000)] {
      try temporary.write(whole + torn, to: "j")
      try Journal("j", in: folder).append(Array("new\n".utf8))
      #expect(try temporary.text("j") == whole + "new\n", "\(torn.count)")
    }
  }

  @Test func oneWriterAtATime() throws {
    let first = try Journal("j", in: folder)
    #expect(throws: WriteFailure.busy("j")) { _ = try Journal("j", in: folder) }
    try first.append(Array("one\n".utf8))
  }

  /// Another thread may just be starting a program, which then has the file open until it runs.
  @Test func whoIsDoneLeavesItToTheNextThoughACopyIsOpen() throws {
    var journal: Journal? = try Journal("j", in: folder)
    let number = try #require(Disk.names(in: "/proc/self/fd").first { Self.leads($0, to: temporary.path("j")) })
    let copy = dup(try #require(Int32(number)))
    defer { close(copy) }
    try journal?.append(Array("one\n".utf8))
    journal = nil
    try Journal("j", in: folder).append(Array("two\n".utf8))
    #expect(try temporary.text("j") == "one\ntwo\n")
  }

  private static func leads(_ number: String, to path: String) -> Bool {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink("/proc/self/fd/\(number)", &buffer, buffer.count)
    return count > 0 && String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) == path
  }

  @Test func linksAreRefused() throws {
    try temporary.write("{}\n", to: "other")
    unsafe #expect(symlink("other", temporary.path("s")) == 0)
    unsafe #expect(link(temporary.path("other"), temporary.path("h")) == 0)
    for name in ["s", "h"] { #expect(throws: WriteFailure.self, "\(name)") { _ = try Journal(name, in: folder) } }
    #expect(try temporary.text("other") == "{}\n")
  }
}
