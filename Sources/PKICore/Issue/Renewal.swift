package import Vocabulary

/// What a request asks for that is to have again what a certificate has.
package struct Renewal: Sendable {
  /// The subject.
  package internal(set) var subject: DistinguishedName
  /// The extensions to ask for.
  package var extensions: CertificateExtensions
  /// Extensions that the next CA writes as it sees fit.
  package let leftToCA: [ObjectIdentifier]
  /// What cannot be asked for again, in a few words each.
  package internal(set) var lost: [String]
  /// Why the alternative names cannot be read; nil where they can, or others were given.
  var damageOfNames: String?

  /// Everything that can be asked for again, as the certificate has it.
  package init(of certificate: Certificate) {
    var extensions = CertificateExtensions()
    var leftToCA: [ObjectIdentifier] = []
    var lost: [String] = []
    var damageOfNames: String?
    for one in certificate.extensions {
      do throws(DERError) {
        if try Renewal.take(one, into: &extensions) { continue }
        if one.identifier.isLeftToCA {
          leftToCA.append(one.identifier)
        } else {
          lost.append(one.identifier.extensionName)
        }
      } catch {
        lost.append("\(one.identifier.extensionName) (damaged: \(error.reason))")
        if one.identifier == .subjectAlternativeName { damageOfNames = error.reason }
      }
    }
    if certificate.issuerUniqueID != nil || certificate.subjectUniqueID != nil { lost.append("unique identifiers") }
    self.subject = certificate.subject
    self.damageOfNames = damageOfNames
    extensions.subjectIsEmpty = subject.isEmpty
    lost += Renewal.changedNames(certificate, extensions.alternativeNames)
    self.extensions = extensions
    self.leftToCA = leftToCA
    self.lost = lost
  }

  /// Takes what an extension says into those to ask for; false where it is none of them.
  private static func take(_ one: Extension, into extensions: inout CertificateExtensions) throws(DERError) -> Bool {
    switch one.identifier {
    case .subjectAlternativeName: extensions.alternativeNames = try one.decode(listOf: GeneralName.self, .lax)
    case .keyUsage: extensions.keyUsage = try one.decode(KeyUsage.self, .lax)
    case .extendedKeyUsage: extensions.extendedKeyUsage = try one.decode(listOf: ObjectIdentifier.self, .lax)
    case .basicConstraints:
      let constraints = try one.decode(BasicConstraints.self, .lax)
      if constraints.isCA { extensions.basicConstraints = (true, constraints.pathLength) }
    case .tlsFeature, .microsoftTemplateName, .microsoftTemplate: extensions.carried.append(one)
    default: return false
    }
    return true
  }

  /// The names that are not written as they stood: octets outside ASCII, which no name of that kind may have.
  private static func changedNames(_ certificate: Certificate, _ names: [GeneralName]) -> [String] {
    guard let one = certificate.extensions.first(where: { $0.identifier == .subjectAlternativeName }) else { return [] }
    var reader = one.value.reader(.lax)
    guard var list = (try? reader.next(DERTag.sequence))?.children else { return [] }
    var changed: [String] = []
    for name in names {
      var writer = DERWriter()
      writer.generalName(name)
      if let octets = try? list.next().encoding, octets != writer.bytes { changed.append(name.description) }
    }
    return changed
  }
}

extension Renewal {
  /// Puts an attribute of the command line in the place of all of its type, at the place of the first of them and, where
  /// it can be, in its string type; an empty value takes them away.
  mutating func replace(_ type: ObjectIdentifier, with values: [NameAttribute]) {
    var relativeNames: [[NameAttribute]] = []
    var waiting = values
    var hasPlace = false
    for relativeName in subject.relativeNames {
      guard let old = relativeName.first(where: { $0.type == type }) else {
        relativeNames.append(relativeName)
        continue
      }
      let others = relativeName.filter { $0.type != type }
      let own = hasPlace ? [] : waiting.map { $0.encoded(like: old) }
      (hasPlace, waiting) = (true, [])
      if own.count == 1 || !others.isEmpty {
        if !(others + own).isEmpty { relativeNames.append(others + own) }
      } else {
        relativeNames += own.map { [$0] }
      }
    }
    if !hasPlace { Renewal.insert(waiting, into: &relativeNames) }
    subject = DistinguishedName(relativeNames: relativeNames)
    extensions.subjectIsEmpty = subject.isEmpty
  }

  /// New attributes go behind those that come before them in the usual order.
  private static func insert(_ values: [NameAttribute], into relativeNames: inout [[NameAttribute]]) {
    let order = SubjectAttribute.allCases.compactMap(\.type)
    guard let type = values.first?.type, let rank = order.firstIndex(of: type) else { return }
    let place = relativeNames.lastIndex { names in
      names.contains { order.firstIndex(of: $0.type).map { $0 < rank } ?? false }
    }
    relativeNames.insert(contentsOf: values.map { [$0] }, at: place.map { $0 + 1 } ?? 0)
  }
}

extension NameAttribute {
  /// The same text in the string type of another attribute, if that type can hold it.
  fileprivate func encoded(like other: NameAttribute) -> NameAttribute {
    let isPlain = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || " '()+,-./:=?".utf8.contains(byte)
    }
    guard other.stringTag == DERTag.printableString, isPlain else { return self }
    return NameAttribute(type: type, stringTag: other.stringTag, text: text, content: Array(text.utf8))
  }
}
