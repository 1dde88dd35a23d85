#pragma once
// Private to src/catalog: a catalog as named facts, which can be laid beside those of another one. A part of
// an object, a column or a constraint, is an object of its own with a parent.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace lockstep::catalog {

struct Fact {
  std::string text;
  Expr expression;  // where it is one; the text is then for people
};

struct Object {
  std::string parent;      // empty: it stands for itself
  bool uncertain = false;  // what is known of it may be wrong
  std::map<std::string, Fact> facts;

  // What is empty or false is no fact.
  void put(const std::string& what, std::string text);
  void put(const std::string& what, const Expr& expression);
  void put_if(const std::string& what, bool condition);
};

inline constexpr std::size_t kWhole = std::string::npos;  // of an expression's text

using Objects = std::map<std::string, Object>;  // by "column orders.total"

[[nodiscard]] Objects describe(const Catalog& catalog);

// ---- its parts -----------------------------------------------------------------------------------
// facts_of_parts.cpp: what stands in RelationExtras
void describe_extras(const Catalog& catalog, const Relation& relation, Objects& objects);
// facts_of_objects.cpp: functions, publications, statistics, named objects
void describe_others(const Catalog& catalog, Objects& objects);
void describe_attached(const Attached& attached, Object& object);

// ---- words ---------------------------------------------------------------------------------------
[[nodiscard]] std::string_view word_of(RelationKind kind);
[[nodiscard]] std::string_view word_of(ConstraintKind kind);
[[nodiscard]] std::string_view word_of(ReferentialAction action);
// Of an enumerator, by its place.
template <class Words, class Enum>
[[nodiscard]] std::string word(const Words& words, Enum value) {
  return words[static_cast<std::size_t>(value)];
}
[[nodiscard]] std::string join(const std::vector<std::string>& parts);
[[nodiscard]] std::string qualified(std::string_view schema, std::string_view name);
[[nodiscard]] std::string name_of(const Catalog& catalog, Oid relation);  // empty for none
[[nodiscard]] std::string names_of(const Relation* relation, std::span<const AttributeNumber> columns);
[[nodiscard]] std::string options_text(const std::vector<Option>& options);
void describe_key(const Relation& table, const IndexKey& key, const std::string& name, Object& object);

}  // namespace lockstep::catalog
