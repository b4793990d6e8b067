/// An option bound to a property of `Root`: a word of the command line, its help and what it sets.
///
/// Key paths are made when they are first used, and words for completion when they are asked for: making them all would
/// cost every start of the program a third of a millisecond.
package struct Option<Root>: Sendable {
  /// What parsing needs to know about it: everything but the property, its default and what completion offers.
  let description: OptionDescription
  private let candidates: @Sendable () -> Candidates
  private let initial: @Sendable (Root) -> String?
  let set: @Sendable (inout Root, String?) throws(InvalidValue) -> Void

  private init(
    _ description: OptionDescription,
    candidates: @escaping @Sendable () -> Candidates = { .none },
    initial: @escaping @Sendable (Root) -> String? = { _ in nil },
    set: @escaping @Sendable (inout Root, String?) throws(InvalidValue) -> Void
  ) {
    self.description = description
    self.candidates = candidates
    self.initial = initial
    self.set = set
  }

  /// `--force`: sets its property to true.
  ///
  /// A flag may be repeated.
  package static func flag(
    _ name: String, _ path: @autoclosure @escaping @Sendable () -> any WritableKeyPath<Root, Bool> & Sendable,
    _ help: String,
    short: Character? = nil
  ) -> Self {
    flag(name, path(), sets: true, help, short: short)
  }

  /// `--json`: sets its property to a given value.
  ///
  /// A flag may be repeated.
  package static func flag<Value: Sendable>(
    _ name: String, _ path: @autoclosure @escaping @Sendable () -> any WritableKeyPath<Root, Value> & Sendable,
    sets value: Value, _ help: String,
    short: Character? = nil
  ) -> Self {
    Self(OptionDescription(name, short: short, argument: .none, help: help)) {
      (root: inout Root, _: String?) throws(InvalidValue) -> Void in root[keyPath: path()] = value
    }
  }

  /// `--days N`: sets its property once.
  ///
  /// Help shows the property's initial value, or `initially` where the default is worked out later.
  package static func value<Value: OptionValue>(
    _ name: String, _ path: @autoclosure @escaping @Sendable () -> any WritableKeyPath<Root, Value> & Sendable,
    _ placeholder: String,
    _ help: String,
    short: Character? = nil, completion: Candidates? = nil, initially: String? = nil
  ) -> Self {
    let description = OptionDescription(
      name, short: short, argument: .required(placeholder), help: help, initial: initially)
    let candidates = candidates(Value.self, completion, placeholder)
    return Self(description, candidates: candidates, initial: { $0[keyPath: path()].shown }) {
      (root: inout Root, text: String?) throws(InvalidValue) -> Void in
      root[keyPath: path()] = try Value.parse(text ?? "")
    }
  }

  /// `--trust FILE`: appends to its property each time it stands.
  package static func list<Value: OptionValue>(
    _ name: String, _ path: @autoclosure @escaping @Sendable () -> any WritableKeyPath<Root, [Value]> & Sendable,
    _ placeholder: String,
    _ help: String, short: Character? = nil, completion: Candidates? = nil, initially: String? = nil
  ) -> Self {
    let description = OptionDescription(
      name, short: short, argument: .required(placeholder), repeats: true, help: help, initial: initially)
    let candidates = candidates(Value.self, completion, placeholder)
    return Self(description, candidates: candidates, initial: { $0[keyPath: path()].shownAsDefault }) {
      (root: inout Root, text: String?) throws(InvalidValue) -> Void in
      root[keyPath: path()].append(try Value.parse(text ?? ""))
    }
  }

  /// `--ms-template` or `--ms-template=NAME`: without a value it means `whenBare`.
  ///
  /// The next word is never its value.
  package static func optionalValue<Value: OptionValue>(
    _ name: String, _ path: @autoclosure @escaping @Sendable () -> any WritableKeyPath<Root, Value> & Sendable,
    _ placeholder: String,
    whenBare: String, _ help: String, short: Character? = nil, completion: Candidates? = nil
  ) -> Self {
    let description = OptionDescription(
      name, short: short, argument: .optional(placeholder, whenBare: whenBare), help: help)
    let candidates = candidates(Value.self, completion, placeholder)
    return Self(description, candidates: candidates, initial: { $0[keyPath: path()].shown }) {
      (root: inout Root, text: String?) throws(InvalidValue) -> Void in
      root[keyPath: path()] = try Value.parse(text ?? whenBare)
    }
  }

  /// The same option of a root that holds this one's root: `KeyOptions.options.map { $0.at(\.key) }`.
  package func at<Parent>(_ path: @autoclosure @escaping @Sendable () -> any WritableKeyPath<Parent, Root> & Sendable)
    -> Option<Parent>
  {
    let (initial, set) = (initial, set)
    return Option<Parent>(description, candidates: candidates, initial: { initial($0[keyPath: path()]) }) {
      (parent: inout Parent, text: String?) throws(InvalidValue) -> Void in
      try set(&parent[keyPath: path()], text)
    }
  }

  /// The whole description, with the default that `root` holds.
  func described(in root: Root) -> OptionDescription {
    var result = description
    result.initial = description.initial ?? initial(root)
    result.candidates = candidates()
    return result
  }

  private static func candidates<Value: OptionValue>(
    _: Value.Type, _ given: Candidates?, _ placeholder: String
  ) -> @Sendable () -> Candidates {
    { given ?? Value.candidates.or(placeholder: placeholder) }
  }
}

extension Candidates {
  /// What a placeholder says by itself, where the type says nothing: FILE and DIR.
  func or(placeholder: String) -> Candidates {
    guard self == .none else { return self }
    let words = placeholder.split { !$0.isLetter }
    if words.contains("FILE") || words.contains("PATH") { return .files }
    return words.contains("DIR") ? .folders : .none
  }
}

extension Array where Element: OptionValue {
  var shownAsDefault: String? {
    let texts = compactMap(\.shown)
    return texts.isEmpty ? nil : texts.joined(separator: ",")
  }
}
