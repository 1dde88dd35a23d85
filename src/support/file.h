#pragma once
// Files, folders and paths of the operating system. A path is the bytes that the system has for it;
// nothing here assumes an encoding. Called by `project` and `cli`.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace lockstep::file {

// Largest file that is read: spans are 32 bits wide.
inline constexpr std::uint64_t kLargestFile = UINT32_MAX;

// All bytes of a regular file.
[[nodiscard]] Result<std::string> read(const std::string& path);
// Also of a pipe, as the shell names one for `<(...)`; no device, which may have no end.
[[nodiscard]] Result<std::string> read_file_or_pipe(const std::string& path);
[[nodiscard]] Result<std::string> read_standard_input();
[[nodiscard]] Result<void> write_standard_output(std::string_view bytes);

// `other` is also what can't be looked at: reading it tells why.
enum class Kind : std::uint8_t { none, regular, folder, other };
[[nodiscard]] Kind kind(const std::string& path);  // links are followed

struct Entry {
  std::string name;
  Kind kind = Kind::other;  // links are followed
  bool link = false;
};
// What a folder holds, in byte order of the names; without "." and "..".
[[nodiscard]] Result<std::vector<Entry>> list(const std::string& folder);
// The same, an entry at a time and in no order, until `goes_on` says false.
[[nodiscard]] Result<void> visit(const std::string& folder, const std::function<bool(Entry)>& goes_on);

// With the folders above it; fine where it is there.
[[nodiscard]] Result<void> make_folder(const std::string& folder);

// New content of a file that waits beside it: several outputs appear together or not at all.
class PendingFile {
 public:
  [[nodiscard]] static Result<PendingFile> write(const std::string& path, std::string_view bytes);
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  ~PendingFile();

  // Takes the place of the file in one step; bytes for a pipe or a device are written only now.
  [[nodiscard]] Result<void> commit();

 private:
  PendingFile() = default;
  std::string path_;       // as it was named, for errors
  std::string target_;     // where links lead
  std::string temporary_;  // empty: nothing waits
  std::string bytes_;      // for what can't be replaced
};

// ---- paths; only the first three ask the system -------------------------------------------------

[[nodiscard]] Result<std::string> current_folder();  // absolute; an error where it was removed
[[nodiscard]] std::string absolute(const std::string& path);  // without "." and ".."
[[nodiscard]] std::string real(const std::string& path);  // links resolved; as `absolute` where none exists
[[nodiscard]] std::string join(std::string_view folder, std::string_view path);
[[nodiscard]] std::string parent(std::string_view path);  // "/" is its own; empty for a bare name
[[nodiscard]] std::string name(std::string_view path);  // the last part
// Whether an absolute path is `folder` or lies in it.
[[nodiscard]] bool within(std::string_view path, std::string_view folder);
// From one absolute folder to another absolute path, with ".." where needed; "." for itself.
[[nodiscard]] std::string relative(const std::string& path, const std::string& folder);

}  // namespace lockstep::file
