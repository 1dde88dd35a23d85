#include "server/cluster.h"

#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <utility>
#include <vector>

#include "server/child.h"
#include "server/guardian.h"
#include "server/programs.h"
#include "server/run_folder.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kRoom = std::uint64_t{256} << 20U;
constexpr auto kLongestStart = std::chrono::seconds(60);
constexpr auto kBetweenAttempts = std::chrono::milliseconds(2);
constexpr std::size_t kLinesOfLog = 10;

struct Place {
  Programs programs;
  std::optional<Account> account;
  RunFolder folder;

  [[nodiscard]] std::string data() const { return file::join(folder.path(), "data"); }
  [[nodiscard]] std::string log() const { return file::join(folder.path(), "log"); }
};

std::string last_lines(const std::string& path) {
  const Result<std::string> text = file::read(path);
  if (!text) return "";
  std::size_t begin = text->size();
  for (std::size_t line = 0; line <= kLinesOfLog && begin != std::string::npos && begin > 0; ++line) {
    begin = text->rfind('\n', begin - 1);
  }
  return text->substr(begin == std::string::npos ? 0 : begin);
}

std::unexpected<Error> failure(const Place& place, std::string_view what) {
  return std::unexpected(
      Error{place.programs.folder, text::format("{}: {}", what, last_lines(place.log())), ""});
}

// ---- the data folder ----------------------------------------------------------------------------

// Prepared folders of this user; empty where there is no place for them.
std::string cache_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return file::join(cache, "lockstep");
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? file::join(home, ".cache/lockstep") : "";
}

// Another build of a version may read other folders: what it says of itself and its size tell it.
std::string cached_data(const Programs& programs) {
  const std::string cache = cache_folder();
  if (cache.empty()) return "";
  std::error_code code;
  const std::uintmax_t size = fs::file_size(file::join(programs.folder, "postgres"), code);
  std::string name = text::format("cluster-{}-{}", programs.version, size);
  for (char& c : name) {
    if (c == ' ' || c == '/' || c == '(' || c == ')') c = '_';
  }
  return file::join(cache, name);
}

Result<void> make_data(const Place& place) {
  const Command initdb({file::join(place.programs.folder, "initdb"), "--pgdata", place.data(), "--username",
                        "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync",
                        "--no-instructions", "--wal-segsize", "1"},
                       place.account);
  if (!run(initdb, place.log())) return failure(place, "initdb failed");
  return {};
}

// In one step, so that a run beside this one finds all of it or nothing. A cache that can't be written is
// no reason to fail.
void keep_data(const Place& place, const std::string& cached) {
  if (!file::make_folder(file::parent(cached))) return;
  const Result<RunFolder> folder = RunFolder::make(file::parent(cached), std::nullopt);
  if (!folder) return;
  const std::string copy = file::join(folder->path(), "data");
  if (!copy_folder(place.data(), copy, std::nullopt)) return;
  static_cast<void>(std::rename(copy.c_str(), cached.c_str()));
}

// True where it is a copy of the cache's.
Result<bool> prepare_data(const Place& place, const std::string& cached) {
  if (!cached.empty() && file::kind(cached) == file::Kind::folder) {
    if (copy_folder(cached, place.data(), place.account)) return true;
    std::error_code ignored;
    fs::remove_all(place.data(), ignored);
  }
  if (auto made = make_data(place); !made) return std::unexpected(made.error());
  if (!cached.empty()) keep_data(place, cached);
  return false;
}

// ---- the server ---------------------------------------------------------------------------------

