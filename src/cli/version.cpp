#include "cli/version.h"

#include "cli/commands.h"
#include "support/file.h"

namespace lockstep::cli {

const char* const kVersion = LOCKSTEP_VERSION;

Result<int> print_version() {
  if (auto done = file::write_standard_output(std::string("lockstep ") + kVersion + "\n"); !done) {
    return std::unexpected(std::move(done.error()));
  }
  return 0;
}

}  // namespace lockstep::cli
