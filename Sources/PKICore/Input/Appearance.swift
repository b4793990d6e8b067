/// What bytes that are no PKI material look like, in words that may follow "this looks like".
enum Appearance {
  /// What the bytes of a file, or its first part, look like.
  static func of(_ bytes: [UInt8]) -> String {
    guard !isBlank(bytes) else { return "an empty file" }
    for (start, name) in signatures where bytes.starts(with: start) { return name }
    let text = bytes.prefix(2048).drop { $0 == 0x20 || (0x09...0x0d).contains($0) || [0xef, 0xbb, 0xbf].contains($0) }
    let lower = text.prefix(256).map { (0x41...0x5a).contains($0) ? $0 + 32 : $0 }
    if isText(bytes.prefix(4096)) { return ofText(lower) }
    if bytes[0] == 0x30, let first = DEROutline(bytes).first {
      if first.end == bytes.count, !first.isCut { return "an ASN.1 SEQUENCE that is none of these" }
      if first.isCut, first.end - first.content.lowerBound > 4 { return "an ASN.1 SEQUENCE that is cut off" }
    }
    return "binary data"
  }

  /// Whether there is nothing but white space.
  static func isBlank(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.allSatisfy { $0 == 0x20 || (0x09...0x0d).contains($0) || $0 == 0x1a }
  }

  /// Why octets that were said to be PKI material are none, in a few words.
  static func misfit(_ octets: [UInt8]) -> String {
    if octets.isEmpty { return "it is empty" }
    guard let first = DEROutline(octets).first, first.tag == DERTag.sequence else { return "it is not ASN.1" }
    return first.isCut ? "it is cut off" : "its structure is another one"
  }

  /// Whether these are characters rather than octets: no controls but white space.
  static func isText(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f || (0x09...0x0d).contains($0) || $0 == 0x1b || $0 == 0x1a }
  }

  private static func ofText(_ lower: [UInt8]) -> String {
    for (start, name) in texts where lower.starts(with: start) { return name }
    // `[section]` begins a configuration file, `[` before a value of JSON a list.
    if lower.first == 0x7b { return "JSON" }
    let value = lower.dropFirst().first { $0 > 0x20 }
    if lower.first == 0x5b, let value, "\"[{]-0123456789".utf8.contains(value) { return "JSON" }
    if let first = lower.first, first == 0x3c { return "XML" }
    return "text"
  }

  private static let signatures: [([UInt8], String)] = [
    ([0xfe, 0xed, 0xfe, 0xed], "a Java keystore (JKS)"), ([0xce, 0xce, 0xce, 0xce], "a Java keystore (JCEKS)"),
    ([0x89, 0x50, 0x4e, 0x47], "a PNG image"), ([0xff, 0xd8, 0xff], "a JPEG image"),
    (Array("GIF8".utf8), "a GIF image"), ([0x50, 0x4b, 0x03, 0x04], "a ZIP archive"),
    ([0x50, 0x4b, 0x05, 0x06], "a ZIP archive"), (Array("%PDF-".utf8), "a PDF document"),
    ([0x1f, 0x8b], "a gzip archive"), (Array("BZh".utf8), "a bzip2 archive"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "an xz archive"), ([0x37, 0x7a, 0xbc, 0xaf], "a 7-Zip archive"),
    ([0x7f, 0x45, 0x4c, 0x46], "a program"), (Array("MZ".utf8) + [0x90], "a program"),
    (Array("SQLite format 3".utf8), "an SQLite database"), ([0xd0, 0xcf, 0x11, 0xe0], "an old Office document"),
    ([0x42, 0x4d], "a BMP image"),
  ]

  private static let texts: [([UInt8], String)] = [
    (Array("<!doctype html".utf8), "an HTML page"), (Array("<html".utf8), "an HTML page"),
    (Array("<?xml".utf8), "XML"), (Array("putty-user-key-file".utf8), "a PuTTY private key"),
    (Array("-----begin pgp".utf8), "PGP material"), (Array("#!".utf8), "a script"),
    (Array("age-encryption.org".utf8), "an age file"), (Array("from:".utf8), "an e-mail message"),
    (Array("mime-version:".utf8), "an e-mail message"), (Array("received:".utf8), "an e-mail message"),
    (Array("---- begin ssh2 encrypted".utf8), "an ssh.com private key"),
  ]
}
