// What libcrypto can do at most: N keys with their requests in a folder, on as many threads as asked for, written and
// confirmed as pki does it: nameless files, one syncfs for 128 of them, names, one fsync of the folder, a line each.
// The DER is written by hand, since libcrypto's encoders take four times as long as key and signature together.
//
//   requests ec FOLDER N THREADS     P-256 keys and requests
//   requests rsa N THREADS           RSA-2048 keys alone, nothing written

#define _GNU_SOURCE
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GROUP = 128 };

struct made {
  int key, request;
};

static int folder, manifest, count;
static struct made made[GROUP];
static int next, waiting;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void must(int good) {
  if (good) return;
  perror("requests");
  exit(1);
}

// DER from its end to its beginning: contents first, then the header before them.
struct der {
  unsigned char bytes[1024];
  size_t start;
};

static void put(struct der *d, const void *bytes, size_t n) { memcpy(d->bytes + (d->start -= n), bytes, n); }

static void header(struct der *d, unsigned char tag, size_t end) {
  size_t n = end - d->start;
  if (n > 0xff) {
    put(d, (unsigned char[]){tag, 0x82, n >> 8, n & 0xff}, 4);
  } else if (n > 0x7f) {
    put(d, (unsigned char[]){tag, 0x81, n}, 3);
  } else {
    put(d, (unsigned char[]){tag, n}, 2);
  }
}

static void text(struct der *d, unsigned char tag, const char *words) {
  size_t end = d->start;
  put(d, words, strlen(words));
  header(d, tag, end);
}

static void put_name(struct der *d, const char *cn) {
  size_t end = d->start;
  text(d, 0x0c, cn);
  put(d, "\x06\x03\x55\x04\x03", 5);
  header(d, 0x30, end);
  header(d, 0x31, end);
  header(d, 0x30, end);
}

static void put_attributes(struct der *d, const char *cn) {
  static const unsigned char usages[] =
      "\x30\x0e\x06\x03\x55\x1d\x0f\x01\x01\xff\x04\x04\x03\x02\x07\x80"
      "\x30\x1d\x06\x03\x55\x1d\x25\x04\x16\x30\x14\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01"
      "\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x02";
  size_t end = d->start;
  text(d, 0x82, cn);
  header(d, 0x30, end);
  header(d, 0x04, end);
  put(d, "\x06\x03\x55\x1d\x11", 5);
  header(d, 0x30, end);
  put(d, usages, sizeof usages - 1);
  header(d, 0x30, end);
  header(d, 0x31, end);
  put(d, "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e", 11);
  header(d, 0x30, end);
  header(d, 0xa0, end);
}

static const unsigned char point_head[] =
    "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";

static int write_pem(const char *label, const unsigned char *der, size_t n, mode_t mode) {
  unsigned char base64[2048], pem[2400];
  int length = EVP_EncodeBlock(base64, der, n);
  int size = sprintf((char *)pem, "-----BEGIN %s-----\n", label);
  for (int at = 0; at < length; at += 64) {
    int line = length - at < 64 ? length - at : 64;
    memcpy(pem + size, base64 + at, line);
    size += line;
    pem[size++] = '\n';
  }
  size += sprintf((char *)pem + size, "-----END %s-----\n", label);
  int file = openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  must(file >= 0 && fchmod(file, mode) == 0 && write(file, pem, size) == size);
  return file;
}

static void name_file(int file, int number, const char *extension) {
  char link[32], name[32];
  sprintf(link, "/proc/self/fd/%d", file);
  sprintf(name, "h%d.%s", number, extension);
  must(linkat(AT_FDCWD, link, folder, name, AT_SYMLINK_FOLLOW) == 0);
  close(file);
}

static int named;

static void publish(void) {
  char lines[GROUP * 64];
  int size = 0;
  must(syncfs(folder) == 0);
  for (int i = 0; i < waiting; i++, named++) {
    name_file(made[i].key, named, "key");
    name_file(made[i].request, named, "csr");
    size += sprintf(lines + size, "{\"name\":\"h%d\"}\n", named);
  }
  must(fsync(folder) == 0 && write(manifest, lines, size) == size && fdatasync(manifest) == 0);
  waiting = 0;
}

static void make(int number) {
  char cn[64];
  unsigned char point[65], scalar[32], signature[80];
  size_t n = sizeof point, signed_n = sizeof signature;
  BIGNUM *secret = NULL;
  EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
  sprintf(cn, "h%d.example.com", number);
  must(key && EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &n) && n == 65);
  must(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &secret) && BN_bn2binpad(secret, scalar, 32) == 32);

  struct der d = {.start = sizeof d.bytes};
  put(&d, point, 65);
  put(&d, "\xa1\x44\x03\x42\x00", 5);
  put(&d, scalar, 32);
  put(&d, "\x30\x81\x87\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
          "\x04\x6d\x30\x6b\x02\x01\x01\x04\x20", 36);
  int key_file = write_pem("PRIVATE KEY", d.bytes + d.start, sizeof d.bytes - d.start, 0600);
  OPENSSL_cleanse(&d, sizeof d);
  OPENSSL_cleanse(scalar, sizeof scalar);
  BN_clear_free(secret);

  struct der info = {.start = sizeof info.bytes};
  put_attributes(&info, cn);
  put(&info, point, 65);
  put(&info, point_head, sizeof point_head - 1);
  put_name(&info, cn);
  put(&info, "\x02\x01\x00", 3);
  header(&info, 0x30, sizeof info.bytes);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  must(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
       EVP_DigestSign(context, signature, &signed_n, info.bytes + info.start, sizeof info.bytes - info.start) == 1);
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  struct der all = {.start = sizeof all.bytes};
  put(&all, signature, signed_n);
  put(&all, "", 1);
  header(&all, 0x03, sizeof all.bytes);
  put(&all, "\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02", 12);
  put(&all, info.bytes + info.start, sizeof info.bytes - info.start);
  header(&all, 0x30, sizeof all.bytes);
  int request = write_pem("CERTIFICATE REQUEST", all.bytes + all.start, sizeof all.bytes - all.start, 0644);

  pthread_mutex_lock(&turn);
  made[waiting++] = (struct made){key_file, request};
  if (waiting == GROUP) publish();
  pthread_mutex_unlock(&turn);
}

static void *work(void *rsa) {
  while (1) {
    pthread_mutex_lock(&turn);
    int number = next < count ? next++ : -1;
    pthread_mutex_unlock(&turn);
    if (number < 0) return NULL;
    if (rsa) {
      EVP_PKEY *key = EVP_RSA_gen(2048);
      must(key != NULL);
      EVP_PKEY_free(key);
    } else {
      make(number);
    }
  }
}

int main(int argc, char **argv) {
  pthread_t threads[64];
  int rsa = argc == 4 && strcmp(argv[1], "rsa") == 0;
  if (!rsa && argc != 5) return 64;
  count = atoi(argv[argc - 2]);
  int total = atoi(argv[argc - 1]);
  if (total < 1 || total > 64) return 64;
  if (!rsa) {
    must(mkdir(argv[2], 0755) == 0);
    folder = open(argv[2], O_RDONLY | O_DIRECTORY);
    manifest = openat(folder, "manifest.ndjson", O_WRONLY | O_CREAT | O_APPEND, 0644);
    must(folder >= 0 && manifest >= 0);
  }
  for (int i = 0; i < total; i++) must(pthread_create(&threads[i], NULL, work, rsa ? &count : NULL) == 0);
  for (int i = 0; i < total; i++) pthread_join(threads[i], NULL);
  if (waiting) publish();
  return 0;
}
