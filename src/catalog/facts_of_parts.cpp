// Triggers, policies, rules, partitions, settings: what few relations have.

#include <algorithm>
#include <array>
#include <utility>

#include "catalog/facts.h"
#include "support/text.h"

namespace lockstep::catalog {
namespace {

constexpr std::array<const char*, 3> kTimings = {"before", "after", "instead of"};
constexpr std::array<const char*, 4> kStates = {"", "disabled", "replica", "always"};
constexpr std::array<const char*, 5> kCommands = {"all", "select", "insert", "update", "delete"};
constexpr std::array<const char*, 4> kReplicaIdentities = {"", "nothing", "full", "index"};

// The class that a key takes where none is written. Postgres keeps no trace of a written one that is the
// same: https://www.postgresql.org/docs/current/indexes-opclass.html
bool is_default_class(std::string_view name, const Type& type) {
  if (type.array_dimensions > 0) return name == "array_ops";
  if (type.name == "varchar") return name == "text_ops";
  return name == type.name + "_ops" || name == type.name + "_minmax_ops";
}

std::string events_text(const TriggerEvents& events) {
  std::vector<std::string> names;
  if (events.insert) names.emplace_back("insert");
  if (events.update) names.emplace_back("update");
  if (events.remove) names.emplace_back("delete");
  if (events.truncate) names.emplace_back("truncate");
  return join(names);
}

std::string sequence_text(const SequenceParameters& sequence) {
  return text::format("start {} increment {} minimum {} maximum {} cache {}{}", sequence.start,
                      sequence.increment, sequence.minimum, sequence.maximum, sequence.cache,
                      sequence.cycle ? " cycle" : "");
}

class Extras {
 public:
  Extras(const Catalog& catalog, const Relation& relation, Objects& objects)
      : catalog_(catalog), relation_(relation), extras_(*relation.extras), objects_(objects) {}

  void describe() {
    describe_storage(objects_["relation " + to_text(relation_)]);
    describe_partition(objects_["relation " + to_text(relation_)]);
    describe_columns();
    for (const Trigger& trigger : extras_.triggers) describe(trigger);
    for (const Policy& policy : extras_.policies) describe(policy);
    for (const Rule& rule : extras_.rules) describe(rule);
  }

