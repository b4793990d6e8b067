#!/usr/bin/env python3
"""Measures pki beside openssl on the same work: bench.py --pki .build/release/pki [--quick] [--only TEXT]

CPU time of the whole process, user and system, children included; where the title says so, the time on the clock. The programs of a row run in turn, A B A B, so that
what else goes on strikes all alike; a ratio is the median of the ratios of each round. "lean" is openssl kept from
loading the system's CA bundle, which Debian's reads for nothing with each x509 command; "as is" is the same without
that favour. Exit status 1 where a ratio is over its goal by more than 15 % in two series one after the other, or where
an answer is wrong: answers are compared before anything is timed.
"""
import argparse, json, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

sys.dont_write_bytecode = True
import probe
from work import BENCH, HERE, LEAN, Row, Work, output, same

CORPUS = BENCH / "corpus-3"


def check_answers(pki, out):
    """What is timed below does its work rightly."""
    one = CORPUS / "one"
    digests = (CORPUS / "sha256.txt").read_text().split()
    for source in ["bundle.pem", "files"]:
        document = json.loads(output(pki, "--json", "inspect", CORPUS / source))
        items = [item for source in document["inputs"] for item in source["items"]]
        same(f"fingerprints of {source}", [i["fingerprint_sha256"].replace(":", "").lower() for i in items], digests)
        lines = output(pki, "inspect", "--short", CORPUS / source).splitlines()
        same(f"lines of inspect --short {source}", len(lines), len(digests))
        document = json.loads(output(pki, "--json", "list", CORPUS / source))
        same(f"items of list {source}", sum(len(source["items"]) for source in document["inputs"]), len(digests))
    output(pki, "-C", out, "csr", "check", "CN:www.example.com", "--key-type", "ec:p256")
    output("openssl", "req", "-verify", "-noout", "-in", out / "check.csr")
    output(pki, "sign", out / "check.csr", one / "ca", "-C", out)
    output("openssl", "verify", "-x509_strict", "-CAfile", one / "ca.crt", out / "check.crt")
    for kind in ["ec", "rsa"]:
        output(pki, "match", one / f"{kind}.key", one / f"{kind}.crt")
    status = subprocess.run([pki, "match", one / "ec.key", one / "rsa.crt"], capture_output=True).returncode
    same("status of a match that is none", status, 1)


def cold_rows(pki, out, rounds):
    """Works on one file, where starting is most of it."""
    one = CORPUS / "one"
    text = ["openssl", "x509", "-noout", "-text", "-in", one / "rsa.crt"]
    yield Row("inspect, cold", Work([pki, "inspect", one / "rsa.crt"]), ("openssl x509 -text, lean", Work(text), 1.2),
              ("openssl x509 -text, as is", Work(text, lean=False), 0.3), rounds=rounds)
    yield Row("csr, P-256", Work([pki, "-C", out, "csr", "a{n}", "CN:www.example.com", "--key-type", "ec:p256"]),
              ("openssl req -newkey", Work([
                  "openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                  "/CN=www.example.com", "-addext", "subjectAltName=DNS:www.example.com", "-keyout", out / "b{n}.key",
                  "-out", out / "b{n}.csr"]), 1.0), rounds=rounds)
    for number in range(1, 3 * rounds):
        shutil.copy(one / "ec.csr", out / f"c{number}.csr")
    signing = ["openssl", "x509", "-req", "-in", one / "ec.csr", "-CA", one / "ca.crt", "-CAkey", one / "ca.key", "-days",
               "825", "-copy_extensions", "copy", "-set_serial", "0x{n}5eed", "-out", out / "d{n}.crt"]
    yield Row("sign, P-256", Work([pki, "sign", out / "c{n}.csr", one / "ca", "-C", out]),
              ("openssl x509 -req -CA, lean", Work(signing), 1.1),
              ("openssl x509 -req -CA, as is", Work(signing, lean=False), None), rounds=rounds)
    for kind in ["ec", "rsa"]:
        key, certificate = one / f"{kind}.key", one / f"{kind}.crt"
        recipe = [["openssl", "x509", "-noout", "-pubkey", "-in", certificate], ["openssl", "pkey", "-pubout", "-in", key]]
        yield Row(f"match, {kind.upper()}", Work([pki, "match", key, certificate]),
                  ("openssl, two commands, lean", Work(*recipe), 0.7),
                  ("openssl, two commands, as is", Work(*recipe, lean=False), None), rounds=rounds)


