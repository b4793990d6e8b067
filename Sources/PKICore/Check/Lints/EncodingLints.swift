import Vocabulary

extension PathRule {
  /// How algorithms, identifiers and extensions are written.
  static let encodingLints: [PathRule] = algorithms + identifiers + timestamps + constraints

  private static let algorithms: [PathRule] = [
    .lint(
      "key.rsa-parameters", "RFC 4055 §1.2", .rfc(.error), asks: "The parameters of an RSA key are NULL.",
      zlint: ["e_spki_rsa_encryption_parameter_not_null"]
    ) { certificate in
      let algorithm = certificate.certificate.publicKey.algorithm
      return algorithm.algorithm == .rsaEncryption && !algorithm.hasNullParameters
        ? "The parameters of the RSA key of \(certificate.name) are not NULL." : nil
    },
    .lint(
      "sig.rsa-parameters", "RFC 4055 §5", .rfc(.error), asks: "The parameters of an RSA signature are NULL.",
      zlint: ["e_tbs_signature_rsa_encryption_parameter_not_null"]
    ) { certificate in
      let algorithm = certificate.certificate.innerSignatureAlgorithm
      return rsaSignatures.contains(algorithm.algorithm) && !algorithm.hasNullParameters
        ? "The parameters of the RSA signature of \(certificate.name) are not NULL." : nil
    },
    .lint(
      "sig.ecdsa-parameters", "RFC 5758 §3.2", .rfc(.error), asks: "An ECDSA signature has no parameters."
    ) { certificate in
      let algorithm = certificate.certificate.innerSignatureAlgorithm
      return ecdsaSignatures.contains(algorithm.algorithm) && algorithm.parameters != nil
        ? "The ECDSA signature of \(certificate.name) has parameters." : nil
    },
    .lint(
      "key.encoding", "BR §7.1.3.1", .web(.error), .any, .since(2020, 8, 20),
      asks: "The algorithm of a key is RSA with NULL, or EC with the name of P-256, P-384 or P-521.",
      zlint: ["e_algorithm_identifier_improper_encoding", "e_mp_ecdsa_pub_key_encoding_correct"]
    ) { certificate in
      let key = certificate.certificate.publicKey
      switch key.algorithm.algorithm {
      case .rsaEncryption where key.algorithm.hasNullParameters: return nil
      case .ecPublicKey where key.namedCurve.map { [.p256, .p384, .p521].contains($0) } ?? false: return nil
      default: return "The algorithm of the key of \(certificate.name) is not written as the Baseline Requirements ask."
      }
    },
    .lint(
      "sig.curve-hash", "Mozilla Root Store Policy §5.1.2", .web(.error), .root, .since(2020, 1, 1),
      asks: "A key on P-256 signs with SHA-256, one on P-384 with SHA-384, one on P-521 with SHA-512."
    ) { certificate in
      guard let wanted = certificate.certificate.publicKey.namedCurve.flatMap({ hashes[$0] }),
        ecdsaSignatures.contains(certificate.certificate.signatureAlgorithm.algorithm),
        certificate.certificate.signatureAlgorithm.algorithm != wanted
      else { return nil }
      return "The root \(certificate.name) is signed with a hash function that does not go with its curve."
    },
  ]

  private static let rsaSignatures: Set<ObjectIdentifier> = [
    .sha256WithRSA, .sha384WithRSA, .sha512WithRSA, ObjectIdentifier(1, 2, 840, 113549, 1, 1, 5),
    ObjectIdentifier(1, 2, 840, 113549, 1, 1, 4), ObjectIdentifier(1, 2, 840, 113549, 1, 1, 2),
    ObjectIdentifier(1, 2, 840, 113549, 1, 1, 14),
  ]
  private static let ecdsaSignatures: Set<ObjectIdentifier> = [.ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512]
  private static let hashes: [ObjectIdentifier: ObjectIdentifier] = [
    .p256: .ecdsaWithSHA256, .p384: .ecdsaWithSHA384, .p521: .ecdsaWithSHA512,
  ]

