#include "catalog/dump.h"

#include <array>
#include <span>
#include <string_view>

#include "catalog/facts.h"

namespace lockstep::catalog {
namespace {

class Dump {
 public:
  explicit Dump(const Catalog& catalog) : catalog_(catalog) {}

  std::string run() {
    for (const Relation* relation : catalog_.relations()) {
      if (!relation->index) write_relation(*relation);
    }
    for (const auto& [key, type] : catalog_.enums) write_enum(type);
    for (const auto& [key, domain] : catalog_.domains) write_domain(domain);
    for (const auto& [key, type] : catalog_.other_types) {
      if (type.extension.empty()) line("type ", qualified(type.schema, type.name));
    }
    for (const auto& [key, extension] : catalog_.extensions) line("extension ", extension.name);
    for (const auto& [key, function] : catalog_.functions) write_function(function);
    return std::move(text_);
  }

 private:
  template <class... Parts>
  void line(const Parts&... parts) {
    (text_.append(parts), ...);
    text_ += '\n';
  }
  template <class... Parts>
  void add(const Parts&... parts) {
    (text_.append(parts), ...);
  }
  void add_if(bool condition, std::string_view text) {
    if (condition) text_.append(text);
  }

  static std::string column_name(const Relation* relation, AttributeNumber number) {
    const Column* column = relation == nullptr ? nullptr : relation->find_column(number);
    return column == nullptr ? "?" : column->name;
  }
  static std::string list(const Relation* relation, std::span<const AttributeNumber> columns) {
    std::string names;
    for (const AttributeNumber number : columns) {
      if (!names.empty()) names += ", ";
      names += column_name(relation, number);
    }
    return "(" + names + ")";
  }

  void write_relation(const Relation& relation);
  void write_column(const Column& column);
  void write_constraint(const Relation& relation, const Constraint& constraint);
  void write_index(const Relation& table, const Relation& relation);
  void write_key(const Relation& table, const IndexKey& key);
  void write_enum(const EnumType& type);
  void write_domain(const DomainType& domain);
  void write_function(const Function& function);

