#include "server/child.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>
#include <utility>

#include "support/descriptor.h"

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace lockstep::server {
namespace {

constexpr int kNotExecuted = 127;

void say(std::string_view text) {
  const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
  static_cast<void>(written);  // there is nobody to tell
}

bool take_account(const Account& account) {
  return ::setgroups(0, nullptr) == 0 && ::setgid(account.group) == 0 && ::setuid(account.user) == 0;
}

// A server without its guardian would live on. Taking another account takes this back, so it comes later.
void end_with(pid_t parent, int signal) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, signal);
#else
  static_cast<void>(signal);
#endif
  if (::getppid() != parent) ::_exit(kNotExecuted);
}

}  // namespace

Result<std::optional<Account>> server_account() {
  if (::geteuid() != 0) return std::nullopt;
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* found = ::getpwnam(name)) return Account{.user = found->pw_uid, .group = found->pw_gid};
  }
  return std::unexpected(Error{"Postgres server",
                               "cannot run as root, and there is no user postgres or nobody",
                               "run lockstep as another user"});
}

Command::Command(std::vector<std::string> arguments, const std::optional<Account>& account)
    : arguments_(std::move(arguments)), account_(account) {
  for (std::string& argument : arguments_) pointers_.push_back(argument.data());
  pointers_.push_back(nullptr);
}

void Command::become(pid_t parent, int signal) const {
  const rlimit no_core = {.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  if (account_ && !take_account(*account_)) {
    say("another user's account cannot be taken\n");
    ::_exit(kNotExecuted);
  }
  end_with(parent, signal);
  if (::chdir("/") == 0) ::execv(pointers_.front(), pointers_.data());
  say("the program cannot be executed: ");
  say(pointers_.front());
  say("\n");
  ::_exit(kNotExecuted);
}

bool run(const Command& command, const std::string& output) {
  const Descriptor log(::open(output.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!log.open() || !nothing.open()) return false;
  const pid_t self = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    ::dup2(nothing.get(), STDIN_FILENO);
    ::dup2(log.get(), STDOUT_FILENO);
    ::dup2(log.get(), STDERR_FILENO);
    command.become(self, SIGTERM);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace lockstep::server
