import TestKit
import Testing

/// Servers that mean ill: calling one ends by the deadline, small, and says so without a sign that steers the terminal.
@Suite struct HostileServerTests {
  /// Resident, in KiB; debug builds are larger.
  private static let kibibytes = Pki.isRelease ? 64 << 10 : 96 << 10

  @Test(.enabled(if: !Pki.isSanitized && MeasuredProgram.isPossible), arguments: HostileServer.all)
  func doesNoHarm(_ hostile: HostileServer) throws {
    let server = try PlainServer(try hostile.steps())
    let folder = try TemporaryFolder()
    try folder.write(Fixture.certificate, to: "ca.crt")
    var program = Program(Pki.path, folder: folder.path)
    // Ten times what it may take: the machine may be busy.
    program.secondsAllowed = 20
    let call = ["probe", "127.0.0.1:\(server.port)", "--timeout", "2", "--trust", "ca.crt"] + hostile.words
    for format in ["text", "json"] {
      let (result, kibibytes) = try MeasuredProgram(program).run(["--format", format] + call)
      #expect([1, 2].contains(result.status), "\(format): \(result.status) \(result.description.prefix(2_000))")
      #expect(Printed(result).faults == [], "\(format)")
      #expect(kibibytes < Self.kibibytes, "\(format)")
      #expect(result.seconds < (Pki.isRelease ? 2 : 10), "\(format)")
      if format == "json" { #expect(result.text.contains("\"\(hostile.says)"), "\(result.text.prefix(2_000))") }
    }
  }
}
