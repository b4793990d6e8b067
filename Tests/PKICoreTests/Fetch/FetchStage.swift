@testable import PKICore
import TestKit
import Vocabulary

/// A server with what the authorities of a chain publish, and a chain whose certificates say so.
final class FetchStage {
  typealias Party = RevocationStage.Party
  typealias Field = RevocationStage.Field

  let server: ScriptedServer
  let root: Party
  let upper: Party
  let authority: Party
  let leaf: Party

  static let now = RevocationStage.now

  /// `fields` makes the extensions of the certificate of that name from the server.
  init(_ fields: (_ name: String, _ server: ScriptedServer) -> [Field]) throws {
    let server = try ScriptedServer()
    self.server = server
    func party(_ name: String, by issuer: Party?, serial: Int, isCA: Bool) throws -> Party {
      try RevocationStage.party(
        name, by: issuer, serial: serial, usage: isCA ? [.keyCertSign, .cRLSign] : nil, isCA: isCA,
        more: fields(name, server))
    }
    root = try party("root", by: nil, serial: 1, isCA: true)
    upper = try party("upper", by: root, serial: 2, isCA: true)
    authority = try party("ca", by: upper, serial: 3, isCA: true)
    leaf = try party("leaf", by: authority, serial: 16, isCA: false)
  }

  /// The verdict on the leaf; only the root is given unless more is.
  func verify(
    _ mode: RevocationMode = .off, untrusted: [Certificate] = [], lists: [ListRecipe] = [], responder: String? = nil,
    limits: FetchLimits = FetcherTests.limits(octets: 1 << 20)
  ) throws -> (verification: Verification, fetched: [FetchRecord]) {
    try verify(mode, untrusted, lists, responder, Fetcher(limits))
  }

  /// The verdict on the leaf with a fetcher that others use too.
  func verify(
    _ mode: RevocationMode, _ untrusted: [Certificate], _ lists: [ListRecipe] = [], _ responder: String? = nil,
    _ fetcher: Fetcher
  ) throws -> (verification: Verification, fetched: [FetchRecord]) {
    var request = VerificationRequest(instant: Self.now)
    request.revocation.mode = mode
    for (index, recipe) in lists.enumerated() {
      let list = try RevocationList(der: recipe.der())
      request.revocation.lists.append(RevocationRequest.GivenList(list, source: "\(index).crl"))
    }
    let pool = TrustPool(anchors: [root.certificate], untrusted: untrusted)
    let verifier = FetchingVerifier(Verifier(pool, asking: request), fetcher: fetcher, responder: responder)
    return verifier.verify(leaf.certificate)
  }

  /// Both certificates between leaf and root.
  var between: [Certificate] { [authority.certificate, upper.certificate] }
}

extension RevocationStage.Field {
  /// Where OCSP answers and issuers are to be had.
  static func access(ocsp: [String] = [], issuers: [String] = []) -> Self {
    let value = DERWriter.bytes { writer in
      writer.sequence { list in
        for (method, url) in ocsp.map({ (ObjectIdentifier.ocspAccess, $0) })
          + issuers.map({ (ObjectIdentifier.caIssuersAccess, $0) })
        {
          list.sequence { access in
            access.objectIdentifier(method)
            access.generalName(.uri(url))
          }
        }
      }
    }
    return Self(identifier: .authorityInformationAccess, value: value)
  }

  /// Where revocation lists are to be had, or what adds to them.
  static func points(_ urls: String..., identifier: ObjectIdentifier = .cRLDistributionPoints) -> Self {
    let value = DERWriter.bytes { writer in
      writer.sequence { points in
        for url in urls {
          points.sequence { point in
            point.put(DERTag.context(0)) { name in name.put(DERTag.context(0)) { $0.generalName(.uri(url)) } }
          }
        }
      }
    }
    return Self(identifier: identifier, value: value)
  }
}

extension FetchRecord {
  /// What was asked, and whether it came, for tables: "issuer /ca.cer ok".
  var summary: String {
    let path = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).last.map { "/\($0)" } ?? url
    return "\(kind.rawValue) \(path) \(failure == nil ? "ok" : "no")"
  }
}
