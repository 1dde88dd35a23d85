#include "cli/read_ahead.h"

#include <string>
#include <utility>

#include "support/file.h"

namespace lockstep::cli {
namespace {

// How many files are read ahead of the one that is asked for. To wake a thread costs as much as many a
// migration: the one that reads goes on when half of them were taken, the other when there are a few.
constexpr std::size_t kMostFiles = 32;
constexpr std::size_t kFewFiles = 8;

Result<std::string> read(const project::MigrationFile& file, bool from_input) {
  if (from_input) return file::read_standard_input();
  return file.bytes ? *file.bytes : file::read(file.path);
}

}  // namespace

ReadAhead::ReadAhead(const Task& task)
    : task_(task), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Result<std::shared_ptr<ReadFile>> ReadAhead::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !files_.empty(); });
  auto file = std::move(files_.front());
  files_.pop_front();
  const bool go_on = files_.size() == kMostFiles / 2;
  lock.unlock();
  if (go_on) changed_.notify_all();
  return file;
}

void ReadAhead::take_back(std::shared_ptr<ReadFile> file) {
  const std::scoped_lock lock(mutex_);
  done_.push_back(std::move(file));
}

void ReadAhead::run(const std::stop_token& stop) {
  const std::size_t count = task_.history.files.size();
  for (std::size_t i = 0; i < count && !stop.stop_requested(); ++i) {
    const auto file = open(i);
    const bool small = file && (*file)->source.bytes().size() < kReadAhead;
    if (small) (*file)->reader.read_ahead(stop);
    if (add(file, stop) >= kFewFiles || !small || i + 1 == count) changed_.notify_all();
    if (!file) return;
    if (!small) (*file)->reader.read_ahead(stop);
  }
}

// Waits for a place. Gives how many files wait now.
std::size_t ReadAhead::add(const Result<std::shared_ptr<ReadFile>>& file, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  if (files_.size() == kMostFiles)
    changed_.wait(lock, stop, [this] { return files_.size() <= kMostFiles / 2; });
  files_.push_back(file);
  const std::size_t count = files_.size();
  const auto done = std::exchange(done_, {});
  lock.unlock();  // before it frees them
  return count;
}

Result<std::shared_ptr<ReadFile>> ReadAhead::open(std::size_t index) const {
  const project::MigrationFile& file = task_.history.files[index];
  const bool last = index + 1 == task_.history.files.size();
  auto bytes = read(file, task_.from_input && last);
  if (!bytes) return std::unexpected(Error{file.display, bytes.error().reason, bytes.error().advice});
  const ScriptOptions options{.spans = task_.reported[index], .ahead = true};
  return std::make_shared<ReadFile>(SourceFile(file.display, std::move(*bytes)), options);
}

}  // namespace lockstep::cli
