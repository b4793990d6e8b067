import TestKit
import Testing

/// What the Python package cryptography says of certificates, requests and keys: one process for many files.
struct PythonWitness {
  /// Facts by file and by field.
  private(set) var facts: [String: [String: String]] = [:]

  /// Reads files of a folder, named `file` or `file:issuer` or `key?passphrase`; each must be readable.
  init(_ bench: Workbench, _ files: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    var python = try #require(Tools.python)
    python.folder = bench.folder.path
    python.environment["LC_ALL"] = "C.UTF-8"
    let result = try python.run(["-c", Self.script] + files)
    try #require(result.status == 0, "\(result)", sourceLocation: sourceLocation)
    for line in result.text.split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if parts.count == 3 { facts[parts[0], default: [:]][parts[1]] = parts[2] }
    }
  }

  subscript(file: String, field: String) -> String? { facts[file]?[field] }

  /// Prints a line for each fact: file, field, value.
  private static let script = #"""
    import sys, datetime
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.asymmetric import rsa, ec, dsa, padding
    from cryptography.hazmat.primitives.serialization import pkcs12

    def key(k):
        if isinstance(k, rsa.RSAPublicKey): return f"RSA {k.key_size} {k.public_numbers().e}"
        if isinstance(k, ec.EllipticCurvePublicKey): return f"EC {k.curve.name}"
        return type(k).__name__.lstrip("_").replace("PublicKey", "")

    def name(n): return " ".join(f"{a.oid._name}={a.value}" for a in n)

    def general(g):
        if isinstance(g, x509.OtherName): return f"OtherName:{g.type_id.dotted_string}:{g.value.hex()}"
        if isinstance(g, x509.RegisteredID): return f"RegisteredID:{g.value.dotted_string}"
        return f"{type(g).__name__}:{g.value}"

    USAGES = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
              "key_agreement", "key_cert_sign", "crl_sign"]

    def value(e):
        v = e.value
        if isinstance(v, x509.SubjectAlternativeName): return " ".join(general(g) for g in v)
        if isinstance(v, x509.KeyUsage): return " ".join(u for u in USAGES if getattr(v, u))
        if isinstance(v, x509.ExtendedKeyUsage): return " ".join(o.dotted_string for o in v)
        if isinstance(v, x509.BasicConstraints): return f"{v.ca} {v.path_length}"
        if isinstance(v, x509.SubjectKeyIdentifier): return v.digest.hex()
        if isinstance(v, x509.AuthorityKeyIdentifier): return v.key_identifier.hex()
        return "?"

    def moment(c, which):
        new = getattr(c, which + "_utc", None)
        return new or getattr(c, which).replace(tzinfo=datetime.timezone.utc)

    def check(k, c):
        h = c.signature_hash_algorithm
        if isinstance(k, rsa.RSAPublicKey): k.verify(c.signature, c.tbs_certificate_bytes, padding.PKCS1v15(), h)
        elif isinstance(k, ec.EllipticCurvePublicKey): k.verify(c.signature, c.tbs_certificate_bytes, ec.ECDSA(h))
        else: k.verify(c.signature, c.tbs_certificate_bytes)

    def say(f, **facts):
        for k, v in facts.items(): print(f, k, v, sep="\t")

    for word in sys.argv[1:]:
        file, _, secret = word.partition("?")
        file, _, issuer = file.partition(":")
        data = open(file, "rb").read()
        if b"PRIVATE KEY" in data:
            load = s.load_ssh_private_key if b"OPENSSH" in data else s.load_pem_private_key
            k = load(data, secret.encode() or None).public_key()
        elif b"REQUEST" in data:
            c = x509.load_pem_x509_csr(data)
            k = c.public_key()
            say(file, signature_ok=c.is_signature_valid)
        elif b"CERTIFICATE" in data:
            c = x509.load_pem_x509_certificate(data)
            k = c.public_key()
            check(x509.load_pem_x509_certificate(open(issuer or file, "rb").read()).public_key(), c)
            before, after = moment(c, "not_valid_before"), moment(c, "not_valid_after")
            now = datetime.datetime.now(datetime.timezone.utc)
            say(file, signature_ok=True, version=c.version.name, serial=format(c.serial_number, "x"),
                issuer=name(c.issuer), seconds=int((after - before).total_seconds()) + 1,
                age=int((now - before).total_seconds()),
                own_id=x509.SubjectKeyIdentifier.from_public_key(k).digest.hex())
        else:
            k = pkcs12.load_pkcs12(data, secret.encode()).key.public_key()
        if b"REQUEST" in data or b"CERTIFICATE" in data:
            h = c.signature_hash_algorithm
            say(file, subject=name(c.subject), hash=h and h.name)
            for e in c.extensions: say(file, **{e.oid._name: value(e)})
            say(file, critical=" ".join(e.oid._name for e in c.extensions if e.critical))
            say(file, extensions=len(list(c.extensions)))
        say(file, key=key(k))
        say(file, spki=k.public_bytes(s.Encoding.DER, s.PublicFormat.SubjectPublicKeyInfo).hex())
    """#
}
