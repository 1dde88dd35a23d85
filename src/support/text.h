#pragma once
// fmt::format, compiled once: where fmt is header-only, each source that calls it compiles all of it again,
// which takes twice as long as the rest of the source, and five times under the sanitizers.

#include <string>

#include <fmt/core.h>

namespace lockstep::text {

[[nodiscard]] std::string vformat(fmt::string_view pattern, fmt::format_args args);

template <class... Args>
[[nodiscard]] std::string format(fmt::format_string<Args...> pattern, const Args&... args) {
  return text::vformat(pattern, fmt::make_format_args(args...));
}

}  // namespace lockstep::text
