#pragma once
// Foreign keys that a statement declares, wherever it writes them, for rules about the tables that they
// refer to.

#include <string>
#include <vector>

#include "parser/action.h"
#include "support/span.h"

namespace lockstep::rules {

class RuleContext;

// The file makes the table, here or behind this statement, too.
[[nodiscard]] bool is_made_here(const QualifiedName& table, const RuleContext& cx);

// The key of an ALTER TABLE refers to a table that the file has made and put no rows into, from columns that
// were there before, and whose rows the file hasn't changed: any value fails it.
[[nodiscard]] bool refers_to_nothing(const action::Constraint& key, const RuleContext& cx);

// Those towards tables that others use, without the table's own.
[[nodiscard]] std::vector<const action::Constraint*> references_to_others(const Action& action,
                                                                          const RuleContext& cx);

// A table that others use, and the first statement of the transaction with a key that refers to it.
struct ReferencedTable {
  std::string name;
  Span statement;
};
// Those of this statement and of all that surely share its transaction, in order: the keys make writes to
// them wait. Without those of which an earlier statement makes reads and writes wait.
[[nodiscard]] std::vector<ReferencedTable> referenced_in_transaction(const RuleContext& cx);

// Other tables' rows keep the statement busy, which the locks of keys before it outlast.
[[nodiscard]] bool takes_long(const Statement& statement, const RuleContext& cx);

// "writes to orders and users wait", "reads and writes to orders, and writes to users wait": for the locks of
// the command, and those that the transaction holds on the same tables.
[[nodiscard]] std::string those_who_wait(const RuleContext& cx);

}  // namespace lockstep::rules
