#include "support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "support/descriptor.h"

extern char** environ;

namespace lockstep::process {
namespace {

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends = {-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {Descriptor(), Descriptor()};
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::unexpected<Error> failure(const std::string& program, int code) {
  if (code == ENOENT) return std::unexpected(Error{program, "program not found", "install it"});
  return std::unexpected(Error{program, "cannot be run: " + std::generic_category().message(code), ""});
}

class FileActions {
 public:
  FileActions() { ::posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_ = {};
};

bool has_name(std::string_view variable, std::string_view name) {
  return variable.size() > name.size() && variable.starts_with(name) && variable[name.size()] == '=';
}

std::vector<std::string> variables(const Environment& environment) {
  std::vector<std::string> result;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const bool dropped = std::ranges::any_of(environment.without,
                                             [&](std::string_view name) { return has_name(text, name); }) ||
                         std::ranges::any_of(environment.with, [&](std::string_view pair) {
                           return has_name(text, pair.substr(0, pair.find('=')));
                         });
    if (!dropped) result.emplace_back(text);
  }
  result.insert(result.end(), environment.with.begin(), environment.with.end());
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// False at the stream's end.
bool append(int descriptor, std::string& text) {
  std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
  const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
  if (count < 0) return errno == EINTR;
  text.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

// Both at once: a program that fills one pipe while we wait on the other would never end.
void drain(Descriptor& out, Descriptor& error, Output& output) {
  while (out.open() || error.open()) {
    std::array<pollfd, 2> streams = {pollfd{out.get(), POLLIN, 0}, pollfd{error.get(), POLLIN, 0}};
    if (::poll(streams.data(), streams.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return;
    }
    if (streams[0].revents != 0 && !append(out.get(), output.out)) out.close();
    if (streams[1].revents != 0 && !append(error.get(), output.error)) error.close();
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Result<Output> run(const std::vector<std::string>& command, const Environment& environment) {
  Pipe out = make_pipe();
  Pipe error = make_pipe();
  if (!out.read.open() || !error.read.open()) return failure(command.front(), errno);

  FileActions actions;
  ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(actions.get(), out.write.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(actions.get(), error.write.get(), STDERR_FILENO);

  std::vector<std::string> arguments = command;
  std::vector<std::string> strings = variables(environment);
  pid_t child = 0;
  const int code = ::posix_spawnp(&child, command.front().c_str(), actions.get(), nullptr,
                                  pointers(arguments).data(), pointers(strings).data());
  if (code != 0) return failure(command.front(), code);

  out.write.close();
  error.write.close();
  Output output;
  drain(out.read, error.read, output);
  output.status = wait_for(child);
  return output;
}

}  // namespace lockstep::process
