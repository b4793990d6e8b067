#!/usr/bin/env python3
"""Scores a built pki with a conformance.py and compares the wrong answers with those that are known.

    compare.py --pki .build/release/pki --corpora DIR --tools DIR [SUITE ...]

known.tsv beside this file lists the answers that are known to be wrong, as suite, case and reason, and may only shrink:
an answer that is wrong and not listed fails the run, and so does one that is listed and has become right. A crash is
never known.
"""
import argparse, json, pathlib, subprocess, sys, tempfile

SUITES = [
    "limbo", "path-building", "name-constraints", "verify", "csr", "keys", "pkcs12", "match", "pem", "inspect", "lint",
    "fuzz",
]
HERE = pathlib.Path(__file__).resolve().parent


def known_wrong():
    """(suite, case) to reason."""
    rows = {}
    for number, line in enumerate((HERE / "known.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3 or not all(fields):
            sys.exit(f"known.tsv:{number}: expected suite, case and reason between tabs")
        rows[fields[0], fields[1]] = fields[2]
    return rows


def scored(tool, options):
    """One {suite, case, verdict, why} per case."""
    with tempfile.NamedTemporaryFile(suffix=".json") as results:
        argv = [sys.executable, str(tool), "--pki", options.pki, "--corpora", options.corpora, "--json", results.name]
        run = subprocess.run(argv + options.suites)
        text = pathlib.Path(results.name).read_text(encoding="utf-8")
        if not text:
            sys.exit(f"{tool} gave no results (exit {run.returncode})")
        return json.loads(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ["--pki", "--corpora", "--tools"]:
        parser.add_argument(option, required=True)
    parser.add_argument("suites", nargs="*", default=SUITES)
    options = parser.parse_args()
    tool = pathlib.Path(options.tools) / "conformance.py"
    if not tool.is_file() or not pathlib.Path(options.corpora).is_dir():
        print(f"skipped: no {tool} with {options.corpora} (make conformance CORPORA=folder TOOLS=folder)")
        return 0
    if not pathlib.Path(options.pki).is_file():
        sys.exit(f"{options.pki} is missing: make release builds it")

    known, passed, failed, skipped = known_wrong(), 0, 0, 0
    results = scored(tool, options)
    seen = {(r["suite"], r["case"]) for r in results}
    for r in results:
        case = r["suite"], r["case"]
        if r["verdict"] == "right" and case not in known:
            passed += 1
        elif r["verdict"] in ("FA", "FR") and case in known:
            skipped += 1
        else:
            failed += 1
            word = "now right, strike it from known.tsv" if r["verdict"] == "right" else f"{r['verdict']}: {r['why']}"
            print("\t".join([*case, word]))
    asked = {r["suite"] for r in results}
    for case in sorted(known):
        if case[0] in asked and case not in seen:
            failed += 1
            print("\t".join([*case, "listed in known.tsv, but there is no such case"]))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
