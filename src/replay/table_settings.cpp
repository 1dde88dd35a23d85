#include "replay/table_settings.h"

#include <algorithm>
#include <utility>

#include "replay/refusals.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::ColumnSettings;
using catalog::Oid;
using catalog::Option;
using catalog::Relation;
using catalog::RelationExtras;

void set_option(std::vector<Option>& options, std::string name, std::string value) {
  std::erase_if(options, [&](const Option& option) { return option.name == name; });
  const auto at = std::ranges::lower_bound(options, name, {}, &Option::name);
  options.insert(at, {.name = std::move(name), .value = std::move(value)});
}

// An option is set where it has a value, else it goes back to its default.
void change_options(std::vector<Option>& options, const action::SetOptions& command) {
  for (std::size_t i = 0; i < command.names.size(); ++i) {
    std::string name = ascii::lower(command.names[i]);
    if (command.reset) {
      std::erase_if(options, [&](const Option& option) { return option.name == name; });
    } else {
      set_option(options, std::move(name), command.values[i]);
    }
  }
}

// Null, and whether that is fine in `answer`, when there is no such column.
ColumnSettings* edit_settings(Context& cx, Oid table, const Name& name, bool& answer) {
  const Relation& relation = *cx.catalog.relation(table);
  const catalog::Column* column = relation.find_column(name.text);
  if (column == nullptr) {
    answer = relation.uncertain || relation.index || missing_column(cx, relation, name.text);
    return nullptr;
  }
  std::vector<ColumnSettings>& all = cx.catalog.edit(table)->extras.edit().column_settings;
  const auto found = std::ranges::find(all, column->number, &ColumnSettings::column);
  if (found != all.end()) return &*found;
  ColumnSettings& added = all.emplace_back();
  added.column = column->number;
  return &added;
}

template <class Change>
bool change_settings(Context& cx, Oid table, const Name& column, const Change& change) {
  bool answer = true;
  if (ColumnSettings* settings = edit_settings(cx, table, column, answer)) change(*settings);
  return answer;
}

Oid index_named(const catalog::Catalog& catalog, const Relation& table, std::string_view name) {
  const auto found =
      std::ranges::find_if(table.indexes, [&](Oid oid) { return catalog.relation(oid)->name == name; });
  return found == table.indexes.end() ? 0 : *found;
}

catalog::ReplicaIdentityKind kind_of(std::string_view how) {
  using enum catalog::ReplicaIdentityKind;
  if (how == "full") return full;
  if (how == "nothing") return nothing;
  return how == "index" ? index : default_;
}

bool missing_index_of(Context& cx, const Relation& table, std::string_view name) {
  return table.uncertain ||
         cx.refuse(sqlstate::kUndefinedObject,
                   text::format("index \"{}\" for table \"{}\" does not exist", name, table.name));
}

bool set_trigger_state(Context& cx, Oid oid, const Name& name, bool all, TriggerState state) {
  const Relation& table = *cx.catalog.relation(oid);
  const auto is_meant = [&](const catalog::Trigger& trigger) { return all || trigger.name == name.text; };
  if (!all && std::ranges::none_of(table.extras->triggers, is_meant)) {
    return table.uncertain ||
           cx.refuse(sqlstate::kUndefinedObject,
                     text::format("trigger \"{}\" for table \"{}\" does not exist", name.text, table.name));
  }
  std::vector<Oid> tables = {oid};
  for (const Relation* child : cx.catalog.descendants_of(oid)) tables.push_back(child->oid);
  for (const Oid each : tables) {
    if (cx.catalog.relation(each)->extras->triggers.empty()) continue;
    for (catalog::Trigger& trigger : cx.catalog.edit(each)->extras.edit().triggers) {
      if (is_meant(trigger) && (each == oid || trigger.inherited)) trigger.state = state;
    }
  }
  return true;
}

}  // namespace

void set_options(Relation& relation, const std::vector<action::Option>& options) {
  for (const action::Option& option : options) {
    set_option(relation.extras.edit().options, option.name, option.value);
  }
}

