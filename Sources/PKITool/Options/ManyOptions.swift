package import Console
import PKICore
import Platform

/// Many inputs: their names from a file, and which part of them is this machine's.
package struct ManyOptions: OptionGroup {
  /// Files whose lines are more inputs.
  package var lists: [String] = []
  /// Whether names in them end with NUL instead of a line break.
  package var endsWithNull = false
  /// Which part of the inputs is done.
  package var shard = Shard.all

  /// The operands alone, all of them.
  package init() {}

  package static let options: [Option<Self>] = listOptions + [shardOption]

  /// Lists of names alone, for commands that look at all of their inputs together.
  static let listOptions: [Option<Self>] = [
    .list(
      "files-from", \.lists, "FILE", "more inputs, a name a line; - is standard input", completion: .files),
    .flag("null", \.endsWithNull, "names of --files-from end with NUL, as find -print0 writes them", short: "0"),
  ]

  /// `--shard` alone, for commands whose inputs are rows.
  static let shardOption: Option<Self> = .value(
    "shard", \.shard, "I/N", "only every Nth input, beginning with the Ith: a part of work that is cut in N",
    initially: "1/1")

  /// The operands with those that files name. Throws a list that cannot be read.
  func operands(_ given: [String], in world: World) throws(PKIError) -> [String] {
    var operands = given
    for list in lists { operands += try names(in: list, world).map(\.text) }
    return operands
  }

  /// The names in a list, each with its line, or how many names stand ahead of it with `-0`, counted from 1. Throws a
  /// list that cannot be read.
  func names(in list: String, _ world: World) throws(PKIError) -> [(line: Int, text: String)] {
    let separator: UInt8 = endsWithNull ? 0 : 0x0a
    var names: [(line: Int, text: String)] = []
    var line = 0
    for var name in try world.bytes(list).split(separator: separator, omittingEmptySubsequences: false) {
      line += 1
      if !endsWithNull, name.last == 0x0d { name.removeLast() }
      guard let text = String(validating: name, as: UTF8.self) else {
        throw PKIError(.content, list, "a name in it is not UTF-8")
      }
      if !text.isEmpty { names.append((line, text)) }
    }
    return names
  }

  /// What is to be looked at: this shard's part of the files that operands and lists stand for.
  func inputs(_ given: [String], recursive: Bool, in world: World) throws(PKIError) -> [Input] {
    shard.of(world.inputs(try operands(given, in: world), recursive: recursive))
  }

  /// Throws a command line that names nothing to look at.
  func validate(_ operands: [String], least: Int = 1, _ name: String) throws(UsageError) {
    if endsWithNull, lists.isEmpty { throw UsageError("-0 is for names from --files-from FILE") }
    guard operands.count < least, lists.isEmpty else { return }
    throw UsageError("\(name) is missing", hint: "name it, or give a list with --files-from FILE").withUsage
  }
}

/// A part of many inputs: every Nth, beginning with the Ith.
package struct Shard: OptionValue, Hashable {
  /// Which part, counted from 1.
  let number: Int
  /// How many parts there are.
  let total: Int

  /// All of them.
  static let all = Shard(number: 1, total: 1)

  /// `I/N` with I from 1 to N.
  package static func parse(_ text: String) throws(InvalidValue) -> Shard {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let total = parts[1], total <= 1 << 20,
      (1...max(1, total)).contains(number), total > 0
    else { throw InvalidValue(expected: "a part such as 1/4, from 1/4 to 4/4") }
    return Shard(number: number, total: total)
  }

  /// As it is typed.
  package var shown: String? { "\(number)/\(total)" }

  /// How many of `count` inputs are in it.
  func count(of count: Int) -> Int { (count - number + total) / total }

  /// The place among all inputs of one of its own.
  func index(_ own: Int) -> Int { number - 1 + own * total }

  /// Its own of some inputs.
  func of<Element>(_ all: [Element]) -> [Element] {
    total == 1 ? all : (0..<count(of: all.count)).map { all[index($0)] }
  }
}
