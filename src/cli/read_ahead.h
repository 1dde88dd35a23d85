#pragma once
// The files of a task, read and parsed on a thread of their own while the one that asks for them still
// looks at those before.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "cli/plan.h"
#include "parser/script.h"
#include "parser/source.h"
#include "support/result.h"

namespace lockstep::cli {

struct ReadFile {
  ReadFile(SourceFile file, ScriptOptions options) : source(std::move(file)), reader(source, options) {}

  SourceFile source;
  ScriptReader reader;
};

class ReadAhead {
 public:
  // `task` must outlive this.
  explicit ReadAhead(const Task& task);

  // The next file, of those that are reported on with spans; its statements may still be on their way.
  // Shared with the thread until it handed them all out. Not to be asked for behind the last one or an error.
  [[nodiscard]] Result<std::shared_ptr<ReadFile>> next();

  // A file that nobody needs any more, for the thread to free what it made.
  void take_back(std::shared_ptr<ReadFile> file);

 private:
  void run(const std::stop_token& stop);
  std::size_t add(const Result<std::shared_ptr<ReadFile>>& file, const std::stop_token& stop);
  [[nodiscard]] Result<std::shared_ptr<ReadFile>> open(std::size_t index) const;

  const Task& task_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Result<std::shared_ptr<ReadFile>>> files_;
  std::vector<std::shared_ptr<ReadFile>> done_;
  std::jthread thread_;  // uses the members above, so it ends before they do
};

}  // namespace lockstep::cli
