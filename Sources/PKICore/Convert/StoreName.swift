internal import Vocabulary

/// The name that something gets in a store, made of whom it belongs to: letters, digits, `-`, `_` and inner dots.
package struct StoreName: Hashable, Sendable {
  /// The name, without an extension.
  package let text: String

  /// The name of a subject: its common name, else its first alternative name; nil where neither leaves anything.
  package init?(of certificate: Certificate) {
    self.init(certificate.subject, (try? certificate.subjectAlternativeNames) ?? [])
  }

  /// The name of whom a request is for.
  package init?(of request: CertificateRequest) { self.init(request.subject, []) }

  private init?(_ subject: DistinguishedName, _ names: [GeneralName]) {
    let others = names.map { name in
      switch name {
      case .dns(let text), .email(let text), .upn(let text): text
      case .ip(let octets): IPAddress.text(octets)
      default: ""
      }
    }
    let made = ([subject.commonName ?? ""] + others).lazy.compactMap { StoreName(making: $0) }.first
    guard let made else { return nil }
    self = made
  }

  /// A name made of any text: what files cannot be called becomes `_`, `*` the word `wildcard`; nil where nothing is
  /// left.
  package init?(making text: String) {
    var name = ""
    for scalar in text.unicodeScalars.prefix(256) {
      if scalar == "*" {
        name += "wildcard"
      } else if StoreName.isPlain(scalar) || scalar == "." {
        name.unicodeScalars.append(scalar)
      } else if name.last != "_" {
        name += "_"
      }
    }
    let trimmed = String(name.drop { $0 == "." || $0 == "-" || $0 == "_" }.prefix(64))
    guard let last = trimmed.lastIndex(where: { $0 != "." && $0 != "-" && $0 != "_" }) else { return nil }
    self.text = String(trimmed[...last])
  }

  /// A name as it was typed; throws what no name may hold.
  package init(typed text: String) throws(PKIError) {
    let isGood = text.unicodeScalars.allSatisfy { StoreName.isPlain($0) || $0 == "." }
    guard isGood, let first = text.first, first != ".", first != "-", text.last != ".", text.utf8.count <= 64 else {
      throw PKIError(
        .usage, "", "\(text): a name is made of letters, digits, hyphens, underscores and inner dots",
        hint: StoreName(making: text).map { "try \($0.text)" })
    }
    self.text = text
  }

  /// Whether the Meeting Server takes it: it allows no dot before the extension.
  package var fitsMeetingServer: Bool { !text.contains("." as Character) }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: false
    }
  }
}
