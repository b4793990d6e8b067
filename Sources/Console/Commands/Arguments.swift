/// What stood on the line after a command's name, told apart but not yet understood.
struct Arguments: Sendable {
  /// The options in order: which of the command's, and the value's text.
  var settings: [Setting] = []
  /// The operands in order.
  var operands: [String] = []
}

/// An option as typed.
struct Setting: Sendable {
  /// Its place among the options of its group.
  let index: Int
  /// Its value's text, nil where none was given.
  let text: String?
  /// The option as typed: "--days", "-o".
  let spelling: String
}

extension OptionGroup {
  /// Sets what was typed.
  mutating func apply(_ setting: Setting, from options: [Option<Self>]) throws(UsageError) {
    do throws(InvalidValue) {
      try options[setting.index].set(&self, setting.text)
    } catch {
      let found = setting.text.map { error.isSecret ? ", not the text given" : ", not '\($0)'" } ?? ""
      throw UsageError("\(setting.spelling): expected \(error.expected)\(found)", hint: error.hint)
    }
  }
}

extension Command {
  init(_ arguments: Arguments) throws(UsageError) {
    self.init()
    let options = Self.options
    for setting in arguments.settings { try apply(setting, from: options) }
    try Self.checkCount(of: arguments.operands)
    operands = arguments.operands
    try validate()
  }

  private static func checkCount(of operands: [String]) throws(UsageError) {
    var least = 0
    for operand in operandUsage {
      least += operand.least
      guard operands.count < least else { continue }
      throw UsageError("\(operand.name) is missing: \(operand.summary)").withUsage
    }
    let most = operandUsage.reduce(0) { $0 == .max || $1.most == .max ? .max : $0 + $1.most }
    guard operands.count > most else { return }
    let surplus = operands[most]
    let reason = most == 0 ? "\(name) takes no operands" : "one operand too many for \(name)"
    throw UsageError("\(surplus): \(reason)").withUsage
  }
}
