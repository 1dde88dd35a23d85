#pragma once
// A wrong world (a file, an option, the configuration, git, a server) is a value of this type,
// handed up to `cli`, which says it on stderr in one line and exits with 2. Wrong SQL is a
// Finding, a wrong program an assert.

#include <expected>
#include <string>

namespace lockstep {

struct Error {
  std::string path;    // the file, option or address that is wrong; may be empty
  std::string reason;  // what is wrong with it, lower case, no full stop
  std::string advice;  // what to do about it; may be empty
};

template <class T>
using Result = std::expected<T, Error>;

}  // namespace lockstep
