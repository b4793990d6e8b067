import Glibc
@testable import Platform
import Testing

@Suite struct EntriesTests {
  private func furnished() throws -> Trial {
    let trial = try Trial()
    try trial.make("b.pem")
    try trial.make("a.pem")
    try trial.make(".hidden")
    unsafe mkdir("\(trial.path)/sub", 0o700)
    try trial.make("sub/c.pem")
    unsafe mkdir("\(trial.path)/sub/.git", 0o700)
    try trial.make("sub/.git/config")
    unsafe mkdir("\(trial.path)/sub/deep", 0o700)
    try trial.make("sub/deep/d.pem")
    unsafe mkfifo("\(trial.path)/pipe", 0o600)
    unsafe symlink("a.pem", "\(trial.path)/inside")
    unsafe symlink("\(trial.path)/b.pem", "\(trial.path)/absolute")
    unsafe symlink("/etc/passwd", "\(trial.path)/outside")
    unsafe symlink("nothing", "\(trial.path)/dangling")
    unsafe symlink("self", "\(trial.path)/self")
    unsafe symlink("..", "\(trial.path)/sub/up")
    unsafe symlink("/dev/zero", "\(trial.path)/zero")
    return trial
  }

  private typealias Skipped = FolderEntries.Skipped

  @Test func oneFolder() throws {
    let trial = try furnished()
    let found = try trial.folder.entries(recursive: false)
    #expect(found.files == ["a.pem", "absolute", "b.pem", "inside"])
    #expect(found.failures == [])
    #expect(
      found.skipped == [
        Skipped(path: "dangling", reason: .danglingLink), Skipped(path: "outside", reason: .linkOut),
        Skipped(path: "pipe", reason: .notAFile(.pipe)), Skipped(path: "self", reason: .danglingLink),
        Skipped(path: "zero", reason: .notAFile(.device)),
      ])
  }

  @Test func allFoldersBelow() throws {
    let trial = try furnished()
    let found = try trial.folder.entries(recursive: true)
    #expect(found.files == ["a.pem", "absolute", "b.pem", "inside", "sub/c.pem", "sub/deep/d.pem"])
    #expect(found.skipped.contains(Skipped(path: "sub/up", reason: .linkToFolder)))
    let below = try trial.folder.entries(of: "sub/", recursive: true)
    #expect(below.files == ["sub/c.pem", "sub/deep/d.pem"])
    for file in below.files { #expect(try trial.text(file) == "old") }
    let absolute = try trial.folder.entries(of: "\(trial.path)/sub", recursive: false)
    #expect(absolute.files == ["\(trial.path)/sub/c.pem"])
  }

  @Test func aLinkOutOfTheWalkedFolderIsNotFollowedThoughItStaysInTheStore() throws {
    let trial = try furnished()
    unsafe symlink("../a.pem", "\(trial.path)/sub/neighbour")
    unsafe mkdir("\(trial.path)/subway", 0o700)
    try trial.make("subway/e.pem")
    unsafe symlink("../subway/e.pem", "\(trial.path)/sub/prefix")
    let found = try trial.folder.entries(of: "sub", recursive: false)
    #expect(found.files == ["sub/c.pem"])
    #expect(found.skipped.contains(Skipped(path: "sub/neighbour", reason: .linkOut)))
    #expect(found.skipped.contains(Skipped(path: "sub/prefix", reason: .linkOut)))
  }

  @Test func refusesWhatIsNoFolder() throws {
    let trial = try furnished()
    let missing = SystemError(operation: "open the folder", object: "none", code: ENOENT)
    #expect(throws: missing) { try trial.folder.entries(of: "none", recursive: true) }
    let file = SystemError(operation: "open the folder", object: "a.pem", code: ENOTDIR)
    #expect(throws: file) { try trial.folder.entries(of: "a.pem", recursive: true) }
  }

  @Test func aSubfolderThatMayNotBeReadIsSaid() throws {
    if isRoot { return passedOver("root may read every folder") }
    let trial = try furnished()
    unsafe chmod("\(trial.path)/sub/deep", 0)
    let found = try trial.folder.entries(recursive: true)
    #expect(found.failures == [SystemError(operation: "read the folder", object: "sub/deep/", code: EACCES)])
    #expect(found.files.contains("sub/c.pem"))
  }

  @Test func aNameThatIsNotUTF8IsSaid() throws {
    let trial = try Trial()
    let bytes: [CChar] = Array(trial.path.utf8CString.dropLast()) + [0x2F, -1, 0x61, 0]
    unsafe close(open(bytes, O_WRONLY | O_CREAT, 0o600))
    let found = try trial.folder.entries(recursive: false)
    #expect(found.files == [])
    unsafe unlink(bytes)
    #expect(found.failures.map(\.code) == [EILSEQ])
  }

  @Test func twentyThousandFiles() throws {
    let trial = try Trial()
    for number in 0..<20_000 {
      unsafe close(open("\(trial.path)/certificate-\(number).pem", O_WRONLY | O_CREAT, 0o600))
    }
    let found = try trial.folder.entries(recursive: true)
    #expect(found.files.count == 20_000)
    #expect(found.files == found.files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  private static let words = [
    "", "a", "a/b", "a-b", "ab", "abc", "ü", "u\u{308}", "z", "\u{ffff}", "\u{10000}", "a\u{0}",
    "folder/of/a/long/path/a.crt",
    "folder/of/a/long/path/b.crt", "folder/of/a/long/path/a.crt.bak",
  ]

  /// Byte by byte, as C sorts: not by what characters are alike.
  @Test(arguments: words) func pathsAreOrderedByTheirBytes(_ word: String) {
    for other in Self.words {
      #expect(word.precedesByBytes(other) == word.utf8.lexicographicallyPrecedes(other.utf8), "\(word) \(other)")
    }
  }
}
