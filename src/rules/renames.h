#pragma once
// A rename that is written as a drop and an add, as Prisma does with a field or model that gets another name:
// it can't tell one from the other
// (https://www.prisma.io/docs/orm/prisma-migrate/workflows/customizing-migrations).

#include <string>

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// The column that the file adds to the same table, with the same type and a name of which one holds the
// other; null when there is none. Asked in a check of an ALTER TABLE.
[[nodiscard]] const action::ColumnDef* likely_new_column(const action::DropColumn& drop,
                                                         const RuleContext& cx);

// The other way round, asked where the column is added: the one that this statement or a later one drops.
[[nodiscard]] const action::DropColumn* likely_old_column(const action::ColumnDef& added,
                                                          const RuleContext& cx);

// The table that the file makes with mostly the same columns; null when there is none.
[[nodiscard]] const action::CreateTable* likely_new_table(const QualifiedName& dropped,
                                                          const RuleContext& cx);

// Advice for the two.
[[nodiscard]] std::string rename_instead(const action::DropColumn& drop, const action::ColumnDef& added,
                                         const RuleContext& cx);
[[nodiscard]] std::string rename_instead(const QualifiedName& dropped, const action::CreateTable& made,
                                         const RuleContext& cx);

}  // namespace lockstep::rules
