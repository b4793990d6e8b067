package import Vocabulary

/// Reads a whole subject: `CN=cb.example.com, O=Example Inc.` or `/C=GB/CN=cb.example.com`.
package enum DistinguishedNameSyntax {
  /// The name, with its attributes in the order in which certificates carry them.
  package static func name(_ text: String) throws(PKIError) -> DistinguishedName {
    let slashes = text.hasPrefix("/")
    let parts = split(slashes ? String(text.dropFirst()) : text, at: slashes ? "/" : ",")
    var words: [String] = []
    for part in parts {
      guard let equals = part.firstIndex(of: "=") else {
        throw PKIError(
          .usage, "", "subject \(part): not TYPE=value", hint: "write it as CN=cb.example.com,O=Example Inc.")
      }
      let keyword = Substring(part[..<equals]).trimmingSpaces
      words.append(keyword + ":" + Substring(part[part.index(after: equals)...]).trimmingSpaces)
    }
    return try SubjectSyntax(AttributeSyntax(words)).subject
  }

  /// Splits where the separator is not escaped with a backslash, and drops the backslashes.
  private static func split(_ text: String, at separator: Character) -> [String] {
    var parts: [String] = [""]
    var isEscaped = false
    for character in text {
      if isEscaped || (character != "\\" && character != separator) {
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        parts.append("")
      }
    }
    return parts.filter { !$0.allSatisfy { $0 == " " } }
  }
}
