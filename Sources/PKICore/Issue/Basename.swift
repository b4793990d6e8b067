/// The name that a key, a request and a certificate share: `callbridge` of `callbridge.key`.
package struct Basename: Hashable, Sendable {
  /// The name.
  package let text: String

  /// Letters, digits, `-` and `_`, as on the Meeting Server; throws everything else with the reason.
  package init(_ text: String) throws(PKIError) {
    guard !text.isEmpty else { throw PKIError(.usage, "", "the name of the files is empty") }
    if let fault = Basename.fault(in: text) {
      let folder = text.contains("/" as Character) ? text[..<(text.lastIndex(of: "/") ?? text.startIndex)] : ""
      let hint = Basename.suggestion(for: text).map { folder.isEmpty ? "try \($0)" : "try -C \(folder) and \($0)" }
      throw PKIError(.usage, "", "\(text): \(fault)", hint: hint)
    }
    self.text = text
  }

  /// As in a table of many: inner dots too, so that a name may be an FQDN. The Meeting Server takes no dots.
  package init(dotted text: String) throws(PKIError) {
    guard !text.isEmpty else { throw PKIError(.usage, "", "the name of the files is empty") }
    if let fault = Basename.dottedFault(in: text) { throw PKIError(.usage, "", "\(text): \(fault)") }
    self.text = text
  }

  /// Whether it is a name that the Meeting Server does not take.
  package var hasDot: Bool { text.utf8.contains(UInt8(ascii: ".")) }

  private static func dottedFault(in text: String) -> String? {
    if isUsual(text.utf8), !StorePath(text).namesFile {
      let label = text.utf8.firstIndex(of: dot).map { text[..<$0] } ?? text[...]
      if !devices.contains(label.uppercased()) { return nil }
    }
    if text.contains("/" as Character) { return "a name cannot hold a slash: choose the folder with -C DIR" }
    if text.hasPrefix(".") || text.hasSuffix(".") { return "a name cannot begin or end with a dot" }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.contains(where: \.isEmpty) { return "a name cannot hold two dots in a row" }
    if text.utf8.count > 200 { return "a name cannot be longer than 200 characters" }
    let path = StorePath(text)
    if path.namesFile { return "a name cannot end with \(text.dropFirst(path.stem.count)), which is added to it" }
    if devices.contains(parts[0].uppercased()) { return "this is the name of a device on Windows" }
    return fault(in: String(text.prefix(1)) + text.dropFirst().filter { $0 != "." }, longest: 200)
  }

  private static let (dot, hyphen) = (UInt8(ascii: "."), UInt8(ascii: "-"))

  /// Whether nothing is wrong with the characters of a name and their order, seen without taking it apart.
  private static func isUsual(_ octets: String.UTF8View) -> Bool {
    guard octets.count <= 200, octets.first != hyphen, octets.last != dot else { return false }
    var last = dot
    for octet in octets {
      guard octet == dot ? last != dot : isPlain(octet) else { return false }
      last = octet
    }
    return true
  }

  /// Names that stand for devices wherever they are, with any extension.
  private static let devices: Set<String> = Set(
    ["CON", "PRN", "AUX", "NUL"] + (1...9).flatMap { ["COM\($0)", "LPT\($0)"] })

  /// Letters, digits, hyphens and underscores.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
  }

  private static func fault(in text: String, longest: Int = 64) -> String? {
    if text.contains(":" as Character) { return "this is an attribute, and the name of the files comes first" }
    if text.contains("/" as Character) { return "a name cannot hold a slash: choose the folder with -C DIR" }
    if text.contains("." as Character) {
      return "a name cannot hold a dot: the Meeting Server allows one before the extension only"
    }
    if text.hasPrefix("-") { return "a name cannot begin with a hyphen" }
    if text.utf8.count > longest { return "a name cannot be longer than \(longest) characters" }
    return text.utf8.allSatisfy(isPlain) ? nil : "a name is made of letters, digits, hyphens and underscores"
  }

  private static func suggestion(for text: String) -> String? {
    guard !text.contains(":" as Character), let last = text.split(separator: "/").last else { return nil }
    let stem = [".key", ".csr", ".crt", ".pem"].first { last.hasSuffix($0) }.map { last.dropLast($0.count) } ?? last
    let name = String(stem.map { $0 == "." ? "-" : $0 })
    return name != text && fault(in: name) == nil && !name.isEmpty ? name : nil
  }

  /// The private key's file.
  package var key: String { text + ".key" }
  /// The request's file.
  package var request: String { text + ".csr" }
  /// The certificate's file.
  package var certificate: String { text + ".crt" }
  /// The file of the certificate and those above it.
  package var fullChain: String { text + "-fullchain.crt" }
}
