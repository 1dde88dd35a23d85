#include "catalog/facts.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::catalog {
namespace {

// A default of NULL is the same as none.
bool is_null(const Expr& expression) {
  return expression.nodes()[expression.without_casts()].kind == ExprKind::null;
}

class Description {
 public:
  explicit Description(const Catalog& catalog) : catalog_(catalog) {}

  Objects run() {
    for (const std::string& schema : catalog_.schemas) objects_["schema " + schema];
    for (const Relation* relation : catalog_.relations()) {
      // The introspected catalog is without the system's schemas.
      if (!relation->temporary && relation->schema != "information_schema") describe(*relation);
    }
    for (const auto& [key, domain] : catalog_.domains) describe(domain);
    describe_others(catalog_, objects_);
    return std::move(objects_);
  }

 private:
  Object& part(const char* kind, const Relation& of, std::string_view name) {
    Object& object = objects_[text::format("{} {}.{}", kind, to_text(of), name)];
    object.parent = "relation " + to_text(of);
    object.uncertain = of.uncertain;
    return object;
  }

  void describe(const Relation& relation);
  void describe_index(const Relation& relation, const Index& index);
  void describe(const Relation& relation, const Column& column);
  void describe(const Relation& relation, const Constraint& constraint);
  void describe_foreign_key(Object& object, const Constraint& constraint);
  void describe(const DomainType& domain);

