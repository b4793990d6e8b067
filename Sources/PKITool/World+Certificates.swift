import PKICore
import Platform

extension World {
  /// The certificates of a file, of the files of a folder, or of the system; throws where there is none. `origins` remembers
  /// where each stood.
  func certificates(
    _ path: String, passin: PassphraseSource?, noting origins: CertificateOrigins? = nil
  ) throws(PKIError) -> [Certificate] {
    if path == "system" { return try systemCertificates(noting: origins) }
    guard path != "-", (try? folder.kind(of: path)) == .folder else {
      let material = try material(path, passin: passin)
      origins?.note(material)
      return try material.certificates()
    }
    var found: [Certificate] = []
    for input in inputs([path], recursive: false) {
      if let error = input.error { throw error }
      guard let material = try? material(input.path, passin: passin) else { continue }
      origins?.note(material)
      found += (try? material.certificates()) ?? []
    }
    guard !found.isEmpty else { throw PKIError(.content, path, "no file in this folder holds a certificate") }
    return found
  }

  /// The certificates of several files and folders.
  func certificates(
    _ paths: [String], passin: PassphraseSource?, noting origins: CertificateOrigins? = nil
  ) throws(PKIError) -> [Certificate] {
    var found: [Certificate] = []
    for path in paths { found += try certificates(path, passin: passin, noting: origins) }
    return found
  }

  /// The CAs that this machine trusts for everyone; none where it has no file of them.
  var publicRoots: [Certificate] { (try? systemCertificates(noting: nil)) ?? [] }

  private func systemCertificates(noting origins: CertificateOrigins?) throws(PKIError) -> [Certificate] {
    for path in TrustedBySystem.files where (try? folder.exists(path)) ?? false {
      let material = try material(path)
      origins?.note(material)
      return try material.certificates()
    }
    throw PKIError(
      .unreadable, "system", "this machine has no file of trusted CAs",
      hint: "install ca-certificates, or name a file with --trust FILE")
  }
}
