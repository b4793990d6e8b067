import TestKit
import Testing

/// The trial of the TLS client on servers of OpenSSL, each with its fault.
@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeTrialTests {
  @Test(arguments: ProbeTrial.all) private func saysWhatIsWrong(_ trial: ProbeTrial) throws {
    let stage = try ProbeStage()
    for line in trial.make { try Self.make(line, stage) }
    let server = try SecureServer(trial.server, in: stage.folder)
    let (codes, run) = try stage.codes("127.0.0.1:\(server.port) \(trial.words)", at: trial.day)
    #expect(codes.isSuperset(of: trial.says), "\(run.output) \(run.errors)")
    #expect(codes.isDisjoint(with: trial.unsaid), "\(codes)")
    #expect(run.status == trial.status, "\(codes)")
  }

  private static func make(_ line: String, _ stage: ProbeStage) throws {
    let words = line.split(separator: " ").map(String.init)
    switch words[0] {
    case "many":
      let certificate = try stage.folder.text("mid.crt")
      try stage.folder.write(
        String(repeating: certificate, count: (Int(words[1]) ?? 1) - 1), to: "many.pem")
    case "join": try stage.folder.write(stage.folder.text(words[1]) + stage.folder.text(words[2]), to: words[3])
    case "openssl":
      let result = try InstalledTool("openssl").program(folder: stage.folder.path).run(Array(words.dropFirst()))
      try #require(result.status == 0, "\(result)")
    default: try stage.pki(line)
    }
  }
}
