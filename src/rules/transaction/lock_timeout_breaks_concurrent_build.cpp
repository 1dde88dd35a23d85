/// What:  a `lock_timeout` or `statement_timeout` holds for `CREATE INDEX`, `DROP INDEX`, `REINDEX` or
///        `DETACH PARTITION` with `CONCURRENTLY`.
/// When:  the file has set it to something else than 0 before the statement, by `SET` or `set_config()`.
/// Why:   these statements wait for every transaction that is older than they are, and take as long as the
///        table is large. A timeout cancels them in the middle. What is left is a migration that failed, and
///        an invalid index, which costs writes and serves no query; or a partition that is half detached: its
///        rows are not seen any more, and no other can be detached until this one is.
/// Do:    set both to 0 in front of it, or don't set them in its file.
/// Allow: the timeout is longer than the build and its waiting can take.
/// See:   https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
#include <algorithm>
#include <array>
#include <string>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "lock-timeout-breaks-concurrent-build",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "a timeout cancels a concurrent build, which leaves an invalid index",
};

constexpr std::array<std::string_view, 2> kTimeouts = {"lock_timeout", "statement_timeout"};

// The partition that a statement detaches with CONCURRENTLY; null when it does something else.
const action::DetachPartition* detached(const Action& action) {
  const auto* alter = std::get_if<action::AlterTable>(&action);
  if (alter == nullptr || alter->commands.empty()) return nullptr;
  const auto* detach = std::get_if<action::DetachPartition>(&alter->commands.front().fact);
  return detach != nullptr && detach->concurrently ? detach : nullptr;
}

// CONCURRENTLY as the statement has it; empty: it is none of these.
std::string_view concurrent_verb(const Action& action) {
  if (const auto* index = std::get_if<action::CreateIndex>(&action))
    return index->concurrently ? "CREATE INDEX CONCURRENTLY" : "";
  if (const auto* drop = std::get_if<action::Drop>(&action))
    return drop->concurrently ? "DROP INDEX CONCURRENTLY" : "";
  if (const auto* reindex = std::get_if<action::Reindex>(&action))
    return reindex->concurrently ? "REINDEX CONCURRENTLY" : "";
  return detached(action) == nullptr ? "" : "DETACH PARTITION CONCURRENTLY";
}

// "0", "0ms" and "0 min" turn a timeout off.
bool is_on(std::string_view value) { return value.find_first_of("123456789") != std::string_view::npos; }

void check(const Action& action, RuleContext& cx) {
  const std::string_view verb = concurrent_verb(action);
  // In a transaction it fails at once.
  if (verb.empty() || cx.session().in_transaction() == Certainty::yes) return;
  const auto timeout = std::ranges::find_if(
      kTimeouts, [&](std::string_view name) { return is_on(cx.session().setting(name)); });
  if (timeout == kTimeouts.end()) return;

  const action::DetachPartition* detach = detached(action);
  const bool reads = detach == nullptr && !std::holds_alternative<action::Drop>(action);
  cx.report(cx.statement().keyword, "{} = {} cancels {}, which leaves {}", *timeout,
            cx.session().setting(*timeout), verb,
            detach == nullptr ? "an invalid index" : cx.name_of(detach->partition) + " half detached")
      .label(reads ? "it waits for older transactions, then reads the whole table"
                   : "it waits for every transaction that uses the table")
      .advise("turn them off in front of it:\n  SET lock_timeout = 0;\n  SET statement_timeout = 0;");
}

}  // namespace

extern const Rule lock_timeout_breaks_concurrent_build;
constinit const Rule lock_timeout_breaks_concurrent_build = make_rule<check>(kInfo);

}  // namespace lockstep::rules
