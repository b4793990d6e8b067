package import Vocabulary

extension RequestPlan {
  /// In what a request differs from this plan, in a few words; nil where it asks for the same.
  package func difference(from request: CertificateRequest) -> String? {
    if request.subjectDER.array != subject.encoding {
      return "its subject is \(request.subject), and \(subject) is wanted"
    }
    let asked = (try? request.subjectAlternativeNames) ?? []
    if asked != extensions.alternativeNames {
      return
        "its names differ: \(RequestPlan.list(asked)), and \(RequestPlan.list(extensions.alternativeNames)) are wanted"
    }
    if (try? request.extendedKeyUsage) ?? [] != extensions.extendedKeyUsage { return "its extended key usages differ" }
    if (try? request.keyUsage) ?? [] != extensions.keyUsage { return "its key usages differ" }
    let value = request.attributes.first { $0.identifier == .extensionRequest }?.values.first?.array
    return value == extensions.encoding ? nil : "its extensions differ"
  }

  private static func list(_ names: [GeneralName]) -> String {
    names.isEmpty ? "none" : names.map(\.description).joined(separator: ", ")
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
