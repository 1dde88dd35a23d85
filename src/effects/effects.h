#pragma once
// What a statement does to a running database: which locks it takes, which tables it scans, rewrites
// or builds indexes on, whether it may run in a transaction block. The one place that knows lock
// modes: rules ask it, and a test runs every row of it on real servers.
// Asked with the catalog as it is before the statement.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "parser/action.h"

namespace lockstep::effects {

// https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES, weakest first
enum class LockMode : std::uint8_t {
  none,
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive,
};
[[nodiscard]] const char* lock_mode_name(LockMode mode);  // "ACCESS EXCLUSIVE"

// What a held lock of this mode makes wait: "reads and writes", "writes", "schema changes" or "".
[[nodiscard]] const char* who_waits(LockMode mode);
[[nodiscard]] constexpr bool blocks_writes(LockMode mode) { return mode >= LockMode::share; }
[[nodiscard]] constexpr bool blocks_reads(LockMode mode) { return mode == LockMode::access_exclusive; }

struct RelationRef {
  catalog::Oid oid = 0;  // 0: the history doesn't know it
  std::string name;      // as messages print it
};

struct Lock {
  RelationRef relation;
  LockMode mode = LockMode::none;
};

enum class WorkKind : std::uint8_t { scan, index_build, index_rebuild, rewrite };

// Work whose time grows with the table, done while the statement's locks are held.
struct Work {
  WorkKind kind = WorkKind::scan;
  RelationRef relation;  // the table
  std::string reason;    // a few words for a message: "the default is volatile", "integer to bigint"
};

enum class InTransaction : std::uint8_t {
  allowed,
  refused,  // "cannot run inside a transaction block" (25001)
};

struct Effect {
  std::vector<Lock> locks;  // the strongest of each relation, in order of the statement
  std::vector<Work> work;
  InTransaction in_transaction = InTransaction::allowed;
  bool certain = true;  // false: depends on what the history doesn't know; `work` is then what may happen

  [[nodiscard]] LockMode lock_on(catalog::Oid oid) const;
  [[nodiscard]] const Work* find(WorkKind kind) const;
};

struct Context {
  const catalog::Catalog& before;
  int postgres = 14;        // major version of the target
  std::optional<bool> utc_session = {};  // TimeZone is UTC; empty: the server's, which nobody knows here
};

// Of a whole statement.
[[nodiscard]] Effect of(const Action& action, const Context& context);

// Of one command of an ALTER TABLE, as if the others weren't there; what the commands before it in
// the same statement change about it (a column added, a proof dropped first) is taken into account.
[[nodiscard]] Effect of(const action::AlterTable& statement, const AlterCommand& command,
                        const Context& context);

}  // namespace lockstep::effects
