/// What:  `DROP` of a schema, sequence, extension, view, materialized view, foreign table, function, type or
///        domain.
/// When:  the object was not made in the same migration and is not known to be missing (`IF EXISTS`). Not for
///        a view, function or type that the migration makes again, nor for a type or a sequence in a
///        migration that has dropped or changed columns before. Nor for a type whose last column went in an
///        earlier migration, in a history without functions. `DROP SCHEMA ... CASCADE` is an error, a
///        sequence or an extension a warning, the rest a note.
/// Why:   Postgres refuses to drop what its catalog says is used. It doesn't know what a function's body or
///        the running release uses: that fails from the moment of the drop. A schema takes its tables with
///        it, and a sequence its number: made again, it begins at 1.
/// Do:    first deploy a release that doesn't use it; drop it in a later migration.
/// Allow: no running release and no function uses it.
/// See:   https://www.postgresql.org/docs/current/ddl-depend.html
#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "rules/dropped_with.h"
#include "rules/earlier.h"
#include "rules/origins.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "atlas:DS101",
    "migrationpilot:MP034",
};
constexpr RuleInfo kInfo{
    .id = "object-dropped",
    .group = "data_loss",
    .since = "0.1.0",
    .summary = "a schema, sequence, view, function, type or extension goes while something may use it",
    .aliases = kAliases,
};

bool is_looked_at(ObjectKind kind) {
  constexpr ObjectKind kKinds[] = {
      ObjectKind::schema,   ObjectKind::sequence,  ObjectKind::extension,     ObjectKind::view,
      ObjectKind::function, ObjectKind::procedure, ObjectKind::aggregate,     ObjectKind::materialized_view,
      ObjectKind::type,     ObjectKind::domain,    ObjectKind::foreign_table,
  };
  return std::ranges::find(kKinds, kind) != std::end(kKinds);
}

// The column that had the type, or drew from the sequence, is the cause, and is reported.
bool takes_users_away(const Action& action) {
  if (const auto* drop = std::get_if<action::Drop>(&action)) return drop->kind == ObjectKind::table;
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter != nullptr && std::ranges::any_of(alter->commands, [](const AlterCommand& command) {
           return std::holds_alternative<action::DropColumn>(command.fact) ||
                  std::holds_alternative<action::SetType>(command.fact);
         });
}

bool has_other_cause(ObjectKind kind, const QualifiedName& name, const RuleContext& cx) {
  const auto takes_it = [&](const Statement& later) { return takes_name(later.action, kind, name, cx); };
  if (kind != ObjectKind::sequence && std::ranges::any_of(cx.following(), takes_it)) return true;
  if (kind != ObjectKind::type && kind != ObjectKind::domain && kind != ObjectKind::sequence) return false;
  return former_name(ObjectKind::type, name, cx).name != name.name ||
         std::ranges::any_of(cx.preceding(),
                             [](const Statement& earlier) { return takes_users_away(earlier.action); });
}

// Its last column was reported in the migration that took it, and there is no function whose body may name
// it.
bool is_out_of_use(ObjectKind kind, const QualifiedName& name, const RuleContext& cx) {
  const bool type = kind == ObjectKind::type || kind == ObjectKind::domain;
  return type && cx.before().functions.empty() && has_lost_columns(name, cx);
}

std::string consequence(const action::Drop& drop, const RuleContext& cx) {
  if (drop.kind == ObjectKind::schema && drop.cascade) {
    const Losses losses = dropped_with(cx.statement(), cx);
    return losses.names.empty() ? "loses all that is in it" : "loses " + some_names(losses.names);
  }
  if (drop.kind == ObjectKind::sequence) return "loses the number that it stands at";
  if (drop.kind == ObjectKind::extension) return "takes its functions, types and operators away";
  return "breaks what still uses it";
}

Severity severity(const action::Drop& drop) {
  if (drop.kind == ObjectKind::schema) return drop.cascade ? Severity::error : Severity::note;
  const bool warns = drop.kind == ObjectKind::sequence || drop.kind == ObjectKind::extension;
  return warns ? Severity::warning : Severity::note;
}

std::string advice(const action::Drop& drop) {
  if (drop.kind == ObjectKind::schema && drop.cascade) {
    return "drop its tables one by one in migrations of their own, once no release uses them, and the empty "
           "schema last, without CASCADE";
  }
  if (drop.kind == ObjectKind::extension)
    return "drop it in a later migration, once no query and no function uses what it brings";
  return text::format("first deploy a release that doesn't use the {}; drop it in a later migration",
                      object_kind_name(drop.kind));
}

void check(const action::Drop& drop, RuleContext& cx) {
  if (!is_looked_at(drop.kind)) return;
  for (const QualifiedName& name : drop.names) {
    if (made_here(drop.kind, name, cx) || has_other_cause(drop.kind, name, cx) ||
        is_out_of_use(drop.kind, name, cx))
      continue;
    if (drop.if_exists && known_missing(drop.kind, name, cx)) continue;
    const std::string object = to_text(name);
    cx.report(name.span, "dropping {} {} {}", object_kind_name(drop.kind), object, consequence(drop, cx))
        .object(object)
        .severity(severity(drop))
        .advise(advice(drop));
  }
}

}  // namespace

extern const Rule object_dropped;
constinit const Rule object_dropped = make_rule<check>(kInfo);

}  // namespace lockstep::rules
