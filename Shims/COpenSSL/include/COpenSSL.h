// The door to libcrypto, and to libssl by way of libssl.h. What Swift cannot import by itself, function macros and cast
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

#include <openssl/asn1.h>
#include <openssl/asn1t.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/decoder.h>
#include <openssl/ec.h>
#include <openssl/encoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// crypto.h

static inline void pki_OPENSSL_free(void *memory) { OPENSSL_free(memory); }
static inline void pki_OPENSSL_clear_free(void *memory, size_t count) { OPENSSL_clear_free(memory, count); }

/// Has libcrypto overwrite every block that it frees; 1, or 0 where it has reserved some already. The corresponding C
/// function is `CRYPTO_set_mem_functions`.
int pki_wipe_what_is_freed(void);

// provider.h

/// A new context with what it takes to read certificates with EC and RSA keys, and nothing else; NULL where it cannot be
/// made. Any thread may call. The corresponding C functions are `OSSL_PROVIDER_add_builtin` and `OSSL_PROVIDER_load`.
OSSL_LIB_CTX *pki_lean_context(void);

/// A new context with all that connections take, where reading a certificate takes a third of the time that it takes in
/// the default one; NULL where it cannot be made. Any thread may call.
OSSL_LIB_CTX *pki_connection_context(void);

// err.h

static inline int pki_ERR_GET_LIB(unsigned long code) { return ERR_GET_LIB(code); }
static inline int pki_ERR_GET_REASON(unsigned long code) { return ERR_GET_REASON(code); }

// bio.h

static inline int pki_BIO_set_mem_eof_return(BIO *memory, int value) {
  return (int)BIO_set_mem_eof_return(memory, value);
}

// evp.h

static const int pki_EVP_PKEY_KEYPAIR = EVP_PKEY_KEYPAIR;
static const int pki_EVP_PKEY_PUBLIC_KEY = EVP_PKEY_PUBLIC_KEY;

// pkcs7.h, pkcs12.h

static inline int pki_sk_PKCS7_num(const STACK_OF(PKCS7) *stack) { return sk_PKCS7_num(stack); }
static inline PKCS7 *pki_sk_PKCS7_value(const STACK_OF(PKCS7) *stack, int index) {
  return sk_PKCS7_value(stack, index);
}
static inline int pki_sk_PKCS7_push(STACK_OF(PKCS7) *stack, PKCS7 *value) { return sk_PKCS7_push(stack, value); }
static inline STACK_OF(PKCS7) *pki_sk_PKCS7_new_null(void) { return sk_PKCS7_new_null(); }
static inline void pki_sk_PKCS7_pop_free(STACK_OF(PKCS7) *stack) { sk_PKCS7_pop_free(stack, PKCS7_free); }

static inline int pki_sk_PKCS12_SAFEBAG_num(const STACK_OF(PKCS12_SAFEBAG) *stack) {
  return sk_PKCS12_SAFEBAG_num(stack);
}
static inline PKCS12_SAFEBAG *pki_sk_PKCS12_SAFEBAG_value(const STACK_OF(PKCS12_SAFEBAG) *stack, int index) {
  return sk_PKCS12_SAFEBAG_value(stack, index);
}
static inline int pki_sk_PKCS12_SAFEBAG_push(STACK_OF(PKCS12_SAFEBAG) *stack, PKCS12_SAFEBAG *value) {
  return sk_PKCS12_SAFEBAG_push(stack, value);
}
static inline STACK_OF(PKCS12_SAFEBAG) *pki_sk_PKCS12_SAFEBAG_new_null(void) {
  return sk_PKCS12_SAFEBAG_new_null();
}
static inline void pki_sk_PKCS12_SAFEBAG_pop_free(STACK_OF(PKCS12_SAFEBAG) *stack) {
  sk_PKCS12_SAFEBAG_pop_free(stack, PKCS12_SAFEBAG_free);
}

// x509.h, x509_vfy.h

static inline STACK_OF(X509) *pki_sk_X509_new_null(void) { return sk_X509_new_null(); }
static inline int pki_sk_X509_push(STACK_OF(X509) *stack, X509 *value) { return sk_X509_push(stack, value); }
static inline int pki_sk_X509_num(const STACK_OF(X509) *stack) { return sk_X509_num(stack); }
static inline X509 *pki_sk_X509_value(const STACK_OF(X509) *stack, int index) { return sk_X509_value(stack, index); }
static inline void pki_sk_X509_free(STACK_OF(X509) *stack) { sk_X509_free(stack); }

static inline int pki_sk_X509_NAME_num(const STACK_OF(X509_NAME) *stack) { return sk_X509_NAME_num(stack); }
static inline X509_NAME *pki_sk_X509_NAME_value(const STACK_OF(X509_NAME) *stack, int index) {
  return sk_X509_NAME_value(stack, index);
}

static inline int pki_X509_STORE_CTX_set_app_data(X509_STORE_CTX *context, void *data) {
  return X509_STORE_CTX_set_app_data(context, data);
}
static inline void *pki_X509_STORE_CTX_get_app_data(X509_STORE_CTX *context) {
  return X509_STORE_CTX_get_app_data(context);
}

#include "libssl.h"

#endif
#endif
