#!/usr/bin/env python3
"""Whether a release build leaves secrets behind in its memory: residue.py --pki .build/release/pki

Each command that meets a private key is held at its last system call by strace, and all of its memory is searched for
the key, as DER, as base64 and as its private numbers, and for the passphrase. Needs strace and root, since the program
closes its memory to everyone else; says so and skips where they are missing. Exit status 1 where something was found.
"""
import argparse, base64, os, pathlib, re, shutil, signal, subprocess, sys, tempfile, time

PASSPHRASE = b"correct horse battery staple 4711"
EXIT_GROUP = "231"


def openssl(*words):
    return subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True).stdout


def needles(key):
    """What may not be found of a key file: pieces of its DER, of its base64, and of its private numbers."""
    der = openssl("pkey", "-in", key, "-passin", "pass:" + PASSPHRASE.decode(), "-outform", "DER")
    text = base64.b64encode(der)
    shown = openssl("pkey", "-in", key, "-passin", "pass:" + PASSPHRASE.decode(), "-noout", "-text").decode()
    found = {"passphrase": PASSPHRASE}
    for name, block in re.findall(r"^(priv|privateExponent|prime1|prime2):\n((?:    .*\n)+)", shown, re.M):
        number = bytes.fromhex(re.sub(r"[\s:]", "", block)).lstrip(b"\0")
        found[name] = number[:24]
        found[name + ", words turned round"] = number[::-1][:24]
    # The public half may stay: the private numbers begin behind the header and, in RSA, behind modulus and exponent.
    private = der.find(number[:24])
    found["DER"] = der[private - 4:private + 20]
    start = (private + 2) // 3 * 4
    found["base64"] = text[start:start + 24]
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    found["line of PEM"] = lines[(start // 64) + (1 if len(lines) > start // 64 + 1 else 0)][:24]
    return {name: value for name, value in found.items() if len(value) >= 16}


def memory(pid):
    """Everything writable in a process."""
    parts = []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, mode = line.split()[:2]
            if "w" not in mode or "[v" in line:
                continue
            start, end = (int(number, 16) for number in span.split("-"))
            memory.seek(start)
            try:
                parts.append(memory.read(end - start))
            except OSError:
                continue
    return parts


def held(argv, folder):
    """Runs a command and gives its memory at its end."""
    strace = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=exit_group",
         "-e", "inject=exit_group:delay_enter=30000000", *argv],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        env={"PATH": os.environ["PATH"]})
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and strace.poll() is None:
            children = pathlib.Path(f"/proc/{strace.pid}/task/{strace.pid}/children").read_text().split()
            for child in children:
                try:
                    # strace begins with children of its own, by which it learns what the system can do.
                    if os.readlink(f"/proc/{child}/exe") != argv[0]:
                        continue
                    if pathlib.Path(f"/proc/{child}/syscall").read_text().split()[0] == EXIT_GROUP:
                        return memory(child)
                except OSError:
                    pass
            time.sleep(0.002)
        sys.exit(f"never came to its end: {' '.join(argv)}\n{strace.communicate()[0].decode()}")
    finally:
        if strace.poll() is None:
            os.killpg(strace.pid, signal.SIGKILL)
        strace.wait()


def flows(pki, folder):
    """Commands and the key that each works with."""
    ca = ["CN:Example CA", "--key-type", "ec:p256"]
    subprocess.run([pki, "selfsigned", "ca", *ca], cwd=folder, check=True, capture_output=True)
    locked = ["--passin", "file:secret"]
    for kind in ["rsa:2048", "ec:p256", "ec:p384", "ed25519", "ed448"]:
        name = kind.replace(":", "")
        yield f"csr {kind}", [pki, "csr", name, "CN:a.example.com", "--key-type", kind], f"{name}.key"
        yield f"csr {kind}, key given", [pki, "csr", name + "2", "CN:a.example.com", "--key", f"{name}.key"], f"{name}.key"
        yield f"inspect {kind}", [pki, "inspect", f"{name}.key"], f"{name}.key"
        yield f"match {kind}", [pki, "match", f"{name}.key", f"{name}.csr"], f"{name}.key"
        yield f"lock {kind}", [pki, "lock", f"{name}.key", "--passout", "file:secret", "--out", f"{name}-locked.key"], f"{name}.key"
        yield f"inspect {kind}, locked", [pki, "inspect", f"{name}-locked.key", *locked], f"{name}-locked.key"
        yield f"unlock {kind}", [pki, "unlock", f"{name}-locked.key", *locked, "--out", f"{name}-open.key"], f"{name}-locked.key"
        yield f"unlock {kind}, to a pipe", [pki, "unlock", f"{name}-locked.key", *locked, "--out", "-"], f"{name}-locked.key"
        subprocess.run([pki, "selfsigned", name, "--key", f"{name}.key"], cwd=folder, check=True, capture_output=True)
        yield f"export {kind}, PEM", [pki, "export", name, "--pem", "-o", f"{name}.pem"], f"{name}.key"
        yield f"export {kind}, PEM, to a pipe", [pki, "export", name, "--pem", "-o", "-"], f"{name}.key"
        yield f"export {kind}, PEM locked", [pki, "export", name, "--pem", "--passout", "file:secret", "-o", f"{name}-locked.pem"], f"{name}.key"
        for age in ["modern", "legacy"]:
            made = f"{name}-{age}.p12"
            yield f"export {kind}, {age}", [pki, "export", name, "--compat", age, "--passout", "file:secret", "-o", made], f"{name}.key"
            yield f"import {kind}, {age}", [pki, "import", made, "--as", f"{name}-{age}", *locked], f"{name}.key"
    yield "csr --lock", [pki, "csr", "l", "CN:a.example.com", "--lock", "--passout", "file:secret"], "l.key"
    yield "selfsigned", [pki, "selfsigned", "s", "CN:a.example.com", "--key-type", "ec:p256"], "s.key"
    yield "sign", [pki, "sign", "ecp256", "ca"], "ca.key"
    yield "crl", [pki, "crl", "ca"], "ca.key"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pki", required=True)
    pki = str(pathlib.Path(parser.parse_args().pki).resolve())
    if os.geteuid() != 0 or not shutil.which("strace"):
        print("skipped: looking into the memory of another process needs root and strace")
        return 0
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "secret").write_bytes(PASSPHRASE + b"\n")
        for title, argv, key in flows(pki, folder):
            parts = held(argv, folder)
            found = [name for name, value in needles(pathlib.Path(folder) / key).items()
                     if any(value in part for part in parts)]
            passed, failed = passed + (not found), failed + bool(found)
            if found:
                print(f"left in memory after {title}: {', '.join(found)}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
