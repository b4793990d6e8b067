package import Vocabulary

/// A role with its parameters, as it was asked for.
package struct RoleCall: Sendable {
  /// Which.
  package let role: Role
  /// The parameters that it takes.
  package let parameters: RoleParameters
  /// Whether a host without a name is named by its address.
  package let allowsAddresses: Bool
}

/// What several roles need together.
package struct RoleNeeds: Sendable {
  /// The roles, in the order given.
  package let calls: [RoleCall]

  /// No role at all.
  package static let none = RoleNeeds(calls: [])

  private init(calls: [RoleCall]) { self.calls = calls }

  /// The needs of some roles. Throws roles that contradict each other, and a parameter that none of them takes.
  package init(_ roles: [Role], _ parameters: RoleParameters, allowsAddresses: Bool = false) throws(PKIError) {
    for parameter in RoleParameter.allCases where parameters.given.contains(parameter) {
      guard !roles.contains(where: { $0.parameter(parameter) != nil }) else { continue }
      let names = roles.map(\.name).joined(separator: ", ")
      throw PKIError(
        .usage, "", "--set \(parameter.rawValue): \(roles.isEmpty ? "no role" : names) takes no such parameter",
        hint: roles.isEmpty ? "name the role with --for" : "pki roles \(roles[0].name) shows what it takes")
    }
    var seen: Set<String> = []
    self.calls = roles.filter { seen.insert($0.name).inserted }.map {
      RoleCall(role: $0, parameters: parameters, allowsAddresses: allowsAddresses)
    }
    try RoleNeeds.checkAgreement(calls.map(\.role))
  }

  /// Which roles cannot be one certificate's.
  private static func checkAgreement(_ roles: [Role]) throws(PKIError) {
    if let authority = roles.first(where: \.isAuthority), let other = roles.first(where: { !$0.isAuthority }) {
      throw PKIError(
        .usage, "",
        "\(authority.name) and \(other.name) contradict each other: one signs certificates, the other must "
          + "not", hint: "make two certificates")
    }
    if let one = roles.first(where: { $0.clause(of: .publicCA) != nil }),
      let other = roles.first(where: { $0.clause(of: .privateCA) != nil })
    {
      throw PKIError(
        .usage, "",
        "\(one.name) and \(other.name) contradict each other: one wants a public CA, the other a private one",
        hint: "make two certificates")
    }
  }

  /// The parameters that must be given and were not, with the role that wants each.
  package var missing: [(role: Role, parameter: Role.Parameter)] {
    calls.flatMap { call in
      call.role.parameters.filter { $0.isRequired && call.parameters[$0.parameter].isEmpty }.map { (call.role, $0) }
    }
  }

  /// Throws the first parameter that is missing.
  package func requireParameters() throws(PKIError) {
    guard let (role, parameter) = missing.first.map({ ($0.role, $0.parameter) }) else { return }
    let word = parameter.parameter.rawValue
    throw PKIError(
      .usage, "", "role \(role.name) needs \(word), \(parameter.meaning)", hint: "add --set \(word)=NAME")
  }

  /// The extended key usages of all together, server first.
  package var extendedKeyUsage: [ObjectIdentifier] {
    [.serverAuth, .clientAuth].filter { usage in calls.contains { $0.role.usage.value.usages.contains(usage) } }
  }

  /// Whether the extended key usages must be there.
  var requiresExtendedKeyUsage: Bool { calls.contains { !$0.role.usage.value.mayBeAbsent } }

  /// Whether the certificate is to sign others.
  package var isAuthority: Bool { calls.contains { $0.role.isAuthority } }

  /// The shortest of the roles' lifetimes in days; nil without a role.
  package var days: Int? { calls.map(\.role.days).min() }

  /// What the path must hold for, the first first.
  package var purposes: [Purpose] {
    if isAuthority { return [.ca] }
    let usages = extendedKeyUsage
    return (usages.contains(.serverAuth) ? [.server] : []) + (usages.contains(.clientAuth) ? [.client] : [])
  }
}
