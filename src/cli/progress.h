#pragma once
// One line on a terminal's standard error while a long run lasts, gone when it ends.

#include <chrono>
#include <cstddef>
#include <string_view>

namespace lockstep::cli {

class Progress {
 public:
  explicit Progress(std::size_t files);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // Before the next file.
  void next(std::string_view path);

 private:
  using Clock = std::chrono::steady_clock;

  std::size_t files_;
  std::size_t done_ = 0;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point due_;  // when the line is written next
};

}  // namespace lockstep::cli
