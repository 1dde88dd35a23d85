// What no linter on the same parser can beat: finds every SQL file below a folder, reads it, and hands it
// whole to Postgres' raw parser. With `read` it stops at reading.
// usage: raw_parse read|parse FOLDER|FILE
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "parser/raw_parse.h"

namespace {

bool read(const std::filesystem::path& path, std::string& text) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (file < 0 || ::fstat(file, &status) != 0) return false;
  text.resize(static_cast<std::size_t>(status.st_size));
  const bool whole = ::read(file, text.data(), text.size()) == status.st_size;
  ::close(file);
  return whole;
}

std::vector<std::filesystem::path> sql_files(const std::filesystem::path& root) {
  if (!std::filesystem::is_directory(root)) return {root};
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".sql") paths.push_back(entry.path());
  }
  return paths;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc == 3 ? argv[1] : "";
  if (mode != "read" && mode != "parse") {
    std::fputs("usage: raw_parse read|parse FOLDER|FILE\n", stderr);
    return 2;
  }
  std::string text;
  for (const auto& path : sql_files(argv[2])) {
    lockstep::ParseFailure failure;
    if (!read(path, text) ||
        (mode == "parse" && !lockstep::raw_parse(text, [](const ::RawStmt&) {}, failure))) {
      std::fprintf(stderr, "raw_parse: %s: %s\n", path.c_str(), failure.message.c_str());
      return 1;
    }
  }
  return 0;
}
