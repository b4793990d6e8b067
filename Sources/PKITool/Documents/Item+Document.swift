import Console
import PKICore
import Vocabulary

extension Item {
  /// What the element says of itself.
  func fields(at instant: Instant, full: Bool) -> [Field] {
    switch content {
    case .none: unreadFields
    case .certificate(let certificate): certificate.fields(at: instant) + (full ? certificate.fullFields : [])
    case .request(let request): request.fields + (full ? request.fullFields : [])
    case .revocationList(let list): list.fields(at: instant) + (full ? list.fullFields : [])
    case .publicKey(let key): key.fields
    case .privateKey(let key): key.fields()
    case .pkcs7(let bundle): bundle.fields
    case .pkcs12(let bundle): bundle.fields
    case .parameters(let parameters): parameters.fields
    case .ocspRequest(let request): request.fields
    case .ocspResponse(let response): response.fields(at: instant)
    case .sshPublicKey(let key): key.fields
    case .sshPrivateKey(let ssh, let key):
      key.fields(format: PrivateKeyFile.Lock.Format.openssh.rawValue)
        + [Field("comment", "Comment", ssh.comment.isEmpty ? .null : .text(ssh.comment))]
    case .sshCertificate(let certificate): certificate.fields(at: instant)
    }
  }

  private var unreadFields: [Field] {
    // In text the heading says so.
    looksLike.map { [Field("looks_like", .text($0))] } ?? []
  }

  /// Name, forgiven damage and error, after everything else.
  var closingFields: [Field] {
    var fields: [Field] = []
    if let friendlyName { fields.append(Field("friendly_name", "Name", .text(friendlyName))) }
    if !notes.isEmpty { fields.append(Field("notes", "Note", .texts(notes))) }
    if let error { fields.append(Field("error", error.document)) }
    return fields
  }

  /// One line: the kind by the word that JSON uses, whose it is, and what else is short.
  func shortLine(at instant: Instant) -> Line {
    Line([Span("\(kind.rawValue)  ", .faint)] + shortSpans(at: instant))
  }

  private func shortSpans(at instant: Instant) -> [Span] {
    if let error {
      let message =
        error.message.hasPrefix("this is \(described)")
        ? described + error.message.dropFirst(8 + described.count) : error.message
      return [Span(message, .bad)]
    }
    switch content {
    case .certificate(let certificate): return certificate.shortSpans(at: instant)
    case .request(let request):
      return [Span(request.subject.shortText, .strong), Span("  \(request.publicKey.keyDescription.text)")]
    case .privateKey(let key): return [Span(key.described, .strong)]
    case .publicKey(let key): return [Span(key.keyDescription.text, .strong)]
    case .revocationList(let list):
      let due = list.nextUpdate?.instant.map { "  due \($0.date)" } ?? ""
      return [Span(list.issuer.shortText, .strong), Span(due)]
    case .sshPublicKey(let key):
      return [Span(key.value.algorithm, .strong), Span(key.comment.isEmpty ? "" : "  \(key.comment)")]
    case .sshPrivateKey(let ssh, let key):
      return [Span(key.described, .strong), Span(ssh.comment.isEmpty ? "" : "  \(ssh.comment)")]
    case .sshCertificate(let certificate): return [Span(certificate.keyID, .strong)]
    default: return [Span(described)]
    }
  }

  /// The SHA-256 of a certificate.
  var fingerprint: [UInt8]? {
    if case .certificate(let certificate) = content { Fingerprint.sha256(certificate.der) } else { nil }
  }

  /// The SHA-256 of the public key, where the element has one that needs no passphrase.
  var pin: [UInt8]? {
    switch content {
    case .certificate(let certificate): Fingerprint.sha256(certificate.publicKey.encoding.array)
    case .request(let request): Fingerprint.sha256(request.publicKey.encoding.array)
    case .publicKey(let key): Fingerprint.sha256(key.encoding.array)
    default: nil
    }
  }

  /// The element encoded again: nothing for a container, whose elements follow; nil where there is no such encoding,
  /// and for private keys, which stay where they are.
  func encoded(as view: ItemView) -> [UInt8]? {
    let (label, der): (String, [UInt8])
    switch content {
    case .certificate(let certificate): (label, der) = ("CERTIFICATE", certificate.der)
    case .request(let request): (label, der) = ("CERTIFICATE REQUEST", request.der)
    case .revocationList(let list): (label, der) = ("X509 CRL", list.der)
    case .publicKey(let key): (label, der) = ("PUBLIC KEY", key.encoding.array)
    case .parameters(let parameters): (label, der) = (parameters.label, parameters.encoding)
    case .pkcs7, .pkcs12: return []
    default: return nil
    }
    return view == .der ? der : PEMEncoding.block(label, der)
  }
}
