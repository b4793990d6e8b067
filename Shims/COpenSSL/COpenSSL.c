#define _GNU_SOURCE
#include "COpenSSL.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

// libcrypto frees most of what it decodes a key from without a thought. Blocks are overwritten as they are freed: that
// costs a hundredth, and spares the question which of them held something.

// Where a release build has every block overwritten that is freed, once is enough.
void __real_free(void *block) __attribute__((weak));

static void release(void *block, const char *file, int line) {
  (void)file, (void)line;
  if (block) explicit_bzero(block, malloc_usable_size(block));
  if (__real_free) {
    __real_free(block);
  } else {
    free(block);
  }
}

static void *reserve(size_t count, const char *file, int line) {
  (void)file, (void)line;
  return malloc(count);
}

static void *resize(void *block, size_t count, const char *file, int line) {
  if (!block) return malloc(count);
  if (count == 0) {
    release(block, file, line);
    return NULL;
  }
  size_t had = malloc_usable_size(block);
  if (count <= had && count >= had / 2) return block;
  void *larger = malloc(count);
  if (!larger) return NULL;
  memcpy(larger, block, had < count ? had : count);
  release(block, file, line);
  return larger;
}

int pki_wipe_what_is_freed(void) { return CRYPTO_set_mem_functions(reserve, resize, release); }
