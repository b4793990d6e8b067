#compdef pki

_pki_commands() {
  local -a commands
  commands=(
    'list:list keys, requests and certificates with their state'
    'inspect:show what a file is and what is in it'
    'match:check that key, certificate and request belong together'
    'diff:say what differs between two certificates or requests'
    'verify:check a certificate against its chain and the CAs that are trusted'
    'check:check whether a certificate is fit for service'
    'probe:see what certificates live servers present'
    'roles:list what certificates can be for, what a role needs, and all rules'
    'csr:make a private key and a certificate signing request'
    'renew:make a request that asks again for what a certificate has'
    'selfsigned:make a private key and a self-signed certificate'
    'sign:sign certificate requests with a CA'
    'complete:install the certificate that a CA has made from a request'
    'user:make an administrator'\''s certificate for Pexip'\''s secure mode'
    'revoke:revoke a certificate that a CA of one'\''s own issued'
    'crl:make the revocation list of a CA'
    'bundle:sort certificates from leaf to root, and write chain files and trust lists'
    'export:write a certificate, its chain and its key as PKCS#12, PEM, PKCS#7 or DER'
    'import:sort files of any format into the store: keys, certificates, requests, CAs'
    'unlock:take the passphrase off a private key'
    'lock:put a private key under a passphrase'
    'pkcs12-to-ssh:turn USER.pub from PKCS#12 into an OpenSSH public key'
    'help:show how a command is used, or a topic'
    'man:print the manual page of pki or of a command'
    'completion:print the completion script of a shell'
  )
  _describe -t commands 'pki command' commands
}

