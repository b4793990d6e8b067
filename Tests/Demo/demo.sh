#!/usr/bin/env bash
# The certificates of a database cluster, made and checked in a temporary folder: each command and what it really says.
set -euo pipefail
program=$(readlink -f "${PKI:-pki}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

pki() { # shows the command as one types it, quotes and all, and runs it
  printf '\n$ pki'
  local word
  for word in "$@"; do
    if [[ $word == *:*' '* ]]; then word="${word%%:*}:\"${word#*:}\""; fi
    printf ' %s' "$word"
  done
  printf '\n'
  "$program" "$@" 2>&1
}

echo "A CA of our own, a certificate for the database servers, one for their clients."
pki selfsigned dbca CN:"My company CA"
pki csr dbserver CN:server01.example.com subjectAltName:server02.example.com
pki csr dbclient CN:postgres
pki sign dbserver dbca
pki sign dbclient dbca

echo
echo "Do they fit together?"
pki match dbserver.key dbserver.crt
pki match dbclient.key dbclient.crt
pki verify dbserver.crt dbca.crt
pki verify dbclient.crt dbca.crt

echo
echo "What is in them?"
pki inspect dbserver.crt
pki list

cat <<'END'

Next: make install puts pki, its manual and its completions under /usr/local.
      pki help lists the commands, pki help csr explains one, man pki has it all.
      Your own: pki csr NAME CN:host.example.com, and what your CA sends back: pki inspect, pki match, pki verify.
END