def many_rows(pki, rounds):
    """Works on 20,000 certificates."""
    bundle, files = CORPUS / "bundle.pem", CORPUS / "files"
    for words in [["inspect", "--short"], ["list"]]:
        for place in [bundle, files]:
            title = f"{' '.join(words)}, 20,000 in {'one bundle' if place is bundle else 'files'}"
            theirs = Work(["openssl", "storeutl", "-certs", "-text", bundle])
            yield Row(title, Work([pki, *words, place]), ("openssl storeutl -text", theirs, 0.15), rounds=rounds)
    # So many names fit a command line only where they are short.
    one, leaves = CORPUS / "one", CORPUS / "leaves"
    names = sorted(os.listdir(leaves))
    ours = Work([pki, "verify", "--trust", one / "root.crt", "--untrusted", one / "intermediate.crt", *names], folder=leaves)
    theirs = Work(["openssl", "verify", "-CAfile", one / "root.crt", "-untrusted", one / "intermediate.crt", *names],
                  folder=leaves)
    title = f"verify, {len(names):,} P-256 leaves, time on the clock"
    yield Row(title, ours, ("openssl verify", theirs, 0.5), rounds=rounds, clock=True)


def python_requests(count):
    """A program that makes keys and requests with Python's cryptography, as one would write it."""
    return f"""
import os, sys
from cryptography import x509
from cryptography.x509.oid import NameOID
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
folder = sys.argv[1]
os.mkdir(folder)
def write(name, content, mode):
    with open(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), 'wb') as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
for i in range({count}):
    key = ec.generate_private_key(ec.SECP256R1())
    name = f"h{{i}}.example.com"
    csr = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
    csr = csr.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False).sign(key, hashes.SHA256())
    write(f"h{{i}}.key", key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()), 0o600)
    write(f"h{{i}}.csr", csr.public_bytes(serialization.Encoding.PEM), 0o644)
os.fsync(os.open(folder, os.O_RDONLY))
"""


def openssl_loop(folder, count):
    """A loop over openssl, a command for each key and request."""
    return (f"mkdir {folder} && i=0; while [ $i -lt {count} ]; do openssl req -new -newkey ec -pkeyopt "
            f"ec_paramgen_curve:P-256 -nodes -subj /CN=h$i.example.com -addext subjectAltName=DNS:h$i.example.com "
            f"-keyout {folder}/h$i.key -out {folder}/h$i.csr || exit 1; i=$((i+1)); done")


def table(count, bad=None):
    """A table of so many requests, with a bad cell in one line where that is asked for."""
    path = BENCH / f"hosts-{count}{'-bad' if bad else ''}.csv"
    if not path.is_file():
        lines = ["name,CN"] + [f"h{i},h{i}.example.com" for i in range(count)]
        if bad:
            lines[bad - 1] = f"h,{'h' * 65}"
        path.write_text("\n".join(lines) + "\n")
    return path


def other_makers(out, count):
    """Programs of others that make many keys and requests and have the disk confirm them; says which are missing."""
    if subprocess.run([sys.executable, "-c", "import cryptography"], capture_output=True).returncode == 0:
        work = Work([sys.executable, "-c", python_requests(count), out / "py{n}"])
        yield "Python's cryptography", work, 1.0
    else:
        print("skipped: Python's cryptography is not installed (Debian: python3-cryptography)")
    if shutil.which("go") is None:
        print("skipped: Go is not installed (Debian: golang-go)")
        return
    making = ["go", "build", "-o", BENCH / "requests-go", HERE / "requests.go"]
    environment = dict(os.environ, GOCACHE=str(BENCH / "go"), GO111MODULE="off", CGO_ENABLED="0")
    made = subprocess.run([str(word) for word in making], env=environment, capture_output=True, text=True)
    if made.returncode == 0:
        yield "Go's crypto/x509", Work([BENCH / "requests-go", out / "go{n}", count]), 1.0
    else:
        print(f"skipped: the Go program cannot be built: {made.stderr.strip():.200}")


