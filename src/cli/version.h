#pragma once
// The version of lockstep, as CMakeLists.txt has it.

namespace lockstep::cli {

extern const char* const kVersion;

}  // namespace lockstep::cli
