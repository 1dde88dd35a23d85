#pragma once
// Extensions that a server doesn't have, replaced by their types and operators, so that migrations which
// make them can be run all the same. What their functions compute is another matter.

#include <string>
#include <string_view>

#include "server/connection.h"
#include "support/result.h"

namespace lockstep::server {

[[nodiscard]] bool has_extension_stub(std::string_view extension);

// From 18 on: CREATE EXTENSION makes the stub where the server has no such extension of its own. `folder`:
// where the stubs go, which the server must be able to read. Takes effect in new sessions.
// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-EXTENSION-CONTROL-PATH
[[nodiscard]] Result<void> install_extension_stubs(const std::string& folder, Connection& admin);

// Before 18: a statement in the place of CREATE EXTENSION that does what it would. `schema`: empty where none
// is written.
[[nodiscard]] std::string in_place_of_create_extension(std::string_view extension, std::string_view schema,
                                                       bool if_not_exists);

}  // namespace lockstep::server
