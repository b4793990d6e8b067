import Console
import PKICore
import Vocabulary

extension AuthorityKeyIdentifier {
  /// Key identifier, issuer and serial, as far as they are given.
  var document: Document {
    var fields = [Field("key_id", .text(orNull: keyIdentifier.map { Hexadecimal.colons($0) }))]
    if !issuer.isEmpty { fields.append(Field("issuer", .texts(issuer.map(\.description)))) }
    if let serial { fields.append(Field("serial", .text(serial.hex))) }
    return .fields(fields)
  }
}

extension DistributionPointName {
  /// The names that the point is known by.
  var words: [String] {
    switch self {
    case .full(let names): names.map(\.value)
    case .relative(let attributes):
      ["relative: " + DistinguishedName(relativeNames: [attributes]).description]
    }
  }
}

extension DistributionPoint {
  /// Where the list is, which reasons it covers, who issues it.
  var document: Document {
    var fields = [Field("names", .texts(name?.words ?? []))]
    if let reasons { fields.append(Field("reasons", .texts(reasons.names))) }
    if !issuer.isEmpty { fields.append(Field("crl_issuer", .texts(issuer.map(\.description)))) }
    return .fields(fields)
  }
}

extension IssuingDistributionPoint {
  /// What the list covers.
  var document: Document {
    .fields([
      Field("names", .texts(name?.words ?? [])), Field("only_user_certificates", .truth(onlyUserCertificates)),
      Field("only_ca_certificates", .truth(onlyCACertificates)), Field("indirect", .truth(isIndirect)),
      Field("only_attribute_certificates", .truth(onlyAttributeCertificates)),
      Field("reasons", onlySomeReasons.map { .texts($0.names) } ?? .null),
    ])
  }
}

extension NameConstraints {
  /// What is permitted and what excluded.
  var document: Document {
    .fields([
      Field("permitted", .texts((permitted ?? []).map(\.base.description))),
      Field("excluded", .texts((excluded ?? []).map(\.base.description))),
    ])
  }
}

extension PolicyInformation {
  /// The policy by name and number, and what is said about it.
  var words: String {
    let name = ObjectIdentifierRegistry.policies[policy].map { " (\($0))" } ?? ""
    let said = qualifiers.map { qualifier in
      switch qualifier {
      case .practiceStatement(let uri): "CPS \(uri)"
      case .userNotice(let text, _, _): "notice \(text ?? "")"
      case .other(let type, _): "qualifier \(type)"
      }
    }
    return ([policy.description + name] + said).joined(separator: ", ")
  }
}

extension SignedCertificateTimestamp {
  /// Which log promised what, and when.
  var document: Document {
    .fields([
      Field("version", .number(Int(version) + 1)), Field("log_id", .text(Base64.text(logID))),
      Field("timestamp", .text(instant.description)), Field("algorithm", .text(algorithmName)),
    ])
  }
}

extension Document {
  /// A value in a few words, for the text of extensions.
  var words: String {
    switch self {
    case .null: "none"
    case .truth(let truth): truth ? "yes" : "no"
    case .number(let number): String(number)
    case .text(let text): text
    case .list(let elements): elements.map(\.words).joined(separator: ", ")
    case .fields(let fields):
      fields.filter { !$0.value.isNothing }.map { "\($0.key ?? "") \($0.value.words)".replacingUnderscores }
        .joined(separator: ", ")
    case .table: ""
    case .spoken(_, let value): value.words
    }
  }

  private var isNothing: Bool {
    switch self {
    case .null, .truth(false): true
    case .list(let elements): elements.isEmpty
    default: false
    }
  }
}

extension String {
  /// Keys of JSON as words; only before the first value.
  var replacingUnderscores: String {
    guard let end = firstIndex(where: { $0 == ":" || $0 == " " }) else { return self }
    return String(self[..<end].map { $0 == "_" ? " " : $0 }) + self[end...]
  }
}
