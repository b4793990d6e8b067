import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

/// A comment with a server that it is made on, and one that it is not made on.
struct CommentCase: Sendable, CustomTestStringConvertible {
  /// The comment.
  let id: String
  /// Part of what it says.
  let words: String
  let shown: @Sendable () throws -> [String: Sentence]
  let absent: @Sendable () throws -> [String: Sentence]
  /// What makes the scene; nil where there is none.
  var change: (@Sendable (inout ProbeScene) throws -> Void)?
  var testDescription: String { "\(id): \(words)" }

  /// A comment that a change makes appear, and that is not made without it.
  static func scene(
    _ id: String, _ words: String, _ change: @escaping @Sendable (inout ProbeScene) throws -> Void
  ) -> CommentCase {
    CommentCase(
      id: id, words: words, shown: { try ProbeScene.with(change).comments() },
      absent: { try ProbeScene().comments() }, change: change)
  }

  /// A comment on what is as it should be, which a change takes away.
  static func good(
    _ id: String, _ words: String, unless change: @escaping @Sendable (inout ProbeScene) throws -> Void
  ) -> CommentCase {
    CommentCase(
      id: id, words: words, shown: { try ProbeScene().comments() },
      absent: { try ProbeScene.with(change).comments() }, change: change)
  }

  /// A comment that the first change makes appear, and the second does not.
  static func pair(
    _ id: String, _ words: String, _ change: @escaping @Sendable (inout ProbeScene) throws -> Void,
    not other: @escaping @Sendable (inout ProbeScene) throws -> Void
  ) -> CommentCase {
    CommentCase(
      id: id, words: words, shown: { try ProbeScene.with(change).comments() },
      absent: { try ProbeScene.with(other).comments() }, change: change)
  }

  static let all: [CommentCase] = [
    names, times, chains, strengths, usages, staples, clients, connections, calls, pools,
  ].flatMap { $0 }
}

// MARK: - Names and times

extension CommentCase {
  private static let names: [CommentCase] = [
    good("name.san", "www.example.com is in the subject alternative names.") { $0.host = "other.example" },
    good("name.cn", "The common name matches www.example.com.") { $0.chain.leaf.subject = DER.name("Other") },
    scene("name.cn-only", "The certificate has no subject alternative names; www.example.com is only in the") {
      $0.chain.leaf.drop(.subjectAlternativeName)
    },
    scene(
      "name.mismatch",
      "is not valid for other.example. It is valid for a.example, b.example, c.example, d.example, "
        + "e.example and 2 more."
    ) { scene in
      scene.host = "other.example"
      scene.chain.leaf.setNames(["a", "b", "c", "d", "e", "f", "g"].map { .dns("\($0).example") })
    },
    scene("name.ip-as-dns", "192.0.2.1 is written as a DNS name in the certificate") {
      ($0.target, $0.host) = ("192.0.2.1", "")
      $0.chain.leaf.setNames([.dns("192.0.2.1")])
    },
    scene("name.wildcard", "Wildcard certificate (*.example.com): not supported for SIP (RFC 5922)") {
      $0.chain.leaf.setNames([.dns("*.example.com")])
    },
    pair("sip.domain", "The SIP domain example.com is not in the certificate; callers following RFC 5922 look for") {
      ($0.target, $0.type) = ("example.com", "SIPS")
    } not: {
      ($0.target, $0.type) = ("example.com", "SIPS")
      $0.chain.leaf.setNames([.dns("www.example.com"), .dns("example.com")])
    },
  ]

  private static let times: [CommentCase] = [
    scene("time.expired", "The certificate expired 11 days ago, on ") {
      $0.chain.leaf.notAfter.text = "260518000000Z"
    },
    scene("time.not-yet", "check the clocks of this machine and the server.") {
      $0.chain.leaf.notBefore.text = "260801000000Z"
    },
    scene("time.soon", "The certificate expires in 3 days, on ") { $0.chain.leaf.notAfter.text = "260601000000Z" },
    scene("time.path-soon", "The issuing certificate Intermediate expires in 3 days, on ") {
      $0.chain.intermediate.notAfter.text = "260601000000Z"
    },
  ]
}

