import Console
import PKICore
import Vocabulary

/// What a policy file says. It is read only where `--policy-file` names it: what lets findings pass is never picked up
/// from a folder by itself.
struct PolicyFile: Sendable {
  var warn: [Threshold] = []
  var critical: [Threshold] = []
  var failOn: FailOn?
  var exceptions: [FindingException] = []
  var roles: [FileRoles] = []

  /// Nothing said.
  init() {}

  /// What the file `name` says; `codes` are those that may be found. Throws what it cannot mean, with its line.
  init(_ bytes: [UInt8], name: String, codes: [String]) throws(PKIError) {
    for member in try PolicyFile.members(JSONValue(bytes), ["warn", "critical", "fail_on", "ignore", "roles"]) {
      switch member.name {
      case "warn": warn = try PolicyFile.values(member.value)
      case "critical": critical = try PolicyFile.values(member.value)
      case "fail_on": failOn = try PolicyFile.value(member.value)
      case "ignore":
        for entry in try PolicyFile.list(member.value) {
          exceptions.append(try PolicyFile.exception(entry, name, codes))
        }
      default:
        for entry in try PolicyFile.list(member.value) { roles.append(try PolicyFile.roles(entry)) }
      }
    }
  }

  /// Throws a code that nothing has.
  static func checkCode(_ code: String, among codes: [String], _ place: String) throws(PKIError) {
    if codes.contains(code) { return }
    let nearest = Suggestion.nearest(to: code, among: codes)
    throw PKIError(
      .usage, "", "\(place): no finding has the code '\(code)'",
      hint: nearest.map { "did you mean '\($0)'?" } ?? "pki roles --rules lists the codes")
  }

  // MARK: - Entries

  private static func exception(
    _ entry: JSONValue, _ file: String, _ codes: [String]
  ) throws(PKIError) -> FindingException {
    var (code, reason): (String?, String?) = (nil, nil)
    var exception = FindingException("", origin: "\(file), line \(entry.line)")
    for member in try members(entry, ["code", "reason", "until", "files"]) {
      let text = try text(member.value)
      switch member.name {
      case "code":
        try checkCode(text, among: codes, "line \(member.line)")
        code = text
      case "reason": reason = text
      case "files": exception.files = FilePattern(text)
      default:
        exception.until = FindingException.end(text)
        if exception.until == nil { throw wrong(member.value, "a date such as 2027-01-01", text) }
      }
    }
    guard let code else { throw PKIError(.usage, "", "line \(entry.line): an exception without its code") }
    guard let reason, !reason.isEmpty else {
      throw PKIError(
        .usage, "", "line \(entry.line): an exception without a reason", hint: "say why with \"reason\": \"…\"")
    }
    return FindingException(
      code, files: exception.files, until: exception.until, reason: reason, origin: exception.origin)
  }

  private static func roles(_ entry: JSONValue) throws(PKIError) -> FileRoles {
    var (files, roles, parameters): (FilePattern?, [Role], RoleParameters) = (nil, [], RoleParameters())
    for member in try members(entry, ["files", "roles", "set"]) {
      switch member.name {
      case "files": files = FilePattern(try text(member.value))
      case "roles":
        for name in try texts(member.value) { roles.append(try role(name, member)) }
      default:
        guard case .object(let settings) = member.value.kind else {
          throw PKIError(.usage, "", "line \(member.line): expected an object of names such as \"node\"")
        }
        for setting in settings {
          for value in try texts(setting.value) { try add(setting, value, to: &parameters) }
        }
      }
    }
    guard let files, !roles.isEmpty else {
      throw PKIError(.usage, "", "line \(entry.line): roles are given as \"files\" and \"roles\"")
    }
    return FileRoles(files: files, roles: roles, parameters: parameters)
  }

  private static func role(_ name: String, _ member: JSONValue.Member) throws(PKIError) -> Role {
    if let role = Role.all.first(where: { $0.name == name }) { return role }
    throw PKIError(
      .usage, "", "line \(member.line): no role is called '\(name)'",
      hint: RoleWord.hint(name, among: Role.all.map(\.name))
    )
  }

  private static func add(
    _ setting: JSONValue.Member, _ value: String, to parameters: inout RoleParameters
  ) throws(PKIError) {
    do {
      let one = try RoleSetting.parse("\(setting.name)=\(value)")
      try parameters.add(one.value, to: one.parameter)
    } catch let error as InvalidValue {
      throw PKIError(.usage, "", "line \(setting.line): unknown name '\(setting.name)'", hint: error.hint)
    } catch {
      throw PKIError(.usage, "", "line \(setting.line): '\(value)' is no value of \(setting.name)")
    }
  }

  // MARK: - Values

  /// The members of an object, which may have no others than these.
  private static func members(_ value: JSONValue, _ names: [String]) throws(PKIError) -> [JSONValue.Member] {
    guard case .object(let members) = value.kind else {
      throw PKIError(.usage, "", "line \(value.line): expected an object with \(names.joined(separator: ", "))")
    }
    for member in members where !names.contains(member.name) {
      let nearest = Suggestion.nearest(to: member.name, among: names)
      throw PKIError(
        .usage, "", "line \(member.line): unknown key '\(member.name)'",
        hint: nearest.map { "did you mean '\($0)'?" } ?? "there are \(names.joined(separator: ", "))")
    }
    return members
  }

  private static func list(_ value: JSONValue) throws(PKIError) -> [JSONValue] {
    guard case .list(let elements) = value.kind else {
      throw PKIError(.usage, "", "line \(value.line): expected a list in brackets")
    }
    return elements
  }

  private static func text(_ value: JSONValue) throws(PKIError) -> String {
    guard case .text(let text) = value.kind else {
      throw PKIError(.usage, "", "line \(value.line): expected a text in quotes")
    }
    return text
  }

  /// One text, or a list of them.
  private static func texts(_ value: JSONValue) throws(PKIError) -> [String] {
    guard case .list(let elements) = value.kind else { return [try text(value)] }
    var texts: [String] = []
    for element in elements { texts.append(try text(element)) }
    return texts
  }

  private static func values<Value: OptionValue>(_ value: JSONValue) throws(PKIError) -> [Value] {
    guard case .list(let elements) = value.kind else { return [try self.value(value)] }
    var values: [Value] = []
    for element in elements { values.append(try self.value(element)) }
    return values
  }

  /// What the same text would mean on the command line.
  private static func value<Value: OptionValue>(_ value: JSONValue) throws(PKIError) -> Value {
    let text = try text(value)
    do {
      return try Value.parse(text)
    } catch {
      throw wrong(value, error.expected, text, hint: error.hint)
    }
  }

  private static func wrong(_ value: JSONValue, _ expected: String, _ found: String, hint: String? = nil) -> PKIError {
    PKIError(.usage, "", "line \(value.line): expected \(expected), not '\(found)'", hint: hint)
  }
}
