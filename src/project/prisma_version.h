#pragma once
// Which version of Prisma a project uses, read from its lock files or its package.json. Text only:
// nothing is installed, asked or executed. Called by `cli`, as it decides how a file runs.

#include <optional>
#include <string>
#include <string_view>

#include "project/runner.h"
#include "schema/schema.h"

namespace lockstep::project {

// The version of the package `prisma`, else of `@prisma/client`, that a lock file resolved. Where it
// holds several: the one of `importer`, which is the project's folder relative to the lock file's ("."
// for the same); empty where they run a file in different ways.
[[nodiscard]] std::optional<Version> npm_lock_version(std::string_view lock, std::string_view importer);
[[nodiscard]] std::optional<Version> pnpm_lock_version(std::string_view lock, std::string_view importer);
[[nodiscard]] std::optional<Version> yarn_lock_version(std::string_view lock);
[[nodiscard]] std::optional<Version> bun_lock_version(std::string_view lock);

// From the nearest lock file that knows Prisma, from `folder` up to `root`, both absolute; else from
// the nearest package.json, if all that its range allows runs a file in one way.
[[nodiscard]] std::optional<Version> find_prisma_version(const std::string& folder, const std::string& root);

// What the schema alone tells: none of the versions that take the database's address in its `datasource` is
// later than 6. https://www.prisma.io/docs/orm/more/upgrade-guides/upgrading-versions/upgrading-to-prisma-7
[[nodiscard]] std::optional<Version> prisma_version_of(const schema::Schema& schema);

}  // namespace lockstep::project
