#include "cli/progress.h"

#include <cstdio>

#include "reporters/escape.h"
#include "support/terminal.h"
#include "support/text.h"

namespace lockstep::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kClearLine = "\r\x1b[K";

void write(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace

Progress::Progress(std::size_t files)
    : files_(files), terminal_(terminal::is_terminal(terminal::Stream::error)), due_(Clock::now() + 1s) {}

Progress::~Progress() {
  if (shown_) write(kClearLine);
}

void Progress::next(std::string_view path) {
  ++done_;
  if (!terminal_ || Clock::now() < due_) return;
  // The end of the path tells most; a longer line would wrap and stay.
  constexpr std::size_t kWidest = 60;
  if (path.size() > kWidest) path.remove_prefix(path.size() - kWidest);
  write(text::format("{}{} of {}: {}", kClearLine, done_, files_, visible(path)));
  shown_ = true;
  due_ = Clock::now() + 100ms;
}

}  // namespace lockstep::cli
