package import Vocabulary

/// A finding that is let pass: everywhere or in some files, for good or until a day.
package struct FindingException: Hashable, Sendable {
  /// The code of what is let pass.
  package let code: String
  /// The files it holds for; nil for all.
  package var files: FilePattern?
  /// The last second that it holds; nil where it has no end.
  package var until: Instant?
  /// Why; nil where nobody said.
  package var reason: String?
  /// Where it stands: `--ignore`, or file and line.
  package var origin: String

  /// An exception for a code.
  package init(
    _ code: String, files: FilePattern? = nil, until: Instant? = nil, reason: String? = nil, origin: String
  ) {
    self.code = code
    self.files = files
    self.until = until
    self.reason = reason
    self.origin = origin
  }

  /// The code of the finding that an exception has ended; nothing lets that one pass.
  package static let expiredCode = "ignore.expired"

  /// The last second that a text names: of the whole day where it is a date alone; nil where it is neither date nor time.
  package static func end(_ text: String) -> Instant? {
    let instant = Instant(rfc3339: text)
    return text.utf8.count == 10 ? instant?.adding(days: 1).adding(seconds: -1) : instant
  }

  /// Whether it speaks of a file.
  fileprivate func concerns(_ source: String) -> Bool { files?.matches(source) ?? true }

  /// Whether it holds no longer.
  fileprivate func isExpired(at instant: Instant) -> Bool { until.map { $0 < instant } ?? false }

  fileprivate func expired(in source: String) -> Finding {
    Finding(
      FindingException.expiredCode, .error, in: source,
      "The exception for \(code) ended on \(until?.date ?? ""): what it let pass counts again.", clause: origin,
      fix: "mend what is found, or give the exception a later day")
  }
}

extension [FindingException] {
  /// Findings of an input that count, and those that are let pass with the exception that says so.
  ///
  /// An exception that has ended lets nothing pass and is itself an error, in each file that it concerns.
  package func applied(
    to findings: [Finding], of source: String, at instant: Instant
  ) -> (counting: [Finding], passed: [(finding: Finding, exception: FindingException)]) {
    guard !isEmpty else { return (findings, []) }
    let holding = filter { !$0.isExpired(at: instant) }
    var counting: [Finding] = []
    var passed: [(Finding, FindingException)] = []
    for finding in findings {
      let exception = holding.first {
        $0.code == finding.code && ($0.concerns(source) || $0.concerns(finding.source))
      }
      if let exception { passed.append((finding, exception)) } else { counting.append(finding) }
    }
    for exception in self where exception.isExpired(at: instant) {
      let isConcerned = exception.concerns(source) || findings.contains { exception.concerns($0.source) }
      if isConcerned { counting.append(exception.expired(in: source)) }
    }
    return (counting, passed)
  }
}

/// Names of files as a shell matches them: `*` stands for any characters but `/`, `?` for one.
///
/// A pattern without `/` is held against the last part of a path.
package struct FilePattern: Hashable, Sendable {
  /// As it was written.
  package let text: String

  /// A pattern; every text is one.
  package init(_ text: String) { self.text = text }

  /// Whether a path matches.
  package func matches(_ path: String) -> Bool {
    let slash = UInt8(ascii: "/")
    let isName = !text.utf8.contains(slash)
    var name = Array(path.utf8)
    if isName, let last = name.lastIndex(of: slash) { name.removeSubrange(...last) }
    if !isName, name.starts(with: [UInt8(ascii: "."), slash]) { name.removeFirst(2) }
    return FilePattern.matches(name[...], Array(text.utf8)[...])
  }

  /// Goes back to the last star only: a star before it never needs to take more.
  private static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var (place, wanted) = (name.startIndex, pattern.startIndex)
    var star: (pattern: Int, name: Int)?
    while place < name.endIndex {
      let byte = name[place]
      if wanted < pattern.endIndex, pattern[wanted] == UInt8(ascii: "*") {
        star = (wanted + 1, place)
        wanted += 1
      } else if wanted < pattern.endIndex,
        pattern[wanted] == byte || pattern[wanted] == UInt8(ascii: "?") && byte != UInt8(ascii: "/")
      {
        place += 1
        wanted += 1
        // A character of several octets counts as one.
        if pattern[wanted - 1] == UInt8(ascii: "?") {
          while place < name.endIndex, name[place] & 0xc0 == 0x80 { place += 1 }
        }
      } else if let last = star, name[last.name] != UInt8(ascii: "/") {
        star = (last.pattern, last.name + 1)
        (wanted, place) = (last.pattern, last.name + 1)
      } else {
        return false
      }
    }
    return pattern[wanted...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
