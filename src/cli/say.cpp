#include "cli/say.h"

#include <cstdio>

#include "reporters/escape.h"
#include "support/text.h"

namespace lockstep::cli {

void say(std::string_view remark) {
  const std::string line = text::format("lockstep: {}\n", visible(remark));
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace lockstep::cli
