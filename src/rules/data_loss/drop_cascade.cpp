/// What:  `CASCADE` on a `DROP`, a `DROP COLUMN` or a `DROP CONSTRAINT`.
/// When:  by the history something else goes with it that was not made in the same migration. Where the
///        history can't tell (functions, extensions, types of a history that is not complete) it is a
///        warning, as it is where only views and checks go, or where a `DO` block above may have dropped
///        them; with a table, a column or a foreign key it is an error. Not where a later statement drops the
///        table of what goes, nor for `DROP SCHEMA`, which object-dropped speaks of.
/// Why:   `CASCADE` drops whatever depends on the object, and what depends on that, without a word in the
///        file: columns of a type, foreign keys of other tables, views. On a database that has more than the
///        migrations know, more goes.
/// Do:    leave `CASCADE` out, and drop what depends on the object by statements of their own.
/// Allow: what goes is known, and meant to go.
/// See:   https://www.postgresql.org/docs/current/ddl-depend.html
#include <algorithm>
#include <string>

#include "rules/dropped_with.h"
#include "rules/origins.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP022", "pgrubic:GN015"};
constexpr RuleInfo kInfo{
    .id = "drop-cascade",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "CASCADE drops more than the statement names",
    .aliases = kAliases,
};

void report(const Losses& losses, Span cascade, RuleContext& cx) {
  if (losses.names.empty()) return;
  FindingBuilder finding = cx.report(cascade, "CASCADE {} {} as well", losses.certain ? "drops" : "may drop",
                                     some_names(losses.names));
  finding.advise("leave CASCADE out, and drop what has to go by statements of its own");
  if (!losses.data || !losses.certain) finding.severity(Severity::warning);
}

// What depends on an object of these kinds is in the catalog, or is reported by the rule for the kind.
bool is_known(ObjectKind kind, const RuleContext& cx) {
  switch (kind) {
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::sequence: return cx.before().complete;
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::extension: return false;
    default: return true;
  }
}

void check_drop(const action::Drop& drop, RuleContext& cx) {
  if (!drop.cascade || drop.kind == ObjectKind::schema || drop.kind == ObjectKind::index) return;
  const Losses losses = dropped_with(cx.statement(), cx);
  report(losses, drop.cascade_span, cx);
  if (!losses.names.empty() || is_known(drop.kind, cx)) return;
  const auto old = [&](const QualifiedName& name) {
    return !made_here(drop.kind, name, cx) && !(drop.if_exists && known_missing(drop.kind, name, cx));
  };
  const auto found = std::ranges::find_if(drop.names, old);
  if (found == drop.names.end()) return;
  cx.report(drop.cascade_span, "CASCADE drops whatever else depends on {} {}", object_kind_name(drop.kind),
            to_text(*found))
      .severity(Severity::warning)
      .advise("leave CASCADE out: Postgres then says what depends on it");
}

// The command as if it stood alone: others may drop what it would take along.
void check_command(bool cascade, RuleContext& cx) {
  constexpr std::string_view kCascade = "CASCADE";
  if (!cascade || cx.created_here(cx.alter_table().relation)) return;
  action::AlterTable alone = cx.alter_table();
  alone.commands = {cx.command()};
  Statement statement = cx.statement();
  statement.action = std::move(alone);
  const Span command = cx.command().span;  // CASCADE is its last word
  const auto begin = static_cast<std::uint32_t>(command.end - kCascade.size());
  report(dropped_with(statement, cx), {begin, command.end}, cx);
}

void check_column(const action::DropColumn& drop, RuleContext& cx) { check_command(drop.cascade, cx); }
void check_constraint(const action::DropConstraint& drop, RuleContext& cx) {
  check_command(drop.cascade, cx);
}

}  // namespace

extern const Rule drop_cascade;
constinit const Rule drop_cascade = make_rule<check_drop, check_column, check_constraint>(kInfo);

}  // namespace lockstep::rules
