#include "COpenSSL.h"

#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <pthread.h>
#include <string.h>

// Providers that pass on what the default one has, save the decoders that certificates do not need: libcrypto goes through
// all that there are for each key that it meets, which takes most of the time of reading a certificate.

enum { most = 64 };

static OSSL_PROVIDER *source;
/// The decoders for keys in certificates, and what else connections take.
static OSSL_ALGORITHM decoders[most + 1], managers[most + 1], ciphers[most + 1], digests[most + 1];
/// Of decoders and managers, those for EC and RSA keys.
static OSSL_ALGORITHM few_decoders[most + 1], few_managers[most + 1];

/// Whether the first of several names, with colons between, is this one.
static int is_named(const char *names, const char *name) {
  size_t length = strlen(name);
  return strncmp(names, name, length) == 0 && (names[length] == ':' || !names[length]);
}

static int is_usual(const OSSL_ALGORITHM *one) {
  return is_named(one->algorithm_names, "EC") || is_named(one->algorithm_names, "RSA");
}

static int is_any(const OSSL_ALGORITHM *one) { return one->algorithm_names != NULL; }

/// Whether the names contain one of these words.
static int has_word(const OSSL_ALGORITHM *one, const char *const *words) {
  while (*words && !strstr(one->algorithm_names, *words)) words++;
  return *words != NULL;
}

// What connections never ask for: each key that is met makes libcrypto go through all algorithms of its context, whatever
// they do.

static int is_cipher_of_connections(const OSSL_ALGORITHM *one) {
  static const char *const others[] = {"192", "CFB", "CTR", "CTS", "ECB", "OCB", "OFB", "SIV", "WRAP", "XTS", NULL};
  return !has_word(one, others);
}

static int is_digest_of_connections(const OSSL_ALGORITHM *one) {
  static const char *const others[] = {"BLAKE2", "KECCAK", "RIPEMD", "SHA3-", "SHAKE", "SM3", NULL};
  return !has_word(one, others);
}

/// Not those that derive keys or make codes in the guise of a key, which connections ask for by other names. HMAC stays:
/// TLS 1.2 has such keys.
static int is_manager_of_connections(const OSSL_ALGORITHM *one) {
  static const char *const others[] = {"SIPHASH", "POLY1305", "CMAC", "TLS1-PRF", "HKDF", "SCRYPT", "DHX", "SM2", NULL};
  return !has_word(one, others);
}

/// Takes over those that are wanted and have a property.
static void take(int operation, int (*is_wanted)(const OSSL_ALGORITHM *), const char *property, OSSL_ALGORITHM *taken) {
  int no_cache, count = 0;
  const OSSL_ALGORITHM *all = OSSL_PROVIDER_query_operation(source, operation, &no_cache);
  for (; all && all->algorithm_names && count < most; all++)
    if (is_wanted(all) && strstr(all->property_definition, property)) taken[count++] = *all;
}

static void open_source(void) {
  static const char in_certificates[] = "structure=SubjectPublicKeyInfo";
  if (!(source = OSSL_PROVIDER_try_load(NULL, "default", 1))) return;
  take(OSSL_OP_DECODER, is_any, in_certificates, decoders);
  take(OSSL_OP_DECODER, is_usual, in_certificates, few_decoders);
  take(OSSL_OP_KEYMGMT, is_manager_of_connections, "", managers);
  take(OSSL_OP_CIPHER, is_cipher_of_connections, "", ciphers);
  take(OSSL_OP_DIGEST, is_digest_of_connections, "", digests);
  take(OSSL_OP_KEYMGMT, is_usual, "", few_managers);
}

static const OSSL_ALGORITHM *query_lean(void *context, int operation, int *no_cache) {
  (void)context;
  *no_cache = 0;
  switch (operation) {
  case OSSL_OP_DIGEST: return OSSL_PROVIDER_query_operation(source, operation, no_cache);
  case OSSL_OP_KEYMGMT: return few_managers;
  case OSSL_OP_DECODER: return few_decoders;
  default: return NULL;
  }
}

static const OSSL_ALGORITHM *query_connections(void *context, int operation, int *no_cache) {
  (void)context;
  *no_cache = 0;
  switch (operation) {
  case OSSL_OP_CIPHER: return ciphers;
  case OSSL_OP_DIGEST: return digests;
  case OSSL_OP_KEYMGMT: return managers;
  case OSSL_OP_DECODER: return decoders;
  case OSSL_OP_ENCODER: return NULL;
  default: return OSSL_PROVIDER_query_operation(source, operation, no_cache);
  }
}

/// What the default provider can do, such as the groups that libssl offers.
static int capabilities(void *context, const char *capability, OSSL_CALLBACK *callback, void *argument) {
  (void)context;
  return OSSL_PROVIDER_get_capabilities(source, capability, callback, argument);
}

static int begin(const OSSL_DISPATCH *functions, const OSSL_DISPATCH **taken, void **context) {
  *taken = functions;
  // The functions that are passed on are called with this, and know it as their own.
  *context = OSSL_PROVIDER_get0_provider_ctx(source);
  return 1;
}

static int begin_lean(const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *given, const OSSL_DISPATCH **taken, void **context) {
  static const OSSL_DISPATCH functions[] = {{OSSL_FUNC_PROVIDER_QUERY_OPERATION, (void (*)(void))query_lean}, {0, NULL}};
  (void)core, (void)given;
  return begin(functions, taken, context);
}

static int begin_connections(
  const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *given, const OSSL_DISPATCH **taken, void **context
) {
  static const OSSL_DISPATCH functions[] = {
    {OSSL_FUNC_PROVIDER_QUERY_OPERATION, (void (*)(void))query_connections},
    {OSSL_FUNC_PROVIDER_GET_CAPABILITIES, (void (*)(void))capabilities},
    {0, NULL},
  };
  (void)core, (void)given;
  return begin(functions, taken, context);
}

static OSSL_LIB_CTX *context_with(const char *name, OSSL_provider_init_fn *begin) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, open_source);
  OSSL_LIB_CTX *context = source ? OSSL_LIB_CTX_new() : NULL;
  if (context && OSSL_PROVIDER_add_builtin(context, name, begin) == 1 && OSSL_PROVIDER_load(context, name)) return context;
  OSSL_LIB_CTX_free(context);
  return NULL;
}

OSSL_LIB_CTX *pki_lean_context(void) { return context_with("lean", begin_lean); }

OSSL_LIB_CTX *pki_connection_context(void) { return context_with("connections", begin_connections); }
