// The peer that nobody can beat with the same parser: reads every migration below a folder and hands
// it to Postgres' raw parser whole, nothing else. Prints the milliseconds of both parts.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "parser/raw_parse.h"

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> migrations(const char* root) {
  std::vector<std::filesystem::path> paths;
  if (!std::filesystem::is_directory(root)) return {root};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".sql") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: raw_parse FOLDER|FILE\n", stderr);
    return 2;
  }
  Clock::duration reading{};
  Clock::duration parsing{};
  std::size_t bytes = 0;
  std::size_t statements = 0;
  std::size_t failed = 0;
  for (const auto& path : migrations(argv[1])) {
    const auto start = Clock::now();
    const std::string text = read(path);
    const auto middle = Clock::now();
    lockstep::ParseFailure failure;
    if (!lockstep::raw_parse(text, [&](const ::RawStmt&) { ++statements; }, failure)) ++failed;
    parsing += Clock::now() - middle;
    reading += middle - start;
    bytes += text.size();
  }
  std::printf(
      "{\"bytes\": %zu, \"statements\": %zu, \"failed\": %zu, \"read_ms\": %.2f, \"parse_ms\": %.2f}\n",
      bytes, statements, failed, milliseconds(reading), milliseconds(parsing));
  return 0;
}
