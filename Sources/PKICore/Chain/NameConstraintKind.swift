import Vocabulary

/// The forms of names that constraints tell apart: a constraint binds names of its own form only.
enum NameConstraintKind: Hashable {
  case dns, email, uri, ip, directory
  /// A form that constraints cannot be decided for here: it is refused where both are present.
  case unsupported(UnsupportedNameForm)
}

/// The forms of names whose constraints have no meaning that programs agree upon.
enum UnsupportedNameForm: Hashable {
  case registeredID
  case otherName(ObjectIdentifier)
  case tagged(UInt8)
}

extension GeneralName {
  /// The form of the name.
  var constraintKind: NameConstraintKind {
    switch self {
    case .dns: .dns
    case .email: .email
    case .uri: .uri
    case .ip: .ip
    case .directory: .directory
    case .registeredID: .unsupported(.registeredID)
    case .upn: .unsupported(.otherName(.userPrincipalName))
    case .srv: .unsupported(.otherName(.dnsServiceName))
    case .other(let type, _): .unsupported(.otherName(type))
    case .unsupported(let tag, _): .unsupported(.tagged(tag))
    }
  }
}

/// Why a name or a constraint cannot be judged.
struct NameConstraintError: Error, Hashable {
  /// A clause: "it is no host name".
  let reason: String
}
