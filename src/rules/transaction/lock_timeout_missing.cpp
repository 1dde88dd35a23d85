/// What:  a lock that makes others wait is asked for without a `lock_timeout`.
/// When:  it is on a table that was not made in the same migration, and the file has not set `lock_timeout`
///        before it. Where `[tables] hot` in lockstep.toml names tables, only a lock on one of them counts.
///        Once in a file. Off in the recommended pack: teams that set it for the role that migrates
///        (`ALTER ROLE ... SET lock_timeout`) need nothing in the file.
/// Why:   the statement waits for every transaction that uses the table, and whoever comes after it waits
///        behind it: one idle transaction stops the application for as long as it lasts, even though the
///        statement itself takes a moment.
/// Do:    set a `lock_timeout` of a few seconds first, and run the migration again when it strikes.
/// Allow: the timeout is set elsewhere.
/// See:   https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
#include <string>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "squawk:require-lock-timeout",
    "squawk:require-timeout-settings",
    "eugene:E9",
    "pgfence:missing-lock-timeout",
    "migrationpilot:MP004",
};
constexpr RuleInfo kInfo{
    .id = "lock-timeout-missing",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "a lock that others wait for is asked for without a lock_timeout",
    .aliases = kAliases,
    .once_per_file = true,
};

void check(const Action&, RuleContext& cx) {
  const std::string_view timeout = cx.session().setting("lock_timeout");
  if (timeout.find_first_of("123456789") != std::string_view::npos) return;
  std::vector<effects::Lock> locks = cx.blocking_locks();
  std::erase_if(locks, [&](const effects::Lock& lock) { return !cx.may_be_hot(lock.relation); });
  if (locks.empty()) return;
  const effects::Lock& lock = locks.front();
  const bool until_end = cx.session().in_transaction() == Certainty::yes;
  cx.report(cx.statement().keyword, "without lock_timeout, {} to {} queue up while this waits for its lock",
            effects::who_waits(lock.mode), lock.relation.name)
      .label(lock_label(lock.mode))
      .object(lock.relation.name)
      .advise(until_end ? "set one first:\n  SET LOCAL lock_timeout = '5s';"
                        : "set one first, and reset it at the end:\n  SET lock_timeout = '5s';");
}

}  // namespace

extern const Rule lock_timeout_missing;
constinit const Rule lock_timeout_missing = make_rule<check>(kInfo);

}  // namespace lockstep::rules