  private static let identifiers: [PathRule] = [
    .lint(
      "serial.short", "BR §7.1.2.7", .web(.warning), .any, .since(2016, 9, 30),
      asks: "A serial number has 64 random bits, and so hardly ever fewer than 7 octets."
    ) { certificate in
      let octets = certificate.certificate.serial.magnitude.count
      return octets < 7 && !certificate.isRoot
        ? "The serial number of \(certificate.name) has \(octets) octets; 64 random bits are asked for." : nil
    },
    .lint(
      "aki.both", "Mozilla Root Store Policy §5.2", .web(.error), .any, .since(2013, 7, 26),
      asks: "An authority key identifier holds a key identifier alone, no issuer and serial number beside it.",
      zlint: ["e_mp_authority_key_identifier_correct"]
    ) { certificate in
      guard let identifier = certificate.shape.authorityKeyIdentifier, identifier.keyIdentifier != nil,
        !identifier.issuer.isEmpty || identifier.serial != nil
      else { return nil }
      return "The authority key identifier of \(certificate.name) names issuer or serial number too."
    },
    .lint(
      "ski.leaf-missing", "RFC 5280 §4.2.1.2", .rfc(.info), .subscriber, .rfc5280.before(2023, 9, 15),
      asks: "A certificate has a subject key identifier.", zlint: ["w_ext_subject_key_identifier_missing_sub_cert"]
    ) { $0.shape.has(.subjectKeyIdentifier) ? nil : "\($0.name) lacks a subject key identifier." },
    .lint(
      "ski.leaf-present", "BR §7.1.2.7.6", .web(.info), .subscriber, .profiles,
      asks: "A server certificate has no subject key identifier, which nothing needs.",
      zlint: ["w_ext_subject_key_identifier_not_recommended_subscriber"]
    ) { $0.shape.has(.subjectKeyIdentifier) ? "\($0.name) has a subject key identifier, which nothing needs." : nil },
    .lint(
      "bc.default-written", "X.690 §11.5", .rfc(.error), asks: "Basic constraints leave out CA:FALSE, the default.",
      zlint: ["e_basic_constr_invalid_der"]
    ) { certificate in
      var value = certificate.value(.basicConstraints)?.reader(.lax)
      guard var fields = try? value?.next(DERTag.sequence).children, fields.nextTag == DERTag.boolean,
        (try? fields.boolean()) == false
      else { return nil }
      return "The basic constraints of \(certificate.name) write out CA:FALSE, though that is the default."
    },
    .lint(
      "bc.leaf-not-critical", "BR §7.1.2.7.6", .web(.error), .subscriber, .profiles,
      asks: "Basic constraints of a server certificate are critical.",
      zlint: ["e_sub_cert_basic_constraints_not_critical"]
    ) {
      $0.shape.criticality(.basicConstraints) == false ? "The basic constraints of \($0.name) are not critical." : nil
    },
  ]

  // MARK: - Certificate transparency

  private static let timestamps: [PathRule] = [
    .lint(
      "sct.empty", "RFC 6962 §3.3", .rfc(.error), asks: "A list of timestamps of logs has one.",
      zlint: ["e_empty_sct_list"]
    ) { $0.timestamps?.isEmpty == true ? "The list of log timestamps of \($0.name) has none." : nil },
    .lint(
      "sct.in-precertificate", "RFC 6962 §3.3", .rfc(.error), asks: "A precertificate has no timestamps of logs.",
      zlint: ["e_precert_with_sct_list"]
    ) { certificate in
      certificate.shape.has(.precertificatePoison) && certificate.shape.has(.signedCertificateTimestamps)
        ? "The precertificate \(certificate.name) has log timestamps." : nil
    },
    .lint(
      "sct.too-few", "Chrome CT Policy, Apple HT205280", .web(.warning), .leaf, .since(2018, 10, 15),
      asks: "A server certificate has timestamps of two logs, or of three where it is valid for more than 180 days.",
      zlint: ["w_ct_sct_policy_count_unsatisfied"],
      fix: "have the CA log it, or hand the timestamps out in the handshake"
    ) { certificate in
      guard !certificate.shape.has(.precertificatePoison) else { return nil }
      let logs = Set((certificate.timestamps ?? []).map(\.logID)).count
      let days = certificate.validSeconds / 86_400
      let isOld = certificate.begin < Instant(seconds: 1_618_963_200)
      let needed = isOld ? (days < 456 ? 2 : days <= 822 ? 3 : days <= 1_187 ? 4 : 5) : (days <= 180 ? 2 : 3)
      return logs < needed ? "\(certificate.name) has timestamps of \(logs) logs; browsers ask for \(needed)." : nil
    },
  ]

