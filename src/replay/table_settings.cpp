#include "replay/table_settings.h"

#include <algorithm>
#include <utility>

#include "catalog/casts.h"
#include "replay/refusals.h"
#include "replay/storage_parameters.h"
#include "support/ascii.h"
#include "support/contains.h"
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

// typstorage 'p': values that no TOAST table takes.
bool is_always_plain(const catalog::Catalog& catalog, const catalog::Type& type) {
  constexpr std::string_view kPlain[] = {
      "bool",   "box",      "char", "circle",    "date",        "float4",   "float8", "int2", "int4",
      "int8",   "interval", "line", "lseg",      "macaddr",     "macaddr8", "money",  "name", "oid",
      "pg_lsn", "point",    "time", "timestamp", "timestamptz", "timetz",   "uuid",   "xid8"};
  const catalog::Type base = catalog::without_domain(catalog, type);
  if (base.array_dimensions > 0 || !base.known) return false;
  if (base.schema == "pg_catalog") return contains(kPlain, base.name);
  return catalog.find_enum(base.schema, base.name) != nullptr;
}

bool refuse_storage(Context& cx, const catalog::Type& type, std::string_view what) {
  return cx.refuse(sqlstate::kFeatureNotSupported,
                   text::format("column data type {} {}", to_text(type), what));
}

// ATExecReplicaIdentity of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
bool may_identify(Context& cx, const Relation& table, Oid oid) {
  const Relation& relation = *cx.catalog.relation(oid);
  const catalog::Index& index = *relation.index;
  const auto refuse = [&](std::string_view sqlstate, std::string_view what) {
    return cx.refuse(sqlstate,
                     text::format("cannot use {} index \"{}\" as replica identity", what, relation.name));
  };
  if (!index.unique) return refuse(sqlstate::kWrongObjectType, "non-unique");
  const catalog::Constraint* constraint = constraint_of_index(table, oid);
  if (constraint != nullptr && constraint->deferrable) {
    return refuse(sqlstate::kFeatureNotSupported, "non-immediate");
  }
  if (contains(index.keys, catalog::AttributeNumber{0}, &catalog::IndexKey::column)) {
    return refuse(sqlstate::kFeatureNotSupported, "expression");
  }
  if (!index.predicate.empty()) return refuse(sqlstate::kFeatureNotSupported, "partial");
  for (const catalog::IndexKey& key : index.keys) {
    const catalog::Column* column = table.find_column(key.column);
    if (column == nullptr || column->not_null || !column->type.known) continue;
    return cx.refuse(
        sqlstate::kWrongObjectType,
        text::format("index \"{}\" cannot be used as replica identity because column \"{}\" is nullable",
                     relation.name, column->name));
  }
  return true;
}

// check_index_is_clusterable of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/cluster.c
bool may_cluster_on(Context& cx, const Relation& relation) {
  const catalog::Index& index = *relation.index;
  constexpr std::string_view kUnordered[] = {"brin", "gin", "hash", "spgist"};
  if (contains(kUnordered, index.method)) {
    return cx.refuse(
        sqlstate::kFeatureNotSupported,
        text::format("cannot cluster on index \"{}\" because access method does not support clustering",
                     relation.name));
  }
  return index.predicate.empty() ||
         cx.refuse(sqlstate::kFeatureNotSupported,
                   text::format("cannot cluster on partial index \"{}\"", relation.name));
}

bool missing_index_of(Context& cx, const Relation& table, std::string_view name) {
  return table.uncertain ||
         cx.refuse(sqlstate::kUndefinedObject,
                   text::format("index \"{}\" for table \"{}\" does not exist", name, table.name));
}

