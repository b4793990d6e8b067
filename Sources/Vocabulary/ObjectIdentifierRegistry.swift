/// What identifiers are called, for people: one table per kind of thing that is named.
package enum ObjectIdentifierRegistry {
  /// Attribute types by the keyword of RFC 4519 or, where it has none, of OpenSSL.
  package static let attributes: [ObjectIdentifier: String] = table([
    ("2.5.4.3", "CN"), ("2.5.4.4", "SN"), ("2.5.4.5", "serialNumber"), ("2.5.4.6", "C"), ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"), ("2.5.4.9", "street"), ("2.5.4.10", "O"), ("2.5.4.11", "OU"), ("2.5.4.12", "title"),
    ("2.5.4.13", "description"), ("2.5.4.15", "businessCategory"), ("2.5.4.17", "postalCode"),
    ("2.5.4.42", "GN"), ("2.5.4.43", "initials"), ("2.5.4.44", "generationQualifier"),
    ("2.5.4.46", "dnQualifier"), ("2.5.4.65", "pseudonym"), ("2.5.4.97", "organizationIdentifier"),
    ("0.9.2342.19200300.100.1.1", "UID"), ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"), ("1.2.840.113549.1.9.2", "unstructuredName"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"), ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"),
  ])

  /// Extended key usages in the words of OpenSSL, which operators know from `openssl x509 -text`.
  package static let extendedKeyUsages: [ObjectIdentifier: String] = table([
    ("2.5.29.37.0", "anyExtendedKeyUsage"), ("1.3.6.1.5.5.7.3.1", "serverAuth"),
    ("1.3.6.1.5.5.7.3.2", "clientAuth"), ("1.3.6.1.5.5.7.3.3", "codeSigning"),
    ("1.3.6.1.5.5.7.3.4", "emailProtection"), ("1.3.6.1.5.5.7.3.5", "ipsecEndSystem"),
    ("1.3.6.1.5.5.7.3.6", "ipsecTunnel"), ("1.3.6.1.5.5.7.3.7", "ipsecUser"),
    ("1.3.6.1.5.5.7.3.8", "timeStamping"), ("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
    ("1.3.6.1.5.5.7.3.17", "ipsecIKE"), ("1.3.6.1.5.5.7.3.20", "sipDomain"),
    ("1.3.6.1.5.5.7.3.21", "secureShellClient"), ("1.3.6.1.5.5.7.3.22", "secureShellServer"),
    ("1.3.6.1.5.2.3.4", "pkInitClientAuth"), ("1.3.6.1.5.2.3.5", "pkInitKDC"),
    ("1.3.6.1.4.1.311.10.3.1", "msCTLSign"), ("1.3.6.1.4.1.311.10.3.3", "msSGC"),
    ("1.3.6.1.4.1.311.10.3.4", "msEFS"), ("1.3.6.1.4.1.311.20.2.2", "msSmartcardLogin"),
    ("1.3.6.1.4.1.311.2.1.21", "msCodeInd"), ("1.3.6.1.4.1.311.2.1.22", "msCodeCom"),
    ("2.16.840.1.113730.4.1", "nsSGC"),
  ])

  /// Signature and public key algorithms.
  package static let algorithms: [ObjectIdentifier: String] = table([
    ("1.2.840.113549.1.1.1", "RSA"), ("1.2.840.113549.1.1.7", "RSAES-OAEP"), ("1.2.840.113549.1.1.10", "RSA-PSS"),
    ("1.2.840.10045.2.1", "EC"), ("1.2.840.10040.4.1", "DSA"), ("1.2.840.113549.1.3.1", "DH"),
    ("1.2.840.10046.2.1", "DH"), ("1.3.101.110", "X25519"), ("1.3.101.111", "X448"), ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"), ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"), ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"), ("1.2.840.113549.1.1.2", "md2WithRSAEncryption"),
    ("1.2.840.113549.1.1.3", "md4WithRSAEncryption"), ("1.2.840.113549.1.1.4", "md5WithRSAEncryption"),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"), ("1.3.14.3.2.29", "sha1WithRSA"),
    ("1.2.840.113549.1.1.14", "sha224WithRSAEncryption"), ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"), ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ("1.2.840.10045.4.1", "ecdsa-with-SHA1"), ("1.2.840.10045.4.3.1", "ecdsa-with-SHA224"),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"), ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"), ("1.2.840.10040.4.3", "dsa-with-SHA1"),
    ("2.16.840.1.101.3.4.3.1", "dsa-with-SHA224"), ("2.16.840.1.101.3.4.3.2", "dsa-with-SHA256"),
    ("2.16.840.1.101.3.4.3.3", "dsa-with-SHA384"), ("2.16.840.1.101.3.4.3.4", "dsa-with-SHA512"),
    ("1.2.156.10197.1.301", "SM2"), ("1.2.156.10197.1.501", "SM2-with-SM3"),
    ("2.16.840.1.101.3.4.4.1", "ML-KEM-512"), ("2.16.840.1.101.3.4.4.2", "ML-KEM-768"),
    ("2.16.840.1.101.3.4.4.3", "ML-KEM-1024"), ("2.16.840.1.101.3.4.3.14", "sha3-256WithRSAEncryption"),
    ("2.16.840.1.101.3.4.3.15", "sha3-384WithRSAEncryption"),
    ("2.16.840.1.101.3.4.3.16", "sha3-512WithRSAEncryption"), ("2.16.840.1.101.3.4.3.10", "ecdsa-with-SHA3-256"),
    ("2.16.840.1.101.3.4.3.11", "ecdsa-with-SHA3-384"), ("2.16.840.1.101.3.4.3.12", "ecdsa-with-SHA3-512"),
    ("1.2.643.2.2.19", "GOST R 34.10-2001"), ("1.2.643.7.1.1.1.1", "GOST R 34.10-2012 256"),
    ("1.2.643.7.1.1.1.2", "GOST R 34.10-2012 512"),
  ])

  /// Hash functions inside algorithm parameters.
  package static let digests: [ObjectIdentifier: Digest] = table([
    ("1.2.840.113549.2.5", .md5), ("1.3.14.3.2.26", .sha1), ("2.16.840.1.101.3.4.2.4", .sha224),
    ("2.16.840.1.101.3.4.2.1", .sha256), ("2.16.840.1.101.3.4.2.2", .sha384), ("2.16.840.1.101.3.4.2.3", .sha512),
  ])

  /// Elliptic curves: the name that operators know and the size of the field in bits.
  package static let curves: [ObjectIdentifier: (name: String, bits: Int)] = table([
    ("1.2.840.10045.3.1.7", ("P-256", 256)), ("1.3.132.0.34", ("P-384", 384)), ("1.3.132.0.35", ("P-521", 521)),
    ("1.2.840.10045.3.1.1", ("P-192", 192)), ("1.3.132.0.33", ("P-224", 224)), ("1.3.132.0.10", ("secp256k1", 256)),
    ("1.3.132.0.8", ("secp160r1", 160)), ("1.3.132.0.9", ("secp160k1", 160)), ("1.3.132.0.30", ("secp160r2", 160)),
    ("1.3.132.0.31", ("secp192k1", 192)), ("1.3.132.0.32", ("secp224k1", 224)),
    ("1.3.132.0.1", ("sect163k1", 163)), ("1.3.132.0.15", ("sect163r2", 163)), ("1.3.132.0.26", ("sect233k1", 233)),
    ("1.3.132.0.27", ("sect233r1", 233)), ("1.3.132.0.16", ("sect283k1", 283)), ("1.3.132.0.17", ("sect283r1", 283)),
    ("1.3.132.0.36", ("sect409k1", 409)), ("1.3.132.0.37", ("sect409r1", 409)), ("1.3.132.0.38", ("sect571k1", 571)),
    ("1.3.132.0.39", ("sect571r1", 571)), ("1.3.36.3.3.2.8.1.1.7", ("brainpoolP256r1", 256)),
    ("1.3.36.3.3.2.8.1.1.11", ("brainpoolP384r1", 384)), ("1.3.36.3.3.2.8.1.1.13", ("brainpoolP512r1", 512)),
    ("1.2.156.10197.1.301", ("SM2", 256)),
  ])

  /// Certificate and revocation list extensions, in the words of RFC 5280.
  package static let extensions: [ObjectIdentifier: String] = table([
    ("2.5.29.9", "Subject directory attributes"), ("2.5.29.14", "Subject key identifier"), ("2.5.29.15", "Key usage"),
    ("2.5.29.16", "Private key usage period"), ("2.5.29.17", "Subject alternative name"),
    ("2.5.29.18", "Issuer alternative name"), ("2.5.29.19", "Basic constraints"), ("2.5.29.20", "CRL number"),
    ("2.5.29.21", "Reason code"), ("2.5.29.24", "Invalidity date"), ("2.5.29.27", "Delta CRL indicator"),
    ("2.5.29.28", "Issuing distribution point"), ("2.5.29.29", "Certificate issuer"),
    ("2.5.29.30", "Name constraints"), ("2.5.29.31", "CRL distribution points"), ("2.5.29.32", "Certificate policies"),
    ("2.5.29.33", "Policy mappings"), ("2.5.29.35", "Authority key identifier"), ("2.5.29.36", "Policy constraints"),
    ("2.5.29.37", "Extended key usage"), ("2.5.29.46", "Freshest CRL"), ("2.5.29.54", "Inhibit anyPolicy"),
    ("1.3.6.1.5.5.7.1.1", "Authority information access"), ("1.3.6.1.5.5.7.1.3", "Qualified certificate statements"),
    ("1.3.6.1.5.5.7.1.11", "Subject information access"), ("1.3.6.1.5.5.7.1.24", "TLS feature"),
    ("1.3.6.1.5.5.7.48.1.2", "OCSP nonce"), ("1.3.6.1.5.5.7.48.1.5", "OCSP no check"),
    ("1.3.6.1.4.1.11129.2.4.2", "Signed certificate timestamps"), ("1.3.6.1.4.1.11129.2.4.3", "Precertificate poison"),
    ("2.16.840.1.113730.1.1", "Netscape certificate type"), ("2.16.840.1.113730.1.13", "Netscape comment"),
    ("1.3.6.1.4.1.311.20.2", "Microsoft template name"), ("1.3.6.1.4.1.311.21.7", "Microsoft template"),
    ("1.3.6.1.4.1.311.21.10", "Microsoft application policies"), ("1.3.6.1.4.1.311.21.1", "Microsoft CA version"),
    ("1.3.6.1.4.1.311.21.2", "Microsoft previous CA certificate hash"),
    ("1.3.6.1.4.1.311.25.2", "Microsoft security identifier"),
  ])

  /// Certificate policies that are known by name.
  package static let policies: [ObjectIdentifier: String] = table([
    ("2.5.29.32.0", "any policy"), ("2.23.140.1.1", "CA/B extended validation"),
    ("2.23.140.1.2.1", "CA/B domain validated"), ("2.23.140.1.2.2", "CA/B organization validated"),
    ("2.23.140.1.2.3", "CA/B individual validated"), ("2.23.140.1.3", "CA/B extended validation code signing"),
    ("2.23.140.1.4.1", "CA/B code signing"),
  ])

  private static func table<Value>(_ rows: [(String, Value)]) -> [ObjectIdentifier: Value] {
    var table: [ObjectIdentifier: Value] = [:]
    table.reserveCapacity(rows.count)
    for (dotted, value) in rows {
      if let identifier = ObjectIdentifier(dotted: dotted) { table[identifier] = value }
    }
    return table
  }
}

extension ObjectIdentifier {
  /// The keyword before `=` in a distinguished name: `CN`, or the dotted form.
  package var attributeKeyword: String {
    ObjectIdentifierRegistry.attributes[self] ?? description
  }

  /// The name of an extended key usage: `serverAuth`, or the dotted form.
  package var extendedKeyUsageName: String {
    ObjectIdentifierRegistry.extendedKeyUsages[self] ?? description
  }

  /// The name of a signature or public key algorithm, or the dotted form.
  package var algorithmName: String {
    ObjectIdentifierRegistry.algorithms[self] ?? description
  }

  /// The extended key usage of this name (any case) or dotted form; nil where it is neither.
  package init?(extendedKeyUsage word: String) {
    let word = word.lowercased()
    let synonyms = ["server": "serverauth", "client": "clientauth", "any": "anyextendedkeyusage"]
    let name = synonyms[word] ?? word
    let known = ObjectIdentifierRegistry.extendedKeyUsages.first { $0.value.lowercased() == name }
    guard let identifier = known?.key ?? ObjectIdentifier(dotted: word) else { return nil }
    self = identifier
  }
}