  // MARK: - Name constraints

  private static let clause = "RFC 5280 §4.2.1.10"

  private static let constraints: [PathRule] = [
    .lint(
      "name.constraints-empty", clause, .rfc(.error), asks: "Name constraints name at least one subtree.",
      zlint: ["e_name_constraint_empty"], fix: "have the CA issued without them"
    ) { certificate in
      guard certificate.shape.depth == 0, let own = certificate.shape.nameConstraints else { return nil }
      return (own.permitted ?? []).isEmpty && (own.excluded ?? []).isEmpty
        ? "The name constraints of \(certificate.name) have no subtree." : nil
    },
    constraintLint(
      "name.constraints-uri", .error, asks: "A name constraint for URIs is a host with its domain.",
      zlint: "e_name_constraint_not_fqdn"
    ) { base in
      guard case .uri(let text) = base else { return nil }
      let host = text.hasPrefix(".") ? String(text.dropFirst()) : text
      return LintedURI.isWholeHost(host) && IPAddress.octets(host) == nil ? nil : "is no host with its domain (\(text))"
    },
    constraintLint(
      "name.constraints-x400", .warning, asks: "No name constraint is of X.400 addresses.",
      zlint: "w_name_constraint_on_x400"
    ) { if case .unsupported(tag: 3, _) = $0 { "is of an X.400 address" } else { nil } },
    constraintLint(
      "name.constraints-edi", .warning, asks: "No name constraint is of EDI party names.",
      zlint: "w_name_constraint_on_edi_party_name"
    ) { if case .unsupported(tag: 5, _) = $0 { "is of an EDI party name" } else { nil } },
    constraintLint(
      "name.constraints-registered-id", .warning, asks: "No name constraint is of registered identifiers.",
      zlint: "w_name_constraint_on_registered_id"
    ) { if case .registeredID = $0 { "is of a registered identifier" } else { nil } },
    .lint(
      "name.constraints-reserved-ip", "BR §7.1.5", .web(.warning), .authority, .baseline,
      asks: "A name constraint permits no addresses that are reserved.", zlint: ["e_ext_nc_intersects_reserved_ip"]
    ) { certificate in
      for subtree in certificate.shape.nameConstraints?.permitted ?? [] {
        guard case .ip(let octets) = subtree.base, [8, 32].contains(octets.count) else { continue }
        let half = octets.count / 2
        let bits = octets[half...].reduce(0) { $0 + $1.nonzeroBitCount }
        guard bits > 0, ReservedNetwork.meets(octets[..<half], bits: bits) else { continue }
        return "A name constraint of \(certificate.name) permits reserved addresses (\(subtree.base.value))."
      }
      return nil
    },
  ]

  private static func constraintLint(
    _ code: String, _ level: Severity, asks: String, zlint: String,
    fault: @escaping @Sendable (GeneralName) -> String?
  ) -> PathRule {
    .lint(code, clause, .rfc(level), .any, .rfc5280, asks: asks, zlint: [zlint]) { certificate in
      guard let own = certificate.nameConstraints else { return nil }
      for subtree in (own.permitted ?? []) + (own.excluded ?? []) {
        if let fault = fault(subtree.base) { return "A name constraint of \(certificate.name) \(fault)." }
      }
      return nil
    }
  }
}
