/// What changes from run to run in an answer, and the name that stands for it in a transcript.
///
/// Nobody says which parts change: a recording plays the conversation twice, and what differs is masked by its form. A
/// fingerprint that is the same each time therefore stays in the transcript and is compared.
enum Mask: String, CaseIterable {
  case sha256 = "[SHA256]"
  case sha1 = "[SHA1]"
  case serial = "[SERIAL]"
  case hexadecimal = "[HEX]"
  case base64 = "[BASE64]"
  case number = "[NUMBER]"

  /// Whether a text has the form that the mask stands for.
  func fits(_ text: Substring) -> Bool {
    let digits = text.utf8.filter { $0 != UInt8(ascii: ":") }.count
    switch self {
    case .sha256: return digits == 64
    case .sha1: return digits == 40
    case .serial: return 2...42 ~= digits
    case .hexadecimal, .base64, .number: return digits > 0
    }
  }

  /// Whether a character can be part of what the mask stands for.
  func holds(_ character: Character) -> Bool {
    guard let ascii = character.asciiValue else { return false }
    switch self {
    case .sha256, .sha1, .serial, .hexadecimal: return character.isHexDigit || ascii == UInt8(ascii: ":")
    case .base64: return character.isLetter || character.isNumber || "+/=\n".contains(character)
    case .number: return character.isNumber
    }
  }

  /// The mask of a part that changes.
  private init(_ part: Substring, in line: String) {
    let hasOnlyHexDigits = part.allSatisfy { $0.isHexDigit || $0 == ":" }
    let digits = part.filter(\.isHexDigit).count
    if !hasOnlyHexDigits {
      self = .base64
    } else if digits > 15, digits < 43, line.lowercased().contains("serial") {
      self = .serial
    } else if part.allSatisfy(\.isNumber), digits < 40 {
      self = .number
    } else {
      self = digits == 64 ? .sha256 : digits == 40 ? .sha1 : .hexadecimal
    }
  }
}

extension Mask {
  /// The line of a transcript for a line that was `one` in one run and `other` in another; nil where they differ in
  /// more than masks can hide.
  static func merged(_ one: String, _ other: String) -> String? {
    if one == other { return one }
    if one.contains("\n"), other.contains("\n") { return Mask.base64.rawValue }
    let changing = /(?:[0-9A-Fa-f]{2}:){7,}[0-9A-Fa-f]{2}|[A-Za-z0-9+\/]{16,}={0,2}|[0-9]+/
    let parts = one.matches(of: changing), others = other.matches(of: changing)
    guard parts.count == others.count else { return nil }
    var merged = "", rest = one.startIndex
    for (part, twin) in zip(parts, others) where part.output != twin.output {
      merged += one[rest..<part.range.lowerBound] + Mask(part.output, in: one).rawValue
      rest = part.range.upperBound
    }
    merged += one[rest...]
    return matches(merged, other) ? merged : nil
  }

  /// Whether a line of a transcript, which may have masks in it, stands for an actual line.
  static func matches(_ line: String, _ actual: String) -> Bool {
    if line == actual { return true }
    var line = line[...], actual = actual[...]
    while let (mask, range) = first(in: line) {
      let literal = line[..<range.lowerBound]
      guard actual.hasPrefix(literal) else { return false }
      var value = actual.dropFirst(literal.count).prefix(while: mask.holds)
      if value.last == ":" { value.removeLast() }
      guard mask.fits(value) else { return false }
      actual = actual[value.endIndex...]
      line = line[range.upperBound...]
    }
    return line == actual
  }

  private static func first(in line: Substring) -> (Mask, Range<String.Index>)? {
    guard line.contains("[") else { return nil }
    let found = allCases.compactMap { mask in line.firstRange(of: mask.rawValue).map { (mask, $0) } }
    return found.min { $0.1.lowerBound < $1.1.lowerBound }
  }

  /// The line with the version of OpenSSL taken out, which is the machine's and not ours.
  static func withoutLibrary(_ line: String) -> String {
    guard line.contains("OpenSSL") else { return line }
    return line.replacing(/OpenSSL \d+\.\d+\.\d+\S*(?: \d+ \w+ \d{4})?/, with: "[OPENSSL]")
  }
}
