/// A name that a role depends on and only the operator knows: `--set node=a.example.com`.
package enum RoleParameter: String, CaseIterable, Hashable, Sendable {
  /// The FQDN that a service is reached by; without it the common name is taken for it.
  case fqdn
  /// A domain, of mail addresses or of SIP.
  case domain
  /// A node: a server behind the service, or another member of its cluster.
  case node
  /// The name of a pool or cluster.
  case pool
  /// A host that join links point to.
  case join
  /// A person.
  case user

  /// Whether it may be given more than once.
  package var mayRepeat: Bool { self == .domain || self == .node || self == .join }
}

/// The values of role parameters, as they were given.
package struct RoleParameters: Hashable, Sendable {
  private var values: [RoleParameter: [String]] = [:]

  /// None.
  package init() {}

  /// Adds a value; throws what cannot be anybody's name, and a second value where there is one only.
  package mutating func add(_ value: String, to parameter: RoleParameter) throws(PKIError) {
    let option = "--set \(parameter.rawValue)=\(value)"
    if parameter == .user {
      guard !value.isEmpty, value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
        throw PKIError(.usage, "", "\(option): not a user's name")
      }
    } else if AlternativeNameSyntax.host(orAddress: value) == nil {
      let fault = HostName.fault(in: value)
      throw PKIError(.usage, "", "\(option): \(fault?.message ?? "not a host name")", hint: fault?.hint)
    }
    if let known = values[parameter], !parameter.mayRepeat, known != [value] {
      throw PKIError(
        .usage, "", "\(option): \(parameter.rawValue) is \(known[0]) already", hint: "it has one value only")
    }
    if !(values[parameter] ?? []).contains(value) { values[parameter, default: []].append(value) }
  }

  /// The values of a parameter, in the order given.
  package subscript(_ parameter: RoleParameter) -> [String] { values[parameter] ?? [] }

  /// Which parameters have a value.
  package var given: Set<RoleParameter> { Set(values.keys) }

  /// The same where values that are known otherwise stand in for those that were not given.
  func filled(_ parameter: RoleParameter, with value: String?) -> RoleParameters {
    guard self[parameter].isEmpty, let value else { return self }
    var filled = self
    filled.values[parameter] = [value]
    return filled
  }
}
