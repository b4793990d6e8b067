/// What an element of a file is, by the words that JSON uses.
package enum ItemKind: String, Hashable, Sendable, CaseIterable {
  case certificate
  case request = "csr"
  case privateKey = "private-key"
  case publicKey = "public-key"
  case revocationList = "crl"
  case pkcs7
  case pkcs12
  case sshPublicKey = "ssh-public-key"
  case sshPrivateKey = "ssh-private-key"
  case sshCertificate = "ssh-certificate"
  case dhParameters = "dh-parameters"
  case ecParameters = "ec-parameters"
  case dsaParameters = "dsa-parameters"
  case ocspRequest = "ocsp-request"
  case ocspResponse = "ocsp-response"
  case unknown

  /// One of it in words, with its article: "a certificate".
  package var described: String {
    switch self {
    case .certificate: "a certificate"
    case .request: "a certificate signing request"
    case .privateKey: "a private key"
    case .publicKey: "a public key"
    case .revocationList: "a revocation list"
    case .pkcs7: "a PKCS#7 file"
    case .pkcs12: "a PKCS#12 file"
    case .sshPublicKey: "an OpenSSH public key"
    case .sshPrivateKey: "an OpenSSH private key"
    case .sshCertificate: "an OpenSSH certificate"
    case .dhParameters: "Diffie-Hellman parameters"
    case .ecParameters: "EC parameters"
    case .dsaParameters: "DSA parameters"
    case .ocspRequest: "an OCSP request"
    case .ocspResponse: "an OCSP response"
    case .unknown: "nothing that is known"
    }
  }

  /// It in words, without an article: "private key".
  package var noun: String {
    guard described.hasPrefix("a ") || described.hasPrefix("an ") else { return described }
    return String(described.drop { $0 != " " }.dropFirst())
  }

  /// Several of it in words: "certificates".
  package var plural: String {
    switch self {
    case .dhParameters, .ecParameters, .dsaParameters: described
    case .unknown: "unknown elements"
    default: noun + "s"
    }
  }

  /// Whether it is a private key, in whatever format.
  package var isPrivateKey: Bool { self == .privateKey || self == .sshPrivateKey }

  /// The kind that a PEM label promises; nil for a label that promises none of these.
  init?(label: String) {
    switch label {
    case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "X.509 CERTIFICATE": self = .certificate
    case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": self = .request
    case "X509 CRL", "CRL": self = .revocationList
    case "PKCS7", "PKCS #7 SIGNED DATA", "CMS": self = .pkcs7
    case "PKCS12": self = .pkcs12
    case "PUBLIC KEY", "RSA PUBLIC KEY", "EC PUBLIC KEY", "DSA PUBLIC KEY": self = .publicKey
    case "DH PARAMETERS", "X9.42 DH PARAMETERS": self = .dhParameters
    case "DSA PARAMETERS": self = .dsaParameters
    case "EC PARAMETERS", "SM2 PARAMETERS": self = .ecParameters
    case "OCSP REQUEST": self = .ocspRequest
    case "OCSP RESPONSE": self = .ocspResponse
    case "OPENSSH PRIVATE KEY": self = .sshPrivateKey
    case _ where label.hasSuffix("PRIVATE KEY") && !label.hasPrefix("PGP"): self = .privateKey
    default: return nil
    }
  }
}

extension DERKind {
  /// The kind of item that it becomes.
  var itemKind: ItemKind {
    switch self {
    case .certificate: .certificate
    case .request: .request
    case .revocationList: .revocationList
    case .publicKey, .rsaPublicKey: .publicKey
    case .privateKey, .encryptedPrivateKey: .privateKey
    case .pkcs7: .pkcs7
    case .pkcs12: .pkcs12
    case .parameters(.dh), .parameters(.dhx): .dhParameters
    case .parameters(.dsa): .dsaParameters
    case .parameters(.ec): .ecParameters
    case .ocspRequest: .ocspRequest
    case .ocspResponse: .ocspResponse
    }
  }
}
