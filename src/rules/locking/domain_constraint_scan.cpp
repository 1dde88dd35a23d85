/// What:  a constraint of a domain that is checked against every table that uses it.
/// When:  `ALTER DOMAIN ... ADD CONSTRAINT` without `NOT VALID`, or `SET NOT NULL`. Not where all tables with
///        a column of the domain were made or truncated in the same migration.
/// Why:   every such table is read whole, one after the other, each under a SHARE lock until the transaction
///        ends: reads go on, writes to all of them wait.
/// Do:    add it `NOT VALID`, which reads nothing and holds for new values, and validate it in a migration of
///        its own. Before Postgres 18 that takes the same locks: do it when few write.
/// Allow: the tables are small.
/// See:   https://www.postgresql.org/docs/current/sql-alterdomain.html
#include <string>
#include <vector>

#include "replay/names.h"
#include "rules/advice.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "domain-constraint-scan",
    .group = "locking",
    .since = "0.1.0",
    .summary = "every table that uses a domain is read while writes wait",
};

// https://www.postgresql.org/docs/18/release-18.html
constexpr int kValidateLetsWrite = 18;

// Tables that are read and that others write to.
std::vector<std::string> waiting_tables(const RuleContext& cx) {
  std::vector<std::string> names;
  for (const effects::Work& work : cx.effect().work) {
    const catalog::Relation* table = cx.before().relation(work.relation.oid);
    const bool unseen = table == nullptr;
    if (unseen || !cx.nobody_waits_for({.schema = table->schema, .name = table->name, .span = {}}))
      names.push_back(work.relation.name);
  }
  return names;
}

std::string advice(const action::AlterDomain& alter, const RuleContext& cx) {
  const bool named = !alter.constraint.name.text.empty();
  const bool not_null = alter.what == "set not null";
  const std::string name = named ? cx.sql(alter.constraint.name)
                                 : quote_identifier(replay::make_object_name(
                                       alter.domain.name, "", not_null ? "not_null" : "check"));
  const std::string domain = cx.sql(alter.domain);
  return text::format(
      "instead:\n  ALTER DOMAIN {0} ADD CONSTRAINT {1} {2} NOT VALID;\n{3}{4}:\n"
      "  ALTER DOMAIN {0} VALIDATE CONSTRAINT {1};",
      domain, name,
      not_null ? "CHECK (VALUE IS NOT NULL)"
               : cx.text({.begin = alter.constraint.keyword.begin, .end = alter.constraint.span.end}),
      afterwards(cx.runner()),
      cx.postgres() < kValidateLetsWrite ? ", when few write, as it locks the same" : "");
}

void check(const action::AlterDomain& alter, RuleContext& cx) {
  if (alter.what != "add constraint" && alter.what != "set not null") return;
  const std::vector<std::string> tables = waiting_tables(cx);
  if (tables.empty() && cx.effect().certain) return;
  cx.report(cx.statement().keyword, "the new constraint of {} reads all of {} while writes wait",
            to_text(alter.domain), tables.empty() ? "the tables that use it" : list_names(tables))
      .label(tables.empty() ? "" : lock_label(cx.effect().locks.front().mode))
      .object(to_text(alter.domain))
      .advise(advice(alter, cx));
}

}  // namespace

extern const Rule domain_constraint_scan;
constinit const Rule domain_constraint_scan = make_rule<check>(kInfo);

}  // namespace lockstep::rules
