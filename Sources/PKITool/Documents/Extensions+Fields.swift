import Console
import PKICore
import Vocabulary

extension CertificateExtensions {
  /// What a request asks for, or a new certificate is given.
  var fields: [Field] {
    var fields: [Field] = []
    if !alternativeNames.isEmpty {
      fields.append(.said("Names", .texts(alternativeNames.map(\.description))))
      fields.append(Field("san", .list(alternativeNames.map(\.document))))
    }
    if let constraints = basicConstraints, constraints.isCA {
      let length = constraints.pathLength
      fields.append(Field("ca", "CA", .spoken(length.map { "yes, path length \($0)" } ?? "yes", as: .truth(true))))
      fields.append(Field("path_length", .number(orNull: length)))
    }
    if !keyUsage.isEmpty { fields.append(Field("key_usage", "Key usage", .texts(keyUsage.names))) }
    if !extendedKeyUsage.isEmpty {
      fields.append(Field("eku", "Extended usage", .texts(extendedKeyUsage.map(\.extendedKeyUsageName))))
    }
    if mustStaple { fields.append(Field("must_staple", "Must staple", .truth(true))) }
    if let microsoftTemplate { fields.append(Field("ms_template", "Template", .text(microsoftTemplate))) }
    if !carried.isEmpty { fields.append(Field("carried", .list(carried.map(\.document)))) }
    return fields + carried.flatMap(\.said)
  }
}

extension Extension {
  /// What an extension that is taken over asks for.
  fileprivate var said: [Field] {
    switch try? decodedLaxly().value {
    case .tlsFeature(let features)? where features == [5]: [.said("Must staple", .truth(true))]
    case .microsoftTemplateName(let name)?: [.said("Template", .text(name))]
    case let decoded?: [.said(identifier.extensionName, .texts(decoded.lines.map(\.plain)))]
    case nil: []
    }
  }
}
