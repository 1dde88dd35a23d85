#include "support/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace lockstep::terminal {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

}  // namespace

bool is_terminal(Stream stream) { return ::isatty(static_cast<int>(stream)) == 1; }

bool wants_colour(Stream stream) {
  return variable("NO_COLOR").empty() && variable("TERM") != "dumb" && is_terminal(stream);
}

}  // namespace lockstep::terminal
