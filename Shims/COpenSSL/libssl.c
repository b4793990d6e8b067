#include "COpenSSL.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
#ifdef __APPLE__
#define LIBSSL "libssl." TEXT(OPENSSL_VERSION_MAJOR) ".dylib"
#else
#define LIBSSL "libssl.so." TEXT(OPENSSL_VERSION_MAJOR)
#endif

static void because(char *reason, size_t size, const char *otherwise) {
  const char *text = dlerror();
  snprintf(reason, size, "%s", text ? text : otherwise);
}

int pki_libssl_fill(struct pki_libssl *table, const char *file, char *reason, size_t size) {
  void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    because(reason, size, "it cannot be opened");
    return -1;
  }
  // A data pointer becomes one to a function by way of memory, as POSIX says.
#define FIND(name) \
  *(void **)&table->name = dlsym(library, #name); \
  if (!table->name) { \
    because(reason, size, "it has no " #name); \
    dlclose(library); \
    return -1; \
  }
  PKI_LIBSSL_FUNCTIONS(FIND)
#undef FIND
  return 0;
}

static struct pki_libssl table;
static const struct pki_libssl *opened;
static char reason[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_once(void) {
  if (pki_libssl_fill(&table, LIBSSL, reason, sizeof reason) == 0) opened = &table;
}

const struct pki_libssl *pki_libssl_open(void) {
  pthread_once(&once, open_once);
  return opened;
}

const char *pki_libssl_reason(void) { return reason; }
