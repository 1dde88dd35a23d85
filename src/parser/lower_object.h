#pragma once
// Private to src/parser: the statements of lower_object_statement, by file.

#include "parser/lower.h"

struct AlterDomainStmt;
struct AlterEnumStmt;
struct AlterDefaultPrivilegesStmt;
struct AlterObjectSchemaStmt;
struct AlterPublicationStmt;
struct CreatePublicationStmt;
struct CreateStatsStmt;
struct GrantStmt;
struct AlterFunctionStmt;
struct AlterPolicyStmt;
struct CreatePolicyStmt;
struct CreateTrigStmt;
struct RuleStmt;
struct AlterOwnerStmt;
struct CreateFunctionStmt;
struct DropOwnedStmt;
struct DropStmt;
struct DefElem;
struct ReassignOwnedStmt;
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

// lower_function.cpp
[[nodiscard]] Lowered lower_function(const ::CreateFunctionStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_alter_function(const ::AlterFunctionStmt& from, const LowerContext& cx);

// lower_trigger.cpp: triggers, policies, rules
[[nodiscard]] Lowered lower_trigger(const ::CreateTrigStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_policy(const ::CreatePolicyStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_alter_policy(const ::AlterPolicyStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_rule(const ::RuleStmt& from, const LowerContext& cx);

// lower_privileges.cpp
[[nodiscard]] Lowered lower_grant(const ::GrantStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_drop_owned(const ::DropOwnedStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_reassign_owned(const ::ReassignOwnedStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_default_privileges(const ::AlterDefaultPrivilegesStmt& from,
                                               const LowerContext& cx);

// lower_publication.cpp
[[nodiscard]] Lowered lower_publication(const ::CreatePublicationStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_alter_publication(const ::AlterPublicationStmt& from, const LowerContext& cx);
[[nodiscard]] Lowered lower_statistics(const ::CreateStatsStmt& from, const LowerContext& cx);

// lower_other_object.cpp
bool lower_other_object(const ::Node* statement, const LowerContext& cx, Lowered& result);

// lower_object_code.cpp: views and what the above makes
// The string behind the words AS or DO; `word`: the option begins with AS.
[[nodiscard]] Span body_span(const ::DefElem* as, bool word, const LowerContext& cx);
bool lower_code_statement(const ::Node* statement, const LowerContext& cx, Lowered& result);

}  // namespace lockstep
