package import Console
import PKICore
import Vocabulary

/// What certificate policies must be: the inputs of RFC 5280 §6.1.1 (c), (e), (f) and (g).
package struct PolicyOptions: OptionGroup {
  /// Which are acceptable; none for any.
  var policies: [PolicyText] = []
  /// Whether the path must be valid for one of them.
  var requiresExplicitPolicy = false
  /// Whether anyPolicy counts for nothing.
  var inhibitsAnyPolicy = false
  /// Whether policy mappings count for nothing.
  var inhibitsPolicyMapping = false

  /// Any policy, asked for by nobody.
  package init() {}

  package static let options: [Option<Self>] = [
    .list("policy", \.policies, "OID", "a certificate policy that is acceptable", initially: "any"),
    .flag("explicit-policy", \.requiresExplicitPolicy, "the path must be valid for an acceptable policy"),
    .flag("inhibit-any-policy", \.inhibitsAnyPolicy, "let anyPolicy stand for no policy"),
    .flag("inhibit-policy-mapping", \.inhibitsPolicyMapping, "let no policy stand for another"),
  ]

  /// The options as they are written on the command line.
  var words: [String] {
    policies.flatMap { ["--policy", $0.identifier.description] }
      + (requiresExplicitPolicy ? ["--explicit-policy"] : []) + (inhibitsAnyPolicy ? ["--inhibit-any-policy"] : [])
      + (inhibitsPolicyMapping ? ["--inhibit-policy-mapping"] : [])
  }

  /// Puts them into a request.
  func apply(to request: inout VerificationRequest) {
    request.policies = policies.map(\.identifier)
    request.requiresExplicitPolicy = requiresExplicitPolicy
    request.inhibitsAnyPolicy = inhibitsAnyPolicy
    request.inhibitsPolicyMapping = inhibitsPolicyMapping
  }
}

/// A certificate policy on the command line.
package struct PolicyText: OptionValue, Hashable {
  /// Which policy.
  let identifier: ObjectIdentifier

  /// A dotted identifier; `any` is anyPolicy.
  package static func parse(_ text: String) throws(InvalidValue) -> PolicyText {
    if ["any", "anypolicy"].contains(text.lowercased()) { return PolicyText(identifier: .anyPolicy) }
    guard let identifier = ObjectIdentifier(dotted: text) else {
      throw InvalidValue(expected: "a policy's object identifier", hint: "dotted, as 2.23.140.1.2.1")
    }
    return PolicyText(identifier: identifier)
  }
}
