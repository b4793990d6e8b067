import Testing
import Vocabulary

@testable import PKICore

@Suite struct NamesAndTimesTests {
  /// A name of files, what is wrong with it and what would do.
  struct Name: Sendable, CustomTestStringConvertible {
    let text: String
    var fault: String?
    var hint: String?

    var testDescription: String { text }

    static let all: [Name] = [
      Name(text: "callbridge"),
      Name(text: "Call_bridge-01"),
      Name(text: String(repeating: "a", count: 64)),
      Name(text: "", fault: "the name of the files is empty"),
      Name(
        text: "a.b", fault: "a name cannot hold a dot: the Meeting Server allows one before the extension only",
        hint: "try a-b"),
      Name(
        text: "a.key", fault: "a name cannot hold a dot: the Meeting Server allows one before the extension only",
        hint: "try a"),
      Name(text: "x/a", fault: "a name cannot hold a slash: choose the folder with -C DIR", hint: "try -C x and a"),
      Name(text: "../a", fault: "a name cannot hold a slash: choose the folder with -C DIR", hint: "try -C .. and a"),
      Name(text: "-a", fault: "a name cannot begin with a hyphen"),
      Name(text: "CN:a", fault: "this is an attribute, and the name of the files comes first"),
      Name(text: "a b", fault: "a name is made of letters, digits, hyphens and underscores"),
      Name(text: "ä", fault: "a name is made of letters, digits, hyphens and underscores"),
      Name(text: String(repeating: "a", count: 65), fault: "a name cannot be longer than 64 characters"),
    ]
  }

  @Test(arguments: Name.all) func namesOfFiles(_ one: Name) throws {
    do {
      let name = try Basename(one.text)
      #expect(one.fault == nil)
      #expect(name.key == one.text + ".key" && name.request == one.text + ".csr")
      #expect(name.certificate == one.text + ".crt" && name.fullChain == one.text + "-fullchain.crt")
    } catch {
      let fault = one.fault ?? "none"
      #expect(error.message == (one.text.isEmpty ? fault : "\(one.text): \(fault)"))
      #expect(error.hint == one.hint)
    }
  }

  /// A name of the store or a path, and the files that it means.
  struct Path: Sendable, CustomTestStringConvertible {
    let operand: String
    let request: String, certificate: String, key: String, new: String

    var testDescription: String { operand }

    static let all: [Path] = [
      Path(operand: "dbca", request: "dbca.csr", certificate: "dbca.crt", key: "dbca.key", new: "dbca.crt"),
      Path(
        operand: "ca/dbca", request: "ca/dbca.csr", certificate: "ca/dbca.crt", key: "ca/dbca.key", new: "ca/dbca.crt"),
      Path(
        operand: "a.example", request: "a.example.csr", certificate: "a.example.crt", key: "a.example.key",
        new: "a.example.crt"),
      Path(operand: "x.csr", request: "x.csr", certificate: "x.csr", key: "x.key", new: "x.crt"),
      Path(operand: "x.PEM", request: "x.PEM", certificate: "x.PEM", key: "x.key", new: "x.crt"),
      Path(operand: ".key", request: ".key.csr", certificate: ".key.crt", key: ".key.key", new: ".key.crt"),
    ]
  }

  @Test(arguments: Path.all) func pathsOfTheStore(_ one: Path) {
    let path = StorePath(one.operand)
    #expect(path.request == one.request)
    #expect(path.certificate == one.certificate)
    #expect(path.key == one.key)
    #expect(path.newCertificate == one.new)
  }

  static let now = Instant(rfc3339: "2026-03-01T12:00:00Z") ?? Instant(seconds: 0)

  @Test func aLifetimeBeginsAnHourAgoAndEndsASecondEarly() throws {
    let lifetime = try Lifetime(now: Self.now, days: 1)
    #expect(lifetime.notBefore.description == "2026-03-01T11:00:00Z")
    #expect(lifetime.notAfter.description == "2026-03-02T10:59:59Z")
  }

  @Test func itsEndsMayBeNamed() throws {
    let begin = Instant(rfc3339: "2027-01-01"), end = Instant(rfc3339: "2049-12-31T23:59:59Z")
    let lifetime = try Lifetime(now: Self.now, days: 10, notBefore: begin, notAfter: end)
    #expect(lifetime.notBefore == begin && lifetime.notAfter == end)
    #expect(try Lifetime(now: Self.now, days: 10, notBefore: begin).notAfter.description == "2027-01-10T23:59:59Z")
  }

  @Test(arguments: [0, -1, 36_526]) func daysHaveLimits(_ days: Int) {
    let error = #expect(throws: PKIError.self) { try Lifetime(now: Self.now, days: days) }
    #expect(error?.message == "--days \(days): from 1 to 36525 (a hundred years)")
  }

  @Test func whatEndsBeforeItBeginsIsRefused() {
    let past = Instant(rfc3339: "2026-01-01")
    #expect(throws: PKIError.self) { try Lifetime(now: Self.now, days: 1, notAfter: past) }
    #expect(throws: PKIError.self) { try Lifetime(now: Self.now, days: 1, notBefore: past, notAfter: past) }
  }
}
