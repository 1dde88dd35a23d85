#include "support/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "support/ascii.h"
#include "support/descriptor.h"

namespace lockstep::file {
namespace {

std::unexpected<Error> failure(const std::string& path, int code) {
  if (code == ENOENT) return std::unexpected(Error{path, "no such file or folder", "check the path"});
  std::string reason = std::generic_category().message(code);
  if (!reason.empty()) reason[0] = ascii::lower(reason[0]);
  return std::unexpected(Error{path, std::move(reason), ""});
}

std::unexpected<Error> not_regular(const std::string& path, const struct stat& status) {
  if (S_ISDIR(status.st_mode))
    return std::unexpected(Error{path, "is a folder, not a file", "name a file in it"});
  return std::unexpected(Error{path, "not a regular file", ""});
}

Result<std::string> read_all(int descriptor, const std::string& path, std::size_t expected) {
  std::string bytes(expected + 1, '\0');  // one more, so that the end shows without growing
  std::size_t size = 0;
  while (true) {
    if (size == bytes.size()) bytes.resize(std::max<std::size_t>(bytes.size() * 2, 65536));
    const ssize_t count = ::read(descriptor, bytes.data() + size, bytes.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure(path, errno);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
    if (size > kLargestFile) return std::unexpected(Error{path, "larger than 4 GiB", "split it"});
  }
  bytes.resize(size);
  return bytes;
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

Kind kind_of(const struct stat& status) {
  if (S_ISREG(status.st_mode)) return Kind::regular;
  return S_ISDIR(status.st_mode) ? Kind::folder : Kind::other;
}

Entry entry_of(const std::string& folder, const dirent& found) {
  Entry entry{.name = found.d_name};
  entry.link = found.d_type == DT_LNK;
  if (found.d_type == DT_REG) {
    entry.kind = Kind::regular;
  } else if (found.d_type == DT_DIR) {
    entry.kind = Kind::folder;
  } else if (found.d_type == DT_LNK || found.d_type == DT_UNKNOWN) {  // some file systems never tell
    entry.kind = kind(join(folder, entry.name));
  }
  return entry;
}

// In the target's own folder: only there is a rename one step.
Result<Descriptor> open_temporary(const std::string& target, std::string& temporary) {
  const std::string stem = join(parent(target), ".lockstep-" + std::to_string(::getpid()) + "-");
  for (int attempt = 0; attempt < 100; ++attempt) {
    temporary = stem + std::to_string(attempt) + ".tmp";
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.open()) return file;
    if (errno != EEXIST) break;
  }
  const int code = errno;
  temporary.clear();
  return failure(target, code);
}

}  // namespace

Result<std::string> read(const std::string& path) {
  // Opening a pipe that nobody writes to would wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return failure(path, errno);
  struct stat status = {};
  if (::fstat(file.get(), &status) != 0) return failure(path, errno);
  if (!S_ISREG(status.st_mode)) return not_regular(path, status);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > kLargestFile) return std::unexpected(Error{path, "larger than 4 GiB", "split it"});
  return read_all(file.get(), path, size);
}

Result<std::string> read_file_or_pipe(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISFIFO(status.st_mode)) return read(path);
  const Descriptor pipe(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!pipe.open()) return failure(path, errno);
  return read_all(pipe.get(), path, 0);
}

Result<std::string> read_standard_input() { return read_all(STDIN_FILENO, "standard input", 0); }

Result<void> write_standard_output(std::string_view bytes) {
  if (const int code = write_all(STDOUT_FILENO, bytes); code != 0) return failure("standard output", code);
  return {};
}

Kind kind(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) == 0) return kind_of(status);
  return errno == ENOENT || errno == ENOTDIR ? Kind::none : Kind::other;
}

Result<std::vector<Entry>> list(const std::string& folder) {
  std::vector<Entry> entries;
  auto done = visit(folder, [&](Entry entry) {
    entries.push_back(std::move(entry));
    return true;
  });
  if (!done) return std::unexpected(std::move(done.error()));
  std::ranges::sort(entries, {}, &Entry::name);
  return entries;
}

Result<void> visit(const std::string& folder, const std::function<bool(Entry)>& goes_on) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), &::closedir);
  if (!open) return failure(folder, errno);
  errno = 0;
  while (const dirent* found = ::readdir(open.get())) {
    const std::string_view name = found->d_name;
    if (name != "." && name != ".." && !goes_on(entry_of(folder, *found))) return {};
    errno = 0;
  }
  if (errno != 0) return failure(folder, errno);
  return {};
}

Result<void> make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return failure(folder, error.value());
  return {};
}

Result<PendingFile> PendingFile::write(const std::string& path, std::string_view bytes) {
  PendingFile pending;
  pending.path_ = path;
  pending.target_ = real(path);
  struct stat status = {};
  const bool exists = ::stat(pending.target_.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) {
    return std::unexpected(Error{path, "is a folder, not a file", "name a file in it"});
  }
  if (exists && !S_ISREG(status.st_mode)) {
    pending.bytes_ = bytes;
    return pending;
  }
  // A rename would get around the file's own permissions.
  if (exists && ::access(pending.target_.c_str(), W_OK) != 0) return failure(path, errno);
  auto file = open_temporary(pending.target_, pending.temporary_);
  if (!file)
    return std::unexpected(
        Error{path, std::move(file.error().reason), "choose a folder that can be written to"});
  if (exists && ::fchmod(file->get(), status.st_mode & 07777U) != 0) return failure(path, errno);
  if (const int code = write_all(file->get(), bytes); code != 0) return failure(path, code);
  return pending;
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      bytes_(std::move(other.bytes_)) {}

PendingFile::~PendingFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> PendingFile::commit() {
  if (temporary_.empty()) {
    const Descriptor file(::open(target_.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.open()) return failure(path_, errno);
    if (const int code = write_all(file.get(), bytes_); code != 0) return failure(path_, code);
    return {};
  }
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) return failure(path_, errno);
  temporary_.clear();
  return {};
}

Result<std::string> current_folder() {
  std::error_code error;
  std::string folder = std::filesystem::current_path(error).string();
  if (!error) return folder;
  auto failed = failure("the current folder", error.value());
  failed.error().advice = "go to another one";
  return failed;
}

std::string absolute(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error).lexically_normal();
  std::string text = whole.string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  return text;
}

std::string real(const std::string& path) {
  std::error_code error;
  const std::filesystem::path resolved = std::filesystem::weakly_canonical(path, error);
  return error ? absolute(path) : absolute(resolved.string());
}

std::string join(std::string_view folder, std::string_view path) {
  if (folder.empty() || path.starts_with('/')) return std::string(path);
  std::string joined(folder);
  if (!joined.ends_with('/')) joined += '/';
  return joined.append(path);
}

std::string parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

std::string name(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

bool within(std::string_view path, std::string_view folder) {
  if (folder == "/") return path.starts_with('/');
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string relative(const std::string& path, const std::string& folder) {
  return std::filesystem::path(path).lexically_relative(folder).string();
}

}  // namespace lockstep::file
