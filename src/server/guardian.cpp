#include "server/guardian.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

namespace lockstep::server {
namespace {

// The guardian's descriptors behind the standard ones: its standard input is our pipe.
constexpr int kServersPipe = 3;
constexpr int kLock = 4;
constexpr int kFirstUnused = 5;

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends = {-1, -1};
  if (::pipe(ends.data()) != 0) return {Descriptor(), Descriptor()};
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// What we have open is none of the guardian's: it would keep the pipe of another guardian open.
void close_from(int first) {
#ifdef __linux__
  if (::close_range(static_cast<unsigned>(first), ~0U, 0) == 0) return;
#endif
  const long most = ::sysconf(_SC_OPEN_MAX);
  for (int descriptor = first; descriptor < most; ++descriptor) ::close(descriptor);
}

void reset_signals() {
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

pid_t start(const Command& server) {
  const pid_t self = ::getpid();
  const pid_t child = ::fork();
  if (child != 0) return child;
  reset_signals();
  ::close(kLock);
  ::close(STDIN_FILENO);
  ::open("/dev/null", O_RDONLY);
  server.become(self, SIGQUIT);
}

// A byte of our pipe starts the server, its end ends it.
void serve(const Command& server) {
  pid_t child = -1;
  while (true) {
    char byte = 0;
    const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    child = start(server);
    ::close(kServersPipe);
  }
  if (child <= 0) return;
  ::kill(child, SIGQUIT);  // immediate shutdown: nothing is worth a checkpoint
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// All of it between fork and exec: only calls that a signal handler may make, too.
[[noreturn]] void guard(const Command& server, const Command& removal, std::array<int, kFirstUnused> own) {
  ::setsid();
  reset_signals();
  // Who ends us all at once, as a Ctrl-C at the terminal or a service manager does, still needs it.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_IGN);
  for (int& descriptor : own) descriptor = ::fcntl(descriptor, F_DUPFD, 2 * kFirstUnused);
  for (int number = 0; number < kFirstUnused; ++number) ::dup2(own[static_cast<std::size_t>(number)], number);
  close_from(kFirstUnused);
  serve(server);
  removal.become(::getppid(), 0);
}

}  // namespace

Result<Guardian> Guardian::watch(const Command& server, const std::string& folder, const Descriptor& lock,
                                 const std::string& log) {
  Pipe ours = make_pipe();
  Pipe servers = make_pipe();
  const Descriptor output(::open(log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  const Command removal({"/bin/rm", "-rf", "--", folder}, std::nullopt);
  pid_t process = -1;
  if (ours.read.open() && servers.read.open() && output.open()) process = ::fork();
  if (process < 0) {
    return std::unexpected(
        Error{folder, "no server can be started: " + std::generic_category().message(errno), ""});
  }
  if (process == 0) {
    guard(server, removal, {ours.read.get(), output.get(), output.get(), servers.write.get(), lock.get()});
  }
  return Guardian(process, std::move(ours.write), std::move(servers.read));
}

Guardian::Guardian(Guardian&& other) noexcept
    : process_(std::exchange(other.process_, 0)),
      ours_(std::move(other.ours_)),
      servers_(std::move(other.servers_)) {}

Guardian::~Guardian() {
  if (process_ == 0) return;
  ours_.close();
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Guardian::start_server() const {
  const ssize_t written = ::write(ours_.get(), "s", 1);
  static_cast<void>(written);  // without a guardian there is no server either, and server_lives() says so
}

bool Guardian::server_lives() const {
  pollfd end = {servers_.get(), POLLIN, 0};
  return ::poll(&end, 1, 0) == 0;
}

}  // namespace lockstep::server
