#pragma once
// Private to src/server: starts the server's programs, as another user where we are root, which Postgres
// refuses to be.

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "support/result.h"

namespace lockstep::server {

struct Account {
  uid_t user = 0;
  gid_t group = 0;
};

// Whom the server runs as: none for whoever we are.
[[nodiscard]] Result<std::optional<Account>> server_account();

// All that a forked child needs to become another program; made before the fork, as a child of a program
// with threads may not allocate.
class Command {
 public:
  Command(std::vector<std::string> arguments, const std::optional<Account>& account);
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  // For the child, which goes down with `parent`, by this signal.
  [[noreturn]] void become(pid_t parent, int signal) const;

 private:
  std::vector<std::string> arguments_;
  std::vector<char*> pointers_;
  std::optional<Account> account_;
};

// Waits for its end; false unless it succeeded. What it says goes to the end of the file.
[[nodiscard]] bool run(const Command& command, const std::string& output);

}  // namespace lockstep::server
