/// A type that the text of an option becomes.
package protocol OptionValue: Sendable {
  /// The value of `text`, or what would have done instead.
  static func parse(_ text: String) throws(InvalidValue) -> Self
  /// What completion offers; nothing unless declared.
  static var candidates: Candidates { get }
  /// How help shows it as a default; nil where there is nothing to show.
  var shown: String? { get }
}

extension OptionValue {
  /// Nothing to offer.
  package static var candidates: Candidates { .none }
  /// Nothing to show.
  package var shown: String? { nil }
}

/// Why a text is no value of its type.
///
/// The parser adds the option's name and what was found.
package struct InvalidValue: Error, Hashable {
  /// What would have done: "a number of days".
  package let expected: String
  /// What to type instead, where that can be told.
  package let hint: String?
  /// Whether what was found may be a secret, which no message repeats.
  package let isSecret: Bool

  /// What was expected and, where it can be told, what to type.
  package init(expected: String, hint: String? = nil, isSecret: Bool = false) {
    self.expected = expected
    self.hint = hint
    self.isSecret = isSecret
  }
}

extension String: OptionValue {
  /// Every text is one.
  package static func parse(_ text: String) -> String { text }
  /// Itself, unless empty.
  package var shown: String? { isEmpty ? nil : self }
}

extension Int: OptionValue {
  /// A whole number in decimal digits, with or without a sign.
  package static func parse(_ text: String) throws(InvalidValue) -> Int {
    guard let number = Int(text) else { throw InvalidValue(expected: "a whole number") }
    return number
  }
  /// Its decimal digits.
  package var shown: String? { String(self) }
}

extension Optional: OptionValue where Wrapped: OptionValue {
  /// The wrapped type's value; nil is the option left out.
  package static func parse(_ text: String) throws(InvalidValue) -> Wrapped? { try Wrapped.parse(text) }
  /// What the wrapped type offers.
  package static var candidates: Candidates { Wrapped.candidates }
  /// The wrapped value's default, nothing for nil.
  package var shown: String? { self?.shown }
}

/// An enumeration whose cases are words of the command line.
package protocol Choice: OptionValue, CaseIterable, RawRepresentable<String> {}

extension Choice {
  /// The case of that name; otherwise all names, and the nearest as a hint.
  package static func parse(_ text: String) throws(InvalidValue) -> Self {
    if let found = Self(rawValue: text) { return found }
    let names = allCases.map(\.rawValue)
    let nearest = Suggestion.nearest(to: text, among: names)
    throw InvalidValue(expected: names.joinedAsChoice, hint: nearest.map { "did you mean '\($0)'?" })
  }
  /// All names in declared order.
  package static var candidates: Candidates { .words(allCases.map(\.rawValue)) }
  /// The case's name.
  package var shown: String? { rawValue }
}

extension [String] {
  /// "a, b or c".
  var joinedAsChoice: String { joined(last: " or ") }

  /// "a, b and c".
  package var joinedAsList: String { joined(last: " and ") }

  private func joined(last word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + word + last
  }
}