bool apply_setting(Context& cx, Oid table, const action::RowSecurity& command) {
  Relation& relation = *cx.catalog.edit(table);
  if (command.force || command.no_force) {
    relation.force_row_security = command.force;
  } else {
    relation.row_security = command.enable;
  }
  return true;
}

bool apply_setting(Context& cx, Oid table, const action::ReplicaIdentity& command) {
  const Relation& relation = *cx.catalog.relation(table);
  const bool by_index = command.how == "index";
  const Oid index = by_index ? index_named(cx.catalog, relation, command.index.text) : 0;
  if (by_index && index == 0) return missing_index_of(cx, relation, command.index.text);
  RelationExtras& extras = cx.catalog.edit(table)->extras.edit();
  extras.replica_identity = kind_of(command.how);
  extras.replica_index = index;
  return true;
}

bool apply_setting(Context& cx, Oid table, const action::SetOptions& command) {
  if (command.column.text.empty()) {
    change_options(cx.catalog.edit(table)->extras.edit().options, command);
    return true;
  }
  return change_settings(cx, table, command.column,
                         [&](ColumnSettings& settings) { change_options(settings.options, command); });
}

bool apply_setting(Context& cx, Oid table, const action::SetStatistics& command) {
  return change_settings(cx, table, command.column,
                         [&](ColumnSettings& settings) { settings.statistics = command.target; });
}

bool apply_setting(Context& cx, Oid table, const action::SetStorage& command) {
  return change_settings(cx, table, command.column, [&](ColumnSettings& settings) {
    settings.storage = command.storage == "default" ? "" : command.storage;
  });
}

bool apply_setting(Context& cx, Oid table, const action::SetCompression& command) {
  return change_settings(cx, table, command.column, [&](ColumnSettings& settings) {
    settings.compression = command.method == "default" ? "" : command.method;
  });
}

bool apply_setting(Context& cx, Oid table, const action::ClusterOn& command) {
  const Relation& relation = *cx.catalog.relation(table);
  const Oid index = index_named(cx.catalog, relation, command.index.text);
  if (index == 0 && !command.index.text.empty()) return missing_index_of(cx, relation, command.index.text);
  cx.catalog.edit(table)->extras.edit().clustered_on = index;
  return true;
}

bool apply_setting(Context& cx, Oid table, const action::OwnerTo& command) {
  set_owner(cx.catalog.edit(table)->extras.edit().attached, command.role);
  return true;
}

bool apply_setting(Context& cx, Oid table, const action::SetAccessMethod& command) {
  cx.catalog.edit(table)->extras.edit().access_method = command.method == "default" ? "" : command.method;
  return true;
}

bool apply_setting(Context& cx, Oid table, const action::SetTablespace& command) {
  const bool is_default = command.tablespace == "pg_default";
  cx.catalog.edit(table)->extras.edit().tablespace = is_default ? "" : command.tablespace;
  return true;
}

bool apply_setting(Context& cx, Oid table, const action::EnableTrigger& command) {
  return set_trigger_state(cx, table, command.trigger, command.all, command.state);
}

bool apply_setting(Context& cx, Oid table, const action::DisableTrigger& command) {
  return set_trigger_state(cx, table, command.trigger, command.all, TriggerState::disabled);
}

bool apply_setting(Context& cx, Oid oid, const action::SetRuleState& command) {
  const Relation& table = *cx.catalog.relation(oid);
  if (std::ranges::find(table.extras->rules, command.rule.text, &catalog::Rule::name) ==
      table.extras->rules.end()) {
    return table.uncertain || cx.refuse(sqlstate::kUndefinedObject,
                                        text::format("rule \"{}\" for relation \"{}\" does not exist",
                                                     command.rule.text, table.name));
  }
  std::ranges::find(cx.catalog.edit(oid)->extras.edit().rules, command.rule.text, &catalog::Rule::name)
      ->state = command.state;
  return true;
}

bool apply_setting(Context& /*cx*/, Oid /*table*/, const action::OtherCommand& /*command*/) { return true; }

}  // namespace lockstep::replay
