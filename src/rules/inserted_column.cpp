#include "rules/inserted_column.h"

#include <variant>

#include "rules/context.h"

namespace lockstep::rules {

std::string inserted_column(const PlacedString& string, const RuleContext& cx) {
  const auto* insert = std::get_if<action::Insert>(&cx.statement().action);
  if (insert == nullptr || !string.place) return {};
  const std::size_t place = *string.place;
  if (!insert->columns.empty()) return place < insert->columns.size() ? insert->columns[place].text : "";
  const catalog::Relation* table = cx.before().find_table(insert->relation);
  return table != nullptr && place < table->columns.size() ? table->columns[place].name : "";
}

}  // namespace lockstep::rules
