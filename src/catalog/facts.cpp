#include "catalog/facts.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::catalog {
namespace {

constexpr std::size_t kWhole = std::string::npos;

std::string kind_name(RelationKind kind) {
  switch (kind) {
    case RelationKind::table: return "table";
    case RelationKind::partitioned_table: return "partitioned table";
    case RelationKind::foreign_table: return "foreign table";
    case RelationKind::view: return "view";
    case RelationKind::materialized_view: return "materialized view";
    case RelationKind::index: return "index";
    case RelationKind::sequence: return "sequence";
    case RelationKind::composite_type: return "composite type";
  }
  return "";
}

std::string kind_name(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::check: return "check";
    case ConstraintKind::not_null: return "not null";
    case ConstraintKind::primary_key: return "primary key";
    case ConstraintKind::unique: return "unique";
    case ConstraintKind::foreign_key: return "foreign key";
    case ConstraintKind::exclusion: return "exclusion";
  }
  return "";
}

std::string action_name(ReferentialAction action) {
  switch (action) {
    case ReferentialAction::no_action: return "no action";
    case ReferentialAction::restrict: return "restrict";
    case ReferentialAction::cascade: return "cascade";
    case ReferentialAction::set_null: return "set null";
    case ReferentialAction::set_default: return "set default";
  }
  return "";
}

std::string qualified(std::string_view schema, std::string_view name) {
  return schema == "public" || schema.empty() ? std::string(name) : text::format("{}.{}", schema, name);
}

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

// The class that an index takes where none is written. Postgres keeps no trace of a written one that is the
// same: https://www.postgresql.org/docs/current/indexes-opclass.html
bool is_default_class(std::string_view name, const Type& type) {
  if (type.array_dimensions > 0) return name == "array_ops";
  if (type.name == "varchar") return name == "text_ops";
  return name == type.name + "_ops" || name == type.name + "_minmax_ops";
}

class Description {
 public:
  explicit Description(const Catalog& catalog) : catalog_(catalog) {}

  Objects run() {
    for (const std::string& schema : catalog_.schemas) objects_["schema " + schema];
    for (const Relation* relation : catalog_.relations()) {
      if (!relation->temporary) describe(*relation);
    }
    for (const auto& [key, type] : catalog_.enums) {
      put(objects_["enum " + qualified(type.schema, type.name)], "values", join(type.values));
    }
    for (const auto& [key, domain] : catalog_.domains) describe(domain);
    for (const auto& [key, type] : catalog_.other_types)
      objects_["type " + qualified(type.schema, type.name)];
    for (const auto& [key, extension] : catalog_.extensions) objects_["extension " + extension.name];
    for (const auto& [key, function] : catalog_.functions) describe(function);
    return std::move(objects_);
  }

 private:
  static void put(Object& object, const char* what, std::string text) {
    if (!text.empty()) object.facts[what].text = std::move(text);
  }
  static void put_if(Object& object, const char* what, bool condition) {
    if (condition) object.facts[what].text = "yes";
  }
  static void put(Object& object, const char* what, const Expr& expression) {
    if (!expression.empty()) object.facts[what] = {expression.to_text(kWhole), expression};
  }
  Object& part(const char* kind, const Relation& of, std::string_view name) {
    Object& object = objects_[text::format("{} {}.{}", kind, to_text(of), name)];
    object.parent = "relation " + to_text(of);
    object.uncertain = of.uncertain;
    return object;
  }

  [[nodiscard]] std::string name_of(Oid relation) const {
    const Relation* found = catalog_.relation(relation);
    return found == nullptr ? "" : to_text(*found);
  }
  [[nodiscard]] std::string names_of(const std::vector<Oid>& relations) const {
    std::vector<std::string> names;
    for (const Oid relation : relations) names.push_back(name_of(relation));
    return join(names);
  }
  static std::string columns_of(const Relation* relation, std::span<const AttributeNumber> columns) {
    std::vector<std::string> names;
    for (const AttributeNumber number : columns) {
      const Column* column = relation == nullptr ? nullptr : relation->find_column(number);
      names.push_back(column == nullptr ? "?" : column->name);
    }
    return join(names);
  }

  void describe(const Relation& relation);
  void describe_index(const Relation& relation, const Index& index);
  void describe_key(Object& object, const Relation& table, const Index& index, std::size_t at);
  void describe(const Relation& relation, const Column& column);
  void describe(const Relation& relation, const Constraint& constraint);
  void describe_foreign_key(Object& object, const Constraint& constraint);
  void describe(const DomainType& domain);
  void describe(const Function& function);

  const Catalog& catalog_;
  Objects objects_;
};

void Description::describe(const Relation& relation) {
  if (relation.index) return describe_index(relation, *relation.index);
  Object& object = objects_["relation " + to_text(relation)];
  object.uncertain = relation.uncertain;
  put(object, "kind", kind_name(relation.kind));
  put_if(object, "unlogged", relation.unlogged);
  put(object, "partition of", name_of(relation.partition_parent));
  put_if(object, "default partition", relation.default_partition);
  put(object, "partition key", columns_of(&relation, relation.partition_key));
  put(object, "inherits", names_of(relation.inherits));
  std::vector<std::string> reads;
  for (const Oid read : relation.reads) reads.push_back(name_of(read));
  std::ranges::sort(reads);
  put(object, "reads", join(reads));
  put_if(object, "has a trigger", relation.has_trigger);
  put(object, "type", relation.sequence_type);
  if (const Relation* owner = catalog_.relation(relation.owner_table)) {
    put(object, "owner", to_text(*owner) + "." + columns_of(owner, std::span(&relation.owner_column, 1)));
  }
  std::vector<std::string> order;
  for (const Column& column : relation.columns) order.push_back(column.name);
  put(object, "order of columns", join(order));
  for (const Column& column : relation.columns) describe(relation, column);
  for (const Constraint& constraint : relation.constraints) describe(relation, constraint);
}

