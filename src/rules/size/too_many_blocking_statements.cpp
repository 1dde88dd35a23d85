/// What:  a migration with many statements that take locks which others wait for.
/// When:  more than `max` statements lock tables that were not made in the same migration. Off in the
///        recommended pack: how many are too many is for the team to say.
/// Why:   each of them waits for the transactions that use its table, while others queue up behind it; in one
///        transaction all those locks are held until its end, and two migrations or an application that take
///        them in another order deadlock.
/// Do:    several small migrations, each of which can fail and be repeated by itself.
/// Allow: the application is stopped for this deployment.
/// See:   https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS
#include <cstdint>
#include <iterator>
#include <vector>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleOption kOptions[] = {
    {.name = "max",
     .kind = OptionKind::number,
     .summary = "how many blocking statements a migration may have",
     .number = 10},
};
constexpr RuleInfo kInfo{
    .id = "too-many-blocking-statements",
    .group = "size",
    .since = "0.1.0",
    .summary = "a migration with more blocking statements than the team allows",
    .options = kOptions,
};

void check(const FileEnd& file, FileContext& cx) {
  const std::int64_t max = cx.number("max");
  std::vector<Span> statements;
  for (const HeldLock& lock : file.locks) {
    if (statements.empty() || statements.back().begin != lock.statement.begin)
      statements.push_back(lock.statement);
  }
  const std::int64_t count = std::ssize(statements);
  if (count <= max) return;
  cx.report(statements[static_cast<std::size_t>(max)],
            "{} statements of this migration make others wait, {} may", count, max)
      .label("the first that is too many")
      .advise("make several migrations of it");
}

}  // namespace

extern const Rule too_many_blocking_statements;
constinit const Rule too_many_blocking_statements = make_rule<check>(kInfo);

}  // namespace lockstep::rules
