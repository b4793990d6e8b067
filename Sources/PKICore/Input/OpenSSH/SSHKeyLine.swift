/// A line of a `.pub` or authorized_keys file: options, key type, base64, comment.
enum SSHKeyLine {
  /// What a line holds.
  enum Content: Sendable {
    case key(SSHPublicKey)
    case certificate(SSHCertificate)
    /// It begins as a key does, but the key is damaged or of an unknown type; whether it says to be a certificate.
    case damaged(String, isCertificate: Bool)
  }

  /// What the line holds; nil where it is no key at all.
  static func read(_ line: ArraySlice<UInt8>) -> Content? {
    guard let (options, type, rest) = split(line) else { return nil }
    let isCertificate = SSHCertificate.isType(type)
    let end = rest.firstIndex { $0 == 0x20 || $0 == 0x09 } ?? rest.endIndex
    let comment = String(decoding: rest[end...].trimmed, as: UTF8.self)
    guard let blob = Base64.decode(rest[..<end]) else {
      return .damaged("the base64 of the key is damaged", isCertificate: isCertificate)
    }
    do {
      var reader = SSHWireReader(blob)
      let inner = try reader.text()
      guard inner == type else {
        return .damaged("the line says \(type), the key in it \(inner.prefix(64))", isCertificate: isCertificate)
      }
      if isCertificate { return .certificate(try SSHCertificate(blob: blob, comment: comment)) }
      var key = try SSHPublicKey(blob: blob, comment: comment)
      key.options = options
      return .key(key)
    } catch {
      return .damaged(error.reason, isCertificate: isCertificate)
    }
  }

  /// Options, key type and what follows it. Options may hold blanks in quotation marks.
  private static func split(_ line: ArraySlice<UInt8>) -> (options: String, type: String, rest: ArraySlice<UInt8>)? {
    let line = line.trimmed
    var quoted = false
    var word = line.startIndex
    var words = 0
    var index = line.startIndex
    while index <= line.endIndex, words < 2 {
      let byte = index < line.endIndex ? line[index] : 0x20
      if byte == 0x22, index == line.startIndex || line[index - 1] != 0x5c { quoted.toggle() }
      if byte == 0x20 || byte == 0x09, !quoted {
        if let type = type(line[word..<index]), index < line.endIndex {
          let options = String(decoding: line[..<word].trimmed, as: UTF8.self)
          return (options, type, line[index...].trimmed)
        }
        words += 1
        while index < line.endIndex, line[index] == 0x20 || line[index] == 0x09 { index += 1 }
        word = index
        if index == line.endIndex { return nil }
      } else {
        index += 1
      }
    }
    return nil
  }

  private static func type(_ word: ArraySlice<UInt8>) -> String? {
    guard word.count <= 64, let first = word.first, first == 0x73 || first == 0x65 else { return nil }
    let text = String(decoding: word, as: UTF8.self)
    let plain = text.hasSuffix(SSHCertificate.suffix) ? String(text.dropLast(SSHCertificate.suffix.count)) : text
    let known = SSHPublicKey.types.contains(plain) || SSHPublicKey.types.contains(plain + "@openssh.com")
    return known || text.hasPrefix("ssh-") || text.hasPrefix("ecdsa-sha2-") ? text : nil
  }
}
