#!/usr/bin/env bash
# Whether a release build is what it should be: position-independent, all relocations read-only, nothing looked up in
# folders of its own, and of the system's libraries only OpenSSL and the C library.
set -euo pipefail
program=$1 failed=0 passed=0

holds() { # what, command ...
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "not so: $what" >&2; fi
}
dynamic=$(readelf -dW "$program") headers=$(readelf -lhW "$program")
libraries=$(sed -n 's/.*Shared library: \[\(.*\)\]/\1/p' <<<"$dynamic")

holds "position-independent" grep -q 'Type: *DYN' <<<"$headers"
holds "no executable stack" grep -qE 'GNU_STACK.* RW ' <<<"$headers"
holds "relocations read-only" grep -q GNU_RELRO <<<"$headers"
holds "bound at start" grep -q BIND_NOW <<<"$dynamic"
holds "no RPATH and no RUNPATH" bash -c '! grep -qE "RPATH|RUNPATH" <<<"$1"' _ "$dynamic"
holds "stripped" bash -c '! readelf -SW "$1" | grep -q "\.symtab"' _ "$program"
holds "OpenSSL is the system's" grep -q '^libcrypto\.so' <<<"$libraries"
holds "nothing but OpenSSL and the C library: $(tr '\n' ' ' <<<"$libraries")" \
  bash -c '! grep -qvE "^(lib(crypto|ssl|c|m|resolv|pthread|dl)\.so|ld-linux)" <<<"$1"' _ "$libraries"
echo "$passed passed, $failed failed, 0 skipped"
((failed == 0))
