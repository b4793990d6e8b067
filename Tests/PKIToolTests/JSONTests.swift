import enum PKICore.Base64
import Testing

@testable import TestKit

/// What JSON promises, held against every command.
@Suite struct JSONTests {
  /// A command line, and the status that it leads to.
  struct Call: Sendable, CustomTestStringConvertible {
    let line: String
    var status: Int32 = 0

    var testDescription: String { "pki \(line)" }
    var words: [String] { line.split(separator: " ").map(String.init) }

    /// In a folder of the files of `inspect.txt`; those that write get names of their own.
    static let all: [Call] = [
      Call(line: ""), Call(line: "--version"), Call(line: "--help"),
      Call(line: "list", status: 2), Call(line: "list --names"), Call(line: "list --by key cb.crt cb.key"),
      Call(line: "list nowhere cb.crt", status: 2),
      Call(line: "inspect cb.crt ca.crt cb.csr cb.key"), Call(line: "inspect --full cb.crt ca.crl resp.ocsp"),
      Call(line: "inspect chain.p7b cb.p12 ca.crl req.ocsp resp.ocsp id.pub id-cert.pub"),
      Call(line: "inspect cb.p12 --passin file:word"), Call(line: "inspect --short cb.crt cb.p12"),
      Call(line: "inspect --fingerprint cb.crt"), Call(line: "inspect --spki-pin cb.csr"),
      Call(line: "inspect --pem cb.crt cb.key"), Call(line: "inspect --der cb.crt"),
      Call(line: "inspect cut.pem page.html nowhere cb.crt", status: 2),
      Call(line: "match cb.key cb.crt"), Call(line: "match cb.key ca.crt", status: 1), Call(line: "match ."),
      Call(line: "match cb.key", status: 64), Call(line: "match cb.key ca.crl", status: 2),
      Call(line: "verify cb.crt ca.crt --host cb.example.com"), Call(line: "verify cb.crt ca.crt --ip ::1", status: 1),
      Call(line: "verify cb.crt cb.crt", status: 1), Call(line: "verify cb.crt nowhere", status: 2),
      Call(line: "verify --trust ca.crt cb.crt nowhere chain.p7b", status: 2),
      Call(line: "check cb.crt --for callbridge --trust ca.crt --key cb.key"),
      Call(line: "check cb.crt nowhere", status: 2), Call(line: "check cb.crt --for nothing", status: 64),
      Call(line: "check --for database-cluster cb.crt ca.crt", status: 1), Call(line: "roles"),
      Call(line: "probe 127.0.0.1:1 --trust ca.crt", status: 2), Call(line: "probe host:0", status: 64),
      Call(line: "roles sfb-edge"), Call(line: "roles cms-cluster"), Call(line: "roles nothing", status: 64),
      Call(line: "csr new CN:a.org,b SAN:10.1.2.3 --key-type ec:p256 --ms-template --must-staple"),
      Call(line: "csr new CN:a.org --dry-run --key-type ec:p256"), Call(line: "csr cb CN:a.org", status: 2),
      Call(line: "csr new CN=a.org", status: 64),
      Call(line: "diff cb.csr cb.crt"), Call(line: "diff cb.crt ca.crt", status: 1),
      Call(line: "diff cb.crt cb.key", status: 2), Call(line: "renew cb.crt --as new"),
      Call(line: "renew cb --key-type ec:p256", status: 64), Call(line: "renew ca --as new", status: 1),
      Call(line: "complete cb cb.crt"), Call(line: "complete cb ca.crt", status: 1),
      Call(line: "complete --from .", status: 2), Call(line: "complete cb", status: 64),
      Call(line: "user new --passout file:word"), Call(line: "user a/b", status: 64),
      Call(line: "selfsigned new --key-type ec:p256 --path-length 1"),
      Call(line: "selfsigned new --days 0", status: 64),
      Call(line: "sign cb ca", status: 2), Call(line: "sign cb", status: 64),
      Call(line: "revoke cb ca"), Call(line: "revoke ca ca", status: 1), Call(line: "crl ca", status: 2),
      Call(line: "bundle cb.crt ca.crt"), Call(line: "bundle ca.crt cb.crt --full-chain -o new.pem"),
      Call(line: "bundle ca.crt --ca-certificates"), Call(line: "bundle cb.crt --full-chain", status: 1),
      Call(line: "bundle nowhere", status: 2), Call(line: "bundle cb.crt --split --full-chain", status: 64),
      Call(line: "export cb --passout file:word"), Call(line: "export cb --der"), Call(line: "export cb", status: 2),
      Call(line: "export cb --p7b --key cb.key", status: 64),
      Call(line: "import cb.key cb.crt ca.crt --as new"), Call(line: "import cb.p12 --passin file:word --dry-run"),
      Call(line: "import cb.csr", status: 1), Call(line: "import nowhere", status: 2),
      Call(line: "unlock cb.key"), Call(line: "unlock cb.crt", status: 2),
      Call(line: "lock cb.key --passout file:word"), Call(line: "lock cb.key", status: 2),
      Call(line: "pkcs12-to-ssh cb", status: 2),
      Call(line: "help verify"), Call(line: "help nothing", status: 64), Call(line: "man"), Call(line: "man csr"),
      Call(line: "completion bash"), Call(line: "completion tcsh", status: 64), Call(line: "nothing", status: 64),
    ]
  }

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let transcript = Transcript(try Disk.text("\(Repository.path)/Tests/PKIToolTests/Transcripts/inspect.txt"))
    for file in transcript.files { try folder.write(file.bytes, to: file.name, mode: file.mode) }
    return folder
  }

  @Test(arguments: Call.all) func aDocumentIsAnObjectWithASummary(_ call: Call) throws {
    let run = try Surface.run(["--json"] + call.words, in: folder())
    #expect(run.status == call.status)
    let document = try JSONValue(run.output)
    #expect(document["schema"] == .text("pki/1"))
    let command = call.words.first { !$0.hasPrefix("-") }
    #expect(document["command"] == (command == "nothing" ? .null : .text(command ?? "pki")))
    #expect(document["summary"]?["exit_status"] == .number("\(call.status)"))
    let inputs = try #require(Self.list(in: document)).elements
    #expect(document["summary"]?["inputs"] == .number("\(inputs.count)"))
    #expect(inputs.isEmpty == (document["error"] != nil))
    for input in inputs { #expect(input["source"] != nil) }
    for error in [document["error"]].compactMap({ $0 }) + inputs.compactMap({ $0["error"] }) {
      let names = document["targets"] == nil ? ["code", "message", "hint"] : ["id", "text"]
      #expect(names.filter { error[$0] == nil } == [])
    }
  }

  /// Inputs, or what they were found to be.
  private static func list(in document: TestKit.JSONValue) -> TestKit.JSONValue? {
    document["inputs"] ?? document["targets"]
  }

  /// What text sends to standard output instead of a file JSON holds: PEM as it is, octets in base64.
  @Test(arguments: ["--der", "--p7b", "--p7b --der", "--pem", "--pem --no-key"]) func exportedOctetsAreThere(
    _ form: String
  ) throws {
    let folder = try folder(), words = ["export", "cb"] + form.split(separator: " ").map(String.init)
    #expect(try Surface.run(words + ["-o", "file"], in: folder).status == 0)
    let run = try Surface.run(words + ["-o", "-", "--json"], in: folder)
    let input = try #require(JSONValue(run.output)["inputs"]?.elements.first)
    #expect(run.status == 0 && input["file"] == .text("-"))
    #expect(input["der"] == (form.hasSuffix("--der") ? .text(Base64.text(try folder.bytes("file"))) : nil))
    #expect(input["pem"] == (form.hasSuffix("--der") ? nil : .text(try folder.text("file"))))
  }

  @Test func everyCommandIsCalled() {
    #expect(Set(Call.all.compactMap(\.words.first)).isSuperset(of: Surface.commands))
  }

  @Test(arguments: Call.all) func keysAreInSnakeCase(_ call: Call) throws {
    let run = try Surface.run(["--json"] + call.words, in: folder())
    for key in try JSONValue(run.output).keys {
      #expect(key.wholeMatch(of: /[a-z][a-z0-9]*(?:_[a-z0-9]+)*/) != nil, "\(key)")
    }
  }

  @Test(arguments: Call.all) func aLineStandsForAnInput(_ call: Call) throws {
    let document = try JSONValue(Surface.run(["--json"] + call.words, in: folder()).output)
    let lines = try Surface.run(["--format", "ndjson"] + call.words, in: folder()).output.split(separator: "\n")
    let inputs = Self.list(in: document)?.elements ?? []
    // Behind what was found of live servers comes a line that sums it up.
    let summaries = call.words.first == "probe" && !inputs.isEmpty ? 1 : 0
    #expect(lines.count == max(1, inputs.count) + summaries)
    for (line, input) in zip(lines, inputs) {
      let object = try JSONValue(String(line))
      #expect(object["schema"] == .text("pki/1"))
      // Alone, pki names the folder, which is another one in each run.
      if !call.words.isEmpty { #expect(object["source"] == input["source"]) }
      #expect(Set(object.keys).subtracting(["schema", "command"]) == Set(input.keys))
    }
  }

  /// Whatever stands behind a label in text stands in JSON too, for every kind of element.
  @Test(arguments: [
    "inspect cb.crt ca.crt", "inspect cb.csr cb.key", "inspect chain.p7b cb.p12", "inspect ca.crl req.ocsp resp.ocsp",
    "inspect id.pub id-cert.pub", "inspect cb.p12 --passin file:word", "verify cb.crt ca.crt", "verify cb.crt cb.crt",
    "selfsigned new --key-type ec:p256 --serial 1f3a", "list cb.crt",
  ])
  func textSaysNothingMore(_ line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let text = try Surface.run(words, in: folder()).output
    let said = try JSONValue(Surface.run(["--json"] + words, in: folder()).output).scalars.joined(separator: "\n")
    for value in values(of: text) where !said.contains(value) {
      #expect(Self.wordsForOtherValues.contains { value.wholeMatch(of: $0) != nil }, "\(value)")
    }
  }

  /// Words of text for what JSON says otherwise: truths, ends, an issuer that is the subject, names in one word each.
  private static var wordsForOtherValues: [Regex<Substring>] {
    [
      /yes|no|itself|inside|locked|locked; --passin opens it|opened|Good|ok|trusted|made with its own key|until \S+|in \d+ days|\d+ certificates?/,
      /[└─ ]*trusted|(?:SUCCESS|FAILURE|hint|fix): .*|name\.mismatch|RFC .*|.* · .*|path length \d+|about \d+ certificate/,
      /expired \d+ days ago|yes \(.*|signed data|version \d|(?:RSA|EC|Ed25519|DNS|IP|URI).*|File|Type|Subject or key|Days|Status/,
      /Created key file .*|[a-z0-9.-]+: an? .*|.*, inside|.*, line \d+|Answers|Alarms|- Serial/,
    ]
  }

  /// What stands behind labels, lists taken apart.
  private func values(of text: String) -> [String] {
    text.split(separator: "\n").flatMap { line in
      let cells = line.split(separator: /\s{2,}/).map(String.init)
      let values = cells.count > 1 ? Array(cells.dropFirst()) : cells
      return values.flatMap { $0.split(separator: ", ").map(String.init) }.map {
        // An alarm stands behind its file.
        let value = $0.replacing(/^[a-z0-9.]+: (?=The )/, with: "")
        return value.hasSuffix(",") ? String(value.dropLast()) : value
      }
    }
  }
}
