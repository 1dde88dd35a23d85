#pragma once
// Private to src/server: where a Postgres server's programs are, and which version they are.

#include <string>

#include "support/result.h"

namespace lockstep::server {

struct Programs {
  std::string folder;   // that holds initdb and postgres
  std::string version;  // all that `postgres --version` says of it: "15.18 (Debian 15.18-0+deb12u1)"
  int major = 0;
};

// In `folder` where one is given; else by PATH, pg_config and the usual places, the newest there.
[[nodiscard]] Result<Programs> find_programs(const std::string& folder);

}  // namespace lockstep::server
