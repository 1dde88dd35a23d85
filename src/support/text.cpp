#define FMT_HEADER_ONLY 1  // distributions ship fmt as a shared library, which the program shall not need

#include "support/text.h"

#include <fmt/format.h>

namespace lockstep::text {

std::string vformat(fmt::string_view pattern, fmt::format_args args) { return fmt::vformat(pattern, args); }

}  // namespace lockstep::text
