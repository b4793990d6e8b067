import OpenSSL
import Platform
import Testing
import Vocabulary

@testable import PKICore

// MARK: - Staples

extension CommentCase {
  /// A stapled answer of the issuer about the leaf, with a change.
  private static func staple(
    _ change: @escaping @Sendable (inout ResponseRecipe) -> Void
  ) -> @Sendable (inout ProbeScene) throws -> Void {
    { scene in
      let stage = try RevocationStage()
      var recipe = ResponseRecipe(signer: stage.authority, issuer: stage.authority)
      change(&recipe)
      scene.stage(stage, staple: try recipe.der())
    }
  }

  /// An answer that another signed.
  private static let foreign: @Sendable (inout ProbeScene) throws -> Void = { scene in
    let stage = try RevocationStage()
    let recipe = ResponseRecipe(signer: stage.leaf, issuer: stage.authority)
    scene.stage(stage, staple: try recipe.der())
  }

  static let staples: [CommentCase] = [
    pair("staple.good", "Stapled OCSP: good, until 2026-11-22", staple { _ in }, not: staple { $0.isForged = true }),
    pair("staple.none", "No stapled OCSP response.", { _ in }, not: staple { _ in }),
    pair(
      "staple.revoked", "(keyCompromise), says the stapled OCSP response.",
      staple { $0.answer = ResponseRecipe.revoked(1) }, not: staple { _ in }),
    pair(
      "staple.bad", "The stapled OCSP response is expired.",
      staple { $0.nextUpdate = RevocationStage.now.adding(days: -1) }, not: staple { _ in }),
    pair("staple.bad", "The stapled OCSP response is not signed by the issuer.", foreign, not: staple { _ in }),
    pair(
      "staple.bad", "The stapled OCSP response is not signed by the issuer.", staple { $0.isForged = true },
      not: staple { _ in }),
    pair(
      "staple.bad", "The stapled OCSP response is unreadable.", { $0.answer = { $0.staple = [1, 2, 3] } },
      not: { _ in }),
    scene("staple.must", "The certificate demands a stapled OCSP response, but none was sent.") {
      $0.chain.leaf.set(.tlsFeature, [0x30, 3, 2, 1, 5])
    },
  ]
}

// MARK: - Client certificates

extension CommentCase {
  /// What becomes of a client certificate: the state, the alert, and whom the server accepts.
  private static func client(
    _ state: ClientCertificateState, alert: UInt8? = nil, names: [String] = [], shows: Bool = false
  ) -> @Sendable (inout ProbeScene) throws -> Void {
    { scene in
      let own = try shows ? [ChainDraft().leaf.certificate()] : []
      scene.answer = { answer in
        answer.clientCertificate = state
        answer.alertReceived = alert.map { TLSAlert($0, isFatal: true) }
        answer.acceptableAuthorities = names.map { DER.name($0) }
        answer.shown = own
        if alert != nil { answer.failure = ProbeFailure("tls.alert", "The server ended the handshake.") }
      }
    }
  }

  private static func refused(_ alert: UInt8, _ words: String) -> CommentCase {
    pair(
      "mtls.refused", "The server refused the client certificate: \(words).",
      client(.refused, alert: alert, shows: true), not: client(.accepted, shows: true))
  }

  static let clients: [CommentCase] = [
    pair("mtls.requested", "asks for a client certificate but accepted", client(.requested), not: client(.none)),
    pair(
      "mtls.required",
      "requires a client certificate (certificate required, 116). Its own certificate is shown all "
        + "the same; give --cert, or --client-cert auto.", client(.required, alert: 116), not: client(.requested)),
    pair(
      "mtls.accepted", "The client certificate www.example.com was accepted.", client(.accepted, shows: true),
      not: client(.refused, alert: 48, shows: true)),
    refused(48, "it does not know the authority, or our intermediate was not sent"), refused(45, "expired"),
    refused(43, "extended key usage lacks client authentication"), refused(44, "revoked"),
    refused(42, "no reason given"), refused(46, "no reason given"), refused(49, "no reason given"),
    refused(50, "decode error (50)"),
    pair(
      "mtls.ca-list", "None of the 4 authorities the server accepts (A, B, C) issued our client certificate.",
      client(.refused, alert: 48, names: ["A", "B", "C", "D"], shows: true),
      not: client(.refused, alert: 48, names: ["A", "intermediate"], shows: true)),
  ]
}

