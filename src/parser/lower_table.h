#pragma once
// Private to src/parser: what lowering of tables, columns, constraints and indexes shares. Tokens go by
// their index in the cursor; kNowhere stands for "no cursor" and for "the text has no such part".

#include <cstddef>
#include <limits>
#include <vector>

#include "parser/lower.h"

struct AlterTableStmt;
struct IndexStmt;
struct PartitionBoundSpec;

namespace lockstep {

inline constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

// Behind the name at `index`, with its dots and the UESCAPE that may follow U&"...".
[[nodiscard]] std::size_t behind_name(const Cursor& cursor, std::size_t index);

// Behind a relation: its name, the parenthesis of ONLY (name), the * of name *.
[[nodiscard]] std::size_t behind_relation(const ::RangeVar& relation, const LowerContext& cx);

// From the statement's first token to the next one that is `word`: CREATE UNIQUE INDEX.
[[nodiscard]] Span verb_span(std::string_view word, const LowerContext& cx);

// The name that stands at a token; empty when the tree has none.
[[nodiscard]] Name lower_name(const char* text, std::size_t token, const LowerContext& cx);

// A list in parentheses, of which the opening one is the token `open`.
[[nodiscard]] std::vector<Name> lower_names(const ::List* names, std::size_t open, const LowerContext& cx);
[[nodiscard]] std::vector<action::IndexElement> lower_index_elements(const ::List* elements, std::size_t open,
                                                                     const LowerContext& cx);

// Of GENERATED ALWAYS or BY DEFAULT, as the tree's letter.
[[nodiscard]] Identity identity_of(char generated_when);

[[nodiscard]] PartitionBound lower_partition_bound(const ::PartitionBoundSpec* from, const LowerContext& cx);

[[nodiscard]] Lowered lower_alter_table(const ::AlterTableStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_create_index(const ::IndexStmt& from, const LowerContext& cx);

}  // namespace lockstep
