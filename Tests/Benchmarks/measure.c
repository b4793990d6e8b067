// Runs a program with its output thrown away and says on standard output what it took: the CPU time of it and its
// children and the time on the clock in microseconds, its largest memory in KiB, and its exit status. A small parent of its own, since a child's
// peak memory begins with its parent's.

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000L + time.tv_nsec / 1000;
}

int main(int argc, char **argv) {
  posix_spawn_file_actions_t streams;
  struct rusage used;
  pid_t child;
  int status;

  if (argc < 2) return 64;
  posix_spawn_file_actions_init(&streams);
  for (int stream = 0; stream < 3; stream++)
    posix_spawn_file_actions_addopen(&streams, stream, "/dev/null", stream ? O_WRONLY : O_RDONLY, 0);
  long begun = now();
  if (posix_spawnp(&child, argv[1], &streams, NULL, argv + 1, environ) != 0) return 127;
  if (wait4(child, &status, 0, &used) != child) return 126;
  long user = used.ru_utime.tv_sec * 1000000L + used.ru_utime.tv_usec;
  long system = used.ru_stime.tv_sec * 1000000L + used.ru_stime.tv_usec;
  printf("%ld %ld %ld %d\n", user + system, now() - begun, used.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
  return 0;
}
