#pragma once
// What a file does around the statement that is looked at, shared by rules that speak of the release
// that is still running: names it has changed, names it takes again, rows it has copied.

#include <string>
#include <string_view>

#include "effects/effects.h"
#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// The table or type by its name before the renames of this file, which the running release uses.
[[nodiscard]] QualifiedName former_name(ObjectKind kind, const QualifiedName& name, const RuleContext& cx);
// The same for a table, as messages print it.
[[nodiscard]] std::string former_table(const QualifiedName& table, const RuleContext& cx);

// An earlier statement may have copied rows of the table, or values of its column, to another place.
[[nodiscard]] bool rows_copied(const QualifiedName& table, const RuleContext& cx);
[[nodiscard]] bool values_copied(const QualifiedName& table, std::string_view column, const RuleContext& cx);

// An earlier statement has changed or deleted rows of the table, or may have done so in a DO block, as to
// fill a column or to remove duplicates.
[[nodiscard]] bool rows_prepared(const QualifiedName& table, const RuleContext& cx);

// By an INSERT or COPY, or perhaps in a DO block.
[[nodiscard]] bool puts_rows_into(const Action& action, const QualifiedName& table, const RuleContext& cx);

// The file adds a required column without a value to the table by now, this statement included: unless the
// table was empty, the file has failed. Not where the file has deleted its rows, or has put some into it.
[[nodiscard]] bool has_no_rows(const QualifiedName& table, const RuleContext& cx);
[[nodiscard]] bool has_no_rows(const effects::RelationRef& table, const RuleContext& cx);
// The same anywhere in the file, whoever has emptied the table.
[[nodiscard]] bool has_to_be_empty(const QualifiedName& table, const RuleContext& cx);

// The statement gives the name to a table or view, of its own making or by a rename.
[[nodiscard]] bool takes_name(const Action& action, const QualifiedName& name, const RuleContext& cx);

// The same for a column, by a rename.
[[nodiscard]] bool renames_to(const Action& action, const QualifiedName& table, const Name& column,
                              const RuleContext& cx);

}  // namespace lockstep::rules
