package import Console
import PKICore
import Vocabulary

/// Which findings count: thresholds, exceptions, and from which severity on the answer is no.
package struct FindingOptions: OptionGroup {
  /// How near an end is near.
  var thresholds = ThresholdOptions()
  /// From which severity on the answer is no; the command's own where it is not given.
  var failOn: FailOn?
  /// What is let pass.
  var ignored: [IgnoredCode] = []
  /// A file that says the same, and which files have which roles.
  var policyFile: String?

  /// What the command says.
  package init() {}

  package static let options: [Option<Self>] = options(warn: "30d", failOn: .error)

  /// The options, with what is said to hold where they are not given.
  static func options(warn: String, failOn: FailOn) -> [Option<Self>] {
    ThresholdOptions.options(initially: warn).map { $0.at(\.thresholds) } + [
      .value(
        "fail-on", \.failOn, "SEVERITY", "from which severity on the exit code is 1", initially: failOn.rawValue),
      .list(
        "ignore", \.ignored, "CODE[=until DATE]", "let findings of a code pass, for good or until the end of a day"),
      .value("policy-file", \.policyFile, "FILE", "a file of thresholds, exceptions and roles: pki.json"),
    ]
  }

  /// What counts, the options before the file; `codes` are those that the command may find.
  func law(
    _ standard: FindingLaw, codes: @autoclosure () -> [String], in world: World
  ) throws(PKIError) -> FindingLaw {
    let codes = policyFile == nil && ignored.isEmpty ? [] : codes()
    var file = PolicyFile()
    if let policyFile {
      let bytes = try world.bytes(policyFile)
      do { file = try PolicyFile(bytes, name: policyFile, codes: codes) } catch { throw error.about(policyFile) }
    }
    var law = standard
    law.failOn = failOn ?? file.failOn ?? standard.failOn
    var given = thresholds
    if given.warn.isEmpty { given.warn = file.warn }
    if given.critical.isEmpty { given.critical = file.critical }
    do { try given.validate(standard: standard.thresholds) } catch {
      throw PKIError(.usage, "", error.message, hint: error.hint)
    }
    law.thresholds = given.thresholds(standard: standard.thresholds)
    law.isWarnGiven = !given.warn.isEmpty
    law.exceptions = file.exceptions
    law.roles = file.roles
    for one in ignored {
      try PolicyFile.checkCode(one.code, among: codes, "--ignore")
      law.exceptions.append(FindingException(one.code, until: one.until, origin: "--ignore \(one.code)"))
    }
    return law
  }
}

/// Which findings count, once options and policy file have been read.
struct FindingLaw: Sendable {
  /// How near an end is near.
  var thresholds: Thresholds
  /// From which severity on the answer is no.
  var failOn: FailOn
  /// What is let pass.
  var exceptions: [FindingException] = []
  /// Whether somebody said from when on to warn.
  var isWarnGiven = false
  /// Which files have which roles, by the first pattern that matches.
  var roles: [FileRoles] = []

  /// A law without exceptions.
  init(_ thresholds: Thresholds, failOn: FailOn) {
    self.thresholds = thresholds
    self.failOn = failOn
  }
}

/// The roles of some files, with their parameters.
struct FileRoles: Sendable {
  /// Which files.
  let files: FilePattern
  /// What they are for.
  let roles: [Role]
  /// The names that the roles need.
  let parameters: RoleParameters
}

/// A code that is let pass, for good or until the end of a day.
struct IgnoredCode: OptionValue, Hashable {
  /// The code.
  var code: String
  /// The last second; nil for good.
  var until: Instant?

  /// `time.soon` or `time.soon=until 2027-01-01`.
  static func parse(_ text: String) throws(InvalidValue) -> IgnoredCode {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return IgnoredCode(code: text) }
    let word = "until "
    guard parts[1].hasPrefix(word), let until = FindingException.end(String(parts[1].dropFirst(word.count))) else {
      throw InvalidValue(expected: "a code, alone or with '=until DATE' such as 'time.soon=until 2027-01-01'")
    }
    return IgnoredCode(code: parts[0], until: until)
  }
}
