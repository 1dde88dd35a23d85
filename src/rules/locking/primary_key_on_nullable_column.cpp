/// What:  a primary key over a column that may hold NULLs.
/// When:  `ADD PRIMARY KEY`, also `USING INDEX`, on a table that was not made or truncated in the same
///        migration, over a column that is known not to be NOT NULL and that no valid `CHECK (column IS NOT
///        NULL)` vouches for. Not where the same statement sets it NOT NULL, which is a finding of its own.
/// Why:   the key makes the column NOT NULL: the whole table is read under an ACCESS EXCLUSIVE lock, reads
///        and writes wait, and a NULL fails the migration. With `USING INDEX` nobody expects that.
/// Do:    make the column NOT NULL first, by a constraint that is validated while writes go on.
/// Allow: the table is small and has no NULLs in it.
/// See: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "effects/not_null_proof.h"
#include "rules/advice.h"
#include "rules/columns.h"
#include "rules/not_null_advice.h"
#include "rules/rule.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {
    "eugene:W14",
    "pgfence:add-pk-using-index",
    "atlas:PG304",
};
constexpr RuleInfo kInfo{
    .id = "primary-key-on-nullable-column",
    .group = "locking",
    .since = "0.1.0",
    .summary = "a primary key makes a column NOT NULL, for which the table is read",
    .aliases = kAliases,
};

// Columns of the key by name, where it takes an index those of the index.
std::vector<std::string> key_columns(const action::Constraint& key, const catalog::Relation& table,
                                     const RuleContext& cx) {
  std::vector<std::string> names;
  for (const Name& column : key.columns) names.push_back(column.text);
  if (key.using_index.text.empty()) return names;
  const catalog::Relation* index =
      cx.before().find_index({.schema = table.schema, .name = key.using_index.text, .span = {}});
  if (index == nullptr) return names;
  for (const catalog::IndexKey& part : index->index->keys) {
    if (const catalog::Column* column = table.find_column(part.column)) names.push_back(column->name);
  }
  return names;
}

// SET NOT NULL in the same statement has a rule of its own.
bool is_set_not_null(std::string_view column, const RuleContext& cx) {
  return std::ranges::any_of(cx.alter_table().commands, [&](const AlterCommand& command) {
    const auto* set = std::get_if<action::SetNotNull>(&command.fact);
    return set != nullptr && set->column.text == column;
  });
}

const catalog::Column* nullable_column(const action::Constraint& key, const catalog::Relation& table,
                                       const RuleContext& cx) {
  for (const std::string& name : key_columns(key, table, cx)) {
    const catalog::Column* column = table.find_column(name);
    if (column != nullptr && !column->not_null && effects::not_null_proof(table, name) == nullptr &&
        !is_set_not_null(name, cx) && !is_moot(name, cx))
      return column;
  }
  return nullptr;
}

void check(const action::AddConstraint& add, RuleContext& cx) {
  const action::Constraint& key = add.constraint;
  const QualifiedName& name = cx.alter_table().relation;
  const catalog::Relation* table = cx.before().find_table(name);
  if (key.kind != ConstraintKind::primary_key || table == nullptr) return;
  if (cx.awaited_work(effects::WorkKind::scan) == nullptr || !cx.effect().certain) return;
  const catalog::Column* column = nullable_column(key, *table, cx);
  if (column == nullptr) return;

  const Name written{.text = column->name, .span = {}};
  FindingBuilder finding =
      cx.report(key.keyword, "the primary key makes {}.{} NOT NULL, and reads all of {} for that",
                cx.name_of(name), column->name, cx.name_of(name));
  label_lock(finding, name, cx);
  finding.object(cx.name_of(name) + "." + column->name)
      .related(column->origin, "the column, without NOT NULL")
      .advise("make it NOT NULL before:" + make_not_null(new_not_null_proof(written, cx), written, cx));
}

}  // namespace

extern const Rule primary_key_on_nullable_column;
constinit const Rule primary_key_on_nullable_column = make_rule<check>(kInfo);

}  // namespace lockstep::rules
