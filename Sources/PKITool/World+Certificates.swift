import PKICore
import Platform

extension World {
  /// The certificates of a file, of the files of a folder, or of the system; throws where there is none.
  func certificates(_ path: String, passin: PassphraseSource?) throws(PKIError) -> [Certificate] {
    if path == "system" { return try systemCertificates() }
    guard path != "-", (try? folder.kind(of: path)) == .folder else {
      return try material(path, passin: passin).certificates()
    }
    var found: [Certificate] = []
    for input in inputs([path], recursive: false) {
      if let error = input.error { throw error }
      found += (try? material(input.path, passin: passin).certificates()) ?? []
    }
    guard !found.isEmpty else { throw PKIError(.content, path, "no file in this folder holds a certificate") }
    return found
  }

  private func systemCertificates() throws(PKIError) -> [Certificate] {
    for path in TrustedBySystem.files where (try? folder.exists(path)) ?? false {
      return try material(path).certificates()
    }
    throw PKIError(
      .unreadable, "system", "this machine has no file of trusted CAs",
      hint: "install ca-certificates, or name a file with --trust FILE")
  }
}
