#pragma once
// Private to src/server: a folder for one run, locked as long as somebody needs it, so that the next run can
// tell what a killed one left behind.

#include <cstdint>
#include <optional>
#include <string>

#include "server/child.h"
#include "support/descriptor.h"
#include "support/result.h"

namespace lockstep::server {

class RunFolder {
 public:
  // Makes one in `parent` for `account` and clears those there that nobody holds any more.
  [[nodiscard]] static Result<RunFolder> make(const std::string& parent,
                                              const std::optional<Account>& account);
  RunFolder(RunFolder&& other) noexcept;
  RunFolder& operator=(RunFolder&&) = delete;
  ~RunFolder();  // removes it

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const Descriptor& lock() const { return lock_; }

 private:
  RunFolder(std::string path, Descriptor lock) : path_(std::move(path)), lock_(std::move(lock)) {}
  std::string path_;  // empty: moved from
  Descriptor lock_;
};

// Where a run's folder goes: in memory where there is room for `bytes`, else in the folder for temporary
// files. A socket in it must have a name of at most 103 bytes, macOS' limit; Linux has 107.
[[nodiscard]] Result<std::string> parent_for_run(std::uint64_t bytes);

// A folder with all it holds, given to `account`. The copy must not be there yet.
[[nodiscard]] Result<void> copy_folder(const std::string& from, const std::string& to,
                                       const std::optional<Account>& account);

}  // namespace lockstep::server
