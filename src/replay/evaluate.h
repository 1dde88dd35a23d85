#pragma once
// Values of expressions in the body of a DO block: constants, variables, comparisons, the functions that
// such blocks put statements together with. Private to src/replay.

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "catalog/catalog.h"
#include "parser/expr.h"
#include "replay/value.h"

namespace lockstep::replay {

// Where an expression's names and subqueries get their values.
struct Scope {
  const catalog::Catalog& catalog;
  std::function<Value(std::string_view qualifier, std::string_view name)> column;
  // `text` as Expr has it: EXISTS (...) or (...); its one value, or, for IN, a list of all.
  std::function<Value(const std::string& text, bool list)> subquery;
  Value count = {};  // rows that count() counts
};

// An error is what Postgres would raise; unknown is what only a server can tell.
[[nodiscard]] Value evaluate(const Expr& expression, const Scope& scope);

// evaluate_cast.cpp: a value as another type; what to_regclass() and its kin find, or null.
[[nodiscard]] Value cast_value(const Value& value, const TypeName& type, const catalog::Catalog& catalog);
[[nodiscard]] Value find_object(std::string_view type, const Value& name, const catalog::Catalog& catalog);
// As output functions print it, for `::text` and ||.
[[nodiscard]] Value to_text_value(const Value& value, const catalog::Catalog& catalog);

// evaluate_function.cpp
[[nodiscard]] Value call_function(const Expr::Node& function, std::span<const Value> arguments,
                                  const catalog::Catalog& catalog);

}  // namespace lockstep::replay
