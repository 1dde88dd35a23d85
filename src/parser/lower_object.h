#pragma once
// Private to src/parser: the statements of lower_object_statement, by file.

#include "parser/lower.h"

struct AlterDomainStmt;
struct AlterEnumStmt;
struct AlterObjectSchemaStmt;
struct AlterOwnerStmt;
struct DropStmt;
struct RenameStmt;

namespace lockstep {

// lower_object_drop.cpp
[[nodiscard]] Lowered lower_drop(const ::DropStmt& from, const LowerContext& cx);
bool lower_other_drop(const ::Node* statement, const LowerContext& cx, Lowered& result);

// lower_object_alter.cpp
[[nodiscard]] Lowered lower_rename(const ::RenameStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_set_schema(const ::AlterObjectSchemaStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_set_owner(const ::AlterOwnerStmt& from, const LowerContext& cx);

// lower_object_type.cpp: enums, domains, composite types, ranges, base types
bool lower_type_statement(const ::Node* statement, const LowerContext& cx, Lowered& result);

// lower_object_code.cpp: views, functions, triggers, policies, rules
bool lower_code_statement(const ::Node* statement, const LowerContext& cx, Lowered& result);

}  // namespace lockstep
