#pragma once
// Names that Postgres makes up where a statement writes none.
// makeObjectName, ChooseRelationName and ChooseIndexColumnNames of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "parser/expr.h"

namespace lockstep::replay {

// `first_second_label` in 63 bytes: the longer of the two is shortened until it fits; `second` and
// `label` may be empty.
[[nodiscard]] std::string make_object_name(std::string_view first, std::string_view second,
                                           std::string_view label);

// The same, with a number behind the label where the schema has a relation of that name already; the
// index of a constraint also avoids the constraints of the schema.
[[nodiscard]] std::string choose_relation_name(catalog::Catalog& catalog, std::string_view schema,
                                               std::string_view first, std::string_view second,
                                               std::string_view label, bool constraint);

// The same for a constraint without an index, which must be alone of its name in the whole schema.
[[nodiscard]] std::string choose_constraint_name(catalog::Catalog& catalog, std::string_view schema,
                                                 std::string_view first, std::string_view second,
                                                 std::string_view label);

// The middle part of a name over several columns.
[[nodiscard]] std::string join_column_names(std::span<const std::string> names);

// What an index calls an expression: the name of its function or column, its type, else "expr".
[[nodiscard]] std::string expression_name(const Expr& expression);

// Makes the names of an index's attributes different from each other.
void number_duplicates(std::vector<std::string>& names);

}  // namespace lockstep::replay
