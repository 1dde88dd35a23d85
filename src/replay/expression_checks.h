#pragma once
// What Postgres refuses in an expression by the place that it stands in: a subquery in a CHECK, now() in an
// index, a column in a default. Private to src/replay.

#include <string_view>

#include "replay/statements.h"

namespace lockstep::replay {

struct ExpressionPlace {
  std::string_view name;        // as messages have it: "check constraint", "DEFAULT expression"
  bool columns = true;          // may name columns
  bool subqueries = false;      // may have them
  bool immutable = false;       // has to give the same value for ever
  bool condition = false;       // has to be true or false
};
inline constexpr ExpressionPlace kDefaultExpression = {.name = "DEFAULT expression", .columns = false};
inline constexpr ExpressionPlace kCheckConstraint = {.name = "check constraint", .condition = true};
inline constexpr ExpressionPlace kDomainCheck = {.name = "check constraint"};
inline constexpr ExpressionPlace kIndexExpression = {.name = "index expression", .immutable = true};
inline constexpr ExpressionPlace kIndexPredicate = {
    .name = "index predicate", .immutable = true, .condition = true};
inline constexpr ExpressionPlace kGeneration = {.name = "column generation expression", .immutable = true};
inline constexpr ExpressionPlace kPartitionKey = {.name = "partition key expression", .immutable = true};
inline constexpr ExpressionPlace kPolicyExpression = {
    .name = "policy expression", .subqueries = true, .condition = true};
inline constexpr ExpressionPlace kPublicationCondition = {.name = "publication WHERE expression",
                                                          .condition = true};
inline constexpr ExpressionPlace kTriggerCondition = {.name = "trigger WHEN condition"};
inline constexpr ExpressionPlace kTransform = {.name = "transform expression"};

// `table`: whose columns it may name; null for none. True also where nobody can tell.
[[nodiscard]] bool may_stand_in(Context& cx, const Expr& expression, const ExpressionPlace& place,
                                const catalog::Relation* table);

// Whether a column of the type may have the default.
[[nodiscard]] bool may_be_default(Context& cx, const Expr& expression, std::string_view column,
                                  const catalog::Type& type);

// Whether a domain over the type may have the check, which calls what it checks VALUE.
[[nodiscard]] bool may_check_domain(Context& cx, const Expr& expression, const catalog::Type& type);

// Whether a column of the table may be computed so.
[[nodiscard]] bool may_be_generated(Context& cx, const Expr& expression, const catalog::Relation& table,
                                    const catalog::Column& column);

// Whether checks and indexes can be made again, when columns that they use have got other types.
[[nodiscard]] bool may_keep_expressions(Context& cx, const catalog::Relation& table);

// Its type in a table's expression; one that isn't known where nobody can tell.
[[nodiscard]] catalog::Type type_in_table(const Context& cx, const Expr& expression,
                                          const catalog::Relation* table);

}  // namespace lockstep::replay
