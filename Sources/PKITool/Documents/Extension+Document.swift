import Console
import PKICore
import Vocabulary

extension Extension {
  /// The extension decoded, as far as it can be.
  var document: Document {
    let name = ObjectIdentifierRegistry.extensions[identifier] ?? identifier.description
    var fields = [
      Field.said(Line([Span(name, .strong)] + (isCritical ? [Span(", critical", .warning)] : []))),
      Field("name", .text(name)), Field("oid", .text(identifier.description)), Field("critical", .truth(isCritical)),
    ]
    do {
      let (value, fault) = try decodedLaxly()
      fields.append(.said(value.lines.map { $0.indented() }))
      fields.append(Field("value", value.document))
      if let fault { fields.append(.said(Line("not in DER: \(fault.reason)", .warning, indentation: 2))) }
      if let fault { fields.append(Field("fault", .text(fault.reason))) }
    } catch {
      fields.append(.said(Line("damaged: \(error.reason)", .bad, indentation: 2)))
      fields.append(Field("error", .text(error.reason)))
      fields.append(Field("value", .text(Hexadecimal.text(value.array))))
    }
    return .fields(fields)
  }
}

extension DecodedExtension {
  /// The value as lines of text.
  var lines: [Line] {
    switch document {
    case .list(let elements): elements.map { Line($0.words) }
    case .fields(let fields): fields.map { Line("\($0.key ?? ""): \($0.value.words)".replacingUnderscores) }
    case .null: [Line("present")]
    default: [Line(document.words)]
    }
  }

  /// The value for JSON.
  var document: Document {
    switch self {
    case .basicConstraints(let value):
      .fields([Field("ca", .truth(value.isCA)), Field("path_length", .number(orNull: value.pathLength))])
    case .keyUsage(let usage): .texts(usage.names)
    case .extendedKeyUsage(let usages): .texts(usages.map(\.extendedKeyUsageName))
    case .subjectAlternativeName(let names), .issuerAlternativeName(let names), .certificateIssuer(let names):
      .texts(names.map(\.description))
    case .subjectKeyIdentifier(let value): .text(Hexadecimal.colons(value.octets))
    case .authorityKeyIdentifier(let value): value.document
    case .cRLDistributionPoints(let points), .freshestCRL(let points): .list(points.map(\.document))
    case .authorityInformationAccess(let entries), .subjectInformationAccess(let entries):
      .texts(entries.map { "\($0.methodName): \($0.location.value)" })
    case .nameConstraints(let value): value.document
    case .certificatePolicies(let policies), .microsoftApplicationPolicies(let policies): .texts(policies.map(\.words))
    case .policyMappings(let mappings): .texts(mappings.map { "\($0.issuer) is \($0.subject)" })
    case .policyConstraints(let value):
      .fields([
        Field("require_explicit_policy", .number(orNull: value.requireExplicitPolicy)),
        Field("inhibit_policy_mapping", .number(orNull: value.inhibitPolicyMapping)),
      ])
    case .inhibitAnyPolicy(let count): .number(count)
    case .privateKeyUsagePeriod(let period):
      .fields([
        Field("not_before", .text(orNull: period.notBefore?.instant?.description)),
        Field("not_after", .text(orNull: period.notAfter?.instant?.description)),
      ])
    case .netscapeType(let type): .texts(type.names)
    case .netscapeComment(let text), .microsoftTemplateName(let text): .text(text)
    case .tlsFeature(let features): .texts(features.map { $0 == 5 ? "status_request (must staple)" : String($0) })
    case .signedCertificateTimestamps(let timestamps): .list(timestamps.map(\.document))
    case .precertificatePoison, .ocspNoCheck: .null
    case .microsoftTemplate(let template):
      .fields([
        Field("template", .text(template.identifier.description)),
        Field("major_version", .number(orNull: template.majorVersion)),
        Field("minor_version", .number(orNull: template.minorVersion)),
      ])
    case .microsoftCAVersion(let version):
      .fields([
        Field("certificate_index", .number(version.certificateIndex)), Field("key_index", .number(version.keyIndex)),
      ])
    case .cRLNumber(let number), .deltaCRLIndicator(let number): .text(number.decimal)
    case .issuingDistributionPoint(let point): point.document
    case .reasonCode(let reason): .text(reason.name)
    case .invalidityDate(let time): .text(time.instant?.description ?? time.text)
    case .unknown(_, let value): .text(Hexadecimal.text(value.array))
    }
  }
}