// ATPrepChangePersistence: a foreign key binds a permanent table to permanent ones alone.
bool may_change_persistence(Context& cx, const Relation& table, bool logged) {
  const auto refuse = [&](const Relation& other) {
    return cx.refuse(
        sqlstate::kInvalidTableDefinition,
        text::format("could not change table \"{}\" to {} because it references {} table \"{}\"", table.name,
                     logged ? "logged" : "unlogged", logged ? "unlogged" : "logged", other.name));
  };
  if (logged) {
    for (const catalog::Constraint& constraint : table.constraints) {
      const Relation* target = cx.catalog.relation(constraint.referenced_table);
      if (target != nullptr && target != &table && target->unlogged) return refuse(*target);
    }
    return true;
  }
  for (const auto& [key, publication] : cx.catalog.publications) {
    if (contains(publication.tables, table.oid, &catalog::Publication::Table::table)) {
      return cx.refuse(
          sqlstate::kObjectNotInPrerequisiteState,
          text::format("cannot change table \"{}\" to unlogged because it is part of a publication",
                       table.name));
    }
  }
  for (const auto& [from, constraint] : cx.catalog.references_to(table.oid)) {
    if (from != &table && !from->unlogged && !from->temporary) return refuse(*from);
  }
  return true;
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

bool set_options(Context& cx, Relation& relation, const std::vector<action::Option>& options) {
  for (const action::Option& option : options) {
    if (!may_have_parameter(cx, relation, option.name, option.value)) return false;
    set_option(relation.extras.edit().options, option.name, option.value);
  }
  return true;
}

// Sequences of its serial and identity columns go along.
bool apply_setting(Context& cx, Oid oid, const action::SetLogged& command) {
  const Relation& table = *cx.catalog.relation(oid);
  if (!may_change_persistence(cx, table, command.logged)) return false;
  cx.catalog.edit(oid)->unlogged = !command.logged;
  for (const Oid index : table.indexes) cx.catalog.edit(index)->unlogged = !command.logged;
  for (const catalog::Column& column : table.columns) {
    if (Relation* sequence = cx.catalog.edit(column.owned_sequence)) sequence->unlogged = !command.logged;
  }
  return true;
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
  if (by_index && !relation.uncertain && !may_identify(cx, relation, index)) return false;
  RelationExtras& extras = cx.catalog.edit(table)->extras.edit();
  extras.replica_identity = kind_of(command.how);
  extras.replica_index = index;
  return true;
}

bool apply_setting(Context& cx, Oid table, const action::SetOptions& command) {
  const Relation& relation = *cx.catalog.relation(table);
  for (std::size_t i = 0; i < command.values.size(); ++i) {
    const bool fine = command.column.text.empty()
                          ? may_have_parameter(cx, relation, command.names[i], command.values[i])
                          : may_have_column_parameter(cx, command.names[i], command.values[i]);
    if (!fine) return false;
  }
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
  constexpr std::string_view kStorages[] = {"default", "extended", "external", "main", "plain"};
  if (!contains(kStorages, command.storage)) {
    return cx.refuse(sqlstate::kInvalidParameterValue,
                     text::format("invalid storage type \"{}\"", command.storage));
  }
  const catalog::Column* column = cx.catalog.relation(table)->find_column(command.column.text);
  const bool moves = command.storage != "plain" && command.storage != "default";
  if (column != nullptr && moves && is_always_plain(cx.catalog, column->type)) {
    return refuse_storage(cx, column->type, "can only have storage PLAIN");
  }
  return change_settings(cx, table, command.column, [&](ColumnSettings& settings) {
    settings.storage = command.storage == "default" ? "" : command.storage;
  });
}

bool apply_setting(Context& cx, Oid table, const action::SetCompression& command) {
  constexpr std::string_view kMethods[] = {"default", "lz4", "pglz"};
  const catalog::Column* column = cx.catalog.relation(table)->find_column(command.column.text);
  if (column != nullptr && is_always_plain(cx.catalog, column->type)) {
    return refuse_storage(cx, column->type, "does not support compression");
  }
  if (!contains(kMethods, command.method)) {
    return cx.refuse(sqlstate::kInvalidParameterValue,
                     text::format("invalid compression method \"{}\"", command.method));
  }
  return change_settings(cx, table, command.column, [&](ColumnSettings& settings) {
    settings.compression = command.method == "default" ? "" : command.method;
  });
}

bool apply_setting(Context& cx, Oid table, const action::ClusterOn& command) {
  const Relation& relation = *cx.catalog.relation(table);
  const Oid index = index_named(cx.catalog, relation, command.index.text);
  if (index == 0 && !command.index.text.empty()) return missing_index_of(cx, relation, command.index.text);
  if (index != 0 && !may_cluster_on(cx, *cx.catalog.relation(index))) return false;
  cx.catalog.edit(table)->extras.edit().clustered_on = index;
  return true;
}

bool apply_setting(Context& cx, Oid table, const action::OwnerTo& command) {
  if (!missing_role(cx, command.role)) return false;
  const Relation& relation = *cx.catalog.relation(table);
  if (relation.kind == catalog::RelationKind::sequence && relation.owner_table != 0) {
    return cx.refuse(sqlstate::kFeatureNotSupported,
                     text::format("cannot change owner of sequence \"{}\"", relation.name));
  }
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