// MARK: - Chains

extension CommentCase {
  private static let chains: [CommentCase] = [
    good("chain.ok", "The chain is complete and ends in the trusted root Root (own).") { $0.trusts = { _ in [] } },
    scene("chain.missing", "The server does not send the intermediate certificate Intermediate.") {
      $0.sends = { [$0[0]] }
    },
    scene("chain.missing", "Intermediate. It can be downloaded from http://ca.example.com/ca.cer.") {
      $0.sends = { [$0[0]] }
      $0.untrusted = { [$0[1]] }
      let access = RevocationStage.Field.access(issuers: ["http://ca.example.com/ca.cer"])
      $0.chain.leaf.set(.authorityInformationAccess, access.value)
    },
    scene("chain.untrusted", "The chain ends in Root, which is not in the trust store own.") {
      $0.trusts = { _ in [] }
    },
    scene("chain.untrusted", "The chain ends in Root, which is not in the trust store own.") {
      $0.trusts = { _ in [] }
      $0.sends = { $0 }
    },
    scene("chain.untrusted", "The chain ends in Root, which is not in the trust store corporate.") {
      $0.otherStores = [("corporate", [])]
    },
    scene("chain.self-signed", "The certificate is self-signed: no authority vouches for it.") {
      $0.chain.leaf.issuer = $0.chain.leaf.subject
      $0.chain.leaf.signer = .leaf
      $0.chain.leaf.drop(.authorityKeyIdentifier)
      $0.sends = { [$0[0]] }
    },
    scene("chain.expired-ca", "The issuing certificate Intermediate expired on ") {
      $0.chain.intermediate.notAfter.text = "260501000000Z"
    },
    scene("chain.expired-unused", "The server also sends Root, expired on 2026-05-01; a valid path exists without it") {
      var cross = $0.chain.root
      cross.issuer = DER.name("Old Root")
      cross.signer = .leaf
      cross.notAfter.text = "260501000000Z"
      let certificate = try cross.certificate()
      $0.sends = { [$0[0], $0[1], certificate] }
    },
    scene("chain.not-ca", "Intermediate signed this certificate but is not marked as a certificate authority") {
      $0.chain.intermediate.setConstraints(isCA: false)
    },
    pair("chain.expired-ca", "expired on 2026-05-01T") {
      try $0.crossSign(isOldTrusted: true)
    } not: {
      try $0.crossSign(isOldTrusted: false)
    },
    pair("chain.expired-unused", "The server also sends Root, expired on 2026-05-01; a valid path exists without it") {
      try $0.crossSign(isOldTrusted: false)
    } not: {
      try $0.crossSign(isOldTrusted: true)
    },
    scene("chain.order", "in the wrong order (number 2 should be Intermediate); some clients fail.") {
      $0.sends = { [$0[0], $0[2], $0[1]] }
    },
    scene("chain.root-sent", "The server also sends the root Root; clients do not need it.") { $0.sends = { $0 } },
    scene("chain.extra", "The server sends Stranger, which does not belong to the chain.") {
      var stranger = $0.chain.root
      stranger.subject = DER.name("Stranger")
      let certificate = try stranger.certificate()
      $0.sends = { [$0[0], $0[1], certificate] }
    },
    scene("chain.duplicate", "The server sends Intermediate twice.") { $0.sends = { [$0[0], $0[1], $0[1]] } },
    scene("chain.many", "The server sends 11 certificates (") {
      $0.sends = { [$0[0]] + Array(repeating: $0[1], count: 10) }
    },
    scene("chain.unreadable-sent", "Certificate number 3 that the server sends cannot be read: ") {
      $0.answer = { $0.certificates.append([0x30, 0x03, 1, 2, 3]) }
    },
    scene("root.get", "In this machine's trust store: save it with --save-root FILE.") {
      $0.settings.tellsRoot = true
    },
    scene("root.get", "Root certificate: not sent; Root issued Intermediate.") {
      $0.settings.tellsRoot = true
      $0.trusts = { _ in [] }
    },
    scene("pin.differs", "The certificate is not the one that is expected: its SHA-256 is ") {
      $0.settings.expected = [[UInt8](repeating: 7, count: 32)]
    },
    pair("pin.same", "The certificate is the one that is expected.") { scene in
      let leaf = try scene.chain.leaf.certificate()
      scene.made = [leaf, try scene.chain.intermediate.certificate(), try scene.chain.root.certificate()]
      scene.settings.expected = [Fingerprint.sha256(leaf.der)]
    } not: {
      $0.settings.expected = [[UInt8](repeating: 7, count: 32)]
    },
  ]
}

