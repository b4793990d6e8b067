/// A word of the command line that is no option: "CERT", how often it stands and what it is.
package struct Operand: Sendable, Hashable {
  /// How often an operand stands.
  package enum Count: Sendable, Hashable {
    /// Once.
    case one
    /// Once or not at all.
    case optional
    /// Once or more.
    case many
    /// Any number of times, none included.
    case any
  }

  /// The name in usage lines, in capitals.
  package let name: String
  /// How often it stands.
  package let count: Count
  /// What it is, in a few words.
  package let summary: String
  /// What completion offers for it.
  package let candidates: Candidates

  /// An operand; completion offers files unless told otherwise.
  package init(_ name: String, _ count: Count, _ summary: String, completion: Candidates = .files) {
    self.name = name
    self.count = count
    self.summary = summary
    candidates = completion
  }

  /// The operand as a usage line shows it: `CERT`, `[CERT]`, `CERT ...`, `[CERT ...]`.
  var usage: String {
    switch count {
    case .one: name
    case .optional: "[\(name)]"
    case .many: "\(name) ..."
    case .any: "[\(name) ...]"
    }
  }

  var least: Int { count == .one || count == .many ? 1 : 0 }

  var most: Int { count == .one || count == .optional ? 1 : .max }
}

/// What completion offers where a value or an operand stands.
package enum Candidates: Sendable, Hashable {
  /// Nothing: only the user can know.
  case none
  /// Names of files, and folders on the way to them.
  case files
  /// Names of folders.
  case folders
  /// These words.
  case words([String])
}

/// A call worth copying and what it gives.
package struct Example: Sendable, Hashable {
  /// The whole line as typed: "pki csr callbridge CN:cb.example.com".
  package let line: String
  /// What it is good for, in a few words.
  package let summary: String

  /// A call and what it is good for.
  package init(_ line: String, _ summary: String) {
    self.line = line
    self.summary = summary
  }
}
