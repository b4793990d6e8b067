#include "COpenSSL.h"

#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <string.h>

// A provider that passes on what the default one has for reading certificates with EC and RSA keys, and says of
// everything else that it has none: libcrypto goes through all decoders that there are for each key that it meets.

enum { most = 8 };

static OSSL_PROVIDER *source;
static OSSL_ALGORITHM managers[most + 1], decoders[most + 1];

/// Whether the first of several names, with colons between, is this one.
static int is_named(const char *names, const char *name) {
  size_t length = strlen(name);
  return strncmp(names, name, length) == 0 && (names[length] == ':' || !names[length]);
}

/// Takes over those for EC and RSA keys, and of decoders those for keys in certificates.
static void take(int operation, const char *property, OSSL_ALGORITHM *taken) {
  int no_cache, count = 0;
  const OSSL_ALGORITHM *all = OSSL_PROVIDER_query_operation(source, operation, &no_cache);
  for (; all && all->algorithm_names && count < most; all++) {
    int is_wanted = is_named(all->algorithm_names, "EC") || is_named(all->algorithm_names, "RSA");
    if (is_wanted && strstr(all->property_definition, property)) taken[count++] = *all;
  }
}

static const OSSL_ALGORITHM *query(void *context, int operation, int *no_cache) {
  (void)context;
  *no_cache = 0;
  switch (operation) {
  case OSSL_OP_DIGEST: return OSSL_PROVIDER_query_operation(source, operation, no_cache);
  case OSSL_OP_KEYMGMT: return managers;
  case OSSL_OP_DECODER: return decoders;
  default: return NULL;
  }
}

static int begin(const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *given, const OSSL_DISPATCH **taken, void **context) {
  static const OSSL_DISPATCH functions[] = {{OSSL_FUNC_PROVIDER_QUERY_OPERATION, (void (*)(void))query}, {0, NULL}};
  (void)core, (void)given;
  *taken = functions;
  // The functions that are passed on are called with this, and know it as their own.
  *context = OSSL_PROVIDER_get0_provider_ctx(source);
  return 1;
}

OSSL_LIB_CTX *pki_lean_context(void) {
  if (!source) {
    if (!(source = OSSL_PROVIDER_try_load(NULL, "default", 1))) return NULL;
    take(OSSL_OP_KEYMGMT, "", managers);
    take(OSSL_OP_DECODER, "structure=SubjectPublicKeyInfo", decoders);
  }
  OSSL_LIB_CTX *context = OSSL_LIB_CTX_new();
  if (context && OSSL_PROVIDER_add_builtin(context, "lean", begin) == 1 && OSSL_PROVIDER_load(context, "lean"))
    return context;
  OSSL_LIB_CTX_free(context);
  return NULL;
}
