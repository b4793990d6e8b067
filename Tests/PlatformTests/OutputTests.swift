import Glibc
@testable import Platform
import Testing

@Suite struct OutputTests {
  @Test func memoryKeepsEverything() throws {
    let output = Output(memoryNamed: "test")
    output.write("a ü ")
    output.write([1, 2])
    output.write([7, 8, 9][1...])
    try output.flush()
    #expect(output.bytes == [UInt8]("a ü ") + [1, 2, 8, 9])
    #expect(output.descriptor == nil)
  }

  @Test func aFullDiskIsNoticedAtTheEnd() throws {
    let file = unsafe Descriptor(open("/dev/full", O_WRONLY))
    let output = Output(descriptor: file.number, name: "standard output")
    output.write("something")
    #expect(output.failure == nil)
    let full = SystemError(operation: "write", object: "standard output", code: ENOSPC)
    #expect(throws: full) { try output.flush() }
    output.write("more")
    #expect(throws: full) { try output.flush() }
    #expect(output.bytes == [])
    #expect(!output.isBroken)
  }

  @Test func aReaderWhoHasGoneIsToldApart() throws {
    Signals.install()
    var ends: [Int32] = [0, 0]
    unsafe pipe(&ends)
    close(ends[0])
    let end = Descriptor(ends[1])
    let output = Output(descriptor: end.number, name: "pipe", blockSize: 0)
    output.write("x")
    #expect(output.isBroken)
    #expect(throws: SystemError(operation: "write", object: "pipe", code: EPIPE)) { try output.flush() }
  }

  @Test func waitsForAReaderThatIsSlow() throws {
    let ends = hastyPipe()
    let (reading, writing) = (ends[0], ends[1])
    let output = Output(descriptor: writing, name: "pipe")
    let bytes = [UInt8](repeating: 5, count: 500_000)
    let folder = try Folder()
    let counts = Workers.parallelMap([true, false], workers: 2) { reads in
      if reads { return (try? folder.read("/dev/fd/\(reading)", limit: 1 << 20))?.count }
      output.write(bytes)
      try? output.flush()
      close(writing)
      return nil
    }
    close(reading)
    #expect(counts[0] == bytes.count)
    #expect(output.failure == nil)
  }

  @Test func blocksGoOutWhenFull() throws {
    let ends = hastyPipe()
    let reading = Descriptor(ends[0])
    let writing = Descriptor(ends[1])
    let output = Output(descriptor: writing.number, name: "pipe", blockSize: 4)
    var buffer: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
    output.write("abc")
    unsafe #expect(read(reading.number, &buffer, 8) == -1)
    output.write("d")
    unsafe #expect(read(reading.number, &buffer, 8) == 4)
  }

  @Test func standardDescriptorsThatAreClosedAreNotTakenByFiles() async {
    await #expect(processExitsWith: .exitCode(4)) {
      for number: Int32 in 0...2 { close(number) }
      ProcessGuard.begin()
      let file = unsafe open("/dev/null", O_RDONLY)
      Output.standardOutput.write("lost")
      let code = { () -> Int32 in
        do throws(SystemError) { try Output.standardOutput.flush() } catch { return error.code }
        return 0
      }()
      ProcessGuard.exit(file >= 3 && code == EBADF ? 4 : 5)
    }
  }

  @Test func exitWritesOutWhatWaits() async throws {
    let result = try await #require(processExitsWith: .exitCode(2), observing: [\.standardOutputContent]) {
      Output.standardOutput.write("waiting")
      ProcessGuard.exit(2)
    }
    #expect(String(decoding: result.standardOutputContent, as: UTF8.self).contains("waiting"))
  }

  @Test func noCoreFiles() async {
    await #expect(processExitsWith: .exitCode(0)) {
      ProcessGuard.protectSecrets()
      ProcessGuard.protectSecrets()
      var limit = rlimit()
      unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      ProcessGuard.exit(limit.rlim_cur == 0 && limit.rlim_max == 0 ? 0 : 1)
    }
  }
}