_pki() {
  local curcontext="$curcontext" context state state_descr line ret=1
  local -A opt_args
  local -a globals
  globals=(
    '(-C --dir)'{-C+,--dir=}'[the store\: where names are looked up and files are written]:DIR:_files -/'
    '(--format)--format=[how the result is written]:FORMAT:(text json ndjson csv csv-compat nagios prometheus junit sarif github)'
    '*--json[the same as --format json]'
    '*'{-q,--quiet}'[only the result\: no notes, no progress]'
    '(--color)--color=[when to use colours]:WHEN:(auto always never)'
    '(--at)--at=[judge dates as of TIME (RFC 3339) instead of now]:TIME: '
    '(--max-size)--max-size=[the most that is read of one file]:BYTES: '
    '*--allow-slow[open keys locked with more than 10 million rounds]'
    '*--debug[show OpenSSL'\''s own errors too]'
    '*'{-h,--help}'[show help and exit]'
    '*--version[show the version and exit]'
  )
  _arguments -C -s -S $globals '1: :_pki_commands' '*::: :->argument' && ret=0
  [[ $state == argument ]] || return ret
  words=($line[1] "${words[@]}")
  (( CURRENT += 1 ))
  curcontext="${curcontext%:*:*}:pki-$line[1]:"
  case $line[1] in
    list)
      _arguments -s -S $globals \
        '(--sort)--sort=[how lines are ordered]:ORDER:(name expiry status)' \
        '*--names[bare names, as the Meeting Server lists them]' \
        '(--by)--by=[group lines by subject, key or issuer]:WHAT:(subject key issuer)' \
        '*--warn=[warn of an end so near\: 30d, 36h or 33% of the lifetime]:WHEN: ' \
        '*--critical=[from so near on it is an error]:WHEN: ' \
        '(--fail-on)--fail-on=[from which severity on the exit code is 1]:SEVERITY:(error warning never)' \
        '*--ignore=[let findings of a code pass, for good or until the end of a day]:CODE[=until DATE]: ' \
        '(--policy-file)--policy-file=[a file of thresholds, exceptions and roles\: pki.json]:FILE:_files' \
        '*'{-r,--recursive}'[walk the subfolders of a folder too]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '*:PATH:_files' && ret=0
      ;;
    inspect)
      _arguments -s -S $globals \
        '*--full[everything\: all extensions, public key, signature]' \
        '*--short[one line an element]' \
        '*--fingerprint[the SHA-256 of each certificate alone]' \
        '*--spki-pin[the base64 SHA-256 of each public key alone]' \
        '*--pem[each element but private keys again, as PEM]' \
        '*--der[the element again, as DER]' \
        '*--first[only the first element of each file]' \
        '*'{-r,--recursive}'[walk the subfolders of a folder too]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '*:FILE:_files' && ret=0
      ;;
    match)
      _arguments -s -S $globals \
        '*--weak[examine the keys themselves, and name what is weak]' \
        '(--blocklist)--blocklist=[SHA-256 of public keys that are known to be bad; implies --weak]:FILE:_files' \
        '*'{-r,--recursive}'[walk the subfolders of a folder too]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '::KEY:_files' \
        '*:CERT:_files' && ret=0
      ;;
    diff)
      _arguments -s -S $globals \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        ':A:_files' \
        ':B:_files' && ret=0
      ;;
    verify)
      _arguments -s -S $globals \
        '*--trust=[trust every certificate in it]:FILE|DIR|system:_files' \
        '*--untrusted=[certificates that may stand between]:FILE|DIR:_files' \
        '*--partial-chain[anchors of BUNDLE and CA need not be self-signed]' \
        '(--profile)--profile=[which law]:PROFILE:(cms rfc5280 webpki sip)' \
        '(--purpose)--purpose=[what it is to be used for]:PURPOSE:(server client ca email code any)' \
        '*--host=[a host name that it must be valid for]:NAME: ' \
        '*--ip=[an address that it must be valid for]:ADDR: ' \
        '*--email=[an e-mail address that it must be valid for]:ADDR: ' \
        '*--sip=[a SIP domain that it must be valid for, by RFC 5922]:DOMAIN: ' \
        '(--max-depth)--max-depth=[the most certificates between leaf and anchor]:N: ' \
        '(--security-level)--security-level=[OpenSSL'\''s security level, 0 to 5]:LEVEL: ' \
        '*--fips[only keys and digests that FIPS 140 approves]' \
        '(--blocklist)--blocklist=[SHA-256 of public keys that are known to be bad]:FILE:_files' \
        '*--allow-cn[let the common name count where there are no alternative names]' \
        '(--suffixes)--suffixes=[a public suffix list, for wildcards under webpki]:FILE:_files' \
        '*--explain[tell the search\: each path, each rule in its order, where it stopped and why]' \
        '*--for=[what it is for; pki roles lists the roles, and several add up]:ROLE:(callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool)' \
        '*--set=[a name that a role needs, as node=a.example.com]:NAME=VALUE:(fqdn= domain= node= pool= join= user=)' \
        '*--no-dns[a pexip-node without a name in the DNS is named by its address]' \
        '*--tolerate-ip[a pexip-node may have addresses among its names]' \
        '*--policy=[a certificate policy that is acceptable]:OID: ' \
        '*--explicit-policy[the path must be valid for an acceptable policy]' \
        '*--inhibit-any-policy[let anyPolicy stand for no policy]' \
        '*--inhibit-policy-mapping[let no policy stand for another]' \
        '*--crl=[revocation lists\: complete, delta or indirect]:FILE|DIR:_files' \
        '*--ocsp-response=[an OCSP response]:FILE:_files' \
        '(--revocation)--revocation=[who must be known not to be revoked\: if-known warns of the unknown, require asks it of all below the anchor]:MODE:(off if-known leaf require)' \
        '*--fetch[get missing issuers, revocation lists and OCSP answers from the http URLs in the certificates\: at most 8 requests, 5 seconds and 1 MiB each; what comes is not trusted]' \
        '*--fetch-private[with --fetch\: from private, loopback and link-local addresses too]' \
        '(--ocsp-url)--ocsp-url=[with --fetch\: ask this OCSP responder, not the certificates'\'' own]:URL: ' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '::CERT:_files' \
        '*:BUNDLE:_files' && ret=0
      ;;
    check)
      _arguments -s -S $globals \
        '*--for=[what it is for; pki roles lists the roles, and several add up]:ROLE:(callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool)' \
        '*--set=[a name that a role needs, as node=a.example.com]:NAME=VALUE:(fqdn= domain= node= pool= join= user=)' \
        '*--no-dns[a pexip-node without a name in the DNS is named by its address]' \
        '*--tolerate-ip[a pexip-node may have addresses among its names]' \
        '(--key)--key=[its private key]:FILE:_files' \
        '(--chain)--chain=[the certificates that are handed out with it]:FILE:_files' \
        '*--trust=[trust every certificate in it]:FILE|DIR|system:_files' \
        '*--untrusted=[certificates that may stand between]:FILE|DIR:_files' \
        '(--profile)--profile=[which law]:PROFILE:(cms rfc5280 webpki sip)' \
        '*--host=[a host name or address that it must be valid for]:NAME: ' \
        '(--same-issuer)--same-issuer=[a certificate whose issuer must have signed this one too]:FILE:_files' \
        '*--fips[only keys and digests that FIPS 140 approves]' \
        '*--warn=[warn of an end so near\: 30d, 36h or 33% of the lifetime]:WHEN: ' \
        '*--critical=[from so near on it is an error]:WHEN: ' \
        '(--fail-on)--fail-on=[from which severity on the exit code is 1]:SEVERITY:(error warning never)' \
        '*--ignore=[let findings of a code pass, for good or until the end of a day]:CODE[=until DATE]: ' \
        '(--policy-file)--policy-file=[a file of thresholds, exceptions and roles\: pki.json]:FILE:_files' \
        '*--crl=[revocation lists\: complete, delta or indirect]:FILE|DIR:_files' \
        '*--ocsp-response=[an OCSP response]:FILE:_files' \
        '(--revocation)--revocation=[who must be known not to be revoked\: if-known warns of the unknown, require asks it of all below the anchor]:MODE:(off if-known leaf require)' \
        '*'{-r,--recursive}'[walk the subfolders of a folder too]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '*:CERT:_files' && ret=0
      ;;
    probe)
      _arguments -s -S $globals \
        '*--from=[a table of targets, Domain,Type,Port; - is standard input]:FILE:_files' \
        '*--skip-bad[leave bad rows of tables and lines of lists out, without an error]' \
        '(--type)--type=[bare names are domains with such a service\: FED, SIP, SIPS, …]:TYPE:(FED SIP SIPINT SIPS EDGE UDS CMSWEB PEXAPP TURNS STUNS LDAPS LDAP XMPPC XMPPS XMPPCT IMAPS SUBMIT H323 SIPTCP SIPUDP H323LS H323RS)' \
        '*--discover=[ask for every kind of service, say which there are, probe them]:DOMAIN: ' \
        '*--dns=[the name server to ask, for every step]:HOST[\:PORT]: ' \
        '(--dns-timeout)--dns-timeout=[for each question to it, asked twice]:SECONDS: ' \
        '*--no-pool[only the first address of each name]' \
        '*'{-4,--ipv4}'[only addresses of IPv4]' \
        '*'{-6,--ipv6}'[only addresses of IPv6]' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '(--sni)--sni=[the name to ask servers for]:NAME|none: ' \
        '*--sni-check[call each server again without a name, and compare]' \
        '(--starttls)--starttls=[how TLS is begun, or none for at once]:PROTOCOL:(smtp imap pop3 ldap postgres xmpp xmpp-server ftp mysql sieve none)' \
        '(--tls-min)--tls-min=[the oldest TLS to speak]:VERSION:(1.0 1.1 1.2 1.3)' \
        '(--tls-max)--tls-max=[the newest TLS to speak]:VERSION:(1.0 1.1 1.2 1.3)' \
        '(--cert)--cert=[the client certificate to show, with its chain]:FILE:_files' \
        '(--key)--key=[its private key]:FILE:_files' \
        '(--client-cert)--client-cert=[auto\: show a client certificate of this folder that fits the authorities the server names; where none does and it names none, one that is made up for the call]:auto:(auto)' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '(--host)--host=[the name or address that certificates must be for]:NAME: ' \
        '*--expect=[the fingerprint that the certificate must have; one of several]:SHA256: ' \
        '*--trust=[trust every certificate in it; with labels, a verdict for each]:[LABEL=]FILE|DIR|system:_files' \
        '*--untrusted=[certificates that may stand between]:FILE|DIR:_files' \
        '*--fetch[get issuers that servers do not send from the http URLs in the certificates\: at most 8 requests, 5 seconds and 1 MiB each; what comes is not trusted]' \
        '*--fetch-private[with --fetch\: from private, loopback and link-local addresses too]' \
        '(--profile)--profile=[which law]:PROFILE:(cms rfc5280 webpki sip)' \
        '(--timeout)--timeout=[for each address, from connecting to the end, all tries together]:SECONDS: ' \
        '(--retries)--retries=[call again who does not answer, refuses or hangs up; all tries share the time]:N: ' \
        '(--deadline)--deadline=[for the whole run; what is not done by then is named]:SECONDS: ' \
        '(--jobs)--jobs=[how many addresses are called at the same time]:N: ' \
        '(--per-host)--per-host=[how many connections one address gets at the same time]:N: ' \
        '(--delay)--delay=[milliseconds between the beginnings of two calls]:MS: ' \
        '*--short[a line for each address, and what is wrong with it]' \
        '*--advanced[all extensions of the certificate too]' \
        '*--chain[every certificate of the chain with its fields, and the root that is needed]' \
        '*--pem[what was sent as PEM too]' \
        '*--quiet-ok[only addresses where something is wrong; the summary counts all]' \
        '(--save-chain)--save-chain=[write what each address sent to a file in there]:DIR:_files -/' \
        '(--save-root)--save-root=[write the trusted root of the chain]:FILE:_files' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        '*--warn=[warn of an end so near\: 30d, 36h or 33% of the lifetime]:WHEN: ' \
        '*--critical=[from so near on it is an error]:WHEN: ' \
        '(--fail-on)--fail-on=[from which severity on the exit code is 1]:SEVERITY:(error warning never)' \
        '*--ignore=[let findings of a code pass, for good or until the end of a day]:CODE[=until DATE]: ' \
        '(--policy-file)--policy-file=[a file of thresholds, exceptions and roles\: pki.json]:FILE:_files' \
        '*:TARGET: ' && ret=0
      ;;
    roles)
      _arguments -s -S $globals \
        '*--rules[every rule\: code, severity, clause, what it asks, what mends it]' \
        '::ROLE:(callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool)' && ret=0
      ;;
    csr)
      _arguments -s -S $globals \
        '(--from)--from=[a request for each row of a table; - is standard input]:FILE:_files' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '(--key-type)--key-type=[the type of key to make]:TYPE:(rsa\:2048 rsa\:3072 rsa\:4096 ec\:p256 ec\:p384 ec\:p521 ed25519 ed448 ml-dsa\:44 ml-dsa\:65 ml-dsa\:87)' \
        '(--key)--key=[use this key instead of making one; no key file is written]:FILE:_files' \
        '(--digest)--digest=[the digest to sign with]:DIGEST:(sha256 sha384 sha512)' \
        '*--lock[encrypt the new key with a passphrase]' \
        '*--for=[what it is for; pki roles lists the roles, and several add up]:ROLE:(callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool)' \
        '*--set=[a name that a role needs, as node=a.example.com]:NAME=VALUE:(fqdn= domain= node= pool= join= user=)' \
        '*--no-dns[a pexip-node without a name in the DNS is named by its address]' \
        '*--tolerate-ip[a pexip-node may have addresses among its names]' \
        '(--eku)--eku=[extended key usages to ask for, names or identifiers]:LIST:(serverAuth clientAuth codeSigning emailProtection timeStamping OCSPSigning)' \
        '(--key-usage)--key-usage=[key usages to ask for]:LIST:(digitalSignature nonRepudiation keyEncipherment dataEncipherment keyAgreement keyCertSign cRLSign encipherOnly decipherOnly)' \
        '*--ms-template=-[ask for the Microsoft certificate template NAME]::NAME: ' \
        '*--must-staple[ask for a certificate that demands a stapled OCSP response]' \
        '*--no-cn-in-san[do not put the common name among the alternative names]' \
        '(--out-form)--out-form=[the form of the request]:FORM:(pem der)' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '(--passout)--passout=[where the passphrase of what is written comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        '::NAME: ' \
        '*:ATTRIBUTE:(C\: ST\: L\: O\: OU\: CN\: emailAddress\: subjectAltName\:)' && ret=0
      ;;
    renew)
      _arguments -s -S $globals \
        '*--add-san=[add an alternative name; a comma list, repeatable]:NAME: ' \
        '*--drop-san=[leave out an alternative name; a comma list, repeatable]:NAME: ' \
        '(--as)--as=[the name of the new files]:NAME: ' \
        '(--key)--key=[sign with this key]:FILE:_files' \
        '*--new-key[make a new key instead\: a re-key]' \
        '(--key-type)--key-type=[the type of the new key]:TYPE:(rsa\:2048 rsa\:3072 rsa\:4096 ec\:p256 ec\:p384 ec\:p521 ed25519 ed448 ml-dsa\:44 ml-dsa\:65 ml-dsa\:87)' \
        '(--digest)--digest=[the digest to sign with]:DIGEST:(sha256 sha384 sha512)' \
        '*--lock[encrypt the new key with a passphrase]' \
        '*--for=[what it is for; pki roles lists the roles, and several add up]:ROLE:(callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool)' \
        '*--set=[a name that a role needs, as node=a.example.com]:NAME=VALUE:(fqdn= domain= node= pool= join= user=)' \
        '*--no-dns[a pexip-node without a name in the DNS is named by its address]' \
        '*--tolerate-ip[a pexip-node may have addresses among its names]' \
        '(--eku)--eku=[extended key usages instead of the certificate'\''s]:LIST:(serverAuth clientAuth codeSigning emailProtection timeStamping OCSPSigning)' \
        '(--key-usage)--key-usage=[key usages instead of the certificate'\''s]:LIST:(digitalSignature nonRepudiation keyEncipherment dataEncipherment keyAgreement keyCertSign cRLSign encipherOnly decipherOnly)' \
        '*--ms-template=-[ask for the Microsoft certificate template NAME instead]::NAME: ' \
        '*--must-staple[ask for a certificate that demands a stapled OCSP response]' \
        '*--no-cn-in-san[do not put a new common name among the alternative names]' \
        '(--out-form)--out-form=[the form of the request]:FORM:(pem der)' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '(--passout)--passout=[where the passphrase of what is written comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        ':CERT:_files' \
        '*:ATTRIBUTE:(C\: ST\: L\: O\: OU\: CN\: emailAddress\: subjectAltName\:)' && ret=0
      ;;
    selfsigned)
      _arguments -s -S $globals \
        '(--key-type)--key-type=[the type of key to make]:TYPE:(rsa\:2048 rsa\:3072 rsa\:4096 ec\:p256 ec\:p384 ec\:p521 ed25519 ed448 ml-dsa\:44 ml-dsa\:65 ml-dsa\:87)' \
        '(--key)--key=[use this key instead of making one; no key file is written]:FILE:_files' \
        '(--digest)--digest=[the digest to sign with]:DIGEST:(sha256 sha384 sha512)' \
        '*--lock[encrypt the new key with a passphrase]' \
        '*--for=[what it is for; pki roles lists the roles, and several add up]:ROLE:(callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool)' \
        '*--set=[a name that a role needs, as node=a.example.com]:NAME=VALUE:(fqdn= domain= node= pool= join= user=)' \
        '*--no-dns[a pexip-node without a name in the DNS is named by its address]' \
        '*--tolerate-ip[a pexip-node may have addresses among its names]' \
        '*--leaf[a certificate for a service that signs nothing]' \
        '(--path-length)--path-length=[how many CAs may follow below this one]:N: ' \
        '(--eku)--eku=[extended key usages of a --leaf]:LIST:(serverAuth clientAuth codeSigning emailProtection timeStamping OCSPSigning)' \
        '(--key-usage)--key-usage=[key usages]:LIST:(digitalSignature nonRepudiation keyEncipherment dataEncipherment keyAgreement keyCertSign cRLSign encipherOnly decipherOnly)' \
        '(--serial)--serial=[the serial number]:HEX: ' \
        '*--must-staple[demand a stapled OCSP response of the server]' \
        '*--no-cn-in-san[do not put the common name among the alternative names]' \
        '(--out-form)--out-form=[the form of the certificate]:FORM:(pem der)' \
        '(--days)--days=[days that the certificate is valid]:N: ' \
        '(--not-before)--not-before=[when it begins]:TIME: ' \
        '(--not-after)--not-after=[its last second, instead of --days]:TIME: ' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '(--passout)--passout=[where the passphrase of what is written comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        ':NAME: ' \
        '*:ATTRIBUTE:(C\: ST\: L\: O\: OU\: CN\: emailAddress\: subjectAltName\:)' && ret=0
      ;;
    sign)
      _arguments -s -S $globals \
        '(--from)--from=[the requests that pki csr --from made, as its manifest.ndjson names them]:FILE:_files' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '*--for=[what it is for; pki roles lists the roles, and several add up]:ROLE:(callbridge callbridge-lync cucm-trunk webbridge3 c2w webadmin turn meetingapps shared recorder streamer database-server database-client pexip-dmz pexip-onprem pexip-node pexip-admin sfb-edge sfb-frontend expressway-e expressway-c sip-peer server client ca database-cluster cms-cluster pexip-pool)' \
        '*--set=[a name that a role needs, as node=a.example.com]:NAME=VALUE:(fqdn= domain= node= pool= join= user=)' \
        '*--no-dns[a pexip-node without a name in the DNS is named by its address]' \
        '*--tolerate-ip[a pexip-node may have addresses among its names]' \
        '(--eku)--eku=[extended key usages instead of those asked for]:LIST:(serverAuth clientAuth codeSigning emailProtection timeStamping OCSPSigning)' \
        '*--san=[add an alternative name; a comma list, repeatable]:NAME: ' \
        '(--subject)--subject=[a subject instead of the one asked for, CN=…,O=…]:DN: ' \
        '*--ca[make a CA that may sign others]' \
        '(--path-length)--path-length=[how many CAs may follow below a --ca]:N: ' \
        '*--crl-url=[where the CA'\''s revocation list is]:URL: ' \
        '*--aia-url=[where the CA'\''s certificate is]:URL: ' \
        '*--ocsp-url=[where the CA'\''s OCSP responder is]:URL: ' \
        '*--chain[also write CSR-fullchain.crt\: certificate, then CA]' \
        '(--ca-key)--ca-key=[the CA'\''s private key]:FILE:_files' \
        '(--digest)--digest=[the digest to sign with]:DIGEST:(sha256 sha384 sha512)' \
        '(--serial)--serial=[the serial number]:HEX: ' \
        '(--days)--days=[days that the certificate is valid]:N: ' \
        '(--not-before)--not-before=[when it begins]:TIME: ' \
        '(--not-after)--not-after=[its last second, instead of --days]:TIME: ' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        '*:CSR:_files' \
        ':CA:_files' && ret=0
      ;;
    complete)
      _arguments -s -S $globals \
        '(--from)--from=[take all answers in this folder]:DIR:_files -/' \
        '*--strict[install nothing where the CA changed names, usages or subject]' \
        '(--key)--key=[the private key]:FILE:_files' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        '::CSR:_files' \
        '*:CERT:_files' && ret=0
      ;;
    user)
      _arguments -s -S $globals \
        '*--legacy[encrypt NAME.p12 with Triple DES, for Windows before 2019 and old browsers]' \
        '(--days)--days=[days that the certificate is valid]:N: ' \
        '(--not-before)--not-before=[when it begins]:TIME: ' \
        '(--not-after)--not-after=[its last second, instead of --days]:TIME: ' \
        '(--passout)--passout=[where the passphrase of what is written comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        ':NAME: ' && ret=0
      ;;
    revoke)
      _arguments -s -S $globals \
        '(--reason)--reason=[why, by its name in RFC 5280]:REASON:(unspecified keyCompromise cACompromise affiliationChanged superseded cessationOfOperation certificateHold privilegeWithdrawn aACompromise)' \
        '(--date)--date=[since when]:TIME: ' \
        '*--dry-run[say what would be written, write nothing]' \
        ':CERT:_files' \
        ':CA:_files' && ret=0
      ;;
    crl)
      _arguments -s -S $globals \
        '(--days)--days=[days until the next list comes]:N: ' \
        '(--ca-key)--ca-key=[the CA'\''s private key]:FILE:_files' \
        '(--out-form)--out-form=[the form of the list]:FORM:(pem der)' \
        '*--dry-run[say what would be written, write nothing]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        ':CA:_files' && ret=0
      ;;
    bundle)
      _arguments -s -S $globals \
        '(-o --out)'{-o+,--out=}'[write the bundle to FILE]:FILE:_files' \
        '*--intermediates[the CAs alone, without the leaf, the root last]' \
        '*--full-chain[the leaf first, the root last; refused where one of them is missing]' \
        '*--no-root[leave the root out]' \
        '*--split[two files\: the leaf, and the chain above it]' \
        '*--ca-certificates[a trust list of all CAs by name, in ca-certificates.pem without --out]' \
        '*'{-r,--recursive}'[walk the subfolders of a folder too]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        '*:FILE:_files' && ret=0
      ;;
    export)
      _arguments -s -S $globals \
        '(--key)--key=[the private key]:FILE:_files' \
        '*--no-key[certificates alone]' \
        '*--chain=[certificates above the first, in any order]:FILE:_files' \
        '(--compat)--compat=[who must open the PKCS#12 file]:AGE:(modern legacy)' \
        '*--pem[PEM\: private key, certificate and chain, of one NAME or of several]' \
        '*--lock[with --pem\: put the keys under a new passphrase]' \
        '*--p7b[a PKCS#7 file of the certificates, in PEM; with --der binary]' \
        '*--der[the certificate alone in DER]' \
        '(--name)--name=[what the PKCS#12 file calls the certificate]:TEXT: ' \
        '(-o --out)'{-o+,--out=}'[write to FILE]:FILE:_files' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '(--passout)--passout=[where the passphrase of what is written comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        '*:NAME:_files' && ret=0
      ;;
    import)
      _arguments -s -S $globals \
        '(--as)--as=[the name in the store]:NAME: ' \
        '*--lock[put the keys under a new passphrase]' \
        '*--host=[refuse certificates that are not for this host name or address]:NAME: ' \
        '*'{-r,--recursive}'[walk the subfolders of a folder too]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--files-from=[more inputs, a name a line; - is standard input]:FILE:_files' \
        '*'{-0,--null}'[names of --files-from end with NUL, as find -print0 writes them]' \
        '(--shard)--shard=[only every Nth input, beginning with the Ith\: a part of work that is cut in N]:I/N: ' \
        '(--passout)--passout=[where the passphrase of what is written comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        '*:FILE:_files' && ret=0
      ;;
    unlock)
      _arguments -s -S $globals \
        '(-o --out)'{-o+,--out=}'[write the unlocked key to FILE instead; - is standard output]:FILE:_files' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        ':KEY:_files' && ret=0
      ;;
    lock)
      _arguments -s -S $globals \
        '*--scrypt[use scrypt, N = 2^17, which OpenSSL'\''s own programs and GnuTLS refuse]' \
        '(-o --out)'{-o+,--out=}'[write the locked key to FILE instead; - is standard output]:FILE:_files' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '(--passout)--passout=[where the passphrase of what is written comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--force[replace files that exist; a key that is replaced is kept as NAME.key.bak]' \
        '*--dry-run[say what would be written, write nothing]' \
        ':KEY:_files' && ret=0
      ;;
    pkcs12-to-ssh)
      _arguments -s -S $globals \
        '*--keep[keep the PKCS#12 file as USER.p12]' \
        '(--passin)--passin=[where the passphrase of what is read comes from]:SOURCE:(prompt env\: file\: fd\: stdin)' \
        '*--dry-run[say what would be written, write nothing]' \
        ':USER:_files' && ret=0
      ;;
    help)
      _arguments -s -S $globals \
        '::TOPIC:(rules exit-codes passphrases files environment)' && ret=0
      ;;
    man)
      _arguments -s -S $globals \
        '(--all)--all=[write pki.1 and a page for each command into DIR]:DIR:_files -/' \
        '*--force[replace pages that exist]' \
        '::COMMAND: ' && ret=0
      ;;
    completion)
      _arguments -s -S $globals \
        ':SHELL:(bash zsh fish)' && ret=0
      ;;
  esac
  return ret
}

_pki "$@"