 private:
  Object& part(const char* kind, std::string_view name) {
    Object& object = objects_[text::format("{} {}.{}", kind, to_text(relation_), name)];
    object.parent = "relation " + to_text(relation_);
    object.uncertain = relation_.uncertain;
    return object;
  }
  // What uses a column uses its relation, which Postgres doesn't note besides:
  // https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/catalog/dependency.c
  // (eliminate_duplicate_dependencies)
  [[nodiscard]] std::string uses_text(const std::vector<ColumnUse>& uses) const {
    std::vector<std::string> names;
    for (const ColumnUse& use : uses) {
      const Relation* relation = catalog_.relation(use.relation);
      const bool uses_column = std::ranges::any_of(
          uses, [&](const ColumnUse& other) { return other.relation == use.relation && other.column != 0; });
      if (relation == nullptr || (use.column == 0 && uses_column)) continue;
      std::string name = to_text(*relation);
      if (use.column != 0) name += "." + names_of(relation, std::span(&use.column, 1));
      names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    return join(names);
  }

  void describe_storage(Object& object);
  void describe_partition(Object& object);
  void describe_columns();
  void describe(const Trigger& trigger);
  void describe(const Policy& policy);
  void describe(const Rule& rule);

  const Catalog& catalog_;
  const Relation& relation_;
  const RelationExtras& extras_;
  Objects& objects_;
};

void Extras::describe_storage(Object& object) {
  describe_attached(extras_.attached, object);
  object.put("options", options_text(extras_.options));
  if (extras_.access_method != "heap") object.put("access method", extras_.access_method);  // the default
  object.put("tablespace", extras_.tablespace);
  object.put("replica identity", word(kReplicaIdentities, extras_.replica_identity));
  object.put("replica identity index", name_of(catalog_, extras_.replica_index));
  object.put("clustered on", name_of(catalog_, extras_.clustered_on));
  if (!extras_.of_type.name.empty()) object.put("of type", to_text(extras_.of_type));
  object.put("server", extras_.server);
  object.put("uses", uses_text(extras_.uses));
  if (relation_.kind == RelationKind::sequence) {
    object.put("parameters",
               sequence_text(extras_.sequence.value_or(default_parameters(relation_.sequence_type))));
  }
}

void Extras::describe_partition(Object& object) {
  object.put("partition strategy", extras_.partition_strategy);
  for (std::size_t i = 0; i < extras_.partition_key.size(); ++i) {
    describe_key(relation_, extras_.partition_key[i], text::format("partition key {}", i + 1), object);
  }
  const PartitionBound& bound = extras_.partition_bound;
  const auto put_all = [&](const char* what, const std::vector<Expr>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) object.put(text::format("{} {}", what, i + 1), values[i]);
  };
  put_all("in", bound.in);
  put_all("from", bound.from);
  put_all("to", bound.to);
  if (bound.modulus != 0) {
    object.put("hash", text::format("modulus {} remainder {}", bound.modulus, bound.remainder));
  }
}

void Extras::describe_columns() {
  for (const ColumnSettings& settings : extras_.column_settings) {
    Object& object = part("column", names_of(&relation_, std::span(&settings.column, 1)));
    if (settings.statistics) object.put("statistics target", std::to_string(*settings.statistics));
    object.put("storage", settings.storage);
    object.put("compression", settings.compression);
    object.put("options", options_text(settings.options));
  }
  for (const PartComment& comment : extras_.comments) {
    Object& object = comment.column != 0 ? part("column", names_of(&relation_, std::span(&comment.column, 1)))
                                         : part("constraint", comment.constraint);
    object.put("comment", comment.text);
  }
  for (const Privileges& privileges : extras_.attached.privileges) {
    if (privileges.column == 0) continue;
    Object& object = part("column", names_of(&relation_, std::span(&privileges.column, 1)));
    object.put("privileges of " + privileges.role, privileges.letters);
  }
}

void Extras::describe(const Trigger& trigger) {
  Object& object = part("trigger", trigger.name);
  object.put("timing", word(kTimings, trigger.timing));
  object.put("events", events_text(trigger.events));
  std::vector<AttributeNumber> columns = trigger.columns;
  std::ranges::sort(columns);
  object.put("columns", names_of(&relation_, columns));
  object.put_if("for each row", trigger.row);
  object.put_if("constraint", trigger.constraint);
  object.put_if("deferrable", trigger.deferrable);
  object.put_if("initially deferred", trigger.initially_deferred);
  object.put("state", word(kStates, trigger.state));
  object.put_if("inherited", trigger.inherited);
  object.put("when", trigger.when);
  object.put("function", qualified(trigger.function.schema, trigger.function.name));
  object.put("arguments", join(trigger.arguments));
  object.put("old table", trigger.old_table);
  object.put("new table", trigger.new_table);
  object.put("from", name_of(catalog_, trigger.constraint_table));
  object.put("comment", trigger.comment);
}

void Extras::describe(const Policy& policy) {
  Object& object = part("policy", policy.name);
  object.put("command", word(kCommands, policy.command));
  object.put_if("restrictive", !policy.permissive);
  object.put("roles", join(policy.roles));
  object.put("using", policy.using_expression);
  object.put("check", policy.check);
  // Every policy hangs on its own table.
  std::vector<ColumnUse> uses = policy.uses;
  std::erase(uses, ColumnUse{.relation = relation_.oid});
  object.put("uses", uses_text(uses));
  object.put("comment", policy.comment);
}

void Extras::describe(const Rule& rule) {
  Object& object = part("rule", rule.name);
  object.put("event", rule.event);
  object.put_if("instead", rule.instead);
  object.put("state", word(kStates, rule.state));
  object.put("where", rule.where);
  std::vector<std::string> uses;
  for (const Oid use : rule.uses) uses.push_back(name_of(catalog_, use));
  std::ranges::sort(uses);
  object.put("uses", join(uses));
  object.put("comment", rule.comment);
}

}  // namespace

void describe_extras(const Catalog& catalog, const Relation& relation, Objects& objects) {
  Extras(catalog, relation, objects).describe();
}

void describe_key(const Relation& table, const IndexKey& key, const std::string& name, Object& object) {
  const Column* column = table.find_column(key.column);
  if (column == nullptr) {
    object.put(name, key.expression);
  } else {
    object.put(name, column->name);
  }
  const bool descending = key.order == SortOrder::desc;
  const bool nulls_first = key.nulls == NullsOrder::unstated ? descending : key.nulls == NullsOrder::first;
  std::string order = descending ? "desc" : "";
  if (nulls_first != descending) order += nulls_first ? " nulls first" : " nulls last";
  object.put(name + " order", std::move(order));
  const bool default_class = column != nullptr && is_default_class(key.operator_class, column->type);
  if (!default_class) object.put(name + " class", key.operator_class);
  object.put(name + " collation", key.collation);
  object.put(name + " operator", key.exclusion_operator);
}

}  // namespace lockstep::catalog
