import Glibc
@testable import Platform
import Testing

@Suite struct SecretTests {
  @Test func holdsAndCompares() {
    let one = Secret(copying: [UInt8]("swordfish"))
    let other = one.copy()
    #expect(one.count == 9)
    let same = [
      one.isEqual(to: other), one.isEqual(to: Secret(copying: [UInt8]("swordfisH"))),
      one.isEqual(to: Secret(copying: [UInt8]("swordfis"))), Secret().isEqual(to: Secret(copying: [])),
      Secret().isEmpty, one.isEmpty,
    ]
    #expect(same == [true, false, false, true, true, false])
    #expect(bytes(of: one) == [UInt8]("swordfish"))
    #expect(one.copiedBytes() == [UInt8]("swordfish"))
  }

  @Test func moreThanAPage() {
    let large = [UInt8](repeating: 3, count: 10_000)
    #expect(bytes(of: Secret(copying: large)) == large)
  }

  struct Line: CustomTestStringConvertible, Sendable {
    let text: String
    let first: String
    var testDescription: String { text.debugDescription }

    static let all: [Line] = [
      Line(text: "one", first: "one"), Line(text: "one\ntwo\n", first: "one"),
      Line(text: "one\r\ntwo", first: "one"),
      Line(text: "\n", first: ""), Line(text: "\r\n", first: ""), Line(text: "a\rb\r\r\n", first: "a\rb\r"),
      Line(text: " one \n", first: " one "), Line(text: "one\r", first: "one\r"),
    ]
  }

  @Test(arguments: Line.all) func theFirstLine(_ line: Line) {
    var secret = Secret(copying: [UInt8](line.text))
    secret.trimToFirstLine()
    #expect(bytes(of: secret) == [UInt8](line.first))
  }

  @Test func wipingOverwritesAllOfTheMemory() {
    let secret = Secret(copying: [UInt8]("swordfish"))
    unsafe secret.withUnsafeBytes { memory in
      #expect(unsafe memory.elementsEqual("swordfish".utf8))
      secret.wipe()
      #expect(unsafe memory.allSatisfy { $0 == 0 })
    }
  }

  @Test func pagesThatAreKeptHoldNothing() {
    for round in 0..<50 {
      let secrets = (0..<40).map { Holder(UInt8(truncatingIfNeeded: round + $0) | 1) }
      for (number, holder) in secrets.enumerated() {
        #expect(holder.isWhole(UInt8(truncatingIfNeeded: round + number) | 1))
      }
    }
    #expect((1...SecretPages.most).contains(SecretPages.keptCount))
    for _ in 0..<SecretPages.most {
      guard let page = unsafe SecretPages.take(SecretPages.size(for: 1)) else {
        Issue.record("no page")
        return
      }
      #expect(unsafe page.allSatisfy { $0 == 0 })
      unsafe munmap(page.baseAddress, page.count)
    }
  }

  /// A secret that an array can hold.
  final class Holder {
    private let secret: Secret

    init(_ byte: UInt8) { secret = Secret(copying: [UInt8](repeating: byte, count: 4_000)) }

    func isWhole(_ byte: UInt8) -> Bool { bytes(of: secret) == [UInt8](repeating: byte, count: 4_000) }
  }

  @Test func whatIsTrimmedIsWiped() {
    var secret = Secret(copying: [UInt8]("one\ntwo"))
    let start = unsafe secret.withUnsafeBytes {
      unsafe UnsafeRawBufferPointer(start: $0.baseAddress, count: 7)
    }
    secret.trimToFirstLine()
    #expect(unsafe [UInt8](start) == [UInt8]("one\0\0\0\0"))
    #expect(secret.count == 3)
  }
}

func bytes(of secret: borrowing Secret) -> [UInt8] { unsafe secret.withUnsafeBytes { unsafe [UInt8]($0) } }

@Suite struct PassphraseTests {
  private func text(_ source: PassphraseSource, in folder: Folder) throws -> String {
    let answer = try source.read(folder: folder)
    return String(decoding: bytes(of: answer.secret), as: UTF8.self)
  }

  @Test func ofTheEnvironment() throws {
    let folder = try Folder()
    unsafe setenv("PKI_TEST_PASSPHRASE", "sword\nfish", 1)
    unsafe setenv("PKI_TEST_EMPTY", "", 1)
    #expect(try text(.environment("PKI_TEST_PASSPHRASE"), in: folder) == "sword\nfish")
    #expect(try text(.environment("PKI_TEST_EMPTY"), in: folder) == "")
    #expect(throws: PassphraseFailure.unset("PKI_TEST_UNSET")) {
      try text(.environment("PKI_TEST_UNSET"), in: folder)
    }
  }

  @Test func ofAFile() throws {
    let trial = try Trial()
    try trial.make("p", "sword\r\nfish\n", mode: 0o600)
    try trial.make("open", "x", mode: 0o640)
    try trial.make("blank", "\n", mode: 0o600)
    try trial.make("empty", "", mode: 0o600)
    try trial.make("longest", String(repeating: "x", count: 1_024) + "\r\n", mode: 0o600)
    try trial.make("long", String(repeating: "x", count: 1_025) + "\n", mode: 0o600)
    #expect(try text(.file("p"), in: trial.folder) == "sword")
    #expect(try text(.file("blank"), in: trial.folder) == "")
    #expect(try text(.file("longest"), in: trial.folder).utf8.count == 1_024)
    #expect(throws: PassphraseFailure.tooLong("long")) { try text(.file("long"), in: trial.folder) }
    #expect(throws: PassphraseFailure.ended("empty")) { try text(.file("empty"), in: trial.folder) }
    #expect(throws: PassphraseFailure.file(.isFolder("."))) { try text(.file("."), in: trial.folder) }
    #expect(throws: PassphraseFailure.file(.isDevice("/dev/zero"))) {
      try text(.file("/dev/zero"), in: trial.folder)
    }
    let closed = try PassphraseSource.file("p").read(folder: trial.folder).isExposed
    let exposed = try PassphraseSource.file("open").read(folder: trial.folder).isExposed
    #expect(!closed)
    #expect(exposed)
  }

  @Test func ofANamedPipe() throws {
    let trial = try Trial()
    unsafe mkfifo("\(trial.path)/pipe", 0o600)
    let path = "\(trial.path)/pipe"
    let read = try meanwhile {
      usleep(30_000)
      let file = unsafe open(path, O_WRONLY)
      unsafe write(file, "sword", 5)
      usleep(30_000)
      unsafe write(file, "fish\n", 5)
      close(file)
    } body: {
      try text(.file("pipe"), in: trial.folder)
    }
    #expect(read == "swordfish")
  }

  @Test func ofADescriptorLineByLine() throws {
    let folder = try Folder()
    var ends: [Int32] = [0, 0]
    unsafe pipe(&ends)
    unsafe write(ends[1], "one\ntwo", 7)
    close(ends[1])
    let end = Descriptor(ends[0])
    let source = PassphraseSource.descriptor(end.number)
    #expect(try text(source, in: folder) == "one")
    #expect(try text(source, in: folder) == "two")
    #expect(throws: PassphraseFailure.ended("descriptor \(end.number)")) { try text(source, in: folder) }
    let closed = SystemError(operation: "read", object: "descriptor 987", code: EBADF)
    #expect(throws: PassphraseFailure.file(.system(closed))) { try text(.descriptor(987), in: folder) }
  }
}
