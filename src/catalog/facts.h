#pragma once
// Private to src/catalog: a catalog as named facts, which can be laid beside those of another one. A part of
// an object, a column or a constraint, is an object of its own with a parent.

#include <map>
#include <string>

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
};

using Objects = std::map<std::string, Object>;  // by "column orders.total"

[[nodiscard]] Objects describe(const Catalog& catalog);

}  // namespace lockstep::catalog
