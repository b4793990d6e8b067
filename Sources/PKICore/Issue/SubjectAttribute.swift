package import Vocabulary

/// The attributes that a subject is given by on the command line, as the Meeting Server names them.
package enum SubjectAttribute: String, CaseIterable, Hashable, Sendable {
  case country = "C"
  case state = "ST"
  case locality = "L"
  case organization = "O"
  case organizationalUnit = "OU"
  case commonName = "CN"
  case emailAddress
  case subjectAltName

  /// The attribute of this name in any case; `SAN` and `email` are understood too.
  package init?(word: String) {
    let word = word.lowercased()
    switch word {
    case "san": self = .subjectAltName
    case "email": self = .emailAddress
    default:
      guard let found = SubjectAttribute.allCases.first(where: { $0.rawValue.lowercased() == word }) else {
        return nil
      }
      self = found
    }
  }

  /// The attribute type in a distinguished name; nil for the alternative names, which are no part of it.
  package var type: ObjectIdentifier? {
    switch self {
    case .country: .countryName
    case .state: .stateOrProvinceName
    case .locality: .localityName
    case .organization: .organizationName
    case .organizationalUnit: .organizationalUnitName
    case .commonName: .commonName
    case .emailAddress: .emailAddress
    case .subjectAltName: nil
    }
  }

  /// The most characters that RFC 5280 appendix A.1 allows (`ub-common-name` and its kin).
  var upperBound: Int {
    switch self {
    case .country: 2
    case .state, .locality: 128
    case .organization, .organizationalUnit, .commonName: 64
    case .emailAddress: 255
    case .subjectAltName: .max
    }
  }

  /// Whether the attribute may be given more than once.
  package var mayRepeat: Bool {
    self == .organization || self == .organizationalUnit || self == .subjectAltName
  }
}
