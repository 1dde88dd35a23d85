// Runs a program with its output thrown away, and prints what that took: milliseconds from start to exit, of
// the processor, and the peak of memory in KiB. A small program of its own, since a peak outlives execve(): a
// child of Python has at least Python's. https://man7.org/linux/man-pages/man2/getrusage.2.html#NOTES usage:
// measure PROGRAM ARGUMENT...
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace {

double milliseconds(const timeval& time) {
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: measure PROGRAM ARGUMENT...\n", stderr);
    return 2;
  }
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);

  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  int status = 0;
  rusage usage{};
  if (::posix_spawnp(&child, argv[1], &actions, nullptr, argv + 1, environ) != 0 ||
      ::wait4(child, &status, 0, &usage) != child) {
    std::fprintf(stderr, "measure: %s could not be run\n", argv[1]);
    return 2;
  }
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
  std::printf("%d %.3f %.3f %ld\n", status, wall.count(),
              milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss);
  return 0;
}
