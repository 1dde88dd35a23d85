/// What:  a statement on `_prisma_migrations`, the table in which Prisma keeps what it has applied.
/// When:  a migration makes, drops, changes, fills or reads it.
/// Why:   Prisma writes that table while the migration runs. What a migration puts there or takes away makes
///        Prisma run others twice, or never; dropped, every later `migrate deploy` begins from nothing. In a
///        shadow database there is no such table: `migrate dev` fails.
/// Do:    `prisma migrate resolve --applied NAME` or `--rolled-back NAME`, from the command line.
/// Allow: never in a migration.
/// See:   https://www.postgresql.org/docs/current/ddl-depend.html
#include <algorithm>
#include <string>
#include <vector>

#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "prisma-migrations-touched",
    .group = "data",
    .since = "0.1.0",
    .summary = "a statement on the table in which Prisma keeps what it has applied",
};

constexpr std::string_view kTable = "_prisma_migrations";

bool is_prismas(const QualifiedName& name) { return name.name == kTable; }

// Where the statement names it; of a table that is only read, the statement's verb.
Span place(const Action& action, const RuleContext& cx) {
  if (const auto* drop = std::get_if<action::Drop>(&action)) {
    const auto found = std::ranges::find_if(drop->names, is_prismas);
    return found == drop->names.end() ? Span{} : found->span;
  }
  if (const auto* table = std::get_if<action::CreateTable>(&action))
    return is_prismas(table->relation) ? table->relation.span : Span{};
  const bool uses = std::ranges::any_of(cx.effect().locks, [](const effects::Lock& lock) {
    const std::string& name = lock.relation.name;
    return name == kTable || (name.ends_with(kTable) && name[name.size() - kTable.size() - 1] == '.');
  });
  return uses ? cx.statement().keyword : Span{};
}

void check(const Action& action, RuleContext& cx) {
  if (cx.runner().kind != project::RunnerKind::prisma) return;
  const Span span = place(action, cx);
  if (span.empty()) return;
  cx.report(span, "{} is Prisma's own: what it says of migrations becomes wrong", kTable)
      .object(std::string(kTable))
      .advise("take it out; prisma migrate resolve --applied or --rolled-back says what is applied");
}

}  // namespace

extern const Rule prisma_migrations_touched;
constinit const Rule prisma_migrations_touched = make_rule<check>(kInfo);

}  // namespace lockstep::rules
