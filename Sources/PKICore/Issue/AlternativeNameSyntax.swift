package import Vocabulary

/// Reads the entries of `subjectAltName:`: `cb.example.com`, `10.1.2.3`, `a@b`, `sip:example.com`, `UPN:jo@example.com`.
package enum AlternativeNameSyntax {
  /// The names of a comma list; spaces around them are dropped, empty entries refused.
  package static func list(_ text: String) throws(PKIError) -> [GeneralName] {
    var names: [GeneralName] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let entry = part.trimmingSpaces
      // `a, b,` happens at the end of a line that was pasted.
      if entry.isEmpty, part.endIndex == text.endIndex, !names.isEmpty { continue }
      guard !entry.isEmpty else {
        throw PKIError(.usage, "", "subjectAltName: an empty entry between commas")
      }
      names.append(try name(String(entry)))
    }
    return names
  }

  /// One name, with its kind before a colon or told by its form.
  package static func name(_ text: String) throws(PKIError) -> GeneralName {
    if let colon = text.firstIndex(of: ":"), IPAddress.octets(text) == nil {
      let value = String(text[text.index(after: colon)...].trimmingSpaces)
      switch text[..<colon].lowercased() {
      case "dns": return .dns(try host(value))
      case "ip", "ip address", "ipaddress": return .ip(try address(value))
      case "email", "rfc822": return .email(try email(value))
      case "uri", "url": return .uri(try uri(value))
      case "upn": return .upn(try upn(value))
      case "srv": return .srv(try service(value))
      case "rid": return .registeredID(try identifier(value))
      case "othername": return try otherName(value)
      default: break
      }
    }
    if let octets = IPAddress.octets(text) { return .ip(octets) }
    if let host = hostBeforePort(text) {
      throw PKIError(.usage, "", "\(text): certificates hold no ports", hint: "try \(host)")
    }
    if looksLikeURI(text) { return .uri(try uri(text)) }
    if text.contains("@" as Character) { return .email(try email(text)) }
    return .dns(try host(text))
  }

  /// Throws a name that was read somewhere and could not have been typed here: no host name, no address, no URI. Kinds
  /// that nobody types are let pass.
  static func verify(_ name: GeneralName) throws(PKIError) {
    switch name {
    case .dns(let text): _ = try host(text)
    case .email(let text): _ = try email(text)
    case .uri(let text): _ = try uri(text)
    case .upn(let text): _ = try upn(text)
    case .srv(let text): _ = try service(text)
    case .ip(let octets) where octets.count != 4 && octets.count != 16: _ = try address(name.value)
    case .ip, .directory, .registeredID, .other, .unsupported: break
    }
  }

  /// The alternative name that a common name stands for; nil where it is none of host name, address, e-mail address.
  package static func name(ofCommonName text: String) -> GeneralName? {
    if let octets = IPAddress.octets(text) { return .ip(octets) }
    if isEmail(text) { return .email(text) }
    return HostName.fault(in: text) == nil ? .dns(text) : nil
  }

  /// The alternative name of a host that is given by name or by address; nil where the text is neither.
  package static func host(orAddress text: String) -> GeneralName? {
    if let octets = IPAddress.octets(text) { return .ip(octets) }
    return HostName.fault(in: text) == nil ? .dns(text) : nil
  }

  /// Whether the text has the form of an e-mail address: one `@`, a local part, a host name.
  static func isEmail(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return false }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.allSatisfy({ (33...126).contains($0) }) else {
      return false
    }
    return HostName.fault(in: String(parts[1])) == nil && !parts[1].hasPrefix("*")
  }

  /// The host of `cb.example.com:443`, which is a URI by its form alone; nil for all else.
  private static func hostBeforePort(_ text: String) -> Substring? {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let (host, port) = (text[..<colon], text[text.index(after: colon)...])
    guard host.contains("." as Character) || host == "localhost", (1...5).contains(port.utf8.count),
      port.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return IPAddress.octets(String(host)) != nil || HostName.fault(in: String(host)) == nil ? host : nil
  }

  private static func looksLikeURI(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), let first = text.utf8.first, isLetter(first) else { return false }
    return text[..<colon].utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 43 || $0 == 45 || $0 == 46 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

  // MARK: - Each kind

  private static func host(_ text: String) throws(PKIError) -> String {
    guard let fault = HostName.fault(in: text) else { return text }
    throw PKIError(.usage, "", "\(text): \(fault.message)", hint: fault.hint)
  }

  private static func address(_ text: String) throws(PKIError) -> [UInt8] {
    guard let octets = IPAddress.octets(text) else {
      throw PKIError(.usage, "", "IP:\(text): not an IPv4 or IPv6 address")
    }
    return octets
  }

  private static func email(_ text: String) throws(PKIError) -> String {
    guard isEmail(text) else { throw PKIError(.usage, "", "email:\(text): not an e-mail address") }
    return text
  }

  private static func uri(_ text: String) throws(PKIError) -> String {
    guard looksLikeURI(text), text.utf8.allSatisfy({ (33...126).contains($0) }), !text.hasSuffix(":") else {
      throw PKIError(
        .usage, "", "URI:\(text): not a URI in ASCII", hint: "a URI begins with its scheme, as in sip:example.com")
    }
    return text
  }

  private static func upn(_ text: String) throws(PKIError) -> String {
    guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
      throw PKIError(.usage, "", "UPN:\(text): not a user principal name", hint: "write it as user@domain")
    }
    return text
  }

  /// RFC 4985 §2: an underscore, the service, a dot and the domain.
  private static func service(_ text: String) throws(PKIError) -> String {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, parts[0].hasPrefix("_"), parts[0].count > 1,
      HostName.fault(in: String(parts[0].dropFirst())) == nil, HostName.fault(in: String(parts[1])) == nil
    else {
      throw PKIError(.usage, "", "SRV:\(text): not a service name", hint: "write it as _sips.example.com (RFC 4985)")
    }
    return text
  }

  private static func identifier(_ text: String) throws(PKIError) -> ObjectIdentifier {
    guard let identifier = ObjectIdentifier(dotted: text) else {
      throw PKIError(.usage, "", "RID:\(text): not an object identifier", hint: "write it with dots, as in 1.2.3.4")
    }
    return identifier
  }

  private static func otherName(_ text: String) throws(PKIError) -> GeneralName {
    let parts = text.split(separator: ";", maxSplits: 1)
    guard parts.count == 2, let type = ObjectIdentifier(dotted: String(parts[0])),
      parts[1].uppercased().hasPrefix("UTF8:")
    else {
      throw PKIError(
        .usage, "", "otherName:\(text): not understood", hint: "write it as otherName:1.2.3.4;UTF8:text")
    }
    let value = String(parts[1].dropFirst(5))
    if type == .userPrincipalName { return .upn(try upn(value)) }
    var writer = DERWriter()
    writer.put(DERTag.utf8String, Array(value.utf8))
    return .other(type, value: writer.bytes)
  }
}

extension Substring {
  /// Without spaces and tabs at both ends.
  var trimmingSpaces: Substring {
    var text = self
    func isSpace(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x09 }
    guard isSpace(utf8.first) || isSpace(utf8.last) else { return self }
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
