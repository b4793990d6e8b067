internal import Vocabulary

/// Which certificates of a bundle a file is to hold.
package enum BundleForm: Hashable, Sendable {
  /// All that there are, the leaf first.
  case all
  /// Those above the leaf, the root last.
  case intermediates
  /// The leaf first, the root last: nothing less will do.
  case fullChain

  /// The certificates of a bundle that this form has; throws where it has not what the form promises.
  package func certificates(
    of bundle: CertificateBundle, withoutRoot: Bool
  ) throws(PKIError) -> [Certificate] {
    if self == .fullChain, bundle.leaf == nil, !(bundle.path.count == 1 && bundle.isComplete) {
      throw PKIError(
        .refused, "", "a full chain begins with a leaf, and these are all CAs", hint: "add the service's certificate")
    }
    if self != .all, !withoutRoot, let missing = bundle.missing {
      throw PKIError(
        .refused, "", "the root must come last, and \(missing.sentence)",
        hint: missing.hint(else: "--no-root does without"))
    }
    var chosen = bundle.path
    if self == .intermediates, bundle.leaf != nil { chosen.removeFirst() }
    if withoutRoot, bundle.isComplete, !chosen.isEmpty { chosen.removeLast() }
    guard !chosen.isEmpty else {
      throw PKIError(
        .refused, "", "nothing is left: there is \(withoutRoot ? "no certificate below the root" : "no CA")")
    }
    return chosen
  }
}

extension CertificateBundle.Missing {
  /// What is missing, in a sentence: "the issuer of cb.example.com is missing: CN=…, key id 01:02".
  package var sentence: String {
    let key = keyIdentifier.map { ", key id \(Hexadecimal.colons($0))" } ?? ""
    return "the issuer of \(certificate.subject.shortText) is missing: \(issuer)\(key)"
  }

  /// Where it is to be had, or else what to do without it.
  package func hint(else other: String) -> String {
    urls.isEmpty ? other : "it is to be had at \(urls.joined(separator: ", ")); \(other)"
  }
}

/// A list of CAs to trust.
package enum TrustList {
  /// The CAs among certificates, each once, by subject; and what is none.
  package static func sorted(_ certificates: [Certificate]) -> (authorities: [Certificate], others: [Certificate]) {
    let distinct = Set(certificates).bySubject
    return (distinct.filter(\.isAuthority), distinct.filter { !$0.isAuthority })
  }
}

extension TrustList {
  /// A list with more certificates in it, by subject: each once, and of the same issuer and serial number the new one.
  package static func merged(_ old: [Certificate], _ new: [Certificate]) -> [Certificate] {
    let replaced = Set(new.map(Issuance.init))
    return Set(old.filter { !replaced.contains(Issuance($0)) } + new).bySubject
  }
}

/// What tells a certificate from all others of its issuer (RFC 5280 §4.1.2.2).
private struct Issuance: Hashable {
  let issuer: [UInt8]
  let serial: SerialNumber

  init(_ certificate: Certificate) {
    issuer = certificate.issuerDER.array
    serial = certificate.serial
  }
}

extension Set<Certificate> {
  /// In the order of lists: by subject, then by the bytes.
  fileprivate var bySubject: [Certificate] {
    map { ($0.subject.description, $0) }.sorted { a, b in
      a.0 != b.0 ? a.0 < b.0 : a.1.der.lexicographicallyPrecedes(b.1.der)
    }.map(\.1)
  }
}
