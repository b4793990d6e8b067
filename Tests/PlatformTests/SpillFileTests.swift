import Testing
import TestKit

@testable import Platform

@Suite struct SpillFileTests {
  struct Case: Sendable {
    let pieces: Int
    let folders: [String]
    let isInFile: Bool

    static let all: [Case] = [
      Case(pieces: 0, folders: ["/tmp"], isInFile: false), Case(pieces: 1, folders: ["/tmp"], isInFile: false),
      Case(pieces: 1_000, folders: ["/tmp"], isInFile: true),
      Case(pieces: 1_000, folders: ["/nowhere", "/tmp"], isInFile: true),
      Case(pieces: 1_000, folders: ["/nowhere", "/proc"], isInFile: false),
      Case(pieces: 1_000, folders: [], isInFile: false),
    ]
  }

  /// Everything comes back in its order, wherever it waited.
  @Test(arguments: Case.all) func givesBackWhatWasSetAside(_ one: Case) throws {
    let file = SpillFile(blockSize: 100, folders: one.folders)
    var wanted: [UInt8] = []
    for number in 0..<one.pieces {
      file.append("\(number),".utf8)
      wanted += Array("\(number),".utf8)
    }
    #expect((file.countInFile > 0) == one.isInFile)
    var found: [UInt8] = []
    var largest = 0
    try file.read {
      found += $0
      largest = max(largest, $0.count)
    }
    #expect(found == wanted)
    if one.isInFile { #expect(largest <= 104) }
  }

  /// Nothing is left behind, and nobody else can see it.
  @Test func hasNoName() throws {
    let folder = try TemporaryFolder()
    let file = SpillFile(blockSize: 10, folders: [folder.path])
    file.append("more than ten bytes".utf8)
    #expect(file.countInFile > 0)
    #expect(Disk.filesBelow(folder.path, skipping: []).isEmpty)
  }
}