// A crash loses nothing that anybody wants, so nothing is written twice or waited for.
std::vector<std::string> server_arguments(const Place& place) {
  std::vector<std::string> arguments = {file::join(place.programs.folder, "postgres"), "-D", place.data()};
  std::vector<std::string> settings = {"listen_addresses=",
                                       "unix_socket_directories=" + place.folder.path(),
                                       "unix_socket_permissions=0700",
                                       "port=5432",
                                       "fsync=off",
                                       "full_page_writes=off",
                                       "synchronous_commit=off",
                                       "autovacuum=off",
                                       "wal_level=minimal",
                                       "max_wal_senders=0",
                                       "max_wal_size=1GB",
                                       "shared_buffers=16MB",
                                       "max_connections=16",
                                       "max_locks_per_transaction=1024",
                                       "max_logical_replication_workers=0",
                                       "dynamic_shared_memory_type=mmap",  // else files outside the folder
                                       "jit=off",
                                       "timezone=UTC",
                                       "log_timezone=UTC",
                                       "lc_messages=C"};
  constexpr int kHasIoWorkers = 18;
  if (place.programs.major >= kHasIoWorkers) settings.emplace_back("io_method=sync");
  for (std::string& setting : settings) {
    arguments.emplace_back("-c");
    arguments.push_back(std::move(setting));
  }
  return arguments;
}

std::string address_in(const std::string& folder, std::string_view database) {
  return text::format(
      "host={} port=5432 user=postgres dbname={} options='' client_encoding=UTF8 sslmode=disable "
      "gssencmode=disable application_name=lockstep",
      quote_address(folder), quote_address(database));
}

Result<void> wait_for(const Place& place, const Guardian& guardian) {
  const auto deadline = std::chrono::steady_clock::now() + kLongestStart;
  while (std::chrono::steady_clock::now() < deadline) {
    const Result<Connection> connection = Connection::open(address_in(place.folder.path(), "postgres"));
    if (connection) return {};
    if (connection.error().path == "libpq") return std::unexpected(connection.error());
    if (!guardian.server_lives()) return failure(place, "the server did not start");
    std::this_thread::sleep_for(kBetweenAttempts);
  }
  return failure(place, "the server does not answer");
}

}  // namespace

struct Cluster::State {
  Place place;
  Guardian guardian;  // ends the server before the folder goes
};

namespace {

Result<Place> find_place(const std::string& postgres_bin) {
  Result<Programs> programs = find_programs(postgres_bin);
  if (!programs) return std::unexpected(programs.error());
  const Result<std::optional<Account>> account = server_account();
  if (!account) return std::unexpected(account.error());
  const Result<std::string> parent = parent_for_run(kRoom);
  if (!parent) return std::unexpected(parent.error());
  Result<RunFolder> folder = RunFolder::make(*parent, *account);
  if (!folder) return std::unexpected(folder.error());
  return Place{std::move(*programs), *account, std::move(*folder)};
}

Result<Guardian> watch(const Place& place) {
  const Command server(server_arguments(place), place.account);
  return Guardian::watch(server, place.folder.path(), place.folder.lock(), place.log());
}

Result<void> start_server(const Place& place, const Guardian& guardian) {
  guardian.start_server();
  return wait_for(place, guardian);
}

}  // namespace

Result<Cluster> Cluster::start(const std::string& postgres_bin) {
  while (true) {
    Result<Place> place = find_place(postgres_bin);
    if (!place) return std::unexpected(place.error());
    Result<Guardian> guardian = watch(*place);
    if (!guardian) return std::unexpected(guardian.error());
    const std::string cached = cached_data(place->programs);
    const Result<bool> copied = prepare_data(*place, cached);
    if (!copied) return std::unexpected(copied.error());
    const Result<void> started = start_server(*place, *guardian);
    if (started) return Cluster(std::make_unique<State>(State{std::move(*place), std::move(*guardian)}));
    // A cached folder may be damaged, as nothing waits for its way to the disk: once more without it.
    if (!*copied) return std::unexpected(started.error());
    std::error_code code;
    if (fs::remove_all(cached, code) == 0 || code) return std::unexpected(started.error());
  }
}

Cluster::Cluster(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cluster::Cluster(Cluster&&) noexcept = default;
Cluster::~Cluster() = default;

int Cluster::version() const { return state_->place.programs.major; }

const std::string& Cluster::folder() const { return state_->place.folder.path(); }

std::string Cluster::address(std::string_view database) const { return address_in(folder(), database); }

Result<Connection> Cluster::connect(std::string_view database) const {
  return Connection::open(address(database));
}

}  // namespace lockstep::server
