#pragma once
// One history on both sides: in memory, and in a fresh database of a real server.

#include <string>
#include <vector>

#include "history.h"
#include "server/connection.h"
#include "support/result.h"

namespace lockstep::oracle {

struct Findings {
  std::vector<std::string> differences;  // a line each
  std::vector<std::string> uncertain;    // where replay says that it doesn't know
  std::vector<std::string> notes;
  std::size_t statements = 0;  // that both sides were given
  std::size_t refused = 0;     // by the server
};

// `database` is empty, and spent afterwards. `stubs`: extensions that the server doesn't have are replaced.
[[nodiscard]] Result<Findings> check(const History& history, server::Connection& database, bool stubs);

}  // namespace lockstep::oracle
