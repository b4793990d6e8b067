@testable import PKICore
import TestKit
import Testing
import Vocabulary

/// Issuers that are missing, from where certificates say that they are.
@Suite struct IssuerFetchTests {
  /// Leaf and authority name where their issuers are.
  static func stage() throws -> FetchStage {
    let stage = try FetchStage { name, server in
      switch name {
      case "leaf": [.access(issuers: [server.url("/ca.cer")])]
      case "ca": [.access(issuers: [server.url("/upper.cer")])]
      default: []
      }
    }
    stage.server.answer("/ca.cer", .body(stage.authority.certificate.der))
    stage.server.answer("/upper.cer", .body(stage.upper.certificate.der))
    return stage
  }

  static func pem(_ certificates: [Certificate]) -> [UInt8] {
    certificates.flatMap { PEMEncoding.block("CERTIFICATE", $0.der) }
  }

  /// A PKCS#7 of certificates alone.
  static func pkcs7(_ certificates: [Certificate]) -> [UInt8] {
    DERWriter.bytes { writer in
      writer.sequence { content in
        content.objectIdentifier(ObjectIdentifier(1, 2, 840, 113_549, 1, 7, 2))
        content.put(DERTag.context(0)) { explicit in
          explicit.sequence { signed in
            signed.integer(1)
            signed.put(DERTag.set, [])
            signed.sequence { $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 113_549, 1, 7, 1)) }
            signed.put(DERTag.context(0), certificates.flatMap(\.der))
            signed.put(DERTag.set, [])
          }
        }
      }
    }
  }

  @Test func climbsToTheAnchor() throws {
    let stage = try Self.stage()
    let (verification, fetched) = try stage.verify()
    #expect(verification.isGood && verification.path.certificates.count == 4)
    #expect(fetched.map(\.summary) == ["issuer /ca.cer ok", "issuer /upper.cer ok"])
    #expect(fetched.map(\.subject) == ["leaf", "ca"])
    #expect(fetched.map(\.status) == [200, 200])
    #expect(fetched.map(\.octets) == [stage.authority.certificate.der.count, stage.upper.certificate.der.count])
    #expect(stage.server.requests.map(\.target) == ["/ca.cer", "/upper.cer"])
  }

  @Test func asksNobodyWhereNothingIsMissing() throws {
    let stage = try Self.stage()
    let (verification, fetched) = try stage.verify(untrusted: stage.between)
    #expect(verification.isGood && fetched.isEmpty && stage.server.connections == 0)
  }

  @Test(arguments: ["PEM", "PEM of both", "PKCS#7", "PKCS#7 of both"]) func takesEveryForm(_ form: String) throws {
    let stage = try Self.stage()
    let body =
      switch form {
      case "PEM": Self.pem([stage.authority.certificate])
      case "PEM of both": Self.pem(stage.between)
      case "PKCS#7": Self.pkcs7([stage.authority.certificate])
      default: Self.pkcs7(stage.between)
      }
    stage.server.answer("/ca.cer", .body(body))
    #expect(try stage.verify().verification.isGood)
    #expect(stage.server.connections == (form.hasSuffix("both") ? 1 : 2))
  }

  /// What comes from the net is no anchor, whatever it is.
  @Test func trustsNothingOfIt() throws {
    let stage = try Self.stage()
    let other = try Self.stage()
    stage.server.answer(
      "/ca.cer", .body(Self.pem([stage.authority.certificate, stage.upper.certificate, stage.root.certificate])))
    let pool = TrustPool(anchors: [other.root.certificate])
    let request = VerificationRequest(instant: FetchStage.now)
    let verifier = FetchingVerifier(Verifier(pool, asking: request), fetcher: Fetcher(FetcherTests.limits()))
    let (verification, _) = verifier.verify(stage.leaf.certificate)
    #expect(!verification.isGood && verification.path.errors.map(\.code) == ["chain.untrusted"])
  }

  /// An issuer of the right name and another key helps nobody, and the next place is asked.
  @Test func looksFurtherWhereTheKeyIsAnother() throws {
    let stage = try FetchStage { name, server in
      name == "leaf" ? [.access(issuers: [server.url("/wrong.cer"), server.url("/ca.cer")])] : []
    }
    let other = try Self.stage()
    stage.server.answer("/wrong.cer", .body(other.authority.certificate.der))
    stage.server.answer("/ca.cer", .body(stage.authority.certificate.der))
    let (verification, fetched) = try stage.verify(untrusted: [stage.upper.certificate])
    #expect(verification.isGood)
    #expect(fetched.map(\.summary) == ["issuer /wrong.cer ok", "issuer /ca.cer ok"])
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let answer: ScriptedServer.Answer
    let reason: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "nothing there", answer: ScriptedServer.status(404), reason: "the server answers with status 404"),
    Case(name: "a page", answer: .body(Array("<html><body>Log in</body></html>".utf8)), reason: "this is an HTML page"),
    Case(name: "empty", answer: .body([]), reason: "this is an empty file, not a certificate"),
    Case(name: "garbage", answer: .body([0x30, 0x82, 0xff, 0xff, 1, 2, 3]), reason: ""),
    Case(
      name: "too large", answer: .endless(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)),
      reason: "the answer is larger than 1048576 bytes"),
  ]) func saysWhyNothingCame(_ row: Case) throws {
    let stage = try Self.stage()
    stage.server.answer("/ca.cer", row.answer)
    let (verification, fetched) = try stage.verify()
    #expect(!verification.isGood && verification.path.errors.map(\.code) == ["chain.missing"])
    let failure = try #require(fetched.first?.failure)
    #expect(fetched.count == 1 && failure.reason.hasPrefix(row.reason), "\(failure.reason)")
  }

  @Test func namesWhatItDoesNotFollow() throws {
    let stage = try FetchStage { name, server in
      name == "leaf" ? [.access(issuers: ["ldap://a.example/cn=ca", "https://a.example/ca.cer"])] : []
    }
    let (verification, fetched) = try stage.verify()
    #expect(!verification.isGood)
    #expect(fetched.map(\.failure) == [.scheme("ldap"), .scheme("https")])
    #expect(fetched.allSatisfy { $0.failure?.hint != nil })
  }

  /// Where there is an http URL too, nobody needs to hear of the others.
  @Test func takesTheWayThatThereIs() throws {
    let stage = try FetchStage { name, server in
      name == "leaf" ? [.access(issuers: ["ldap:///CN=ca?x", server.url("/ca.cer")])] : []
    }
    stage.server.answer("/ca.cer", .body(stage.authority.certificate.der))
    let (verification, fetched) = try stage.verify(untrusted: [stage.upper.certificate])
    #expect(verification.isGood && fetched.map(\.summary) == ["issuer /ca.cer ok"])
  }

  /// A certificate that names a thousand places does not send us to all of them.
  @Test func looksAtAFewPlacesOnly() throws {
    let stage = try FetchStage { name, server in
      name == "leaf" ? [.access(issuers: (0..<1_000).map { server.url("/\($0)") })] : []
    }
    let (_, fetched) = try stage.verify()
    #expect(fetched.count == 4 && stage.server.connections == 4)
  }

  @Test func staysAtHomeUnlessPrivateAddressesAreAllowed() throws {
    let stage = try Self.stage()
    let (verification, fetched) = try stage.verify(limits: FetchLimits())
    #expect(!verification.isGood && stage.server.connections == 0)
    #expect(fetched.map(\.failure) == [.limitedReach(address: "127.0.0.1", sort: "a loopback address")])
  }

  /// What was fetched for one certificate is not fetched for the next.
  @Test func sharesWithinARun() throws {
    let stage = try Self.stage()
    let fetcher = Fetcher(FetcherTests.limits())
    let first = try stage.verify(.off, [], [], nil, fetcher)
    let second = try stage.verify(.off, [], [], nil, fetcher)
    #expect(first.verification.isGood && second.verification.isGood && stage.server.connections == 2)
    #expect(second.fetched.map(\.isRepeated) == [true, true])
  }

  /// Two authorities that name each other's certificates do not keep us going round.
  @Test func endsWhereIssuersGoRound() throws {
    let stage = try FetchStage { name, server in
      ["leaf", "ca"].contains(name) ? [.access(issuers: [server.url("/ca.cer")])] : []
    }
    stage.server.answer("/ca.cer", .body(stage.authority.certificate.der))
    let (verification, _) = try stage.verify()
    #expect(!verification.isGood && stage.server.connections == 1)
  }
}
