#include "rules/key_advice.h"

#include <vector>

#include "replay/names.h"
#include "rules/advice.h"
#include "rules/context.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

// The name that the index has until it takes the constraint's, which another one may still hold.
std::string index_name(const action::Constraint& key, const RuleContext& cx) {
  const QualifiedName taken{.schema = cx.alter_table().relation.schema, .name = key.name.text, .span = {}};
  if (key.name.text.empty() || cx.before().find_relation(taken) == nullptr) return constraint_name(key, cx);
  return quote_identifier(replay::make_object_name(key.name.text, "", "new"));
}

std::string dropped_constraints(const RuleContext& cx) {
  std::string commands;
  for (const AlterCommand& command : cx.alter_table().commands) {
    if (const auto* drop = std::get_if<action::DropConstraint>(&command.fact))
      commands += "DROP CONSTRAINT " + cx.sql(drop->constraint) + ", ";
  }
  return commands;
}

std::string column_list(const std::vector<Name>& columns, const RuleContext& cx) {
  std::string list;
  for (const Name& column : columns) list += (list.empty() ? "" : ", ") + cx.sql(column);
  return "(" + list + ")";
}

}  // namespace

std::string build_index_first(const action::Constraint& key, const RuleContext& cx) {
  const std::string table = cx.sql(cx.alter_table().relation);
  const std::string index = index_name(key, cx);
  return text::format(
      "build the index first, {}:\n  CREATE UNIQUE INDEX CONCURRENTLY {} ON {} {}{}{};\n"
      "{}:\n  ALTER TABLE {} {}ADD CONSTRAINT {} {} USING INDEX {}{}{};",
      where_it_runs_alone(cx.runner()), index, table, column_list(key.columns, cx),
      key.include.empty() ? "" : " INCLUDE " + column_list(key.include, cx),
      key.nulls_not_distinct ? " NULLS NOT DISTINCT" : "", afterwards(cx.runner()), table,
      dropped_constraints(cx), constraint_name(key, cx),
      key.kind == ConstraintKind::unique ? "UNIQUE" : "PRIMARY KEY", index,
      key.deferrable ? " DEFERRABLE" : "", key.initially_deferred ? " INITIALLY DEFERRED" : "");
}

}  // namespace lockstep::rules