// MARK: - What else the connection shows

extension CommentCase {
  static let connections: [CommentCase] = [
    scene("tls.old", "The server negotiated only TLS 1.1.") { $0.answer = { $0.version = .tls11 } },
    scene("sni.refused", "The server does not know the name www.example.com.") {
      $0.sends = { _ in [] }
      $0.answer = {
        $0.alertReceived = TLSAlert(112, isFatal: true)
        $0.failure = ProbeFailure("tls.alert", "The server ended the handshake.")
      }
    },
    pair("sni.differs", "Without SNI the server presents another certificate (Intermediate).") {
      $0.unnamed = { $0.certificates.removeFirst() }
    } not: {
      $0.unnamed = { _ in }
    },
    pair("sni.differs", "Without SNI the server presents no certificate: The server closed the connection") {
      $0.unnamed = {
        $0.certificates = []
        $0.failure = .closed
      }
    } not: {
      $0.unnamed = { _ in }
    },
    pair("sni.same", "Without SNI the server presents the same certificate.") {
      $0.unnamed = { _ in }
    } not: {
      $0.unnamed = { $0.certificates.removeFirst() }
    },
  ]
}

// MARK: - Pools

extension CommentCase {
  /// The comments on a target whose members showed this many different certificates, of which some are down.
  private static func pool(_ leaves: [String?]) -> @Sendable () throws -> [String: Sentence] {
    {
      var result = ProbeResult(try ProbeTarget("www.example.com"))
      for (index, leaf) in leaves.enumerated() {
        let address = SocketAddress(octets: [192, 0, 2, UInt8(index + 1)], port: 443)
        var member = ProbeMember(host: "www.example.com", service: nil, address: address)
        var answer = ServerAnswer(address: address, serverName: nil, startTLS: nil)
        if let leaf {
          var draft = try ChainDraft().leaf
          draft.subject = DER.name(leaf)
          // The signature of ECDSA is another each time: what is shown twice is made once.
          let isRepeated = index > 0 && leaves[index - 1] == leaf
          member.certificates = try isRepeated ? result.members[index - 1].certificates : [draft.certificate()]
          answer.certificates = member.certificates.map(\.der)
        } else {
          answer.failure = .closed
        }
        member.answer = answer
        result.members.append(member)
      }
      ProbeJudge(try ProbeScene().settings, result.target, []).judgePool(&result)
      var comments: [String: Sentence] = [:]
      for assurance in result.assurances { comments[assurance.code] = assurance.sentence }
      for finding in result.findings { comments[finding.code] = finding.sentence }
      return comments
    }
  }

  static let pools: [CommentCase] = [
    CommentCase(
      id: "pool.same", words: "All 3 members of the pool present the same certificate.", shown: pool(["a", "a", "a"]),
      absent: pool(["a", "b"])),
    CommentCase(
      id: "pool.differs",
      words:
        "The members of www.example.com present 2 different certificates: 192.0.2.1: a, 2027-01-01; 192.0.2.2: b, ",
      shown: pool(["a", "b"]), absent: pool(["a", "a"])),
    CommentCase(
      id: "pool.differs", words: "; and 5 more.", shown: pool((1...25).map { "host\($0)" }), absent: pool(["a", "a"])),
    CommentCase(
      id: "pool.member-down",
      words: "192.0.2.2 of 2 members gave no certificate: The server closed the connection during the handshake.",
      shown: pool(["a", nil]), absent: pool(["a", "a"])),
  ]
}
