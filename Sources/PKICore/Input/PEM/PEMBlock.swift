/// One block between a BEGIN and an END line, its base64 decoded (RFC 7468, RFC 1421 §4.4).
package struct PEMBlock: Sendable {
  /// What stands between `-----BEGIN ` and `-----`.
  package let label: String
  /// The line of the BEGIN, counted from 1.
  package let line: Int
  /// The header fields before the base64, as in `Proc-Type: 4,ENCRYPTED`; values unfolded.
  package internal(set) var headers: [Header] = []
  /// The decoded octets; what could be decoded where there is a problem.
  package internal(set) var octets: [UInt8] = []
  /// What is wrong with it; nil where nothing is.
  package internal(set) var problem: Problem?
  /// Damage that does not matter, in a few words each.
  package internal(set) var notes: [String] = []

  /// A header field.
  package struct Header: Hashable, Sendable {
    /// What stands before the colon.
    package let name: String
    /// What stands after it, without the blanks around.
    package internal(set) var value: String
  }

  /// What is wrong with a block, and on which line.
  package struct Problem: Hashable, Sendable {
    /// The line, counted from 1.
    package let line: Int
    /// What is wrong, in words that may follow "line 7: ".
    package let text: String
    /// Whether a limit was hit rather than damage found.
    package let isLimit: Bool
    /// Whether nothing but the END line is wrong: the octets are all there.
    package let isEndLine: Bool

    init(line: Int, _ text: String, isLimit: Bool = false, isEndLine: Bool = false) {
      self.line = line
      self.text = text
      self.isLimit = isLimit
      self.isEndLine = isEndLine
    }
  }

  /// The value of the first header field with this name, in any case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
