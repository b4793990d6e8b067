package import Vocabulary

extension RequestPlan {
  /// In what a request differs from this plan, in a few words; nil where it asks for the same.
  package func difference(from request: CertificateRequest) -> String? {
    if request.subjectDER.array != subject.encoding {
      return "its subject is \(request.subject), and \(subject) is wanted"
    }
    return RequestPlan.difference(
      "names", (try? request.subjectAlternativeNames) ?? [], extensions.alternativeNames, \.description)
      ?? RequestPlan.difference(
        "extended key usages", (try? request.extendedKeyUsage) ?? [], extensions.extendedKeyUsage,
        \.extendedKeyUsageName)
      ?? RequestPlan.difference(
        "key usages", ((try? request.keyUsage) ?? [])?.names ?? [], extensions.keyUsage.names, \.self)
      ?? difference(fromExtensionsOf: request)
  }

  /// The words for lists that are not the same; nil for those that are.
  static func difference<Element: Equatable>(
    _ what: String, _ found: [Element], _ wanted: [Element], _ word: (Element) -> String
  ) -> String? {
    guard found != wanted else { return nil }
    func list(_ all: [Element]) -> String { all.isEmpty ? "none" : all.map(word).joined(separator: ", ") }
    return "its \(what) differ: \(list(found)), and \(list(wanted)) are wanted"
  }

  /// Which extensions a request lacks, has beyond those of this plan, or has with another content.
  private func difference(fromExtensionsOf request: CertificateRequest) -> String? {
    let value = request.attributes.first { $0.identifier == .extensionRequest }?.values.first?.array
    guard value != extensions.encoding else { return nil }
    var reader = DERReader(extensions.encoding ?? [], rules: .lax)
    let wanted = (try? reader.sequence(of: Extension.self)) ?? []
    let found = (try? request.extensions) ?? []
    func names(_ some: [Extension], without others: [Extension]) -> String {
      some.filter { one in !others.contains { $0.identifier == one.identifier } }
        .map(\.identifier.extensionName).joined(separator: ", ")
    }
    let (missing, surplus) = (names(wanted, without: found), names(found, without: wanted))
    if !missing.isEmpty { return "it lacks \(missing)" }
    if !surplus.isEmpty { return "it asks for \(surplus), which the row does not" }
    let other = wanted.first { one in
      !found.contains { $0.identifier == one.identifier && $0.value.array == one.value.array }
    }
    return other.map { "its \($0.identifier.extensionName) is another" } ?? "its extensions differ in order or marks"
  }
}

extension SubjectPublicKeyInfo {
  /// A public key of a type, to try rules on before a key is made. Throws types that the linked libcrypto does not have.
  package static func specimen(of type: KeyType) throws(PKIError) -> SubjectPublicKeyInfo {
    guard case .rsa(let bits) = type else { return try SigningKey(making: type).publicKey }
    // Nobody's key: making one would take its time, and rules look at the numbers only.
    var number = DERWriter()
    number.sequence { key in
      key.put(DERTag.integer, [0, 0xc0] + [UInt8](repeating: 0, count: bits / 8 - 2) + [1])
      key.integer(65_537)
    }
    var writer = DERWriter()
    writer.sequence { info in
      info.sequence { algorithm in
        algorithm.objectIdentifier(.rsaEncryption)
        algorithm.put(DERTag.null, [])
      }
      info.bitString(number.bytes)
    }
    do {
      return try SubjectPublicKeyInfo(der: writer.bytes)
    } catch {
      throw PKIError(.unsupported, "", "\(type.word): \(error.reason)")
    }
  }
}
