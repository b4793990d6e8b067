import Platform
import TestKit
import Testing

/// A file that new bytes were worked out from must still hold what was read.
@Suite struct PublishingReplacingTests {
  private func publish(_ bytes: String, replacing known: String, in folder: TemporaryFolder) throws {
    var file = FileToWrite(
      path: "list", bytes: Array(bytes.utf8), kind: .ordinary, existing: .replace(keepBackup: false))
    file.replacing = Array(known.utf8)
    try Folder(folder.path).publish([file])
  }

  @Test func whatWasReadIsReplaced() throws {
    let folder = try TemporaryFolder()
    try folder.write("one\n", to: "list")
    try publish("one\ntwo\n", replacing: "one\n", in: folder)
    #expect(try folder.text("list") == "one\ntwo\n" && folder.names == ["list"])
  }

  @Test(arguments: ["one\nother\n", "on", "", "two\n"]) func whatOthersWroteStays(_ present: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(present, to: "list")
    #expect(throws: WriteFailure.changed("list")) { try publish("one\ntwo\n", replacing: "one\n", in: folder) }
    #expect(try folder.text("list") == present && folder.names == ["list"])
  }
}
