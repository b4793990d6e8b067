import PKICore
import Vocabulary

/// An authority below a root, a leaf, and others who say something about it; keys are made anew each time.
final class RevocationStage {
  /// Someone with a key and a certificate.
  final class Party {
    let key: SigningKey
    let name: [UInt8]
    let certificate: Certificate

    init(_ key: consuming SigningKey, name: [UInt8], certificate: Certificate) {
      self.key = key
      self.name = name
      self.certificate = certificate
    }
  }

  /// An extension to be written: identifier, criticality, value.
  struct Field {
    let identifier: ObjectIdentifier
    var isCritical = false
    let value: [UInt8]
  }

  static let now = Instant(rfc3339: "2026-11-21T08:00:00Z") ?? Instant(seconds: 0)

  let root: Party
  let authority: Party
  let leaf: Party

  init(leafFields: [Field] = [], leafVersion: Int = 2) throws {
    root = try RevocationStage.party("root", by: nil, serial: 1, usage: [.keyCertSign, .cRLSign], isCA: true)
    authority = try RevocationStage.party("ca", by: root, serial: 2, usage: [.keyCertSign, .cRLSign], isCA: true)
    leaf = try RevocationStage.party(
      "leaf", by: authority, serial: 16, usage: nil, isCA: false, more: leafFields, version: leafVersion)
  }

  /// Someone whose certificate is signed by `issuer`, or by its own key; without a usage the extension is left out.
  static func party(
    _ name: String, by issuer: Party?, serial: Int, usage: KeyUsage?, isCA: Bool, purposes: [ObjectIdentifier] = [],
    more: [Field] = [], version: Int = 2, notAfter: Instant = now.adding(days: 300)
  ) throws -> Party {
    let key = try SigningKey(making: .ec(.p256))
    let subject = CertificateRecipe.name(name)
    var extensions = CertificateExtensions()
    extensions.basicConstraints = (isCA, nil)
    extensions.keyUsage = usage ?? []
    extensions.extendedKeyUsage = purposes
    extensions.subjectKeyIdentifier = key.publicKey.keyIdentifier
    extensions.authorityKeyIdentifier = issuer?.key.publicKey.keyIdentifier ?? key.publicKey.keyIdentifier
    var body = DERWriter()
    let scheme = try SignatureScheme(publicKeyInfo: key.publicKeyInfo, digest: nil)
    body.sequence { fields in
      if version > 0 { fields.put(DERTag.context(0)) { $0.integer(version) } }
      fields.integer(serial)
      fields.raw(scheme.algorithm)
      fields.raw(issuer?.name ?? subject)
      fields.sequence {
        $0.time(now.adding(days: -30))
        $0.time(notAfter)
      }
      fields.raw(subject)
      fields.raw(key.publicKeyInfo)
      guard version > 0, let encoding = extensions.encoding else { return }
      fields.put(DERTag.context(3)) { $0.sequence { $0.raw(content(of: encoding) + more.flatMap(\.encoding)) } }
    }
    let der =
      if let issuer { try issuer.key.signed(body.bytes, with: scheme) } else {
        try key.signed(body.bytes, with: scheme)
      }
    return Party(key, name: subject, certificate: try Certificate(der: der))
  }

  private static func content(of sequence: [UInt8]) -> [UInt8] {
    (try? DERReader.single(sequence).content) ?? []
  }

  /// The verdict on the leaf.
  func verify(
    _ evidence: [RevocationEvidence], mode: RevocationMode = .ifKnown, profile: Profile = .cms,
    untrusted: [Certificate] = [], at instant: Instant = now
  ) throws -> Verification {
    var request = VerificationRequest(instant: instant)
    request.profile = profile
    request.revocation.mode = mode
    for (index, piece) in evidence.enumerated() {
      switch piece {
      case .list(let recipe):
        let list = try RevocationList(der: recipe.der())
        request.revocation.lists.append(RevocationRequest.GivenList(list, source: "\(index).crl"))
      case .response(let recipe):
        let response = try OCSPResponse(der: recipe.der())
        request.revocation.responses.append(RevocationRequest.GivenResponse(response, source: "\(index).ocsp"))
      }
    }
    let pool = TrustPool(anchors: [root.certificate], untrusted: [authority.certificate] + untrusted)
    return Verification(of: leaf.certificate, in: pool, asking: request)
  }
}

/// Something that is said about a certificate.
enum RevocationEvidence {
  case list(ListRecipe)
  case response(ResponseRecipe)
}

extension RevocationStage.Field {
  var encoding: [UInt8] {
    var writer = DERWriter()
    writer.sequence { field in
      field.objectIdentifier(identifier)
      if isCritical { field.booleanTrue() }
      field.put(DERTag.octetString, value)
    }
    return writer.bytes
  }
}
