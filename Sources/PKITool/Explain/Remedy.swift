import PKICore
import Platform
import Vocabulary

/// Finds the command that mends a fault, where there is one that can be given as it stands.
struct Remedy {
  /// The question that was asked, as words that ask it again with other anchors.
  let question: Question
  let origins: CertificateOrigins
  /// Whether a file is there.
  let exists: (String) -> Bool

  /// What `pki verify` was asked, in the form that names its anchors.
  struct Question: Sendable {
    var certificate: String
    var trust: [String]
    var untrusted: [String]
    /// The other options, as they are written.
    var options: [String]

    /// The words of the call.
    var words: [String] {
      ["pki", "verify", certificate] + untrusted.flatMap { ["--untrusted", $0] } + trust.flatMap { ["--trust", $0] }
        + options
    }
  }

  /// The most names that a new request is asked for with.
  private static let mostNames = 20

  /// The command for a fault of a path; nil where a person must act first.
  func command(for fault: PathFault, on path: [Certificate]) -> ShellCommand? {
    switch fault.code {
    case "chain.self-signed", "chain.untrusted":
      guard let top = path.last, let file = operand(origins[top]?.file) else { return nil }
      var again = question
      again.trust.append(file)
      again.untrusted.removeAll { $0 == file }
      return ask(again)
    case "chain.too-deep":
      var again = question
      if let known = again.options.firstIndex(of: "--max-depth") { again.options.removeSubrange(known...known + 1) }
      again.options += ["--max-depth", String(max(0, path.count - 2))]
      return ask(again)
    default:
      guard fault.depth == 0, Remedy.isMendedByReissue(fault.code), let leaf = path.first else { return nil }
      return reissue(leaf, by: path.dropFirst().first, for: fault.code)
    }
  }

  private func ask(_ question: Question) -> ShellCommand? {
    operand(question.certificate) == nil ? nil : ShellCommand(question.words)
  }

  /// A file's name that no command takes for an option or for standard input.
  private func operand(_ file: String?) -> String? {
    guard let file, !file.hasPrefix("-") else { return nil }
    return file
  }

  // MARK: - A new certificate

  private static func isMendedByReissue(_ code: String) -> Bool {
    switch code {
    case "time.expired", "name.mismatch", "name.cn-only", "name.ip-as-dns", "sig.weak", "key.weak", "revoked",
      "eku.no-server", "eku.no-client", "eku.no-email", "eku.no-code", "ku.no-use":
      true
    default: false
    }
  }

  /// A request for a certificate of the same names, and its signing where the issuer's key is at hand. Its files are
  /// new ones: nothing that is there is written over.
  private func reissue(_ leaf: Certificate, by issuer: Certificate?, for code: String) -> ShellCommand? {
    guard let file = operand(origins[leaf]?.file), let subject = Remedy.attributes(of: leaf.subject),
      let names = names(of: leaf, for: code), names.count <= Remedy.mostNames
    else { return nil }
    let base = Remedy.base(of: file)
    let name = base + "-new"
    var words = ["pki", "csr", name] + subject
    if !names.isEmpty { words.append("subjectAltName:" + names.joined(separator: ",")) }
    if code != "key.weak", code != "revoked", exists(base + ".key") { words += ["--key", base + ".key"] }
    if code == "eku.no-email" { words += ["--eku", "emailProtection"] }
    if code == "eku.no-code" { words += ["--eku", "codeSigning"] }
    guard let request = ShellCommand(words) else { return nil }
    guard let issuer, let authority = operand(origins[issuer]?.file).map(Remedy.base), exists(authority + ".key"),
      exists(authority + ".crt"), let signing = ShellCommand(["pki", "sign", name, authority])
    else { return request }
    return request + signing
  }

  /// The subject as `pki csr` reads it; nil where it has no common name, or an attribute that cannot be written so.
  private static func attributes(of subject: DistinguishedName) -> [String]? {
    guard subject.commonName != nil else { return nil }
    var words: [String] = []
    for attribute in subject.relativeNames.joined().reversed() {
      let keyword = attribute.type.attributeKeyword
      guard ["CN", "OU", "O", "L", "ST", "C", "emailAddress"].contains(keyword),
        !attribute.text.contains("\"" as Character),
        !attribute.text.isEmpty
      else { return nil }
      words.append(keyword + ":" + attribute.text)
    }
    return words
  }

  /// The alternative names to ask for, those that were asked about too; nil where one cannot be written in a word.
  private func names(of leaf: Certificate, for code: String) -> [String]? {
    var names: [String] = []
    for name in (try? leaf.subjectAlternativeNames) ?? [] {
      switch name {
      case .dns(let host): names.append(host)
      case .uri(let address): names.append("URI:" + address)
      case .ip(let octets): names.append("IP:" + IPAddress.text(octets))
      case .email(let box): names.append("email:" + box)
      default: return nil
      }
    }
    if code.hasPrefix("name.") {
      for name in question.identities where !names.contains(name) { names.append(name) }
    }
    return names.allSatisfy { $0.utf8.allSatisfy { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ") } } ? names : nil
  }

  /// A file's name without its extension.
  private static func base(of file: String) -> String {
    let name = file[(file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex)...]
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return file }
    return String(file[..<dot])
  }
}

extension Remedy.Question {
  /// The names that were asked for, as a request writes them.
  fileprivate var identities: [String] {
    options.indices.dropLast().compactMap { index in
      switch options[index] {
      case "--host": options[index + 1]
      case "--ip": "IP:" + options[index + 1]
      case "--email": "email:" + options[index + 1]
      default: nil
      }
    }
  }
}
