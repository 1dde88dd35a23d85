#pragma once
// What a DROP takes along, and what stands in its way: performDeletion of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/catalog/dependency.c
// Private to src/replay.

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "replay/statements.h"

namespace lockstep::replay {

class Deletion {
 public:
  explicit Deletion(Context& cx) : cx_(cx) {}

  void relation(catalog::Oid oid) { reach({.kind = Kind::relation, .relation = oid}, true); }
  void column(catalog::Oid table, catalog::AttributeNumber number) {
    reach({.kind = Kind::column, .relation = table, .column = number}, true);
  }
  void constraint(catalog::Oid table, std::string_view name) {
    reach({.kind = Kind::constraint, .relation = table, .name = std::string(name)}, true);
  }
  void type(std::string_view schema, std::string_view name) { reach_type(schema, name, true); }
  void function(const catalog::Function& function) { reach_function(function, true); }
  void statistics(std::string_view schema, std::string_view name) {
    reach({.kind = Kind::statistics, .in_schema = std::string(schema), .name = std::string(name)}, true);
  }
  void extension(std::string_view name) { reach({.kind = Kind::extension, .name = std::string(name)}, true); }
  void schema(std::string_view name) { reach({.kind = Kind::schema, .name = std::string(name)}, true); }

  // Drops the objects and what depends on them. False, and nothing changed, when that needs CASCADE.
  bool run(bool cascade);

 private:
  // In the order in which they are dropped.
  enum class Kind : std::uint8_t {
    trigger,
    policy,
    rule,
    published,  // a table in a publication, `name`
    statistics,
    constraint,
    default_value,
    column,
    relation,
    function,  // `name`: its signature
    type,
    extension,
    schema
  };
  struct Object {
    Kind kind = Kind::relation;
    catalog::Oid relation = 0;
    catalog::AttributeNumber column = 0;
    std::string in_schema = {};
    std::string name = {};
    friend auto operator<=>(const Object&, const Object&) = default;
  };

  // `silently`: it is a part of what is dropped, so that no CASCADE is needed.
  void reach(Object object, bool silently);
  void reach_type(std::string_view schema, std::string_view name, bool silently);
  void reach_casts(const catalog::Relation& user, std::string_view schema, std::string_view name);
  void reach_columns_of_type(std::string_view schema, std::string_view name);
  void reach_function(const catalog::Function& function, bool silently);
  void reach_part(Kind kind, const catalog::Relation& relation, std::string_view name, bool silently);
  void reach_functions_of_type(std::string_view schema, std::string_view name);
  void expand(const Object& object);
  void expand_table(const catalog::Relation& table);
  void expand_references_to_partition(const catalog::Relation& partition);
  void expand_index(const catalog::Relation& relation);
  void expand_sequence(const catalog::Relation& sequence);
  void expand_column(const catalog::Relation& table, catalog::AttributeNumber number);
  void expand_constraint(const catalog::Relation& table, const catalog::Constraint& constraint);
  void expand_type(const Object& type);
  // deletion_parts.cpp: triggers, policies, rules, publications, statistics and functions
  void expand_uses_of_table(const catalog::Relation& table);
  void expand_uses_of_column(const catalog::Relation& table, catalog::AttributeNumber number);
  void expand_function(const Object& function);
  void expand_callers(const catalog::Relation& relation, const std::function<bool(const Expr&)>& is_caller);
  void expand_extension(std::string_view name);  // extensions.cpp
  void drop_part(const Object& object);
  void expand_schema(std::string_view schema);
  [[nodiscard]] bool goes_anyway(const Object& object) const;
  [[nodiscard]] std::string name_of(const Object& object) const;
  void drop(const Object& object);
  void drop_relation(catalog::Oid oid);

  Context& cx_;
  std::map<Object, bool> found_;  // whether silently
  std::vector<Object> open_;
};

}  // namespace lockstep::replay
