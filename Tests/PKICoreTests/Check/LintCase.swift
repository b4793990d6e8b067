import Testing
import Vocabulary

@testable import PKICore

/// A certificate that no lint finds fault with, until something is changed.
enum LintDraft {
  /// Of a server, of which only the domain was validated.
  static func leaf() throws -> CertificateDraft {
    var draft = try ChainDraft().leaf
    draft.subject = name([NameAttribute(type: .countryName, text: "GB")])
    draft.serial = [UInt8](repeating: 0x5a, count: 16)
    draft.drop(.subjectKeyIdentifier)
    draft.setPolicies([.domainValidated])
    access(&draft, [(.ocspAccess, "http://ocsp.example.com"), (.caIssuersAccess, "http://ca.example.com/ca.cer")])
    points(&draft, ["http://crl.example.com/ca.crl"])
    timestamps(&draft, logs: [1, 2, 3])
    return draft
  }

  /// Of a subordinate CA.
  static func authority() throws -> CertificateDraft {
    var draft = try ChainDraft().intermediate
    draft.subject = name([
      NameAttribute(type: .countryName, text: "GB"), NameAttribute(type: .organizationName, text: "Example"),
      NameAttribute(type: .commonName, text: "Example CA"),
    ])
    draft.serial = [UInt8](repeating: 0x5a, count: 16)
    draft.setUsage([.keyCertSign, .cRLSign, .digitalSignature])
    draft.setExtendedUsage([.serverAuth])
    draft.setPolicies([.anyPolicy])
    access(&draft, [(.caIssuersAccess, "http://ca.example.com/root.cer")])
    points(&draft, ["http://crl.example.com/root.crl"])
    return draft
  }

  /// Of a root.
  static func root() throws -> CertificateDraft {
    var draft = try ChainDraft().root
    draft.subject = try authority().subject
    draft.issuer = draft.subject
    draft.serial = [UInt8](repeating: 0x5a, count: 16)
    draft.setUsage([.keyCertSign, .cRLSign, .digitalSignature])
    return draft
  }

  static func name(_ attributes: [NameAttribute]) -> [UInt8] {
    DER.of { $0.distinguishedName(DistinguishedName(attributes)) }
  }

  static func access(_ draft: inout CertificateDraft, _ places: [(ObjectIdentifier, String)]) {
    draft.set(.authorityInformationAccess) {
      $0.sequence { list in
        for (method, uri) in places {
          list.sequence {
            $0.objectIdentifier(method)
            $0.generalName(.uri(uri))
          }
        }
      }
    }
  }

  static func points(_ draft: inout CertificateDraft, _ uris: [String], critical: Bool = false) {
    draft.set(.cRLDistributionPoints, critical: critical) {
      $0.sequence {
        $0.sequence {
          $0.put(DERTag.context(0)) {
            $0.put(DERTag.context(0)) { for uri in uris { $0.generalName(.uri(uri)) } }
          }
        }
      }
    }
  }

  static func timestamps(_ draft: inout CertificateDraft, logs: [UInt8]) {
    let each = logs.flatMap { log -> [UInt8] in
      let promise = [0] + [UInt8](repeating: log, count: 32) + [UInt8](repeating: 0, count: 10) + [4, 3, 0, 1, 0]
      return [0, UInt8(promise.count)] + promise
    }
    draft.set(.signedCertificateTimestamps) {
      $0.put(DERTag.octetString, [UInt8(each.count >> 8), UInt8(each.count & 0xff)] + each)
    }
  }
}

/// Something that a lint finds, or does not.
struct LintCase: Sendable, CustomTestStringConvertible {
  enum Whose: Sendable { case leaf, authority, root }

  let code: String
  let what: String
  var whose = Whose.leaf
  var isFound = true
  let change: @Sendable (inout CertificateDraft) throws -> Void

  init(
    _ code: String, _ what: String, _ whose: Whose = .leaf,
    change: @escaping @Sendable (inout CertificateDraft) throws -> Void
  ) {
    self.code = code
    self.what = what
    self.whose = whose
    self.change = change
  }

  /// The same, but the lint has nothing to say of it.
  static func good(
    _ code: String, _ what: String, _ whose: Whose = .leaf,
    change: @escaping @Sendable (inout CertificateDraft) throws -> Void
  ) -> LintCase {
    var row = LintCase(code, what, whose, change: change)
    row.isFound = false
    return row
  }

  /// Alternative names in the place of those that are there.
  static func names(_ code: String, _ names: GeneralName...) -> LintCase {
    LintCase(code, names.map(\.description).joined(separator: " ")) { $0.setNames(names) }
  }

  /// A subject in the place of the one that is there.
  static func subject(_ code: String, _ attributes: NameAttribute..., of whose: Whose = .leaf) -> LintCase {
    subject(code, attributes, of: whose)
  }

  static func subject(_ code: String, _ attributes: [NameAttribute], of whose: Whose) -> LintCase {
    LintCase(code, attributes.map { "\($0.type)=\($0.text.prefix(20))" }.joined(separator: " "), whose) {
      $0.subject = LintDraft.name(attributes)
    }
  }

  var testDescription: String { "\(isFound ? "" : "not ")\(code): \(what)" }

  /// What the lints find under a profile.
  func faults(_ profile: Profile) throws -> [PathFault] {
    var draft: CertificateDraft
    switch whose {
    case .leaf: draft = try LintDraft.leaf()
    case .authority: draft = try LintDraft.authority()
    case .root: draft = try LintDraft.root()
    }
    try change(&draft)
    var request = VerificationRequest(instant: ChainDraft.instant)
    request.profile = profile
    let view = PathView(certificates: [try draft.certificate()], isAnchored: false, request: request)
    return PathRule.lints.flatMap { $0.faults(view) }
  }

  /// Expects the finding under `webpki`, and none of the lints under the profiles of private deployments.
  func check() throws {
    let found = try faults(.webpki)
    #expect(found.contains { $0.code == code } == isFound, "\(found.map(\.code))")
    #expect(try faults(.cms).isEmpty && faults(.sip).isEmpty)
  }
}
