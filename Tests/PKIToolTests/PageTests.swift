import TestKit
import Testing

@Suite struct PageTests {
  @Test(arguments: Page.all) func theStoredPageIsThePage(_ page: Page) throws {
    let text = try Surface.output(page.words)
    if TranscriptFile.isRecording { try Disk.write(Array(text.utf8), to: page.path) }
    let stored = (try? Disk.text(page.path)) ?? ""
    if text == stored { return }
    let changes = lines(text).difference(from: lines(stored)).map { change in
      switch change {
      case .remove(_, let line, _): "- \(line)"
      case .insert(_, let line, _): "+ \(line)"
      }
    }
    Issue.record("\(page.file), make record writes it anew:\n\(changes.joined(separator: "\n"))")
  }

  @Test func nothingElseIsStored() {
    let stored = Disk.names(in: "\(Repository.path)/Tests/PKIToolTests/Pages")
    #expect(Set(stored) == Set(Page.all.map(\.file)))
  }

  /// A line in help that is too long for a terminal of a hundred columns wraps in the middle of a word there.
  @Test func noPageOfHelpIsTooWide() throws {
    for page in Page.all where page.words[0] == "help" {
      for line in lines(try Surface.output(page.words)) where !line.hasPrefix("  pki ") {
        #expect(line.count <= 100, "\(page.file): \(line)")
      }
    }
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
