/// Reads `CN:cb.example.com O:"Example Inc." subjectAltName:a,b`: the attributes of `csr` and its kin.
package struct AttributeSyntax: Sendable {
  /// One attribute as it was given.
  package struct Given: Hashable, Sendable {
    /// Which attribute.
    package let attribute: SubjectAttribute
    /// Its value, unquoted and without spaces around it; may be empty.
    package let value: String

    /// An attribute with its value.
    package init(_ attribute: SubjectAttribute, _ value: String) {
      self.attribute = attribute
      self.value = value
    }
  }

  /// The attributes in the order typed.
  package let given: [Given]

  /// Attributes that come from elsewhere than a command line.
  package init(given: [Given]) { self.given = given }

  /// Reads words as the shell hands them over. A value may stand in the next word (`CN: "My CA"`), be quoted with the
  /// typographic quotes of a document, and a list of names may go on after `, `.
  ///
  /// Throws what is no attribute, with the name that `nearest` finds among those that are.
  package init(
    _ words: [String], nearest: (_ word: String, _ names: [String]) -> String? = { _, _ in nil }
  ) throws(PKIError) {
    var given: [Given] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      // A document's quotes may also stand around the whole: “CN:cb.example.com”.
      guard
        let (attribute, first) = AttributeSyntax.split(word) ?? AttributeSyntax.split(AttributeSyntax.unquoted(word))
      else { throw AttributeSyntax.unknown(word, nearest) }
      var value = AttributeSyntax.trimmed(first)
      if value.isEmpty, let next = rest.first, AttributeSyntax.split(next) == nil {
        value = AttributeSyntax.trimmed(next)
        rest.removeFirst()
      }
      value = AttributeSyntax.unquoted(AttributeSyntax.joinQuoted(value, &rest))
      if attribute == .subjectAltName { value = AttributeSyntax.joinList(value, &rest) }
      given.append(Given(attribute, value))
    }
    self.given = given
  }

  /// The attribute and the text behind its colon; nil where the word does not begin with an attribute's name.
  private static func split(_ word: String) -> (SubjectAttribute, String)? {
    guard let colon = word.firstIndex(of: ":") else { return nil }
    guard let attribute = SubjectAttribute(word: String(word[..<colon])) else { return nil }
    return (attribute, String(word[word.index(after: colon)...]))
  }

  private static func unknown(_ word: String, _ nearest: (String, [String]) -> String?) -> PKIError {
    let name = word.prefix { $0 != ":" && $0 != "=" }
    let value = word.dropFirst(name.count + 1)
    if word.contains("=" as Character), let attribute = SubjectAttribute(word: String(name)) {
      return PKIError(
        .usage, "", "\(word): attributes are written with a colon", hint: "try \(attribute.rawValue):\(value)")
    }
    let known = SubjectAttribute.allCases.map(\.rawValue)
    // One letter is near to every name of one letter: there the guess would be no better than the list.
    if name.count < word.count, name.count > 1, let meant = nearest(String(name), known) {
      return PKIError(.usage, "", "\(word): not an attribute", hint: "try \(meant):\(value)")
    }
    if name.count == word.count, AlternativeNameSyntax.name(ofCommonName: word) != nil {
      return PKIError(.usage, "", "\(word): a value without its attribute", hint: "try CN:\(word)")
    }
    return PKIError(
      .usage, "", "\(word): not an attribute",
      hint: "attributes are \(known.joined(separator: " ")), each as NAME:VALUE")
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }

  // MARK: - Quotes and lists that the shell tore apart

  /// What closes a quote that opens with this; nil where it opens none.
  private static func closing(_ quote: Character) -> Character? {
    switch quote {
    case "\"", "'": quote
    case "“", "”": "”"
    case "„": "“"
    case "‘": "’"
    default: nil
    }
  }

  /// A value that opens a quote and does not close it goes on in the next words.
  private static func joinQuoted(_ value: String, _ rest: inout ArraySlice<String>) -> String {
    guard let first = value.first, let closing = closing(first), value.count < 2 || value.last != closing,
      let end = rest.firstIndex(where: { $0.last == closing })
    else { return value }
    let words = [value] + rest[...end]
    rest = rest[rest.index(after: end)...]
    return words.joined(separator: " ")
  }

  private static func unquoted(_ value: String) -> String {
    guard value.count >= 2, let first = value.first, let closing = closing(first), value.last == closing else {
      return value
    }
    return String(value.dropFirst().dropLast())
  }

  /// A list that ends with a comma, or whose next word begins with one, goes on there.
  private static func joinList(_ value: String, _ rest: inout ArraySlice<String>) -> String {
    var value = value
    while let next = rest.first, value.hasSuffix(",") || next.hasPrefix(",") {
      value += next
      rest.removeFirst()
    }
    return value
  }
}
