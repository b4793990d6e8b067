package import Console
import PKICore

/// What a certificate is for, and the names that only the operator knows.
package struct RoleOptions: OptionGroup {
  /// The roles.
  package var words: [RoleWord] = []
  /// The parameters of roles.
  package var settings: [RoleSetting] = []
  /// Whether a node without a name in the DNS is named by its address.
  package var isWithoutDNS = false
  /// Whether addresses among the names are no fault.
  package var toleratesAddresses = false

  /// For nothing in particular.
  package init() {}

  package static let options: [Option<Self>] = [
    .list("for", \.words, "ROLE", "what it is for; pki roles lists the roles, and several add up"),
    .list("set", \.settings, "NAME=VALUE", "a name that a role needs, as node=a.example.com"),
    .flag("no-dns", \.isWithoutDNS, "a pexip-node without a name in the DNS is named by its address"),
    .flag("tolerate-ip", \.toleratesAddresses, "a pexip-node may have addresses among its names"),
  ]

  /// The options as they are written on the command line.
  var asWords: [String] {
    roles.flatMap { ["--for", $0.name] } + settings.flatMap { ["--set", "\($0.parameter.rawValue)=\($0.value)"] }
      + (isWithoutDNS ? ["--no-dns"] : []) + (toleratesAddresses ? ["--tolerate-ip"] : [])
  }

  /// The roles.
  var roles: [Role] { words.compactMap(\.role) }

  /// The parameters; throws what is no name.
  func parameters() throws(PKIError) -> RoleParameters {
    var parameters = RoleParameters()
    for setting in settings { try parameters.add(setting.value, to: setting.parameter) }
    return parameters
  }

  /// What the roles need together; throws roles that contradict each other, and sets, which are no certificate's.
  func needs() throws(PKIError) -> RoleNeeds { try needs(with: parameters()) }

  /// The same with parameters that have been read.
  func needs(with parameters: RoleParameters) throws(PKIError) -> RoleNeeds {
    if let set = words.lazy.compactMap(\.set).first {
      throw PKIError(
        .usage, "", "--for \(set.name): this is a set of certificates, not a role",
        hint: "pki check --for \(set.name) DIR looks at a folder")
    }
    return try RoleNeeds(roles, parameters, allowsAddresses: isWithoutDNS || toleratesAddresses)
  }
}

/// A role, or a set of certificates, on the command line.
package struct RoleWord: OptionValue {
  /// The role; nil of a set.
  let role: Role?
  /// The set; nil of a role.
  let set: CertificateSet?

  /// The name of a role or set; otherwise the nearest as a hint.
  package static func parse(_ text: String) throws(InvalidValue) -> RoleWord {
    let word = RoleWord(
      role: Role.all.first { $0.name == text }, set: CertificateSet.all.first { $0.name == text })
    guard word.role == nil, word.set == nil else { return word }
    throw InvalidValue(expected: "a role such as callbridge", hint: hint(text, among: names))
  }

  /// All names, of roles and of sets.
  static var names: [String] { Role.all.map(\.name) + CertificateSet.all.map(\.name) }

  /// What to type instead of a misspelt name.
  static func hint(_ text: String, among names: [String]) -> String {
    Suggestion.nearest(to: text, among: names).map { "did you mean '\($0)'?" } ?? "pki roles lists the roles"
  }

  /// All roles and sets.
  package static var candidates: Candidates { .words(names) }
}

/// A parameter of a role with its value.
package struct RoleSetting: OptionValue {
  /// Which parameter.
  let parameter: RoleParameter
  /// Its value.
  let value: String

  /// NAME=VALUE, where NAME is a parameter.
  package static func parse(_ text: String) throws(InvalidValue) -> RoleSetting {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let names = RoleParameter.allCases.map(\.rawValue)
    guard parts.count == 2, let parameter = RoleParameter(rawValue: parts[0]) else {
      let nearest = Suggestion.nearest(to: parts[0], among: names)
      throw InvalidValue(
        expected: "NAME=VALUE, where NAME is one of " + names.joined(separator: ", "),
        hint: parts.count < 2 && nearest == parts[0]
          ? "write \(parts[0])=VALUE" : nearest.map { "did you mean '\($0)'?" })
    }
    return RoleSetting(parameter: parameter, value: parts[1])
  }

  /// The names of the parameters.
  package static var candidates: Candidates { .words(RoleParameter.allCases.map { $0.rawValue + "=" }) }
}
