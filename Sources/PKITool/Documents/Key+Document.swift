import Console
import PKICore
import Vocabulary

extension SubjectPublicKeyInfo {
  /// What kind of key it is and what it is known by.
  var fields: [Field] {
    let key = keyDescription
    return [Field.said("Public key", .text(key.text))] + key.fields + weaknessFields
      + [Field("spki_sha256", "SHA-256", .text(Hexadecimal.text(Fingerprint.sha256(encoding.array))))]
  }

  /// What is weak about it at first sight; nothing where nothing is.
  var weaknessFields: [Field] {
    let found = apparentWeaknesses
    guard !found.isEmpty else { return [] }
    let values = found.map { weakness in
      Document.spoken(
        "\(weakness.flaw.code): it \(weakness.finding)", weakness.severity == .error ? .bad : .warning,
        as: .fields([
          Field("code", .text(weakness.flaw.code)), Field("severity", .text(weakness.severity.rawValue)),
          Field("finding", .text(weakness.finding)),
        ]))
    }
    return [Field("weaknesses", "Weakness", .list(values))]
  }
}

extension PrivateKeyFile {
  /// What the file shows of the key; never its private part. `format` is that of the file where the key is in another
  /// inside.
  func fields(format: String? = nil) -> [Field] {
    var fields = [Field.said("Private key", .text(described))]
    if let structure {
      fields += [
        Field("algorithm", .text(structure.algorithmName)), Field("bits", .number(orNull: structure.bits)),
        Field("curve", .text(orNull: structure.curve?.name)),
        Field("format", "Format", .text(format ?? structure.format.rawValue)),
      ]
    } else if let lock {
      fields.append(Field("format", "Format", .text(lock.format.rawValue)))
    }
    guard let lock else { return fields + [Field("locked", "Locked", .truth(false))] }
    let rounds = lock.rounds.map { $0 == 1 ? "" : ", \($0) rounds" } ?? ""
    let state = isOpen ? "in the file; opened with the passphrase" : "yes"
    return fields + [
      Field("locked", "Locked", .spoken("\(state) (\(lock.scheme)\(rounds))", as: .truth(true))),
      Field("lock_scheme", .text(lock.scheme)), Field("lock_rounds", .number(orNull: lock.rounds)),
    ]
  }
}

extension KeyParameters {
  /// What kind of parameters, and how large.
  var fields: [Field] {
    let size = curve?.name ?? bits.map { "\($0) bits" } ?? ""
    return [
      .said("Parameters", .text("\(label.split(separator: " ").dropLast().joined(separator: " ")) \(size)")),
      Field("algorithm", .text(String(label.split(separator: " ").dropLast().joined(separator: " ")))),
      Field("bits", .number(orNull: bits)), Field("curve", .text(orNull: curve?.name)),
    ]
  }
}

extension SSHPublicKey {
  /// Type, size, fingerprint and comment.
  var fields: [Field] {
    [
      Field("ssh_type", "Key", .text(type)), Field("algorithm", .text(value.algorithm)),
      Field("bits", "Bits", .number(value.bits)), Field("curve", .text(orNull: value.curve)),
      Field("fingerprint", "SHA-256", .text("SHA256:" + Base64.text(Fingerprint.sha256(blob)).filter { $0 != "=" })),
      Field("comment", "Comment", comment.isEmpty ? .null : .text(comment)),
    ]
  }
}

extension SSHCertificate {
  /// Whose key it certifies, for whom, until when.
  func fields(at instant: Instant) -> [Field] {
    let forever = notAfter == .max
    let end = Instant(seconds: Int64(clamping: notAfter))
    return [
      Field("ssh_type", "Certificate", .text(type)), Field("algorithm", .text(subject.value.algorithm)),
      Field("bits", .number(subject.value.bits)), Field("role", "Role", .text(role.rawValue)),
      Field("key_id", "Key id", .text(keyID)), Field("principals", "Principals", .texts(principals)),
      Field("serial_decimal", "Serial", .text(String(serial))),
      Field(
        "not_before", "Valid from",
        notBefore == 0 ? .null : .text(Instant(seconds: Int64(clamping: notBefore)).description)),
      Field("not_after", "Valid until", forever ? .spoken("for ever", as: .null) : DateText.end(end, now: instant)),
      Field("comment", "Comment", comment.isEmpty ? .null : .text(comment)),
    ]
  }
}
