import Console
import PKICore
import Platform
import Vocabulary

/// The certificates of several files, with where each stood and what was unusual about the files.
struct GatheredCertificates {
  private(set) var certificates: [Certificate] = []
  private(set) var notes: [String] = []
  let origins = CertificateOrigins()

  /// Reads files and the files of folders. A named file without a certificate is an error; in a folder it is passed over.
  init(_ operands: [String], _ options: InputOptions, in world: World) throws(PKIError) {
    for input in world.inputs(operands, recursive: options.isRecursive) {
      if let error = input.error { throw error }
      let material = try world.material(input.path, passin: options.passin.source)
      if input.isFound, !material.items.contains(where: { $0.kind == .certificate }) { continue }
      if let error = material.firstError, error.kind != .passphrase || !input.isFound { throw error.about(input.path) }
      certificates += try material.certificates()
      origins.note(material)
      notes += material.notes.map { "\(input.path): mended: \($0)" }
      notes += GatheredCertificates.others(material).map { "\(input.path): \($0) is left out" }
    }
    guard !certificates.isEmpty else {
      throw PKIError(.content, operands.joined(separator: " "), "there is no certificate here")
    }
    let repeated = certificates.count - Set(certificates).count
    if repeated > 0 {
      notes.append(
        repeated == 1 ? "1 repeated certificate is left out" : "\(repeated) repeated certificates are left out")
    }
  }

  /// What a file holds beside certificates, each kind once.
  private static func others(_ material: Material) -> [String] {
    var kinds: [ItemKind] = []
    for item in material.items {
      let isContainer = item.kind == .pkcs7 || item.kind == .pkcs12
      if item.kind != .certificate, !isContainer, !kinds.contains(item.kind) { kinds.append(item.kind) }
    }
    return kinds.map(\.described)
  }

  /// Where a certificate stood first.
  func origin(of certificate: Certificate) -> String { origins[certificate]?.text ?? "-" }

  /// Certificates in their order, a row each.
  func table(_ chosen: [Certificate], _ bundle: CertificateBundle?) -> Document {
    let columns = [
      Column("subject", "Subject", shrinkable: true), Column("role", bundle == nil ? nil : "Role"),
      Column("not_after", "Until"), Column("source", "From"), Column("fingerprint_sha256"),
    ]
    return .table(
      Table(
        columns,
        rows: chosen.map { certificate in
          [
            .spoken(certificate.subject.shortText, as: .text(certificate.subject.description)),
            .text(bundle?.role(of: certificate) ?? "ca"),
            .spoken(certificate.notAfter.date, as: certificate.notAfter.document),
            .text(origin(of: certificate)),
            .text(Hexadecimal.colons(Fingerprint.sha256(certificate.der))),
          ]
        }))
  }
}

/// What is worth knowing about a bundle beside its certificates.
struct BundleNotes {
  private(set) var notes: [String] = []

  init(_ bundle: CertificateBundle, _ origins: CertificateOrigins, at instant: Instant) {
    if let missing = bundle.missing {
      let place = missing.urls.isEmpty ? "" : "; it is to be had at \(missing.urls.joined(separator: ", "))"
      notes.append(missing.sentence + place)
    }
    for certificate in bundle.path where !certificate.isValid(at: instant) {
      notes.append("\(certificate.subject.shortText) is not valid now: until \(certificate.notAfter.date)")
    }
    for stranger in bundle.strangers {
      let place = origins[stranger.certificate].map { " (\($0.text))" } ?? ""
      notes.append("left out: \(stranger.certificate.subject.shortText)\(place), \(stranger.reason.sentence)")
    }
  }

  /// What a long chain costs (CMS 3.8, appendix C).
  static func size(_ chosen: [Certificate]) -> [String] {
    let octets = chosen.reduce(0) { $0 + $1.der.count }
    guard chosen.count > 4 || octets > 8 << 10 else { return [] }
    return ["\(chosen.count) certificates, \(octets) bytes: a long chain makes each handshake slower"]
  }
}

extension CertificateBundle.Stranger.Reason {
  fileprivate var sentence: String {
    switch self {
    case .otherPath: "which leads another way"
    case .otherKey: "which has an issuer's name and another key"
    case .unrelated: "which signed none of these"
    }
  }
}

extension CertificateBundle.Stranger {
  /// Who it is and why it is left out, for JSON.
  func document(_ origins: CertificateOrigins) -> Document {
    .fields([
      Field("subject", .text(certificate.subject.description)), Field("reason", .text(reason.rawValue)),
      Field("source", .text(orNull: origins[certificate]?.text)),
    ])
  }
}

extension CertificateBundle.Missing {
  /// What is missing, for JSON.
  var document: Document {
    .fields([
      Field("issuer_of", .text(certificate.subject.description)), Field("issuer", .text(issuer.description)),
      Field("key_id", .text(orNull: keyIdentifier.map { Hexadecimal.colons($0) })), Field("urls", .texts(urls)),
    ])
  }
}
