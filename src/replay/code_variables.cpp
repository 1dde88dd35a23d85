#include "replay/code_variables.h"

#include <algorithm>

#include "replay/evaluate.h"

namespace lockstep::replay {
namespace {

using Kind = Value::Kind;

// A value as a variable of a type takes it.
Value converted(const Value& value, std::string_view type, const catalog::Catalog& catalog) {
  if (!value.known() || value.is(Kind::null)) return value;
  if (type.starts_with('_')) return value.is(Kind::list) ? value : Value{};
  TypeName to;
  to.name = type;
  return cast_value(value, to, catalog);
}

}  // namespace

void CodeVariables::declare(std::uint32_t variable) {
  slots_[variable] = {.value = null_value(), .fields = {}, .declared = ++declarations_};
}

void CodeVariables::assign(std::uint32_t variable, const Value& value) {
  Slot& slot = slots_[variable];
  if (slot.declared == 0) slot.declared = ++declarations_;
  slot.value = converted(value, body_.variables[variable].type, catalog_);
  slot.fields.clear();
}

void CodeVariables::assign_row(const std::vector<std::uint32_t>& targets,
                               const std::vector<std::string>& names, const std::vector<Value>& row) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    assign(targets[i], i < row.size() ? row[i] : null_value());
    if (targets.size() != 1 || body_.variables[targets[i]].type != "record") continue;
    slots_[targets[i]].value = {};
    for (std::size_t column = 0; column < row.size(); ++column)
      slots_[targets[i]].fields.emplace_back(names[column], row[column]);
  }
}

void CodeVariables::forget(const std::vector<std::uint32_t>& targets) {
  for (const std::uint32_t target : targets) assign(target, {});
}

void CodeVariables::set_error(const Refusal& error) {
  sqlstate_ = error.sqlstate.empty() ? Value{} : text_value(error.sqlstate);
  sqlerrm_ = error.message.empty() ? Value{} : text_value(error.message);
}

// The one that was declared last hides others of its name.
const CodeVariables::Slot* CodeVariables::find(std::string_view name) const {
  const Slot* found = nullptr;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].declared == 0 || body_.variables[i].name != name) continue;
    if (found == nullptr || slots_[i].declared > found->declared) found = &slots_[i];
  }
  return found;
}

Value CodeVariables::value(std::string_view qualifier, std::string_view name) const {
  if (!qualifier.empty()) {
    const Slot* record = find(qualifier);
    if (record == nullptr) return {};
    const auto field = std::ranges::find(record->fields, name, &std::pair<std::string, Value>::first);
    return field == record->fields.end() ? Value{} : field->second;
  }
  if (name == "found") return found_;
  if (name == "sqlstate") return sqlstate_;
  if (name == "sqlerrm") return sqlerrm_;
  const Slot* slot = find(name);
  return slot == nullptr ? Value{} : slot->value;
}

}  // namespace lockstep::replay