  const Catalog& catalog_;
  Objects objects_;
};

void Description::describe(const Relation& relation) {
  if (relation.index) return describe_index(relation, *relation.index);
  Object& object = objects_["relation " + to_text(relation)];
  object.uncertain = relation.uncertain;
  object.put("kind", std::string(word_of(relation.kind)));
  object.put_if("unlogged", relation.unlogged);
  object.put("partition of", name_of(catalog_, relation.partition_parent));
  object.put_if("default partition", relation.default_partition);
  object.put("partition key", names_of(&relation, relation.partition_key));
  std::vector<std::string> parents;
  for (const Oid parent : relation.inherits) parents.push_back(name_of(catalog_, parent));
  object.put("inherits", join(parents));
  std::vector<std::string> reads;
  for (const Oid read : relation.reads) reads.push_back(name_of(catalog_, read));
  std::ranges::sort(reads);
  object.put("reads", join(reads));
  object.put_if("row security", relation.row_security);
  object.put_if("row security of the owner", relation.force_row_security);
  object.put("type", relation.sequence_type);
  if (const Relation* owner = catalog_.relation(relation.owner_table)) {
    object.put("owner", to_text(*owner) + "." + names_of(owner, std::span(&relation.owner_column, 1)));
  }
  std::vector<std::string> order;
  for (const Column& column : relation.columns) order.push_back(column.name);
  object.put("order of columns", join(order));
  for (const Column& column : relation.columns) describe(relation, column);
  for (const Constraint& constraint : relation.constraints) describe(relation, constraint);
  describe_extras(catalog_, relation, objects_);
}

void Description::describe(const Relation& relation, const Column& column) {
  Object& object = part("column", relation, column.name);
  object.uncertain = object.uncertain || !column.type.known;
  object.put("type", to_text(column.type));
  object.put("collation", column.collation);
  object.put_if("not null", column.not_null);
  if (column.default_value) object.put("default", *column.default_value);
  // Partitions have their parent's from Postgres 17 on, and none before.
  if (column.identity != Identity::none && column.local) {
    object.put("identity", column.identity == Identity::always ? "always" : "by default");
  }
  if (column.generated != Generated::none) {
    object.put("generated", column.generated == Generated::stored ? "stored" : "virtual");
  }
  object.put("generation expression", column.generation_expression);
  object.put("sequence", name_of(catalog_, column.owned_sequence));
  object.put_if("inherited alone", !column.local);
}

// A NOT NULL is a fact of its column; that Postgres 18 also names it is none of older versions.
void Description::describe(const Relation& relation, const Constraint& constraint) {
  if (constraint.kind == ConstraintKind::not_null) return;
  Object& object = part("constraint", relation, constraint.name);
  object.put("kind", std::string(word_of(constraint.kind)));
  std::vector<AttributeNumber> columns = constraint.columns;
  if (constraint.kind == ConstraintKind::check) std::ranges::sort(columns);
  object.put("columns", names_of(&relation, columns));
  object.put("expression", constraint.expression);
  object.put_if("not valid", !constraint.validated && constraint.enforced);
  object.put_if("not enforced", !constraint.enforced);
  object.put_if("deferrable", constraint.deferrable);
  object.put_if("initially deferred", constraint.initially_deferred);
  object.put("index", name_of(catalog_, constraint.index));
  object.put_if("no inherit", constraint.no_inherit);
  object.put_if("inherited alone", !constraint.local);
  if (constraint.kind == ConstraintKind::foreign_key) describe_foreign_key(object, constraint);
}

void Description::describe_foreign_key(Object& object, const Constraint& constraint) {
  const Relation* table = catalog_.relation(constraint.referenced_table);
  object.put("references", table == nullptr ? constraint.referenced_name : to_text(*table));
  object.put("referenced columns", names_of(table, constraint.referenced_columns));
  object.put("referenced index", name_of(catalog_, constraint.referenced_index));
  object.put("on delete", std::string(word_of(constraint.on_delete)));
  object.put("on update", std::string(word_of(constraint.on_update)));
  object.put_if("match full", constraint.match_full);
}

void Description::describe_index(const Relation& relation, const Index& index) {
  const Relation* table = catalog_.relation(index.table);
  if (table == nullptr) return;
  Object& object = objects_["index " + to_text(relation)];
  object.parent = "relation " + to_text(*table);
  object.uncertain = table->uncertain;
  object.put("table", to_text(*table));
  object.put("method", index.method);
  object.put_if("unique", index.unique);
  object.put_if("primary", index.primary);
  object.put_if("nulls not distinct", index.nulls_not_distinct);
  object.put_if("invalid", !index.valid);
  object.put_if("unlogged", relation.unlogged);
  object.put("include", names_of(table, index.include));
  object.put("predicate", index.predicate);
  object.put("part of", name_of(catalog_, index.parent));
  for (std::size_t i = 0; i < index.keys.size(); ++i) {
    describe_key(*table, index.keys[i], text::format("key {}", i + 1), object);
    object.put(text::format("key {} name", i + 1), index.keys[i].name);
  }
  object.put("options", options_text(relation.extras->options));
  object.put("tablespace", relation.extras->tablespace);
}

void Description::describe(const DomainType& domain) {
  const std::string name = "domain " + qualified(domain.schema, domain.name);
  Object& object = objects_[name];
  object.put("type", to_text(domain.base));
  object.put_if("not null", domain.not_null);
  if (domain.default_value && !is_null(*domain.default_value)) object.put("default", *domain.default_value);
  describe_attached(*domain.attached, object);
  for (const Constraint& constraint : domain.constraints) {
    Object& check =
        objects_[text::format("constraint {}.{}", qualified(domain.schema, domain.name), constraint.name)];
    check.parent = name;
    check.put("expression", constraint.expression);
    check.put_if("not valid", !constraint.validated);
  }
}

}  // namespace

std::string_view word_of(RelationKind kind) {
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

std::string_view word_of(ConstraintKind kind) {
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

std::string_view word_of(ReferentialAction action) {
  switch (action) {
    case ReferentialAction::no_action: return "no action";
    case ReferentialAction::restrict: return "restrict";
    case ReferentialAction::cascade: return "cascade";
    case ReferentialAction::set_null: return "set null";
    case ReferentialAction::set_default: return "set default";
  }
  return "";
}

void Object::put(const std::string& what, std::string text) {
  if (!text.empty()) facts[what] = {.text = std::move(text), .expression = {}};
}

void Object::put(const std::string& what, const Expr& expression) {
  if (!expression.empty()) facts[what] = {.text = expression.to_text(kWhole), .expression = expression};
}

void Object::put_if(const std::string& what, bool condition) {
  if (condition) put(what, "yes");
}

Objects describe(const Catalog& catalog) { return Description(catalog).run(); }

}  // namespace lockstep::catalog
