#include "server/run_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "support/file.h"

namespace lockstep::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "lockstep-";
constexpr std::string_view kPattern = "lockstep-XXXXXX";
constexpr std::string_view kLock = "lock";
constexpr std::size_t kLongestSocket = 103;
constexpr std::string_view kSocket = "/.s.PGSQL.5432";
constexpr std::time_t kTimeToLock = 60;  // seconds

std::unexpected<Error> failure(const std::string& path, int code) {
  return std::unexpected(Error{path, "cannot be used: " + std::generic_category().message(code), ""});
}

bool try_lock(const Descriptor& file) { return file.open() && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0; }

Descriptor open_lock(const std::string& folder, int flags) {
  return Descriptor(::open(file::join(folder, kLock).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600));
}

// One without a lock is about to get it, unless it is old.
bool is_abandoned(const std::string& folder, const std::optional<Account>& account) {
  struct stat status = {};
  if (::lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return false;
  if (status.st_uid != ::geteuid() && (!account || status.st_uid != account->user)) return false;
  const Descriptor lock = open_lock(folder, 0);
  if (lock.open()) return try_lock(lock);
  return errno == ENOENT && std::time(nullptr) - status.st_mtime > kTimeToLock;
}

void clear_abandoned(const std::string& parent, const std::optional<Account>& account) {
  const Result<std::vector<file::Entry>> entries = file::list(parent);
  if (!entries) return;
  for (const file::Entry& entry : *entries) {
    if (!entry.name.starts_with(kPrefix) || entry.name.size() != kPattern.size()) continue;
    const std::string folder = file::join(parent, entry.name);
    std::error_code ignored;  // another run may be clearing it, too
    if (is_abandoned(folder, account)) fs::remove_all(folder, ignored);
  }
}

bool give_to(const std::string& path, const std::optional<Account>& account) {
  return !account || ::lchown(path.c_str(), account->user, account->group) == 0;
}

bool has_room(const std::string& folder, std::uint64_t bytes) {
  struct statvfs status = {};
  return ::statvfs(folder.c_str(), &status) == 0 &&
         static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize >= bytes &&
         ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace

Result<RunFolder> RunFolder::make(const std::string& parent, const std::optional<Account>& account) {
  clear_abandoned(parent, account);
  constexpr int kAttempts = 10;  // another run may take a folder that has no lock yet for abandoned
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::string path = file::join(parent, kPattern);
    if (::mkdtemp(path.data()) == nullptr) return failure(parent, errno);
    Descriptor lock = open_lock(path, O_CREAT);
    if (!try_lock(lock) || file::kind(file::join(path, kLock)) != file::Kind::regular) continue;
    RunFolder folder(std::move(path), std::move(lock));
    if (!give_to(folder.path(), account)) return failure(folder.path(), errno);
    return folder;
  }
  return std::unexpected(Error{parent, "no folder can be made and locked in it", ""});
}

RunFolder::RunFolder(RunFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})), lock_(std::move(other.lock_)) {}

RunFolder::~RunFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<std::string> parent_for_run(std::uint64_t bytes) {
  const char* temporary = std::getenv("TMPDIR");
  const bool chosen = temporary != nullptr && *temporary != '\0';
  const std::array<std::string, 3> parents = {"/dev/shm", chosen ? file::absolute(temporary) : "", "/tmp"};
  for (const std::string& parent : parents) {
    if (parent.empty()) continue;
    const std::size_t socket = parent.size() + 1 + kPattern.size() + kSocket.size();
    if (socket <= kLongestSocket && has_room(parent, bytes)) return parent;
  }
  return std::unexpected(Error{chosen ? parents[1] : parents[2], "no room there for a Postgres server",
                               "set TMPDIR to a folder with a short name on a disk with room"});
}

Result<void> copy_folder(const std::string& from, const std::string& to,
                         const std::optional<Account>& account) {
  std::error_code code;
  const auto copied = [&](const std::string& path) -> Result<void> {
    if (code) return failure(path, code.value());
    return give_to(path, account) ? Result<void>() : failure(path, errno);
  };
  fs::create_directory(to, from, code);
  if (auto done = copied(to); !done) return done;
  fs::recursive_directory_iterator entries(from, code);
  for (; !code && entries != fs::recursive_directory_iterator(); entries.increment(code)) {
    const std::string source = entries->path().string();
    const std::string target = to + source.substr(from.size());
    if (entries->is_directory(code)) {
      fs::create_directory(target, source, code);
    } else {
      fs::copy_file(source, target, code);
    }
    if (auto done = copied(target); !done) return done;
  }
  return code ? failure(from, code.value()) : Result<void>();
}

}  // namespace lockstep::server
