package import Vocabulary

/// What a certificate is for: a row of the table of roles, and what that role needs, each need with its source.
package struct Role: Sendable {
  /// The word for it: `callbridge`.
  package let name: String
  /// What it is, in a line.
  package let title: String
  /// Whose product it belongs to.
  package let family: Family
  /// The parameters that it takes.
  package let parameters: [Parameter]
  /// What the common name is.
  package let commonName: Cited<CommonName>
  /// The names that must be among the alternative names.
  package let names: [Cited<NameSource>]
  /// What it may be used for.
  package let usage: Cited<Usage>
  /// What else it needs.
  package let demands: [Cited<Demand>]
  /// How many days a certificate for it is valid where nobody says otherwise.
  package let days: Int
  /// What to know beside the rules, a sentence each.
  package let advice: [String]

  /// Whose products a role belongs to.
  package enum Family: String, CaseIterable, Sendable {
    case meetingServer = "Cisco Meeting Server"
    case pexip = "Pexip Infinity"
    case skype = "Skype for Business"
    case expressway = "Cisco Expressway"
    case general = "Any system"
  }

  /// A value, and the clause that asks for it.
  package struct Cited<Value: Sendable>: Sendable {
    /// What is asked.
    package let value: Value
    /// Where it is asked: "CMS 3.8 §2.1".
    package let clause: String

    init(_ value: Value, _ clause: String) {
      self.value = value
      self.clause = clause
    }
  }

  /// A parameter as a role takes it.
  package struct Parameter: Sendable {
    /// Which.
    package let parameter: RoleParameter
    /// What it means here.
    package let meaning: String
    /// Whether a certificate for the role cannot be asked for without it.
    package let isRequired: Bool

    static func required(_ parameter: RoleParameter, _ meaning: String) -> Parameter {
      Parameter(parameter: parameter, meaning: meaning, isRequired: true)
    }

    static func optional(_ parameter: RoleParameter, _ meaning: String) -> Parameter {
      Parameter(parameter: parameter, meaning: meaning, isRequired: false)
    }
  }

  /// What the common name must be.
  package enum CommonName: Hashable, Sendable {
    /// Anything.
    case any
    /// A host name with its domain; the parameter `fqdn` where that is given.
    case fqdn
    /// The same, or an address.
    case host
    /// The first value of a parameter.
    case value(RoleParameter)
    /// The first value of a parameter behind a word: `sip.` and the domain.
    case prefixed(String, RoleParameter)
    /// Exactly this.
    case exactly(String)
    /// A user's name, unless the user principal name says it.
    case user
  }

  /// A name that must be among the alternative names.
  package enum NameSource: Hashable, Sendable {
    /// The common name itself.
    case commonName
    /// Every value of a parameter, as host or address.
    case each(RoleParameter)
    /// Every value behind a word: `sip.` and each domain.
    case eachPrefixed(String, RoleParameter)
    /// Every value as a SIP identity by RFC 5922: a DNS name, or a `sip:` URI.
    case eachAsSIP(RoleParameter)
    /// The user's principal name, or else the common name says who it is.
    case userPrincipalName
  }

  /// What the certificate may be used for.
  package struct Usage: Hashable, Sendable {
    /// The extended key usages needed.
    package let usages: [ObjectIdentifier]
    /// Whether absence of the extension is accepted.
    package let mayBeAbsent: Bool

    /// serverAuth and clientAuth; absence is all uses (guide §2.1).
    static let both = Usage(usages: [.serverAuth, .clientAuth], mayBeAbsent: true)
    /// serverAuth and clientAuth, and they must be there.
    static let bothRequired = Usage(usages: [.serverAuth, .clientAuth], mayBeAbsent: false)
    /// serverAuth.
    static let server = Usage(usages: [.serverAuth], mayBeAbsent: true)
    /// clientAuth.
    static let client = Usage(usages: [.clientAuth], mayBeAbsent: true)
    /// No extended key usage: it would restrict what a CA may sign.
    static let none = Usage(usages: [], mayBeAbsent: true)
  }

  /// What else a role needs, one thing each.
  package enum Demand: Hashable, Sendable, CaseIterable {
    /// Alternative names, since clients ignore the common name.
    case alternativeNames
    /// digitalSignature, for DTLS.
    case digitalSignature
    /// No wildcard among the names.
    case noWildcard
    /// No address among the names.
    case noAddress
    /// Letters, digits and hyphens only: no underscore, no U-label, no A-label.
    case plainNames
    /// RSA, or a curve of NIST.
    case commonKey
    /// RSA of 2048 or 4096 bits, or a curve of NIST.
    case skypeKey
    /// RSA of at most 4096 bits.
    case moderateKey
    /// No RSASSA-PSS signature.
    case noPSS
    /// A CRL distribution point.
    case distributionPoint
    /// The file holds leaf, intermediates and root, in this order.
    case fullChain
    /// The same issuer as another certificate.
    case sameIssuer
    /// Not signed by itself.
    case signedByAnother
    /// Signed by a CA that everyone trusts.
    case publicCA
    /// Signed by a CA of one's own.
    case privateCA
    /// CA:TRUE, keyCertSign and a subject key identifier.
    case authority
  }

  init(
    _ name: String, _ title: String, _ family: Family, parameters: [Parameter] = [],
    commonName: Cited<CommonName>, names: [Cited<NameSource>] = [], usage: Cited<Usage>,
    demands: [Cited<Demand>] = [], days: Int = 825, advice: [String] = []
  ) {
    self.name = name
    self.title = title
    self.family = family
    self.parameters = parameters
    self.commonName = commonName
    self.names = names
    self.usage = usage
    self.demands = demands
    self.days = days
    self.advice = advice
  }
}

extension Role {
  /// Whether a server or client of TLS presents the certificate, which must have names and a chain.
  package var isService: Bool { demands.contains { $0.value == .alternativeNames } }

  /// Whether it is for a certificate that signs others.
  package var isAuthority: Bool { demands.contains { $0.value == .authority } }

  /// Whether any common name will do, and none as well.
  package var needsNoCommonName: Bool { if case .any = commonName.value { true } else { false } }

  /// The clause of a demand; nil where the role does not make it.
  func clause(of demand: Demand) -> String? { demands.first { $0.value == demand }?.clause }

  /// What a parameter means here; nil where the role does not take it.
  func parameter(_ parameter: RoleParameter) -> Parameter? { parameters.first { $0.parameter == parameter } }
}
