import Console
import PKICore
import Platform
import Vocabulary

// What the command says of the request that it made.

extension RenewCommand {
  func fields(_ name: Basename, _ newKey: String?, _ oldKey: String?, _ plan: Renewal) -> [Field] {
    let created = newKey.map { "Created key file \($0) and CSR \(name.request)" } ?? "Created CSR \(name.request)"
    return [
      .said(Line(created + (oldKey.map { " with the key \($0)" } ?? ""), .good)),
      Field("key_file", .text(orNull: newKey ?? oldKey)), Field("new_key", .truth(newKey != nil)),
      Field("csr_file", .text(name.request)),
      Field("subject", "Subject", .text(plan.subject.isEmpty ? "(empty)" : plan.subject.description)),
    ] + plan.extensions.fields
  }

  /// What the request asks for otherwise than the certificate has it.
  func changes(_ certificate: Certificate, _ request: [UInt8], _ name: Basename) throws(PKIError) -> [Field] {
    guard let request = try? CertificateRequest(der: request) else { return [] }
    let difference = Difference(from: Statement(certificate), to: try Statement(request, file: name.request))
    guard difference.isEssential else { return [Field("differs", .truth(false)), Field("changes", .list([]))] }
    return [Field("differs", .truth(true)), .said(Line("Otherwise than the certificate:"))] + difference.essentialFields
  }

  func notes(_ name: Basename, _ keyFile: String?, _ plan: Renewal) -> [String] {
    var notes = plan.lost.map { "not carried over: \($0)" }
    if plan.extensions.alternativeNames.isEmpty, plan.extensions.basicConstraints == nil {
      notes.append("there are no alternative names, and browsers and many servers ignore the common name: --add-san")
    }
    if name.hasDot { notes.append("the Meeting Server takes no dots in the names of files: --as NAME gives another") }
    if let template = plan.extensions.templateName {
      notes.append(CSRCommand.submission(of: name, template))
    }
    return notes
  }
}

extension Renewal {
  /// What it leaves to the CA, and what it had to leave out.
  var limits: [Field] {
    [
      Field("left_to_ca", .texts(leftToCA.map(\.extensionName))), Field("not_carried_over", .texts(lost)),
    ]
  }
}

extension CertificateExtensions {
  /// The name of the Microsoft template that is asked for; nil where there is none, or only its identifier.
  var templateName: String? {
    if let microsoftTemplate { return microsoftTemplate }
    for one in carried {
      if case .microsoftTemplateName(let name)? = try? one.decodedLaxly().value { return name }
    }
    return nil
  }

  /// Asks for another template.
  mutating func setTemplate(_ name: String) {
    carried.removeAll { $0.identifier == .microsoftTemplateName || $0.identifier == .microsoftTemplate }
    microsoftTemplate = name
  }

  /// Asks for a stapled response.
  mutating func setMustStaple() {
    carried.removeAll { $0.identifier == .tlsFeature }
    mustStaple = true
  }
}

extension World {
  /// Whether a file is a private key under a passphrase.
  func isLockedKey(_ path: String) -> Bool {
    guard isFile(path), let material = try? material(path) else { return false }
    return material.items.contains { $0.kind.isPrivateKey && $0.isEncrypted }
  }
}
