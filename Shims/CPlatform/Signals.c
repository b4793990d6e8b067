// What happens when the process is interrupted. Everything a handler reaches is async-signal-safe: system
// calls, lock-free atomics and memory that nobody else changes while the lock is taken.

#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 64, NAME_BYTES = 256, PROMPT_BYTES = 512, WORDS_BYTES = 256 };

struct temporary {
  int used;
  int folder;
  char name[NAME_BYTES];
};

static struct temporary temporaries[SLOTS];
static atomic_flag table_lock = ATOMIC_FLAG_INIT;

static atomic_int terminal = -1;
static struct termios terminal_before, terminal_silent;
static char terminal_prompt[PROMPT_BYTES];
static size_t terminal_prompt_length;

static atomic_int words_file = -1;
static char words[WORDS_BYTES];
static size_t words_length;

static atomic_int installed = 0;
static const int fatal[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

static void handled(sigset_t *set) {
  sigemptyset(set);
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) sigaddset(set, fatal[i]);
  sigaddset(set, SIGTSTP);
}

void pki_signals_hold(sigset_t *before) {
  sigset_t set;
  handled(&set);
  pthread_sigmask(SIG_BLOCK, &set, before);
}

void pki_signals_release(const sigset_t *before) { pthread_sigmask(SIG_SETMASK, before, NULL); }

// Whoever holds the lock has the signals blocked on its own thread, so a handler can wait for it.
void pki_signals_lock(void) {
  while (atomic_flag_test_and_set_explicit(&table_lock, memory_order_acquire)) sched_yield();
}

void pki_signals_unlock(void) { atomic_flag_clear_explicit(&table_lock, memory_order_release); }

int pki_signals_remember(int folder, const char *name) {
  size_t length = strlen(name);
  if (length >= NAME_BYTES) return -1;
  for (int slot = 0; slot < SLOTS; slot++) {
    if (temporaries[slot].used) continue;
    memcpy(temporaries[slot].name, name, length + 1);
    temporaries[slot].folder = folder;
    temporaries[slot].used = 1;
    return slot;
  }
  return -1;
}

void pki_signals_forget(int slot) {
  if (slot < 0 || slot >= SLOTS) return;
  sigset_t before;
  pki_signals_hold(&before);
  pki_signals_lock();
  temporaries[slot].used = 0;
  pki_signals_unlock();
  pki_signals_release(&before);
}

static void set_terminal(const struct termios *mode) {
  int file = atomic_load(&terminal);
  if (file >= 0) tcsetattr(file, TCSANOW, mode);
}

static void show_prompt(void) {
  int file = atomic_load(&terminal);
  if (file < 0) return;
  ssize_t written = write(file, terminal_prompt, terminal_prompt_length);
  (void)written;
}

// Takes the default action for the signal, now, although we are inside its handler.
static void take_default(int number) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(number, &action, NULL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  // raise(3) would name this thread; the process must end (or stop) as a whole, and does for either.
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static void on_fatal(int number) {
  pki_signals_lock();
  for (int slot = 0; slot < SLOTS; slot++)
    if (temporaries[slot].used) unlinkat(temporaries[slot].folder, temporaries[slot].name, 0);
  int file = atomic_load(&terminal);
  if (file >= 0) {
    set_terminal(&terminal_before);
    ssize_t written = write(file, "\n", 1);
    (void)written;
  }
  file = atomic_load(&words_file);
  if (file >= 0) {
    ssize_t written = write(file, words, words_length);
    (void)written;
  }
  take_default(number);
  _exit(128 + number);
}

static void install(int number, void (*handler)(int));

static void on_stop(int number) {
  int before = errno;
  set_terminal(&terminal_before);
  take_default(number);
  // Here the process has been continued.
  install(number, on_stop);
  if (atomic_load(&terminal) >= 0) {
    set_terminal(&terminal_silent);
    show_prompt();
  }
  errno = before;
}

static void install(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  handled(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static void install_unless_ignored(int number, void (*handler)(int)) {
  struct sigaction present;
  if (sigaction(number, NULL, &present) == 0 && present.sa_handler == SIG_IGN) return;
  install(number, handler);
}

#if !defined(__SANITIZE_ADDRESS__) && !(defined(__has_feature) && __has_feature(address_sanitizer))
// Swift's runtime would answer a crash with what lies in registers and the memory that they point to, which may be a key.
static void say_nothing_of_crashes(void) {
  static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV};
  struct sigaction usual;
  memset(&usual, 0, sizeof usual);
  usual.sa_handler = SIG_DFL;
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigaction(crashes[i], &usual, NULL);
}
#else
static void say_nothing_of_crashes(void) {}
#endif

void pki_signals_install(void) {
  if (atomic_exchange(&installed, 1)) return;
  struct sigaction ignore;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, NULL);
  sigaction(SIGXFSZ, &ignore, NULL);
  say_nothing_of_crashes();
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) install_unless_ignored(fatal[i], on_fatal);
  install_unless_ignored(SIGTSTP, on_stop);
}

void pki_signals_say(int file, const char *text, size_t length) {
  sigset_t before;
  pki_signals_hold(&before);
  pki_signals_lock();
  atomic_store(&words_file, -1);
  words_length = length < WORDS_BYTES ? length : WORDS_BYTES;
  if (file >= 0) memcpy(words, text, words_length);
  atomic_store(&words_file, file);
  pki_signals_unlock();
  pki_signals_release(&before);
}

int pki_terminal_hold(int file, const char *prompt, size_t length) {
  if (tcgetattr(file, &terminal_before) != 0) return -1;
  terminal_silent = terminal_before;
  terminal_silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
  terminal_silent.c_lflag |= ICANON | ISIG;
  terminal_prompt_length = length < PROMPT_BYTES ? length : PROMPT_BYTES;
  memcpy(terminal_prompt, prompt, terminal_prompt_length);
  // From here a signal finds what it must restore, even one that arrives before the next line.
  atomic_store(&terminal, file);
  if (tcsetattr(file, TCSAFLUSH, &terminal_silent) != 0) {
    int code = errno;
    pki_terminal_release();
    errno = code;
    return -1;
  }
  show_prompt();
  return 0;
}

void pki_terminal_release(void) {
  int file = atomic_load(&terminal);
  if (file < 0) return;
  sigset_t before;
  pki_signals_hold(&before);
  // Discards what is left of a line that was too long.
  tcsetattr(file, TCSAFLUSH, &terminal_before);
  atomic_store(&terminal, -1);
  ssize_t written = write(file, "\n", 1);
  (void)written;
  pki_signals_release(&before);
}
