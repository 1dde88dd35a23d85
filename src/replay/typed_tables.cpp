// CREATE TABLE name OF type, and what becomes of such a table.

#include <algorithm>

#include "replay/refusals.h"
#include "replay/statements.h"
#include "replay/table_settings.h"
#include "support/text.h"

namespace lockstep::replay {

using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

std::vector<Oid> typed_tables(const catalog::Catalog& catalog, const Relation& type) {
  std::vector<Oid> tables;
  if (type.kind != RelationKind::composite_type) return tables;
  for (const Relation* relation : catalog.relations()) {
    const catalog::Type& of = relation->extras->of_type;
    if (of.schema == type.schema && of.name == type.name) tables.push_back(relation->oid);
  }
  return tables;
}

bool refuse_typed_table(Context& cx, const Relation& type) {
  return cx.refuse(
      sqlstate::kDependentObjectsStillExist,
      text::format("cannot alter type \"{}\" because it is the type of a typed table", type.name));
}

bool may_change_columns(Context& cx, const Relation& table) {
  return table.extras->of_type.name.empty() ||
         cx.refuse(sqlstate::kWrongObjectType,
                   text::format("cannot change the columns of typed table \"{}\"", table.name));
}

bool apply_setting(Context& cx, Oid table, const action::SetRowType& command) {
  if (!command.type.name.empty() && !knows_type(cx, command.type)) return false;
  cx.catalog.edit(table)->extras.edit().of_type =
      command.type.name.empty() ? catalog::Type{} : cx.catalog.resolve(command.type);
  return true;
}

}  // namespace lockstep::replay
