#pragma once
// A database as a Catalog: what replay makes of migrations, read from a live server instead. Called by drift
// and by what compares replay with a server.

#include "catalog/catalog.h"
#include "server/connection.h"
#include "support/result.h"

namespace lockstep::server {

// Reads only, in a transaction of its own that waits for no lock longer than a few seconds.
[[nodiscard]] Result<catalog::Catalog> introspect(Connection& connection);

}  // namespace lockstep::server
