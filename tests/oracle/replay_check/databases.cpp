#include "databases.h"

#include "server/extension_stubs.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::oracle {
namespace {

std::string name_of(std::size_t database) { return text::format("history_{}", database); }

}  // namespace

Result<Databases> Databases::start(const std::string& postgres_bin, bool stubs) {
  Result<server::Cluster> cluster = server::Cluster::start(postgres_bin);
  if (!cluster) return std::unexpected(cluster.error());
  Result<server::Connection> admin = cluster->connect();
  if (!admin) return std::unexpected(admin.error());
  constexpr int kFindsStubs = 18;
  if (stubs && cluster->version() >= kFindsStubs) {
    const std::string folder = file::join(cluster->folder(), "stubs");
    if (auto done = server::install_extension_stubs(folder, *admin); !done)
      return std::unexpected(done.error());
  }
  return Databases(std::move(*cluster), std::move(*admin));
}

Result<void> Databases::run(const std::string& sql) {
  if (auto error = admin_.run(sql)) return std::unexpected(Error{"Postgres server", to_text(*error), ""});
  return {};
}

// A copy of the files takes a third of the time of the default, a copy through the log, which is new in 15.
Result<server::Connection> Databases::make() {
  constexpr int kHasStrategy = 15;
  const char* strategy = version() >= kHasStrategy ? " STRATEGY file_copy" : "";
  const std::string name = name_of(++made_);
  if (auto done = run("CREATE DATABASE " + name + strategy); !done) return std::unexpected(done.error());
  return cluster_.connect(name);
}

// The last database is dropped later, as the server would wait a tenth of a second for the session that
// just closed. Roles are the cluster's and must not reach the next history, so with them it can't wait.
Result<void> Databases::clear() {
  const auto roles = admin_.query("SELECT quote_ident(rolname) FROM pg_roles WHERE oid >= 16384");
  if (!roles) return std::unexpected(roles.error());
  const std::size_t end = roles->empty() ? made_ : made_ + 1;
  for (; dropped_ + 1 < end; ++dropped_) {
    if (auto done = run("DROP DATABASE " + name_of(dropped_ + 1) + " WITH (FORCE)"); !done) return done;
  }
  for (const auto& role : *roles) {
    if (auto done = run("DROP ROLE " + *role.front()); !done) return done;
  }
  return {};
}

}  // namespace lockstep::oracle
