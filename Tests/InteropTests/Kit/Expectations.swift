import TestKit
import Testing

/// The program ended well and said these words, on either stream.
func expectDone(
  _ result: Program.Result, says words: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let all = result.text + result.errorText
  #expect(result.status == 0 && (words.isEmpty || all.contains(words)), "\(result)", sourceLocation: sourceLocation)
}

/// pki answered with this exit status and said these words, on either stream.
func expect(
  _ result: Program.Result, exit status: Int32, says words: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let all = result.text + result.errorText
  #expect(
    result.status == status && (words.isEmpty || all.contains(words)), "wanted exit \(status): \(result)",
    sourceLocation: sourceLocation)
}
