#pragma once
// What to do instead of a change of type that rewrites the table or loses the values.

#include <string>
#include <vector>

#include "catalog/objects.h"
#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// The column as it is, and the type that it gets.
struct ColumnChange {
  const action::SetType& set;
  const catalog::Column* column = nullptr;  // null when the history doesn't know it
  catalog::Type to;
};

// The enum of this file that takes the place of the column's: Prisma makes it under another name, moves
// each column to it, and swaps the names. So may a column of text that the file has put in the place of one
// of the enum. Null when the change is another one.
[[nodiscard]] const catalog::EnumType* enum_made_anew(const ColumnChange& change, const RuleContext& cx);

// The name by which the running release knows the type.
[[nodiscard]] QualifiedName released_name(const catalog::EnumType& type, const RuleContext& cx);
// How to have the values of `to` in the old type, which stays.
[[nodiscard]] std::string change_in_place(const catalog::EnumType& from, const catalog::EnumType& to,
                                          const RuleContext& cx);
// Values of the one that the other lacks.
[[nodiscard]] std::vector<std::string> lacking(const catalog::EnumType& all, const catalog::EnumType& other);

// Between timestamp and timestamptz, which is free where the session's TimeZone is UTC, and else a rewrite
// that takes the values for those of another zone; and how to say so.
[[nodiscard]] bool depends_on_zone(const ColumnChange& change, const RuleContext& cx);
[[nodiscard]] std::string set_utc(const RuleContext& cx);

// The way to the same end that keeps the rows as they are; empty when there is none.
[[nodiscard]] std::string without_rewrite(const ColumnChange& change, const RuleContext& cx);

// The type of a column that is added, once later statements of the file have dropped its default or changed
// its type; empty where they leave both.
[[nodiscard]] std::string type_in_the_end(const action::ColumnDef& column, const RuleContext& cx);

// For a column that is dropped and added again; `from` is null when the history doesn't know it.
[[nodiscard]] std::string convert_values(const action::ColumnDef& to, const catalog::Column* from,
                                         const RuleContext& cx);

}  // namespace lockstep::rules
