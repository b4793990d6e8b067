# bash completion for pki

_pki_options() {
  reply='--dir -C --format --json --quiet -q --color --at --max-size --allow-slow --debug --help -h --version'
  case $1 in
    list) reply='--sort --names --by --warn --critical --fail-on --ignore --policy-file --recursive -r --passin --files-from --null -0 --shard '$reply ;;
    inspect) reply='--full --short --fingerprint --spki-pin --pem --der --first --recursive -r --passin --files-from --null -0 --shard '$reply ;;
    match) reply='--weak --blocklist --recursive -r --passin --files-from --null -0 --shard '$reply ;;
    diff) reply='--passin '$reply ;;
    verify) reply='--trust --untrusted --partial-chain --profile --purpose --host --ip --email --sip --max-depth --security-level --fips --blocklist --allow-cn --suffixes --explain --for --set --no-dns --tolerate-ip --policy --explicit-policy --inhibit-any-policy --inhibit-policy-mapping --crl --ocsp-response --revocation --fetch --fetch-private --ocsp-url --passin --files-from --null -0 --shard '$reply ;;
    check) reply='--for --set --no-dns --tolerate-ip --key --chain --trust --untrusted --profile --host --same-issuer --fips --warn --critical --fail-on --ignore --policy-file --crl --ocsp-response --revocation --recursive -r --passin --files-from --null -0 --shard '$reply ;;
    probe) reply='--from --skip-bad --type --discover --dns --dns-timeout --no-pool --ipv4 -4 --ipv6 -6 --files-from --null -0 --shard --sni --sni-check --starttls --tls-min --tls-max --cert --key --client-cert --passin --host --expect --trust --untrusted --fetch --fetch-private --profile --timeout --retries --deadline --jobs --per-host --delay --short --advanced --chain --pem --quiet-ok --save-chain --save-root --force --dry-run --warn --critical --fail-on --ignore --policy-file '$reply ;;
    roles) reply='--rules '$reply ;;
    csr) reply='--from --shard --key-type --key --digest --lock --for --set --no-dns --tolerate-ip --eku --key-usage --ms-template --must-staple --no-cn-in-san --out-form --passin --passout --force --dry-run '$reply ;;
    renew) reply='--add-san --drop-san --as --key --new-key --key-type --digest --lock --for --set --no-dns --tolerate-ip --eku --key-usage --ms-template --must-staple --no-cn-in-san --out-form --passin --passout --force --dry-run '$reply ;;
    selfsigned) reply='--key-type --key --digest --lock --for --set --no-dns --tolerate-ip --leaf --path-length --eku --key-usage --serial --must-staple --no-cn-in-san --out-form --days --not-before --not-after --passin --passout --force --dry-run '$reply ;;
    sign) reply='--from --files-from --null -0 --shard --for --set --no-dns --tolerate-ip --eku --san --subject --ca --path-length --crl-url --aia-url --ocsp-url --chain --ca-key --digest --serial --days --not-before --not-after --passin --force --dry-run '$reply ;;
    complete) reply='--from --strict --key --files-from --null -0 --shard --passin --force --dry-run '$reply ;;
    user) reply='--legacy --days --not-before --not-after --passout --force --dry-run '$reply ;;
    revoke) reply='--reason --date --dry-run '$reply ;;
    crl) reply='--days --ca-key --out-form --dry-run --passin '$reply ;;
    bundle) reply='--out -o --intermediates --full-chain --no-root --split --ca-certificates --recursive -r --passin --files-from --null -0 --force --dry-run '$reply ;;
    export) reply='--key --no-key --chain --compat --pem --lock --p7b --der --name --out -o --files-from --null -0 --passin --passout --force --dry-run '$reply ;;
    import) reply='--as --lock --host --recursive -r --passin --files-from --null -0 --shard --passout --force --dry-run '$reply ;;
    unlock) reply='--out -o --passin --force --dry-run '$reply ;;
    lock) reply='--scrypt --out -o --passin --passout --force --dry-run '$reply ;;
    pkcs12-to-ssh) reply='--keep --passin --dry-run '$reply ;;
    man) reply='--all --force '$reply ;;
  esac
}

