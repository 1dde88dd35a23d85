#include <algorithm>

#include "replay/expressions.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::ColumnUse;
using catalog::Relation;

// In the words of RememberAllDependentForRebuilding of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
std::string_view user_of(const catalog::Catalog& catalog, const Relation& table, const Column& column) {
  const ColumnUse use{.relation = table.oid, .column = column.number};
  for (const catalog::Policy& policy : table.extras->policies) {
    if (contains(policy.uses, use)) return "used in a policy definition";
  }
  for (const catalog::Trigger& trigger : table.extras->triggers) {
    const bool used = contains(trigger.columns, column.number) || mentions(trigger.when, column.name);
    if (used) return "used in a trigger definition";
  }
  for (const Column& other : table.columns) {
    if (other.number != column.number && mentions(other.generation_expression, column.name)) {
      return "used by a generated column";
    }
  }
  for (const Relation* user : catalog.dependants_of(table.oid)) {
    if (contains(user->extras->uses, use)) return "used by a view or rule";
    for (const catalog::Policy& policy : user->extras->policies) {
      if (contains(policy.uses, use)) return "used in a policy definition";
    }
  }
  for (const auto& [key, publication] : catalog.publications) {
    for (const catalog::Publication::Table& published : publication.tables) {
      if (published.table == table.oid && mentions(published.where, column.name)) {
        return "used by a publication WHERE clause";
      }
    }
  }
  return {};
}

}  // namespace

bool may_change_type(Context& cx, const Relation& table, const Column& column) {
  const std::string_view user = user_of(cx.catalog, table, column);
  if (user.empty()) return true;
  return cx.refuse(sqlstate::kFeatureNotSupported, text::format("cannot alter type of a column {}", user));
}

}  // namespace lockstep::replay
