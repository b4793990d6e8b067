#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

int pki_errno(void) { return errno; }

void pki_set_errno(int code) { errno = code; }

void *pki_MAP_FAILED(void) { return MAP_FAILED; }

const mode_t pki_S_IFMT = S_IFMT, pki_S_IFREG = S_IFREG, pki_S_IFDIR = S_IFDIR, pki_S_IFLNK = S_IFLNK,
             pki_S_IFIFO = S_IFIFO, pki_S_IFSOCK = S_IFSOCK;

int pki_openat(int folder, const char *path, int flags, mode_t mode) {
  return openat(folder, path, flags | O_CLOEXEC, mode);
}

int pki_open_nameless(int folder, mode_t mode) {
  return openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
}

// The way by /proc takes twice as long, and is closed where the process has closed its memory; the direct one is open to
// root, and from Linux 6.10 on to whoever opened the file. ENOENT is how it is refused.
int pki_link_descriptor(int file, int folder, const char *name) {
  static atomic_int is_refused;
  if (!is_refused) {
    if (linkat(file, "", folder, name, AT_EMPTY_PATH) == 0) return 0;
    if (errno != ENOENT && errno != EINVAL && errno != EPERM) return -1;
    is_refused = 1;
  }
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  return linkat(AT_FDCWD, link, folder, name, AT_SYMLINK_FOLLOW);
}

int pki_rename_new(int folder, const char *from, const char *to) {
  return renameat2(folder, from, folder, to, RENAME_NOREPLACE);
}

int pki_synchronize_file_system(int file) { return syncfs(file); }

ssize_t pki_place(int folder, const char *path, void *buffer, size_t size) {
  int file = openat(folder, path, O_PATH | O_CLOEXEC);
  if (file < 0) return -1;
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, buffer, size);
  int code = errno;
  close(file);
  errno = code;
  return length;
}

int pki_duplicate(int file) { return fcntl(file, F_DUPFD_CLOEXEC, 3); }

mode_t pki_umask(void) {
  mode_t mask = umask(077);
  umask(mask);
  return mask;
}

int pki_open_standard_descriptors(void) {
  for (int number = 0; number <= 2; number++) {
    if (fcntl(number, F_GETFD) >= 0 || errno != EBADF) continue;
    int got = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY);
    if (got < 0) return -1;
    if (got != number) {
      close(got);
      return -1;
    }
  }
  return 0;
}

void pki_return_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

void pki_close_memory(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

// A release build is linked so that what is ours is freed through here. glibc's M_PERTURB would not do: it leaves out
// the small blocks that are kept for each thread, and a key is made of small blocks. Other builds have no __real_free and
// never come here.
static int wipes_freed_blocks;

void __real_free(void *block) __attribute__((weak));

void __wrap_free(void *block) {
  if (block && wipes_freed_blocks) explicit_bzero(block, malloc_usable_size(block));
  __real_free(block);
}

void pki_protect_secrets(void) {
  pki_close_memory();
  wipes_freed_blocks = 1;
}

int pki_processor_count(void) {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0) {
    int count = CPU_COUNT(&set);
    if (count > 0) return count;
  }
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (int)online : 1;
}

const char *pki_error_text(int code) {
  const char *text = strerrordesc_np(code);
  return text ? text : "unknown error";
}

int pki_terminal_width(int file) {
  struct winsize size;
  return ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
