/// What:  `ALTER ... RENAME TO` of a type, schema, view, materialized view, foreign table, sequence or
///        function, and `SET SCHEMA` of any of these and of a table.
/// When:  the object was not made in the same migration, is not known to be missing (`IF EXISTS`), and
///        nothing in the migration takes the old name: an enum that Prisma makes anew is a swap. A sequence
///        is a warning.
/// Why:   at every moment one of the two releases has the wrong name: the old one from the migration on, the
///        new one until it. Columns, defaults and views follow a rename; function bodies and the application
///        don't. Prisma's client names schemas, views and enum types in its queries.
/// Do:    with Prisma, rename in the schema file alone and keep the name in the database:
///        `@@map("old_name")`. Otherwise leave something under the old name until no release uses it.
/// Allow: nothing uses the old name while the release is rolled out.
/// See:   https://www.postgresql.org/docs/current/sql-altertype.html
#include <algorithm>
#include <string>

#include "rules/advice.h"
#include "rules/earlier.h"
#include "rules/origins.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "pgfence:rename-schema",
    "strong_migrations:rename_schema",
    "migrationpilot:MP098",
};
constexpr RuleInfo kInfo{
    .id = "object-renamed",
    .group = "compatibility",
    .since = "0.1.0",
    .summary = "a type, schema, view or function changes its name under the running release",
    .aliases = kAliases,
};

bool is_looked_at(ObjectKind kind) {
  constexpr ObjectKind kKinds[] = {
      ObjectKind::type,          ObjectKind::domain,
      ObjectKind::schema,        ObjectKind::view,
      ObjectKind::foreign_table, ObjectKind::sequence,
      ObjectKind::function,      ObjectKind::procedure,
      ObjectKind::aggregate,     ObjectKind::materialized_view,
  };
  return std::ranges::find(kKinds, kind) != std::end(kKinds);
}

// The running release has known the object by this name, and finds nothing under it afterwards.
bool name_is_lost(ObjectKind kind, const QualifiedName& name, bool if_exists, const RuleContext& cx) {
  if (made_here(kind, name, cx) || (if_exists && known_missing(kind, name, cx))) return false;
  const auto takes_it = [&](const Statement& other) { return takes_name(other.action, kind, name, cx); };
  return std::ranges::none_of(cx.preceding(), takes_it) && std::ranges::none_of(cx.following(), takes_it);
}

bool is_mapped_by_prisma(ObjectKind kind) {
  return kind == ObjectKind::type || kind == ObjectKind::view || kind == ObjectKind::materialized_view;
}

std::string advice(const action::Rename& rename, const QualifiedName& name, const RuleContext& cx) {
  if (cx.runner().kind == project::RunnerKind::prisma && is_mapped_by_prisma(rename.kind)) {
    return rename_in_schema(rename.kind == ObjectKind::type ? "enum" : "view", name.name);
  }
  if (rename.kind == ObjectKind::view) {
    const QualifiedName now{.schema = name.schema, .name = rename.to.text, .span = {}};
    return text::format("keep the old name until no release uses it:\n  CREATE VIEW {} AS SELECT * FROM {};",
                        cx.sql(name), cx.sql(now));
  }
  return text::format("keep the {}'s name until no running release uses it", object_kind_name(rename.kind));
}

FindingBuilder report(ObjectKind kind, const QualifiedName& name, const std::string& does, RuleContext& cx) {
  const std::string object = to_text(name);
  FindingBuilder finding = cx.report(name.span, "{} breaks the release that is still running", does);
  finding.object(object);
  if (kind == ObjectKind::sequence) finding.severity(Severity::warning);
  return finding;
}

void check_rename(const action::Rename& rename, RuleContext& cx) {
  if (!is_looked_at(rename.kind)) return;
  QualifiedName name = rename.object;
  if (rename.kind == ObjectKind::schema)
    name = {.schema = {}, .name = rename.from.text, .span = rename.from.span};
  if (!name_is_lost(rename.kind, name, rename.if_exists, cx)) return;
  report(rename.kind, name,
         text::format("renaming {} {} to {}", object_kind_name(rename.kind), to_text(name), rename.to.text),
         cx)
      .advise(advice(rename, name, cx));
}

void check_schema(const action::SetSchema& set, RuleContext& cx) {
  if (!is_looked_at(set.kind) && set.kind != ObjectKind::table) return;
  if (!name_is_lost(set.kind, set.object, set.if_exists, cx)) return;
  report(set.kind, set.object,
         text::format("moving {} {} to schema {}", object_kind_name(set.kind), to_text(set.object),
                      set.schema.text),
         cx)
      .advise(text::format("leave the {} where it is until no running release names it there",
                           object_kind_name(set.kind)));
}

}  // namespace

extern const Rule object_renamed;
constinit const Rule object_renamed = make_rule<check_rename, check_schema>(kInfo);

}  // namespace lockstep::rules
