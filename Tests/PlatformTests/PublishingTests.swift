import Glibc
@testable import Platform
import Testing

private func key(_ path: String, _ text: String = "new", _ existing: FileToWrite.Existing = .refuse)
  -> FileToWrite
{
  FileToWrite(path: path, bytes: [UInt8](text), kind: .secret, existing: existing)
}

private func paper(_ path: String, _ text: String = "new", _ existing: FileToWrite.Existing = .refuse)
  -> FileToWrite
{
  FileToWrite(path: path, bytes: [UInt8](text), kind: .ordinary, existing: existing)
}

private let replace = FileToWrite.Existing.replace(keepBackup: false)
private let replaceKeeping = FileToWrite.Existing.replace(keepBackup: true)

@Suite struct PublishingTests {
  @Test func aPairAppearsWithItsModes() throws {
    let trial = try Trial()
    let published = try trial.folder.publish([key("a.key", "key"), paper("a.csr", "csr")])
    #expect(published.map(\.path) == ["a.key", "a.csr"])
    #expect(published.map(\.replaced) == [false, false])
    #expect(trial.names == ["a.csr", "a.key"])
    #expect(try trial.text("a.key") == "key")
    #expect(try trial.mode("a.key") == 0o600)
    #expect(try trial.mode("a.csr") == 0o644 & ~UInt32(Umask.current))
  }

  @Test func largeAndEmptyFiles() throws {
    let trial = try Trial()
    let large = [UInt8](repeating: 9, count: 3_000_000)
    try trial.folder.publish([
      FileToWrite(path: "large", bytes: large, kind: .ordinary),
      FileToWrite(path: "empty", bytes: [], kind: .ordinary),
    ])
    #expect(try trial.folder.read("large", limit: 4_000_000) == large)
    #expect(try trial.folder.read("empty", limit: 0) == [])
  }

  @Test func otherFoldersAndAbsolutePaths() throws {
    let trial = try Trial()
    try trial.folder.makeFolder("sub")
    try trial.folder.publish([key("sub/a"), key("\(trial.path)/sub/b"), key("./c")])
    #expect(trial.names == ["c", "sub"])
    #expect(try trial.text("sub/a") + trial.text("sub/b") + trial.text("c") == "newnewnew")
  }

  @Test func aLongName() throws {
    let trial = try Trial()
    let name = String(repeating: "ü", count: 127)
    try trial.folder.publish([key(name)])
    try trial.folder.publish([key(name, "newer", replace)])
    #expect(try trial.text(name) == "newer")
    #expect(trial.names == [name])
  }

  struct Taken: CustomTestStringConvertible, Sendable {
    let name: String
    let refused: WriteFailure
    /// nil where replacing is allowed.
    let replaced: WriteFailure?
    var testDescription: String { name }

    static let all: [Taken] = [
      Taken(name: "file", refused: .exists("file"), replaced: nil),
      Taken(name: "empty", refused: .exists("empty"), replaced: nil),
      Taken(name: "link", refused: .symbolicLink("link"), replaced: .symbolicLink("link")),
      Taken(name: "dangling", refused: .symbolicLink("dangling"), replaced: .symbolicLink("dangling")),
      Taken(name: "hard", refused: .exists("hard"), replaced: .hardLinked("hard")),
      Taken(name: "folder", refused: .exists("folder"), replaced: .notRegular("folder")),
      Taken(name: "pipe", refused: .exists("pipe"), replaced: .notRegular("pipe")),
    ]
  }

  private func furnished() throws -> Trial {
    let trial = try Trial()
    try trial.make("file")
    try trial.make("empty", "")
    try trial.make("victim")
    unsafe symlink("victim", "\(trial.path)/link")
    unsafe symlink("nothing", "\(trial.path)/dangling")
    unsafe link("\(trial.path)/victim", "\(trial.path)/hard")
    unsafe mkdir("\(trial.path)/folder", 0o700)
    unsafe mkfifo("\(trial.path)/pipe", 0o600)
    return trial
  }

