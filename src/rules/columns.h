#pragma once
// Questions about the column that an ALTER TABLE adds or drops, shared by rules so that one cause has
// one finding. Those that take a RuleContext are asked in a check of one of its commands.

#include <string>
#include <string_view>
#include <vector>

#include "catalog/objects.h"
#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

[[nodiscard]] bool is_serial(const TypeName& type);

// The type as SQL: as it is written, or the integer below a serial.
[[nodiscard]] std::string plain_type(const action::ColumnDef& column, const RuleContext& cx);

// A default other than NULL, a sequence, or a generated value.
[[nodiscard]] bool gives_value(const action::ColumnDef& column);

// NOT NULL, written or implied by PRIMARY KEY, while nothing gives existing rows a value: no default but
// NULL, no sequence, no generated value.
[[nodiscard]] bool required_without_value(const action::ColumnDef& column);

// The same for a column that is added, whose domain has no default either: it fails on a table with rows.
[[nodiscard]] bool fails_on_rows(const action::AddColumn& add, const RuleContext& cx);

// The inline constraint of that kind; null when there is none.
[[nodiscard]] const action::Constraint* find_inline(const action::ColumnDef& column, ConstraintKind kind);

// The command of the statement that drops the constraint; null when none does.
[[nodiscard]] const action::DropConstraint* find_drop(const action::AlterTable& alter,
                                                      std::string_view constraint);

// The column of this name that the statement adds, a later one of the file, an earlier one, this one or a
// later one, or this one or an earlier one; null when none does.
[[nodiscard]] const action::ColumnDef* find_added(const action::AlterTable& alter, std::string_view column);
[[nodiscard]] const action::ColumnDef* added_later(const QualifiedName& table, std::string_view column,
                                                   const RuleContext& cx);
[[nodiscard]] const action::ColumnDef* added_earlier(const QualifiedName& table, std::string_view column,
                                                     const RuleContext& cx);
[[nodiscard]] const action::ColumnDef* added_from_now(std::string_view column, const RuleContext& cx);
[[nodiscard]] const action::ColumnDef* added_by_now(std::string_view column, const RuleContext& cx);
// The column of a foreign key that the file adds, where the key could have been written with it: nothing has
// filled it or changed what the key refers to since. Null when there is none.
[[nodiscard]] const action::ColumnDef* added_without_its_key(const action::Constraint& key,
                                                             const RuleContext& cx);

// Existing rows have a value in the column of the ALTER TABLE: it had a default when it was added, or an
// UPDATE has filled it. Of a table that the history doesn't know, what the file says.
[[nodiscard]] bool is_filled(const Name& column, const RuleContext& cx);
// All of them have, surely: the default or the UPDATE was for every row, and its value can't be NULL.
[[nodiscard]] bool is_full(const Name& column, const RuleContext& cx);
// An INSERT that doesn't name the column gets a value for it: by a default that the statement doesn't drop, a
// sequence, or generated.
[[nodiscard]] bool has_default(const Name& column, const RuleContext& cx);

// A constraint on the column has nothing to check: a later statement drops it, or the one that has added it
// as required, without a value, fails unless the table is empty.
[[nodiscard]] bool is_moot(std::string_view column, const RuleContext& cx);

// Part of a key or foreign key that this file makes: no constant is right for every row.
[[nodiscard]] bool in_new_key(const action::ColumnDef& column, const RuleContext& cx);
// Of a primary key, in which it can't be left nullable.
[[nodiscard]] bool in_new_primary_key(const action::ColumnDef& column, const RuleContext& cx);

// The SQL that adds a column with a default or a sequence so that new rows get its value, and old ones
// stay NULL.
[[nodiscard]] std::string add_for_new_rows(const action::ColumnDef& column, const RuleContext& cx);

// Indexes and constraints that go with a column which the statement drops, without those that it drops
// itself.
[[nodiscard]] std::vector<std::string> lost_with(const catalog::Column& column, const RuleContext& cx);

}  // namespace lockstep::rules