void Description::describe(const Relation& relation, const Column& column) {
  Object& object = part("column", relation, column.name);
  object.uncertain = object.uncertain || !column.type.known;
  put(object, "type", to_text(column.type));
  put(object, "collation", column.collation);
  put_if(object, "not null", column.not_null);
  if (column.default_value) put(object, "default", *column.default_value);
  if (column.identity != Identity::none) {
    put(object, "identity", column.identity == Identity::always ? "always" : "by default");
  }
  if (column.generated != Generated::none) {
    put(object, "generated", column.generated == Generated::stored ? "stored" : "virtual");
  }
  put(object, "generation expression", column.generation_expression);
  put(object, "sequence", name_of(column.owned_sequence));
  put_if(object, "inherited alone", !column.local);
}

// A NOT NULL is a fact of its column; that Postgres 18 also names it is none of older versions.
void Description::describe(const Relation& relation, const Constraint& constraint) {
  if (constraint.kind == ConstraintKind::not_null) return;
  Object& object = part("constraint", relation, constraint.name);
  put(object, "kind", kind_name(constraint.kind));
  std::vector<AttributeNumber> columns = constraint.columns;
  if (constraint.kind == ConstraintKind::check) std::ranges::sort(columns);
  put(object, "columns", columns_of(&relation, columns));
  put(object, "expression", constraint.expression);
  put_if(object, "not valid", !constraint.validated && constraint.enforced);
  put_if(object, "not enforced", !constraint.enforced);
  put_if(object, "deferrable", constraint.deferrable);
  put_if(object, "initially deferred", constraint.initially_deferred);
  put(object, "index", name_of(constraint.index));
  put_if(object, "no inherit", constraint.no_inherit);
  put_if(object, "inherited alone", !constraint.local);
  if (constraint.kind == ConstraintKind::foreign_key) describe_foreign_key(object, constraint);
}

void Description::describe_foreign_key(Object& object, const Constraint& constraint) {
  const Relation* table = catalog_.relation(constraint.referenced_table);
  put(object, "references", table == nullptr ? constraint.referenced_name : to_text(*table));
  put(object, "referenced columns", columns_of(table, constraint.referenced_columns));
  put(object, "referenced index", name_of(constraint.referenced_index));
  put(object, "on delete", action_name(constraint.on_delete));
  put(object, "on update", action_name(constraint.on_update));
  put_if(object, "match full", constraint.match_full);
}

void Description::describe_index(const Relation& relation, const Index& index) {
  const Relation* table = catalog_.relation(index.table);
  if (table == nullptr) return;
  Object& object = objects_["index " + to_text(relation)];
  object.parent = "relation " + to_text(*table);
  object.uncertain = table->uncertain;
  put(object, "table", to_text(*table));
  put(object, "method", index.method);
  put_if(object, "unique", index.unique);
  put_if(object, "primary", index.primary);
  put_if(object, "nulls not distinct", index.nulls_not_distinct);
  put_if(object, "invalid", !index.valid);
  put_if(object, "unlogged", relation.unlogged);
  put(object, "include", columns_of(table, index.include));
  put(object, "predicate", index.predicate);
  put(object, "part of", name_of(index.parent));
  for (std::size_t i = 0; i < index.keys.size(); ++i) describe_key(object, *table, index, i);
}

void Description::describe_key(Object& object, const Relation& table, const Index& index, std::size_t at) {
  const IndexKey& key = index.keys[at];
  const Column* column = table.find_column(key.column);
  const std::string name = text::format("key {}", at + 1);
  if (column == nullptr) {
    put(object, name.c_str(), key.expression);
  } else {
    put(object, name.c_str(), column->name);
  }
  const bool descending = key.order == SortOrder::desc;
  const bool nulls_first = key.nulls == NullsOrder::unstated ? descending : key.nulls == NullsOrder::first;
  std::string order = descending ? "desc" : "";
  if (nulls_first != descending) order += nulls_first ? " nulls first" : " nulls last";
  put(object, (name + " order").c_str(), order);
  const bool default_class = column != nullptr && is_default_class(key.operator_class, column->type);
  put(object, (name + " class").c_str(), default_class ? "" : key.operator_class);
  put(object, (name + " collation").c_str(), key.collation);
  put(object, (name + " operator").c_str(), key.exclusion_operator);
  put(object, (name + " name").c_str(), key.name);
}

void Description::describe(const DomainType& domain) {
  const std::string name = "domain " + qualified(domain.schema, domain.name);
  Object& object = objects_[name];
  put(object, "type", to_text(domain.base));
  put_if(object, "not null", domain.not_null);
  if (domain.default_value) put(object, "default", *domain.default_value);
  for (const Constraint& constraint : domain.constraints) {
    Object& check =
        objects_[text::format("constraint {}.{}", qualified(domain.schema, domain.name), constraint.name)];
    check.parent = name;
    put(check, "expression", constraint.expression);
    put_if(check, "not valid", !constraint.validated);
  }
}

void Description::describe(const Function& function) {
  Object& object = objects_["function " + qualified(function.schema, signature_text(function))];
  put(object, "language", function.language);
  put(object, "volatility", function.volatility);
  constexpr std::array<const char*, 3> kKinds = {"function", "procedure", "aggregate"};
  put(object, "kind", kKinds[static_cast<std::size_t>(function.kind)]);
}

}  // namespace

Objects describe(const Catalog& catalog) { return Description(catalog).run(); }

}  // namespace lockstep::catalog
