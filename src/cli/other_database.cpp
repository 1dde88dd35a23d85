#include "cli/other_database.h"

#include "project/migrations.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::cli {

std::optional<Error> other_database(const std::string& current) {
  for (const char* folder : {"prisma/migrations", "migrations"}) {
    std::string path = file::join(folder, project::kLockFile);
    const auto lock = file::read(file::join(current, path));
    const std::string provider = lock ? project::locked_provider(*lock).name : std::string();
    if (provider.empty() || project::is_postgres(provider)) continue;
    return Error{std::move(path), text::format("the migrations are for {}, not Postgres", provider),
                 "name another folder with --migrations"};
  }
  return std::nullopt;
}

bool has_left_postgres(const std::string& migrations, const project::GitBase& base) {
  if (!project::holds_migrations(migrations) || project::may_be_for_postgres(migrations)) return false;
  const auto before = project::read_at_base(base, file::real(file::join(migrations, project::kLockFile)));
  return before && project::is_postgres(project::locked_provider(*before).name);
}

}  // namespace lockstep::cli
