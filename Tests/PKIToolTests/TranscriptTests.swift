import TestKit
import Testing

@Suite struct TranscriptTests {
  static let transcripts = TranscriptFile.all(in: "Tests/PKIToolTests/Transcripts")

  @Test(arguments: transcripts) func theConversationGoesAsWritten(_ transcript: TranscriptFile) throws {
    let differences = try transcript.check()
    #expect(differences.isEmpty, "\(transcript), - expected, + found (make record writes it anew)\n\(differences)")
  }

  @Test func thereAreTranscripts() {
    #expect(!Self.transcripts.isEmpty)
  }
}
