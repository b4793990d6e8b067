import TestKit
import Testing

/// Servers that send more than anybody needs.
@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeLengthTests {
  @Test func aListWithoutMeasureIsCountedButNotKept() throws {
    let stage = try ProbeStage()
    let strangers = String(repeating: try stage.folder.text("phone.crt"), count: 1_000)
    try stage.folder.write(try stage.folder.text("mid.crt") + strangers, to: "long.pem")
    let server = try stage.server("-cert_chain long.pem")
    let run = try stage.probe("127.0.0.1:\(server.port)", global: ["--json"])
    let item = try #require(try JSONValue(run.output)["targets"]?.elements.first)
    #expect(item["sent"]?.elements.count == 100, "\(run.output)")
    #expect(item["paths"]?.elements.first?["ok"]?.scalars == ["true"])
    let many = item["comments"]?.elements.filter { $0["id"]?.scalars == ["chain.many"] } ?? []
    let words = many.flatMap { $0["text"]?.scalars ?? [] }
    #expect(words.count == 1 && words[0].hasPrefix("The server sends 1002 certificates ("), "\(words)")
    #expect(words.allSatisfy { $0.contains("of which the first 100 were looked at") }, "\(words)")
    #expect(run.status == 0)
  }
}
