#pragma once
// Private to src/server: a process between us and the server that outlives us. It holds the end of a pipe
// whose other end is ours: when that closes, because we are done or gone, by whatever signal, it ends the
// server and removes the folder.

#include <sys/types.h>

#include <string>

#include "server/child.h"
#include "support/descriptor.h"
#include "support/result.h"

namespace lockstep::server {

class Guardian {
 public:
  // From here on the folder goes with us. `lock`: of the folder, which the guardian then holds as well. What
  // the server says goes to `log`.
  [[nodiscard]] static Result<Guardian> watch(const Command& server, const std::string& folder,
                                              const Descriptor& lock, const std::string& log);
  Guardian(Guardian&& other) noexcept;
  Guardian& operator=(Guardian&&) = delete;
  ~Guardian();  // waits until the server and the folder are gone

  void start_server() const;  // once
  [[nodiscard]] bool server_lives() const;

 private:
  Guardian(pid_t process, Descriptor ours, Descriptor servers)
      : process_(process), ours_(std::move(ours)), servers_(std::move(servers)) {}
  pid_t process_;  // 0: moved from
  Descriptor ours_;  // a byte written to it starts the server
  Descriptor servers_;  // closed at its other end by the server's death
};

}  // namespace lockstep::server
