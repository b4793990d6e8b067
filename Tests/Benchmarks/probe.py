"""pki probe beside a loop in C and a loop over openssl s_client, its memory, and how it bears silence."""
import contextlib, pathlib, re, shutil, socket, ssl, subprocess, threading, time

from work import BENCH, Row, Work, output, same

HOST = "www.example.com"
MEMORY = 64
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")


@contextlib.contextmanager
def nginx(folder, chain):
    """A server on a port of loopback that the system chose; a certificate of `www` and what `chain` holds behind it."""
    with socket.socket() as chooser:
        chooser.bind(("127.0.0.1", 0))
        port = chooser.getsockname()[1]
    places = "".join(f"{kind}_temp_path {folder}/temp; " for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    (folder / "nginx.conf").write_text(f"""
        daemon off; pid {folder}/nginx.pid; worker_processes 1; events {{ worker_connections 2048; }}
        http {{ access_log off; {places}
          server {{ listen 127.0.0.1:{port} ssl backlog=1024; ssl_certificate {chain}; ssl_certificate_key {folder}/www.key;
            ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache off; ssl_session_tickets off; return 204; }} }}""")
    words = [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "nginx.log"]
    server = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def flood(chunk):
    """A server that hears one thing and then says the same for ever."""
    def serve(connection):
        with connection, contextlib.suppress(OSError):
            connection.recv(65536)
            while True:
                connection.sendall(chunk)

    def listen():
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=serve, args=[listener.accept()[0]], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        threading.Thread(target=listen, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def silence():
    """A port of all addresses of loopback where nobody takes calls: the queue is full, so that what comes is dropped."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
        listener.bind(("0.0.0.0", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        for _ in range(4):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        yield port


def certificates(pki, folder):
    """A root, an authority below it, a server's certificate, and a chain of a megabyte that nobody needs."""
    for words in [["selfsigned", "root", "CN:Root"], ["csr", "mid", "CN:Mid"], ["sign", "mid", "root", "--ca"],
                  ["csr", "www", f"CN:{HOST}", "SAN:127.0.0.1"], ["sign", "www", "mid", "--chain"]]:
        output(pki, "-C", folder, *words, *([] if words[0] == "sign" else ["--key-type", "ec:p256"]))
    text = (folder / "mid.crt").read_text()
    der = ssl.PEM_cert_to_DER_cert(text)
    serial = bytes.fromhex(re.search("serial=(.*)", output("openssl", "x509", "-noout", "-serial", "-in", folder / "mid.crt"))[1])
    chain = [(folder / "www.crt").read_text(), text]
    for number in range(1_000_000 // (len(der) + 5)):
        other = der.replace(serial, bytes([1]) + number.to_bytes(len(serial) - 1, "big"))
        chain.append(ssl.DER_cert_to_PEM_cert(other))
    (folder / "long.crt").write_text("\n".join(chain))


def table(folder, name, rows):
    """A table of targets."""
    path = folder / name
    path.write_text("Domain,Type,Port,SNI\n" + "".join(f"{host},DIR,{port},{sni}\n" for host, port, sni in rows))
    return path


def names(port, count):
    """So many targets at one port, told apart by the name that the server is asked for."""
    return [("127.0.0.1", port, f"h{number}.example.com") for number in range(count)]


def speed(pki, folder, rounds):
    """Handshakes with nginx."""
    trust, many, few = folder / "root.crt", 500, 50
    with nginx(folder, folder / "www-fullchain.crt") as port:
        def probing(count):
            rows = table(folder, f"{count}.csv", names(port, count))
            return [pki, "--format", "csv", "probe", "--from", rows, "--trust", trust, "--host", HOST, "--warn", "1d"]
        lines = output(*probing(few)).splitlines()
        same("rows of probe", len(lines), few + 1)
        same("rows with a good chain", sum("Root" in line and "TLS" in line for line in lines[1:]), few)
        loop = (f"i=0; while [ $i -lt {few} ]; do openssl s_client -connect 127.0.0.1:{port} -servername h$i.example.com "
                f"-CAfile {trust} -verify_return_error -verify_hostname {HOST} </dev/null || exit 1; i=$((i+1)); done")
        row = Row(f"probe, {many} handshakes, time on the clock", Work(probing(many)),
                  ("libssl, one thread", Work([BENCH / "handshakes", port, many, trust, HOST]), 1.5),
                  (f"a loop over s_client, {few} x {many // few}", Work(["sh", "-c", loop], times=many // few), 0.1),
                  rounds=rounds, clock=True)
        if row.series():
            return True
        print("once more, since a goal was missed:")
        return row.series()


def memory(pki, folder):
    """Prints the peak of memory with servers that send much; gives whether it stays within the limit."""
    met = True

    def measure(title, port, status, count=200, timeout=1):
        nonlocal met
        rows = table(folder, "much.csv", names(port, count))
        words = [pki, "--json", "probe", "--from", rows, "--trust", folder / "root.crt", "--host", HOST, "--timeout",
                 timeout, "--warn", "1d"]
        peak = Work(words, status=status).run()[2] / 1024
        verdict = "met" if peak <= MEMORY else "MISSED"
        met = met and verdict == "met"
        print(f"  {count} {title:48} {peak:10.1f} {MEMORY:7.1f}  {verdict}", flush=True)

    print(f"\n{'probe, memory with many servers, MB (peak)':54} {'pki':>10} {'goal':>7}")
    with nginx(folder, folder / "www-fullchain.crt") as port:
        measure("that send their chain", port, 0)
    with nginx(folder, folder / "long.crt") as port:
        measure("that send a megabyte of certificates", port, 1, count=40, timeout=120)
    record = b"\x16\x03\x03\x40\x00"
    for title, chunk in [
        ("that send text without end", b"A" * 65536),
        ("that send a handshake message without end", record + b"\x02\xff\xff\xff" + bytes(0x4000 - 4) + (record + bytes(0x4000)) * 3),
        ("that send warnings without end", b"\x15\x03\x03\x00\x02\x01\x5a" * 9000),
        ("that send empty records without end", b"\x16\x03\x03\x00\x00" * 9000),
    ]:
        with flood(chunk) as port:
            measure(title, port, 2)
    return met


def patience(pki, folder):
    """Addresses that never answer take their turn and no longer; gives whether they did."""
    count, jobs, timeout = 1_000, 250, 1
    with silence() as port:
        rows = [(f"127.1.{number // 250}.{number % 250 + 1}", port, "") for number in range(count)]
        words = [pki, "--json", "probe", "--from", table(folder, "silent.csv", rows), "--trust", folder / "root.crt", "--jobs", jobs,
                 "--timeout", timeout]
        _, clock, peak = Work(words, status=2).run()
    seconds, goal = clock / 1e6, count / jobs * timeout + 2
    verdict = "met" if goal - 2 <= seconds <= goal and peak <= MEMORY * 1024 else "MISSED"
    print(f"\nprobe, {count:,} addresses that never answer, {jobs} at a time, {timeout} s each: {seconds:.2f} s, goal {goal:.2f} s, "
          f"{peak / 1024:.1f} MB: {verdict}", flush=True)
    return verdict == "met"


def bench(pki, out, rounds):
    """All of it; gives whether all goals were met."""
    met = True
    folder = pathlib.Path(out) / "probe"
    folder.mkdir()
    certificates(pki, folder)
    if hasattr(socket, "SO_BINDTODEVICE"):
        met = patience(pki, folder)
    else:
        print("skipped: addresses that never answer need Linux")
    if NGINX is None:
        print("skipped: handshakes need nginx")
        return met
    met = memory(pki, folder) and met
    return speed(pki, folder, rounds) and met
