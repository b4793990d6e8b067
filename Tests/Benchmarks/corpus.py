#!/usr/bin/env python3
"""Makes what is measured on, once: corpus.py DIR

20,000 distinct certificates, half RSA-2048, of eight keys, and half P-256, each of its own, as files and as one bundle;
the same as a bundle and a folder of 1,000 and of 100,000; a folder of 20,000 that are all P-256; and a CA with a key, a
request and a certificate of each kind for works on one file. The CA is its own root, and stands below another one too, as an intermediate.
"""
import datetime, os, pathlib, shutil, sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

COUNT, SMALL, COPIES = 20_000, 1_000, 5
DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 1, 1)


def name(common, unit=None):
    parts = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Conferencing")]
    if unit:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
    return x509.Name(parts + [x509.NameAttribute(NameOID.COMMON_NAME, common)])


def authority(key, issuer=None, issuer_key=None, common="Example Issuing CA"):
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    subject = name(common)
    issuer_name = issuer.subject if issuer else subject
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer_name).public_key(key.public_key())
            .serial_number(1).not_valid_before(START).not_valid_after(START + 7300 * DAY)
            .add_extension(x509.BasicConstraints(True, None), True).add_extension(usage, True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .sign(issuer_key or key, hashes.SHA256()))


def leaf(number, key, ca, ca_key):
    host = f"host{number:05}.example.com"
    names = [x509.DNSName(host)] + [x509.DNSName(f"alias{i}.{host}") for i in range(number % 12)]
    is_rsa = isinstance(key, rsa.RSAPrivateKey)
    usage = x509.KeyUsage(True, False, is_rsa, False, False, False, False, False, False)
    uses = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    builder = (x509.CertificateBuilder().subject_name(name(host, "Edge" if number % 3 else None)).issuer_name(ca.subject)
               .public_key(key.public_key()).serial_number((number << 96) + 0x5EED)
               .not_valid_before(START).not_valid_after(START + (1500 + number % 900) * DAY)
               .add_extension(x509.BasicConstraints(False, None), True).add_extension(usage, True)
               .add_extension(x509.ExtendedKeyUsage(uses), False)
               .add_extension(x509.SubjectAlternativeName(names), False)
               .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
               .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), False))
    if number % 2:
        place = x509.UniformResourceIdentifier("http://pki.example.com/issuing.crl")
        builder = builder.add_extension(x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)]), False)
    if number % 4 == 0:
        rule = x509.PolicyInformation(x509.ObjectIdentifier("2.23.140.1.2.2"), None)
        builder = builder.add_extension(x509.CertificatePolicies([rule]), False)
    return builder.sign(ca_key, hashes.SHA256())


def put(folder, stem, key, certificate, request=False):
    (folder / f"{stem}.key").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    (folder / f"{stem}.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    if request:
        names = x509.SubjectAlternativeName([x509.DNSName("host00000.example.com")])
        csr = (x509.CertificateSigningRequestBuilder().subject_name(certificate.subject).add_extension(names, False)
               .sign(key, hashes.SHA256()))
        (folder / f"{stem}.csr").write_bytes(csr.public_bytes(serialization.Encoding.PEM))


def main():
    folder = pathlib.Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    for name_ in ["one", "files", f"files-{SMALL}", f"files-{COUNT * COPIES}", "leaves"]:
        (folder / name_).mkdir(parents=True)
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca = authority(ca_key)
    rsa_keys = [rsa.generate_private_key(65537, 2048) for _ in range(8)]
    ec_keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(COUNT // 2)]
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = authority(root_key, common="Example Root CA")
    put(folder / "one", "root", root_key, root)
    put(folder / "one", "intermediate", ca_key, authority(ca_key, root, root_key))
    put(folder / "one", "ca", ca_key, ca)
    put(folder / "one", "rsa", rsa_keys[0], leaf(0, rsa_keys[0], ca, ca_key), request=True)
    put(folder / "one", "ec", ec_keys[0], leaf(0, ec_keys[0], ca, ca_key), request=True)

    digests, texts = [], []
    for number in range(COUNT):
        key = ec_keys[number // 2] if number % 2 else rsa_keys[number % len(rsa_keys)]
        certificate = leaf(number, key, ca, ca_key)
        digests.append(certificate.fingerprint(hashes.SHA256()).hex())
        texts.append(certificate.public_bytes(serialization.Encoding.PEM))
        path = folder / "files" / f"host{number:05}.crt"
        path.write_bytes(texts[-1])
        if number < SMALL:
            os.link(path, folder / f"files-{SMALL}" / path.name)
        for copy in range(COPIES):
            os.link(path, folder / f"files-{COUNT * COPIES}" / f"{copy}-{path.name}")
    for number in range(COUNT):
        path = folder / "leaves" / f"{number}.crt"
        if number % 2:
            os.link(folder / "files" / f"host{number:05}.crt", path)
        else:
            certificate = leaf(number, ec.generate_private_key(ec.SECP256R1()), ca, ca_key)
            path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    text = b"".join(texts)
    (folder / "bundle.pem").write_bytes(text)
    (folder / f"bundle-{SMALL}.pem").write_bytes(b"".join(texts[:SMALL]))
    with open(folder / f"bundle-{COUNT * COPIES}.pem", "wb") as out:
        for _ in range(COPIES):
            out.write(text)
    (folder / "sha256.txt").write_text("\n".join(digests) + "\n")


if __name__ == "__main__":
    main()
