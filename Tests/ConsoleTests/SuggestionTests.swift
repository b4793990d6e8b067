import Console
import Testing

@Suite("The nearest name")
struct SuggestionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let word: String
    let names: [String]
    let nearest: String?
    var testDescription: String { "\(word) -> \(nearest ?? "nothing")" }

    static let commands = [
      "list", "inspect", "match", "verify", "unlock", "lock", "csr", "selfsigned", "sign",
    ]
    static let all: [Case] = [
      Case(word: "lsit", names: commands, nearest: "list"),
      Case(word: "inspct", names: commands, nearest: "inspect"),
      Case(word: "ver", names: commands, nearest: "verify"),
      Case(word: "self", names: commands, nearest: "selfsigned"),
      Case(word: "CSR", names: commands, nearest: "csr"),
      Case(word: "scr", names: commands, nearest: "csr"),
      Case(word: "sing", names: commands, nearest: "sign"),
      Case(word: "unlok", names: commands, nearest: "unlock"),
      Case(word: "zebra", names: commands, nearest: nil),
      Case(word: "x", names: commands, nearest: nil),
      Case(word: "", names: commands, nearest: nil),
      Case(word: "list", names: [], nearest: nil),
    ]
  }

  @Test(arguments: Case.all)
  func finds(_ one: Case) {
    #expect(Suggestion.nearest(to: one.word, among: one.names) == one.nearest)
  }
}