# What the value of option $2 of command $1 may be; fails where none follows.
_pki_value() {
  separate=1
  case "$1 $2" in
    'list --sort') reply='words name expiry status' ;;
    'list --by') reply='words subject key issuer' ;;
    'list --warn') reply=any ;;
    'list --critical') reply=any ;;
    'list --fail-on') reply='words error warning never' ;;
    'list --ignore') reply=any ;;
    'list --policy-file') reply=files ;;
    'list --passin') reply='words prompt env: file: fd: stdin' ;;
    'list --files-from') reply=files ;;
    'list --shard') reply=any ;;
    'inspect --passin') reply='words prompt env: file: fd: stdin' ;;
    'inspect --files-from') reply=files ;;
    'inspect --shard') reply=any ;;
    'match --blocklist') reply=files ;;
    'match --passin') reply='words prompt env: file: fd: stdin' ;;
    'match --files-from') reply=files ;;
    'match --shard') reply=any ;;
    'diff --passin') reply='words prompt env: file: fd: stdin' ;;
    'verify --trust') reply=files ;;
    'verify --untrusted') reply=files ;;
    'verify --profile') reply='words cms rfc5280 webpki sip' ;;
    'verify --purpose') reply='words server client ca email code any' ;;
    'verify --host') reply=any ;;
    'verify --ip') reply=any ;;
    'verify --email') reply=any ;;
    'verify --sip') reply=any ;;
    'verify --max-depth') reply=any ;;
    'verify --security-level') reply=any ;;
    'verify --blocklist') reply=files ;;
    'verify --suffixes') reply=files ;;
    'verify --for') reply='words callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool' ;;
    'verify --set') reply='words fqdn= domain= node= pool= join= user=' ;;
    'verify --policy') reply=any ;;
    'verify --crl') reply=files ;;
    'verify --ocsp-response') reply=files ;;
    'verify --revocation') reply='words off if-known leaf require' ;;
    'verify --ocsp-url') reply=any ;;
    'verify --passin') reply='words prompt env: file: fd: stdin' ;;
    'verify --files-from') reply=files ;;
    'verify --shard') reply=any ;;
    'check --for') reply='words callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool' ;;
    'check --set') reply='words fqdn= domain= node= pool= join= user=' ;;
    'check --key') reply=files ;;
    'check --chain') reply=files ;;
    'check --trust') reply=files ;;
    'check --untrusted') reply=files ;;
    'check --profile') reply='words cms rfc5280 webpki sip' ;;
    'check --host') reply=any ;;
    'check --same-issuer') reply=files ;;
    'check --warn') reply=any ;;
    'check --critical') reply=any ;;
    'check --fail-on') reply='words error warning never' ;;
    'check --ignore') reply=any ;;
    'check --policy-file') reply=files ;;
    'check --crl') reply=files ;;
    'check --ocsp-response') reply=files ;;
    'check --revocation') reply='words off if-known leaf require' ;;
    'check --passin') reply='words prompt env: file: fd: stdin' ;;
    'check --files-from') reply=files ;;
    'check --shard') reply=any ;;
    'probe --from') reply=files ;;
    'probe --type') reply='words FED SIP SIPINT SIPS EDGE UDS CMSWEB PEXAPP TURNS STUNS LDAPS LDAP XMPPC XMPPS XMPPCT IMAPS SUBMIT H323 SIPTCP SIPUDP H323LS H323RS' ;;
    'probe --discover') reply=any ;;
    'probe --dns') reply=any ;;
    'probe --dns-timeout') reply=any ;;
    'probe --files-from') reply=files ;;
    'probe --shard') reply=any ;;
    'probe --sni') reply=any ;;
    'probe --starttls') reply='words smtp imap pop3 ldap postgres xmpp xmpp-server ftp mysql sieve none' ;;
    'probe --tls-min') reply='words 1.0 1.1 1.2 1.3' ;;
    'probe --tls-max') reply='words 1.0 1.1 1.2 1.3' ;;
    'probe --cert') reply=files ;;
    'probe --key') reply=files ;;
    'probe --client-cert') reply='words auto' ;;
    'probe --passin') reply='words prompt env: file: fd: stdin' ;;
    'probe --host') reply=any ;;
    'probe --expect') reply=any ;;
    'probe --trust') reply=files ;;
    'probe --untrusted') reply=files ;;
    'probe --profile') reply='words cms rfc5280 webpki sip' ;;
    'probe --timeout') reply=any ;;
    'probe --retries') reply=any ;;
    'probe --deadline') reply=any ;;
    'probe --jobs') reply=any ;;
    'probe --per-host') reply=any ;;
    'probe --delay') reply=any ;;
    'probe --save-chain') reply=folders ;;
    'probe --save-root') reply=files ;;
    'probe --warn') reply=any ;;
    'probe --critical') reply=any ;;
    'probe --fail-on') reply='words error warning never' ;;
    'probe --ignore') reply=any ;;
    'probe --policy-file') reply=files ;;
    'csr --from') reply=files ;;
    'csr --shard') reply=any ;;
    'csr --key-type') reply='words rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 ml-dsa:44 ml-dsa:65 ml-dsa:87' ;;
    'csr --key') reply=files ;;
    'csr --digest') reply='words sha256 sha384 sha512' ;;
    'csr --for') reply='words callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool' ;;
    'csr --set') reply='words fqdn= domain= node= pool= join= user=' ;;
    'csr --eku') reply='words serverAuth clientAuth codeSigning emailProtection timeStamping OCSPSigning' ;;
    'csr --key-usage') reply='words digitalSignature nonRepudiation keyEncipherment dataEncipherment keyAgreement keyCertSign cRLSign encipherOnly decipherOnly' ;;
    'csr --ms-template') reply=any separate= ;;
    'csr --out-form') reply='words pem der' ;;
    'csr --passin') reply='words prompt env: file: fd: stdin' ;;
    'csr --passout') reply='words prompt env: file: fd: stdin' ;;
    'renew --add-san') reply=any ;;
    'renew --drop-san') reply=any ;;
    'renew --as') reply=any ;;
    'renew --key') reply=files ;;
    'renew --key-type') reply='words rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 ml-dsa:44 ml-dsa:65 ml-dsa:87' ;;
    'renew --digest') reply='words sha256 sha384 sha512' ;;
    'renew --for') reply='words callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool' ;;
    'renew --set') reply='words fqdn= domain= node= pool= join= user=' ;;
    'renew --eku') reply='words serverAuth clientAuth codeSigning emailProtection timeStamping OCSPSigning' ;;
    'renew --key-usage') reply='words digitalSignature nonRepudiation keyEncipherment dataEncipherment keyAgreement keyCertSign cRLSign encipherOnly decipherOnly' ;;
    'renew --ms-template') reply=any separate= ;;
    'renew --out-form') reply='words pem der' ;;
    'renew --passin') reply='words prompt env: file: fd: stdin' ;;
    'renew --passout') reply='words prompt env: file: fd: stdin' ;;
    'selfsigned --key-type') reply='words rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 ml-dsa:44 ml-dsa:65 ml-dsa:87' ;;
    'selfsigned --key') reply=files ;;
    'selfsigned --digest') reply='words sha256 sha384 sha512' ;;
    'selfsigned --for') reply='words callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool' ;;
    'selfsigned --set') reply='words fqdn= domain= node= pool= join= user=' ;;
    'selfsigned --path-length') reply=any ;;
    'selfsigned --eku') reply='words serverAuth clientAuth codeSigning emailProtection timeStamping OCSPSigning' ;;
    'selfsigned --key-usage') reply='words digitalSignature nonRepudiation keyEncipherment dataEncipherment keyAgreement keyCertSign cRLSign encipherOnly decipherOnly' ;;
    'selfsigned --serial') reply=any ;;
    'selfsigned --out-form') reply='words pem der' ;;
    'selfsigned --days') reply=any ;;
    'selfsigned --not-before') reply=any ;;
    'selfsigned --not-after') reply=any ;;
    'selfsigned --passin') reply='words prompt env: file: fd: stdin' ;;
    'selfsigned --passout') reply='words prompt env: file: fd: stdin' ;;
    'sign --from') reply=files ;;
    'sign --files-from') reply=files ;;
    'sign --shard') reply=any ;;
    'sign --for') reply='words callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool' ;;
    'sign --set') reply='words fqdn= domain= node= pool= join= user=' ;;
    'sign --eku') reply='words serverAuth clientAuth codeSigning emailProtection timeStamping OCSPSigning' ;;
    'sign --san') reply=any ;;
    'sign --subject') reply=any ;;
    'sign --path-length') reply=any ;;
    'sign --crl-url') reply=any ;;
    'sign --aia-url') reply=any ;;
    'sign --ocsp-url') reply=any ;;
    'sign --ca-key') reply=files ;;
    'sign --digest') reply='words sha256 sha384 sha512' ;;
    'sign --serial') reply=any ;;
    'sign --days') reply=any ;;
    'sign --not-before') reply=any ;;
    'sign --not-after') reply=any ;;
    'sign --passin') reply='words prompt env: file: fd: stdin' ;;
    'complete --from') reply=folders ;;
    'complete --key') reply=files ;;
    'complete --files-from') reply=files ;;
    'complete --shard') reply=any ;;
    'complete --passin') reply='words prompt env: file: fd: stdin' ;;
    'user --days') reply=any ;;
    'user --not-before') reply=any ;;
    'user --not-after') reply=any ;;
    'user --passout') reply='words prompt env: file: fd: stdin' ;;
    'revoke --reason') reply='words unspecified keyCompromise cACompromise affiliationChanged superseded cessationOfOperation certificateHold privilegeWithdrawn aACompromise' ;;
    'revoke --date') reply=any ;;
    'crl --days') reply=any ;;
    'crl --ca-key') reply=files ;;
    'crl --out-form') reply='words pem der' ;;
    'crl --passin') reply='words prompt env: file: fd: stdin' ;;
    'bundle --out' | 'bundle -o') reply=files ;;
    'bundle --passin') reply='words prompt env: file: fd: stdin' ;;
    'bundle --files-from') reply=files ;;
    'export --key') reply=files ;;
    'export --chain') reply=files ;;
    'export --compat') reply='words modern legacy' ;;
    'export --name') reply=any ;;
    'export --out' | 'export -o') reply=files ;;
    'export --files-from') reply=files ;;
    'export --passin') reply='words prompt env: file: fd: stdin' ;;
    'export --passout') reply='words prompt env: file: fd: stdin' ;;
    'import --as') reply=any ;;
    'import --host') reply=any ;;
    'import --passin') reply='words prompt env: file: fd: stdin' ;;
    'import --files-from') reply=files ;;
    'import --shard') reply=any ;;
    'import --passout') reply='words prompt env: file: fd: stdin' ;;
    'unlock --out' | 'unlock -o') reply=files ;;
    'unlock --passin') reply='words prompt env: file: fd: stdin' ;;
    'lock --out' | 'lock -o') reply=files ;;
    'lock --passin') reply='words prompt env: file: fd: stdin' ;;
    'lock --passout') reply='words prompt env: file: fd: stdin' ;;
    'pkcs12-to-ssh --passin') reply='words prompt env: file: fd: stdin' ;;
    'man --all') reply=folders ;;
    *' --dir' | *' -C') reply=folders ;;
    *' --format') reply='words text json ndjson csv csv-compat nagios prometheus junit sarif github' ;;
    *' --color') reply='words auto always never' ;;
    *' --at') reply=any ;;
    *' --max-size') reply=any ;;
    *) return 1 ;;
  esac
}