  @Test(arguments: Taken.all) func aNameThatIsTaken(_ taken: Taken) throws {
    let trial = try furnished()
    let before = trial.names
    // The first of the pair is free: it must not appear either.
    #expect(throws: taken.refused) { try trial.folder.publish([key("first"), paper(taken.name)]) }
    #expect(trial.names == before)
    let files = [key("first", "new", replace), paper(taken.name, "new", replace)]
    if let replaced = taken.replaced {
      #expect(throws: replaced) { try trial.folder.publish(files) }
      #expect(trial.names == before)
    } else {
      try trial.folder.publish(files)
      #expect(try trial.text(taken.name) == "new")
      #expect(trial.names == (before + ["first"]).sorted())
    }
    #expect(try trial.text("victim") == "old")
  }

  @Test func aDeviceIsNotReplaced() throws {
    let folder = try Folder("/dev")
    #expect(throws: WriteFailure.notRegular("full")) { try folder.publish([key("full", "new", replace)]) }
  }

  struct BadName: CustomTestStringConvertible, Sendable {
    let path: String
    let code: Int32
    var testDescription: String { path }

    static let all: [BadName] = [
      BadName(path: "", code: ENOENT), BadName(path: ".", code: EISDIR), BadName(path: "..", code: EISDIR),
      BadName(path: "sub/", code: EISDIR), BadName(path: "none/a", code: ENOENT),
      BadName(path: "file/a", code: ENOTDIR), BadName(path: "a\0b", code: EINVAL),
      BadName(path: String(repeating: "x", count: 256), code: ENAMETOOLONG),
    ]
  }

