// The door to libssl and libcrypto. What Swift cannot import by itself, function macros and cast
// constants, stands here as `pki_` + the macro's exact name: every use leads back to the C manual.

#ifndef PKI_COPENSSL_H
#define PKI_COPENSSL_H

#if !__has_include(<openssl/ssl.h>)
#error "OpenSSL headers not found: install libssl-dev (Debian), openssl-devel (Fedora) or openssl@3 (Homebrew)"
#else

#include <openssl/opensslv.h>
#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error "OpenSSL 3.0 or later is needed: install libssl-dev (Debian), openssl-devel (Fedora) or openssl@3 (Homebrew)"
#endif

#define OPENSSL_API_COMPAT 30000
#define OPENSSL_NO_DEPRECATED

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#endif
#endif
