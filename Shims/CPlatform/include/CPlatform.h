// The C library's calls that Swift cannot import: variadic functions, GNU extensions that hide behind
// feature macros, and what must run inside a signal handler.

#ifndef PKI_CPLATFORM_H
#define PKI_CPLATFORM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <signal.h>
#include <termios.h>

// Macros that Swift imports by way of its library Glibc alone, whose functions on floating-point numbers would come along
// with them and be looked up at every start: a fortieth of the time of a short command.

int pki_errno(void);
void pki_set_errno(int code);
void *pki_MAP_FAILED(void);
extern const mode_t pki_S_IFMT, pki_S_IFREG, pki_S_IFDIR, pki_S_IFLNK, pki_S_IFIFO, pki_S_IFSOCK;

// Files. All return -1 and set errno on failure, as the calls they stand for.

/// openat(2), with O_CLOEXEC always set.
int pki_openat(int folder, const char *path, int flags, mode_t mode);
/// openat(2) with O_TMPFILE: a file without a name in the folder.
int pki_open_nameless(int folder, mode_t mode);
/// linkat(2) over /proc/self/fd: gives a nameless file its name, never over another.
int pki_link_descriptor(int file, int folder, const char *name);
/// renameat2(2) with RENAME_NOREPLACE.
int pki_rename_new(int folder, const char *from, const char *to);
/// syncfs(2): everything written to the file system that the descriptor lies on reaches the disk.
int pki_synchronize_file_system(int file);
/// The path, from the root of the file system, of what `path` leads to when links are followed. Its length, or
/// -1 with errno; no NUL is added. Needs /proc.
ssize_t pki_place(int folder, const char *path, void *buffer, size_t size);
/// A copy of the descriptor, closed on exec, never one of the three standard ones.
int pki_duplicate(int file);
/// The umask of this process, left as it was. Not to be called on two threads at once.
mode_t pki_umask(void);
/// Opens /dev/null in the place of each of descriptors 0, 1 and 2 that is closed, so that no file that is
/// opened later takes its number. The two outputs are opened for reading, so that writing to them fails.
int pki_open_standard_descriptors(void);

// The process.

/// Core files off, memory closed to other processes of the user.
void pki_close_memory(void);
/// The same, and freed heap blocks are overwritten.
void pki_protect_secrets(void);
/// Memory that was freed goes back to the system, also that of other threads.
void pki_return_memory(void);
/// The number of processors this process may run on; at least 1.
int pki_processor_count(void);
/// What strerror(3) says in the C locale, whatever LANG is; never NULL.
const char *pki_error_text(int code);

// The terminal.

/// The columns of a terminal, or 0.
int pki_terminal_width(int file);

// Signals. One table for the process; every function here may be called on any thread.

/// Handlers for INT, TERM, HUP, QUIT and TSTP; PIPE and XFSZ ignored. A signal that was ignored when the
/// process began (nohup, a shell's background job) stays ignored. Idempotent.
void pki_signals_install(void);
/// Blocks the handled signals on this thread and stores what was blocked before.
void pki_signals_hold(sigset_t *before);
/// Undoes pki_signals_hold.
void pki_signals_release(const sigset_t *before);
/// Between these two no handler looks at the tables on any thread. Must be called with signals held.
void pki_signals_lock(void);
void pki_signals_unlock(void);
/// Notes a name that a handler must unlink. Returns its slot, or -1 where the table is full or the name too
/// long. Must be called with the lock taken. The folder's descriptor must stay open until it is forgotten.
int pki_signals_remember(int folder, const char *name);
/// Frees a slot; -1 is allowed.
void pki_signals_forget(int slot);
/// Has the handlers write these words to a file when a signal ends the process, before it ends; -1 takes them back.
/// What does not fit into 256 bytes is cut off.
void pki_signals_say(int file, const char *words, size_t length);
/// Turns echo off on the terminal until pki_terminal_release, and has the handlers turn it on again when the
/// process ends or stops; what is typed ahead is discarded. 0, or -1 with errno.
int pki_terminal_hold(int file, const char *prompt, size_t length);
void pki_terminal_release(void);

#endif