  const Catalog& catalog_;
  std::string text_;
};

void Dump::write_relation(const Relation& relation) {
  add_if(relation.temporary, "temporary ");
  add_if(relation.unlogged, "unlogged ");
  add(word_of(relation.kind), " ", to_text(relation));
  if (const Relation* owner = catalog_.relation(relation.owner_table)) {
    add(" owned by ", to_text(*owner), ".", column_name(owner, relation.owner_column));
  }
  if (relation.kind == RelationKind::sequence) add(" as ", relation.sequence_type);
  if (const Relation* parent = catalog_.relation(relation.partition_parent)) {
    add(" partition of ", to_text(*parent));
  }
  add_if(relation.default_partition, " default");
  for (const Oid parent : relation.inherits) add(" inherits ", to_text(*catalog_.relation(parent)));
  for (const Oid read : relation.reads) {
    if (const Relation* found = catalog_.relation(read)) add(" reads ", to_text(*found));
  }
  add_if(relation.uncertain, " uncertain");
  text_ += '\n';
  for (const Column& column : relation.columns) write_column(column);
  for (const Constraint& constraint : relation.constraints) write_constraint(relation, constraint);
  for (const Oid index : relation.indexes) write_index(relation, *catalog_.relation(index));
}

void Dump::write_column(const Column& column) {
  add("  ", column.name, " ", to_text(column.type));
  if (!column.collation.empty()) add(" collate ", column.collation);
  add_if(column.not_null, " not null");
  if (column.default_value) add(" default ", column.default_value->to_text(kWhole));
  add_if(column.identity == Identity::always, " identity always");
  add_if(column.identity == Identity::by_default, " identity by default");
  if (column.generated != Generated::none) {
    add(" generated ", column.generated == Generated::stored ? "stored " : "virtual ",
        column.generation_expression.to_text(kWhole));
  }
  add_if(!column.local, " inherited");
  text_ += '\n';
}

void Dump::write_constraint(const Relation& relation, const Constraint& constraint) {
  add("  ", word_of(constraint.kind), " ", constraint.name, " ");
  if (constraint.kind == ConstraintKind::check) {
    add(constraint.expression.to_text(kWhole));
  } else {
    add(list(&relation, constraint.columns));
  }
  if (constraint.kind == ConstraintKind::foreign_key) {
    const Relation* target = catalog_.relation(constraint.referenced_table);
    add(" references ", target == nullptr ? constraint.referenced_name : to_text(*target), " ",
        list(target, constraint.referenced_columns));
    if (constraint.on_delete != ReferentialAction::no_action) {
      add(" on delete ", word_of(constraint.on_delete));
    }
    if (constraint.on_update != ReferentialAction::no_action) {
      add(" on update ", word_of(constraint.on_update));
    }
  }
  add_if(constraint.deferrable,
         constraint.initially_deferred ? " deferrable initially deferred" : " deferrable");
  add_if(!constraint.enforced, " not enforced");
  add_if(!constraint.validated && constraint.enforced, " not valid");
  add_if(constraint.no_inherit, " no inherit");
  add_if(!constraint.local, " inherited");
  text_ += '\n';
}

void Dump::write_index(const Relation& table, const Relation& relation) {
  const Index& index = catalog_.index(relation.oid);
  add("  ", index.unique ? "unique index " : "index ", relation.name, " ", index.method, " (");
  for (std::size_t i = 0; i < index.keys.size(); ++i) {
    add_if(i > 0, ", ");
    write_key(table, index.keys[i]);
  }
  add(")");
  if (!index.include.empty()) add(" include ", list(&table, index.include));
  add_if(index.nulls_not_distinct, " nulls not distinct");
  if (!index.predicate.empty()) add(" where ", index.predicate.to_text(kWhole));
  add_if(!index.valid, " invalid");
  if (const Relation* parent = catalog_.relation(index.parent)) add(" part of ", parent->name);
  text_ += '\n';
}

void Dump::write_key(const Relation& table, const IndexKey& key) {
  if (key.column == 0) {
    add("(", key.expression.to_text(kWhole), ")");
  } else {
    add(column_name(&table, key.column));
  }
  if (!key.collation.empty()) add(" collate ", key.collation);
  if (!key.operator_class.empty()) add(" ", key.operator_class);
  add_if(key.order == SortOrder::desc, " desc");
  add_if(key.nulls == NullsOrder::first, " nulls first");
  add_if(key.nulls == NullsOrder::last, " nulls last");
  if (!key.exclusion_operator.empty()) add(" with ", key.exclusion_operator);
}

void Dump::write_enum(const EnumType& type) {
  add("enum ", qualified(type.schema, type.name), ":");
  for (const std::string& value : type.values) add(" ", value);
  text_ += '\n';
}

void Dump::write_domain(const DomainType& domain) {
  add("domain ", qualified(domain.schema, domain.name), " ", to_text(domain.base));
  add_if(domain.not_null, " not null");
  if (domain.default_value) add(" default ", domain.default_value->to_text(kWhole));
  for (const Constraint& constraint : domain.constraints) {
    add(" check ", constraint.name, " ", constraint.expression.to_text(kWhole));
    add_if(!constraint.validated, " not valid");
  }
  text_ += '\n';
}

void Dump::write_function(const Function& function) {
  constexpr std::array<std::string_view, 3> kKinds = {"function ", "procedure ", "aggregate "};
  add(kKinds[static_cast<std::size_t>(function.kind)], qualified(function.schema, signature_text(function)),
      " ");
  line(function.language, " ", function.volatility);
}

}  // namespace

std::string dump(const Catalog& catalog) { return Dump(catalog).run(); }

}  // namespace lockstep::catalog