def check_requests(pki, out):
    """What is timed below makes keys and requests that belong together."""
    folder = out / "checked"
    folder.mkdir()
    output(pki, "-q", "-C", folder, "csr", "--from", table(1_000), "--key-type", "ec:p256")
    same("files of 1,000 rows", len(list(folder.iterdir())), 2_001)
    output(BENCH / "requests", "ec", out / "checked-c", 1_000, 2)
    for made in [folder, out / "checked-c"]:
        output("openssl", "req", "-verify", "-noout", "-in", made / "h999.csr")
        same("a pair", output("openssl", "pkey", "-in", made / "h999.key", "-pubout"),
             output("openssl", "req", "-in", made / "h999.csr", "-noout", "-pubkey"))


def bulk_rows(pki, out, rounds):
    """Many keys and requests."""
    count, cores = 10_000, len(os.sched_getaffinity(0))
    # Folders are made beforehand: pki writes into a store that is there.
    for number in range(1, 2 * rounds + 3):
        for stem in ["s", "x", "z"]:
            (out / f"{stem}{number}").mkdir()

    def making(rows, folder, key="ec:p256"):
        return [pki, "-q", "-C", folder, "csr", "--from", table(rows), "--key-type", key]

    few = 200
    loop = Work(["sh", "-c", openssl_loop(out / "w{n}", few)], times=count // few)
    yield Row(f"csr --from, {count:,} P-256 rows", Work(making(count, out / "s{n}")),
              ("libcrypto, by hand, same threads", Work([BENCH / "requests", "ec", out / "t{n}", count, cores]), 1.6),
              *other_makers(out, count), (f"a loop over openssl req, {few} x {count // few}", loop, 1 / 30), rounds=rounds)
    yield Row(f"csr --from, {count:,} rows that are done", Work(making(count, out / "again")),
              ("making them", Work(making(count, out / "z{n}")), 0.9), rounds=rounds)
    yield Row(f"csr --from, {few} RSA-2048 rows", Work(making(few, out / "x{n}", "rsa:2048")),
              ("libcrypto, keys alone", Work([BENCH / "requests", "rsa", few, cores]), 1.05), rounds=rounds)


def refusal(pki, out):
    """Prints how long it takes to refuse 10,000 rows for one bad cell; gives whether it is under a second."""
    folder, line = out / "refused", 9_001
    folder.mkdir()
    argv = [pki, "-C", folder, "csr", "--from", table(10_000, bad=line), "--key-type", "rsa:4096"]
    clocks = []
    for _ in range(3):
        begun = time.monotonic()
        result = subprocess.run([str(word) for word in argv], env=LEAN, capture_output=True, text=True)
        clocks.append(time.monotonic() - begun)
        same("status of a table with a bad cell", result.returncode, 2)
        same("the place of the bad cell", f":{line}:2:" in result.stderr, True)
        same("files that were written", list(folder.iterdir()), [])
    verdict = "met" if min(clocks) < 1 else "MISSED"
    print(f"\n{'refusing 10,000 rows, seconds':32} {min(clocks):10.3f} {statistics.median(clocks):10.3f} {'':7} {1:7.2f}  {verdict}")
    return verdict == "met"


def memory(pki, out, has_corpus):
    """Prints how much memory grows from 1,000 to 100,000; gives whether it stays within 32 MB."""
    print(f"\n{'memory, MB (peak)':32} {'1,000':>10} {'100,000':>10} {'more':>7} {'goal':>7}")
    met = True

    def row(title, *works):
        nonlocal met
        small, large = (work.run()[2] / 1024 for work in works)
        verdict = "met" if large - small <= 32 else "MISSED"
        met = met and verdict == "met"
        print(f"  {title:30} {small:10.1f} {large:10.1f} {large - small:7.1f} {32:7.1f}  {verdict}", flush=True)

    counts = [1_000, 100_000]
    kinds = [(words, stem, suffix) for words in [["inspect", "--short"], ["list"]]
             for stem, suffix in [("bundle", ".pem"), ("files", "")]]
    # Reports of many files: those that say at the end what they gathered must gather it elsewhere.
    kinds += [(["--format", form, "check"], "files", "") for form in
              ["text", "json", "ndjson", "csv", "nagios", "prometheus", "junit", "sarif", "github"]]
    kinds += [(["--format", form, "list"], stem, suffix) for form in
              ["csv", "nagios", "prometheus", "junit", "sarif", "github"]
              for stem, suffix in [("files", ""), ("bundle", ".pem")]]
    if has_corpus:
        for words, stem, suffix in kinds:
            row(f"{' '.join(words)}, {stem}",
                *(Work([pki, "--max-size", 1 << 30, *words, CORPUS / f"{stem}-{n}{suffix}"],
                       # A plugin says with its status that certificates stand there without their root.
                       status=1 if words[1:] == ["nagios", "list"] else 0) for n in counts))
    for count in counts:
        (out / f"m{count}").mkdir()
    making = [[pki, "-q", "-C", out / f"m{n}", "csr", "--from", table(n), "--key-type", "ec:p256"] for n in counts]
    row("csr --from", *map(Work, making))
    row("csr --from, rows that are done", *map(Work, making))
    return met


def prepare():
    """The runner and the corpus, made where they are missing; gives whether they could be."""
    BENCH.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cc", "-O2", "-Wall", "-o", BENCH / "measure", HERE / "measure.c"], check=True)
    subprocess.run(["cc", "-O2", "-Wall", "-o", BENCH / "requests", HERE / "requests.c", "-lcrypto", "-lpthread"], check=True)
    subprocess.run(["cc", "-O2", "-Wall", "-o", BENCH / "handshakes", HERE / "handshakes.c", "-lssl", "-lcrypto"], check=True)
    if (CORPUS / "sha256.txt").is_file():
        return True
    print("making 20,000 certificates, once ...", flush=True)
    made = subprocess.run([sys.executable, HERE / "corpus.py", CORPUS]).returncode == 0
    if not made:
        print("skipped: no corpus; its maker needs Python's cryptography (Debian: python3-cryptography)")
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pki", required=True)
    parser.add_argument("--quick", action="store_true", help="a third of the rounds")
    parser.add_argument("--only", default="", help="rows whose title has this in it; memory is one of them")
    options = parser.parse_args()
    pki = str(pathlib.Path(options.pki).resolve())
    has_corpus = prepare()
    # Files that come and go belong in memory: a disk remembers what was deleted, and charges for it.
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else BENCH
    out = pathlib.Path(tempfile.mkdtemp(prefix="pki-bench-", dir=place))
    try:
        if not options.only:
            if has_corpus:
                check_answers(pki, out)
            check_requests(pki, out)
        met = True
        print(f"{'CPU ms':32} {'min':>10} {'median':>10} {'ratio':>7} {'goal':>7}")
        short, long, bulk = (15, 3, 2) if options.quick else (41, 7, 5)
        rows = [*cold_rows(pki, out, short), *many_rows(pki, long)] if has_corpus else []
        (out / "again").mkdir()
        for row in [*rows, *bulk_rows(pki, out, bulk)]:
            if options.only in row.title and not row.series():
                print("once more, since a goal was missed:")
                met = row.series() and met
        if options.only in "refusing 10,000 rows":
            met = refusal(pki, out) and met
        if options.only in "memory":
            met = memory(pki, out, has_corpus) and met
        if options.only in "probe":
            met = probe.bench(pki, out, long) and met
        return 0 if met else 1
    finally:
        shutil.rmtree(out, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
