#include "rules/string_places.h"

#include <variant>

#include "rules/context.h"

namespace lockstep::rules {
namespace {

// What a WHERE, SET or VALUES at the top of the statement speaks of; null where other tables join.
const QualifiedName* only_table(const Action& action) {
  if (const auto* insert = std::get_if<action::Insert>(&action)) return &insert->relation;
  if (const auto* update = std::get_if<action::Update>(&action))
    return update->has_from ? nullptr : &update->relation;
  const auto* remove = std::get_if<action::Delete>(&action);
  return remove == nullptr || remove->has_using ? nullptr : &remove->relation;
}

}  // namespace

std::string inserted_column(const PlacedString& string, const RuleContext& cx) {
  const auto* insert = std::get_if<action::Insert>(&cx.statement().action);
  if (insert == nullptr || !string.place) return {};
  const std::size_t place = *string.place;
  if (!insert->columns.empty()) return place < insert->columns.size() ? insert->columns[place].text : "";
  const catalog::Relation* table = cx.before().find_table(insert->relation);
  return table != nullptr && place < table->columns.size() ? table->columns[place].name : "";
}

const catalog::Column* column_of(const PlacedString& string, const RuleContext& cx) {
  const QualifiedName* table = only_table(cx.statement().action);
  if (table == nullptr) return nullptr;
  if (string.place) return cx.find_column(*table, {.text = inserted_column(string, cx), .span = {}});
  const QualifiedName column = catalog::parse_relation_name(string.column);
  if (string.nested || (!column.schema.empty() && column.schema != table->name)) return nullptr;
  return cx.find_column(*table, {.text = column.name, .span = {}});
}

catalog::Type type_named(std::string_view name, const RuleContext& cx) {
  const QualifiedName type = catalog::parse_relation_name(name);
  return cx.before().resolve({.schema = type.schema, .name = type.name, .modifiers = {}, .span = {}});
}

}  // namespace lockstep::rules
