/// Finds keys among the lines that are outside of PEM blocks: OpenSSH's, RFC 4716's, and damaged BEGIN lines.
struct KeyLineCollector {
  /// What was found, and on which line it began.
  struct Found: Sendable {
    let line: Int
    let content: Content
  }

  /// What a line, or a block of them, holds.
  enum Content: Sendable {
    case key(SSHPublicKey)
    case certificate(SSHCertificate)
    case damaged(String, isCertificate: Bool)
    /// A line that was meant to be a BEGIN line; what is wrong with it.
    case marker(String)
  }

  /// Whether a block has begun and not ended.
  var isInside: Bool { blockLine != nil }

  private var blockLine: Int?
  private var comment = ""
  private var base64: [UInt8] = []
  private var continues = false

  private static let begin = Array("---- BEGIN SSH2 PUBLIC KEY ----".utf8)
  private static let end = Array("---- END SSH2 PUBLIC KEY ----".utf8)
  /// Fewer octets are neither a key nor a BEGIN line: `ssh-x y`.
  private static let shortest = 7
  /// More base64 is no key.
  private static let limit = 64 * 1024

  /// What the line completes; nil where it is nothing, or belongs to a block.
  mutating func take(_ line: ArraySlice<UInt8>, _ number: Int) -> Found? {
    // Nothing of interest is as short: a file may have millions of such lines.
    guard line.count >= Self.shortest || blockLine != nil else { return nil }
    let text = line.trimmed
    if blockLine != nil { return takeInside(text) }
    guard let first = text.first else { return nil }
    if first == 0x2d || first == 0xe2 {
      if text.elementsEqual(Self.begin) {
        blockLine = number
        (comment, base64, continues) = ("", [], false)
        return nil
      }
      guard Self.isMarker(text) else { return nil }
      return Found(line: number, content: .marker("this BEGIN line is damaged"))
    }
    guard let content = SSHKeyLine.read(text) else { return nil }
    switch content {
    case .key(let key): return Found(line: number, content: .key(key))
    case .certificate(let certificate): return Found(line: number, content: .certificate(certificate))
    case .damaged(let reason, let isCertificate):
      return Found(line: number, content: .damaged(reason, isCertificate: isCertificate))
    }
  }

  /// A block that the file's end cut off.
  mutating func finish() -> Found? {
    defer { blockLine = nil }
    return blockLine.map { Found(line: $0, content: .damaged("its END line is missing", isCertificate: false)) }
  }

  /// A line within an RFC 4716 block: a header field, base64, or the end.
  private mutating func takeInside(_ text: ArraySlice<UInt8>) -> Found? {
    if text.elementsEqual(Self.end) { return close() }
    if continues || text.contains(0x3a) {
      continues = text.last == 0x5c
      if text.first.map({ $0 | 0x20 }) == 0x63,
        String(decoding: text.prefix(8), as: UTF8.self).lowercased() == "comment:"
      {
        comment = String(decoding: text.drop { $0 != 0x3a }.dropFirst().trimmed.filter { $0 != 0x22 }, as: UTF8.self)
      }
      return nil
    }
    base64 += text.prefix(max(0, Self.limit - base64.count))
    return nil
  }

  private mutating func close() -> Found? {
    guard let line = blockLine else { return nil }
    blockLine = nil
    guard let blob = Base64.decode(base64) else {
      return Found(line: line, content: .damaged("its base64 is damaged", isCertificate: false))
    }
    do {
      return Found(line: line, content: .key(try SSHPublicKey(blob: blob, comment: comment)))
    } catch {
      return Found(line: line, content: .damaged(error.reason, isCertificate: false))
    }
  }

  private static let word = Array("BEGIN".utf8)
  private static let promises = ["CERTIFICATE", "KEY", "CRL", "PKCS7", "CMS"].map { Array($0.utf8) }

  /// Whether a line that is no BEGIN line was meant to be one: dashes, some of them lost or made long, and BEGIN.
  private static func isMarker(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= 128 else { return false }
    let rest = text.drop { $0 == 0x2d || $0 >= 0x80 || $0 == 0x20 }
    guard rest.count > word.count + 2, rest.count < text.count, rest.starts(with: word) else { return false }
    for start in rest.indices where promises.contains(where: { rest[start...].starts(with: $0) }) { return true }
    return false
  }
}