// MARK: - Keys, signatures, usages

extension CommentCase {
  private static let ecdsaWithSHA1 = ObjectIdentifier(1, 2, 840, 10_045, 4, 1)

  private static let strengths: [CommentCase] = [
    scene("sig.weak", "is signed with ") {
      ($0.chain.leaf.innerAlgorithm, $0.chain.leaf.outerAlgorithm) = (
        CommentCase.ecdsaWithSHA1, CommentCase.ecdsaWithSHA1
      )
      $0.chain.leaf.digest = .sha1
    },
    pair("sig.pss", "RSASSA-PSS signature: not supported by Lync / Skype for Business.") {
      ($0.target, $0.type) = ("example.com", "FED")
      ($0.chain.leaf.innerAlgorithm, $0.chain.leaf.outerAlgorithm) = (.rsassaPss, .rsassaPss)
    } not: {
      ($0.target, $0.type) = ("example.com", "FED")
    },
    scene("key.weak", "The key of www.example.com is too weak (RSA 1024 bits).") {
      $0.chain.leaf.publicKeyInfo = try TestSigner(.rsa(bits: 1_024)).publicKeyInfo
    },
    pair("key.type", "Ed25519 key: Skype for Business and Pexip Infinity accept RSA and ECDSA keys only.") {
      ($0.target, $0.type) = ("example.com", "SIP")
      $0.chain.leaf.publicKeyInfo = try TestSigner(.ed25519).publicKeyInfo
    } not: {
      $0.chain.leaf.publicKeyInfo = try TestSigner(.ed25519).publicKeyInfo
    },
  ]

  private static let usages: [CommentCase] = [
    scene("eku.no-server", "The certificate may not be used by a server: extended key usage lacks server") {
      $0.chain.leaf.setExtendedUsage([.clientAuth])
    },
    pair("eku.no-client", "refused where it calls others over mutual TLS (federation, SIP trunks).") {
      ($0.target, $0.type) = ("example.com", "FED")
      $0.chain.leaf.setExtendedUsage([.serverAuth])
    } not: {
      $0.chain.leaf.setExtendedUsage([.serverAuth])
    },
    scene("ku.no-sign", "Key usage lacks digital signature: DTLS media and some TLS clients fail.") {
      $0.chain.leaf.setUsage(.keyEncipherment)
    },
    scene("leaf.ca", "The server certificate is itself a certificate authority.") {
      $0.chain.leaf.setConstraints(isCA: true)
      $0.chain.leaf.setUsage([.digitalSignature, .keyCertSign])
    },
    scene("leaf.v1", "X.509 version 1 certificate: it can hold no names or usages.") {
      $0.chain.leaf.version = 0
      $0.chain.leaf.fields = []
    },
    scene("crl.none", "No CRL distribution point: Lync and Skype for Business servers need a reachable CRL.") {
      $0.chain.leaf.drop(.cRLDistributionPoints)
    },
  ]
}