# What operand number $2 of command $1 may be.
_pki_operand() {
  case "$1 $2" in
    'list '*) reply=files ;;
    'inspect '*) reply=files ;;
    'match 0') reply=files ;;
    'match '*) reply=files ;;
    'diff 0') reply=files ;;
    'diff 1') reply=files ;;
    'verify 0') reply=files ;;
    'verify '*) reply=files ;;
    'check '*) reply=files ;;
    'probe '*) reply=any ;;
    'roles 0') reply='words callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool' ;;
    'csr 0') reply=any ;;
    'csr '*) reply='words C: ST: L: O: OU: CN: emailAddress: subjectAltName:' ;;
    'renew 0') reply=files ;;
    'renew '*) reply='words C: ST: L: O: OU: CN: emailAddress: subjectAltName:' ;;
    'selfsigned 0') reply=any ;;
    'selfsigned '*) reply='words C: ST: L: O: OU: CN: emailAddress: subjectAltName:' ;;
    'sign '*) reply=files ;;
    'sign 1') reply=files ;;
    'complete 0') reply=files ;;
    'complete '*) reply=files ;;
    'user 0') reply=any ;;
    'revoke 0') reply=files ;;
    'revoke 1') reply=files ;;
    'crl 0') reply=files ;;
    'bundle '*) reply=files ;;
    'export '*) reply=files ;;
    'import '*) reply=files ;;
    'unlock 0') reply=files ;;
    'lock 0') reply=files ;;
    'pkcs12-to-ssh 0') reply=files ;;
    'help 0') reply='words rules exit-codes passphrases files environment' ;;
    'man 0') reply=any ;;
    'completion 0') reply='words bash zsh fish' ;;
    *) reply=any ;;
  esac
}