  @Test(arguments: BadName.all) func aPathThatIsNoName(_ bad: BadName) throws {
    let trial = try Trial()
    try trial.make("file")
    let failure = #expect(throws: WriteFailure.self) {
      try trial.folder.publish([key("first"), key(bad.path)])
    }
    guard case .system(let error) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(error.code == bad.code)
    #expect(trial.names == ["file"])
  }

  @Test func twiceTheSameName() throws {
    let trial = try Trial()
    #expect(throws: WriteFailure.exists("./a")) { try trial.folder.publish([key("a"), key("./a")]) }
    #expect(trial.names == [])
  }

  @Test func replacingCapsTheModeOfASecretAndKeepsThatOfTheRest() throws {
    let trial = try Trial()
    try trial.make("k", mode: 0o644)
    try trial.make("r", mode: 0o400)
    try trial.make("c", mode: 0o664)
    let published = try trial.folder.publish([
      key("k", "new", replace), key("r", "new", replace), paper("c", "new", replace),
    ])
    #expect(published.map(\.replaced) == [true, true, true])
    #expect(published.map(\.backup) == [nil, nil, nil])
    #expect(try trial.mode("k") == 0o600)
    #expect(try trial.mode("r") == 0o400)
    #expect(try trial.mode("c") == 0o664)
    #expect(trial.names == ["c", "k", "r"])
  }

  @Test func backupsAreNeverOverwritten() throws {
    let trial = try Trial()
    try trial.make("k", "0", mode: 0o644)
    for round in 1...3 {
      let published = try trial.folder.publish([key("k", "\(round)", replaceKeeping)])
      #expect(published[0].backup == ["k.bak", "k.bak.1", "k.bak.2"][round - 1])
    }
    #expect(trial.names == ["k", "k.bak", "k.bak.1", "k.bak.2"])
    #expect(try ["k.bak", "k.bak.1", "k.bak.2", "k"].map(trial.text) == ["0", "1", "2", "3"])
    for name in trial.names { #expect(try trial.mode(name) == 0o600) }
  }

  @Test func theBackupIsNamedBesideItsFile() throws {
    let trial = try Trial()
    try trial.folder.makeFolder("sub")
    try trial.make("sub/k")
    unsafe symlink("nothing", "\(trial.path)/sub/k.bak")
    let published = try trial.folder.publish([key("sub/k", "new", replaceKeeping)])
    #expect(published[0].backup == "sub/k.bak.1")
  }

  @Test func aBackupThatAnInterruptedCallMadeIsUsed() throws {
    let trial = try Trial()
    try trial.make("k")
    unsafe link("\(trial.path)/k", "\(trial.path)/k.bak")
    let published = try trial.folder.publish([key("k", "new", replaceKeeping)])
    #expect(published[0].backup == "k.bak")
    #expect(trial.names == ["k", "k.bak"])
    #expect(try trial.text("k.bak") == "old")
  }

  @Test func whatAKilledProcessLeftIsTakenAway() throws {
    let trial = try Trial()
    try trial.make("k")
    try trial.make(".k.pki-new", "half")
    unsafe link("\(trial.path)/k", "\(trial.path)/.k.pki-old")
    try trial.folder.publish([key("k", "new", replace), paper("c", "new", replace)])
    #expect(trial.names == ["c", "k"])
  }

  @Test func aTemporaryNameInUseIsLeftAlone() throws {
    let trial = try Trial()
    try trial.make("k")
    try trial.make(".k.pki-new", "theirs")
    let file = unsafe open("\(trial.path)/.k.pki-new", O_RDONLY)
    flock(file, LOCK_EX)
    try trial.folder.publish([key("k", "new", replace)])
    close(file)
    #expect(trial.names == [".k.pki-new", "k"])
    #expect(try trial.text(".k.pki-new") == "theirs")
  }

  @Test func aPairThatFailsHalfwayIsTakenBack() throws {
    let trial = try Trial()
    try trial.make("k", "old key", mode: 0o640)
    try trial.make("b", "old paper")
    let opened = unsafe Descriptor(open("\(trial.path)/k", O_RDONLY))
    let before = try FileStatus(descriptor: opened.number, object: "k")
    for existing in [replace, replaceKeeping] {
      var opened: [String: Folder] = [:]
      let first = try trial.folder.target("k", opened: &opened).examined(existing)
      let second = try trial.folder.target("b", opened: &opened).examined(replace)
      let fresh = try trial.folder.target("n", opened: &opened).examined(.refuse)
      let files = [
        (file: try StagedFile(first, bytes: [1], kind: .secret), existing: existing),
        (file: try StagedFile(fresh, bytes: [2], kind: .secret), existing: .refuse),
        (file: try StagedFile(second, bytes: [3], kind: .ordinary), existing: replace),
      ]
      // Somebody else changes the last one after it was looked at.
      unsafe unlink("\(trial.path)/b")
      try trial.make("b", "theirs")
      var publication = Publication()
      #expect(throws: WriteFailure.changed("b")) { _ = try publication.run(files) }
      publication.takeBack()
      #expect(trial.names == ["b", "k"])
      #expect(try trial.text("k") == "old key")
      #expect(try trial.mode("k") == 0o640)
      #expect(
        try FileStatus.of("k", in: trial.folder.descriptor, following: false)?.isSameFile(as: before) == true)
      #expect(try trial.text("b") == "theirs")
    }
  }

  @Test func withoutNamelessFiles() throws {
    let trial = try Trial()
    try trial.folder.publish([key("k", "1"), paper("c", "1")], nameless: false)
    #expect(try trial.mode("k") == 0o600)
    #expect(throws: WriteFailure.exists("c")) {
      try trial.folder.publish([key("n"), paper("c")], nameless: false)
    }
    let again = [key("k", "2", replaceKeeping), paper("c", "2", replace), key("n", "2", replace)]
    let published = try trial.folder.publish(again, nameless: false)
    #expect(published.map(\.backup) == ["k.bak", nil, nil])
    #expect(trial.names == ["c", "k", "k.bak", "n"])
    #expect(try ["c", "k", "k.bak", "n"].map(trial.text) == ["2", "2", "1", "2"])
  }
}