_pki() {
  local command= awaited= ended= reply= separate= value= word i n=0 place=0
  local -a words=()
  COMPREPLY=()
  # readline cuts words at : and =; here they are whole again.
  for (( i = 1; i <= COMP_CWORD; i++ )); do
    word=${COMP_WORDS[i]}
    if (( n > 0 )) && [[ $word == [:=]* || ( -n $word && $word != -* && ${words[n-1]} == *[:=] ) ]]; then
      words[n-1]+=$word
    else
      words[n++]=$word
    fi
  done
  (( n > 0 )) || return 0
  for (( i = 0; i < n - 1; i++ )); do
    word=${words[i]}
    if [[ $awaited ]]; then awaited=
    elif [[ $ended || $word != -?* ]]; then
      if [[ $command ]]; then (( place += 1 )); else command=$word; fi
    elif [[ $word == -- ]]; then ended=1
    elif _pki_value "$command" "$word" && [[ $separate ]]; then awaited=$word
    fi
  done
  value=${words[n-1]}
  if [[ $awaited ]]; then
    _pki_value "$command" "$awaited"
  elif [[ ! $ended && $value == --*=* ]]; then
    _pki_value "$command" "${value%%=*}" || return 0
    value=${value#*=}
  elif [[ ! $ended && $value == -* ]]; then
    _pki_options "$command"
    reply="words $reply"
  elif [[ $command ]]; then
    _pki_operand "$command" "$place"
  else
    reply='words list inspect match diff verify check probe roles csr renew selfsigned sign complete user revoke crl bundle export import unlock lock pkcs12-to-ssh help man completion'
  fi
  local prefix=
  [[ $COMP_WORDBREAKS == *:* && $value == *:* ]] && prefix=${value%"${value##*:}"}
  case $reply in
    words*) set -- -W "${reply#words}" ;;
    files) set -- -f; compopt -o filenames 2>/dev/null ;;
    folders) set -- -d; compopt -o filenames 2>/dev/null ;;
    *) return 0 ;;
  esac
  while IFS= read -r word; do COMPREPLY+=("${word#"$prefix"}"); done < <(compgen "$@" -- "$value")
  # What ends with a colon goes on in the same word.
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -F _pki pki
