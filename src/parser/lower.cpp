#include "parser/lower.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parser/walker.h"

#include "parser/object_names.h"

namespace lockstep {
namespace {

struct StatementWords {
  NodeTag tag;
  std::string_view words;
};

// Statements that have no fact of their own.
constexpr auto kStatements = std::to_array<StatementWords>({
    {T_AlterCollationStmt, "ALTER COLLATION"},
    {T_AlterDatabaseRefreshCollStmt, "ALTER DATABASE"},
    {T_AlterDatabaseSetStmt, "ALTER DATABASE"},
    {T_AlterDatabaseStmt, "ALTER DATABASE"},
    {T_AlterEventTrigStmt, "ALTER EVENT TRIGGER"},
    {T_AlterExtensionContentsStmt, "ALTER EXTENSION"},
    {T_AlterExtensionStmt, "ALTER EXTENSION"},
    {T_AlterFdwStmt, "ALTER FOREIGN DATA WRAPPER"},
    {T_AlterForeignServerStmt, "ALTER SERVER"},
    {T_AlterOpFamilyStmt, "ALTER OPERATOR FAMILY"},
    {T_AlterOperatorStmt, "ALTER OPERATOR"},
    {T_AlterRoleSetStmt, "ALTER ROLE"},
    {T_AlterRoleStmt, "ALTER ROLE"},
    {T_AlterStatsStmt, "ALTER STATISTICS"},
    {T_AlterSubscriptionStmt, "ALTER SUBSCRIPTION"},
    {T_AlterTSConfigurationStmt, "ALTER TEXT SEARCH CONFIGURATION"},
    {T_AlterTSDictionaryStmt, "ALTER TEXT SEARCH DICTIONARY"},
    {T_AlterTableMoveAllStmt, "ALTER ALL IN TABLESPACE"},
    {T_AlterTableSpaceOptionsStmt, "ALTER TABLESPACE"},
    {T_AlterTypeStmt, "ALTER TYPE"},
    {T_AlterUserMappingStmt, "ALTER USER MAPPING"},
    {T_CallStmt, "CALL"},
    {T_CheckPointStmt, "CHECKPOINT"},
    {T_ClosePortalStmt, "CLOSE"},
    {T_ConstraintsSetStmt, "SET CONSTRAINTS"},
    {T_CreateSubscriptionStmt, "CREATE SUBSCRIPTION"},
    {T_CreateTableSpaceStmt, "CREATE TABLESPACE"},
    {T_CreateTransformStmt, "CREATE TRANSFORM"},
    {T_CreateUserMappingStmt, "CREATE USER MAPPING"},
    {T_CreatedbStmt, "CREATE DATABASE"},
    {T_DeallocateStmt, "DEALLOCATE"},
    {T_DeclareCursorStmt, "DECLARE"},
    {T_DiscardStmt, "DISCARD"},
    {T_DropUserMappingStmt, "DROP USER MAPPING"},
    {T_ExecuteStmt, "EXECUTE"},
    {T_ExplainStmt, "EXPLAIN"},
    {T_ImportForeignSchemaStmt, "IMPORT FOREIGN SCHEMA"},
    {T_ListenStmt, "LISTEN"},
    {T_LoadStmt, "LOAD"},
    {T_MergeStmt, "MERGE"},
    {T_NotifyStmt, "NOTIFY"},
    {T_PrepareStmt, "PREPARE"},
    {T_SecLabelStmt, "SECURITY LABEL"},
    {T_UnlistenStmt, "UNLISTEN"},
    {T_VariableShowStmt, "SHOW"},
});

char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string with_kind(std::string_view verb, ObjectType type) {
  std::string result = std::string(verb) + " " + std::string(kind_words(type).words);
  std::ranges::transform(result, result.begin(), to_upper);
  return result;
}

std::string statement_words(const ::Node* statement) {
  switch (statement->type) {
    case T_AlterObjectDependsStmt:
      return with_kind("ALTER", tree::as<::AlterObjectDependsStmt>(statement)->objectType);
    case T_FetchStmt: return tree::as<::FetchStmt>(statement)->ismove ? "MOVE" : "FETCH";
    case T_GrantRoleStmt:
      return tree::as<::GrantRoleStmt>(statement)->is_grant ? "GRANT ROLE" : "REVOKE ROLE";
    default: break;
  }
  const auto found = std::ranges::find(kStatements, statement->type, &StatementWords::tag);
  return found == kStatements.end() ? std::string("statement") : std::string(found->words);
}

// As many of the words as the statement begins with: of CREATE OR REPLACE AGGREGATE the first.
Span verb_of(std::string_view words, const LowerContext& cx) {
  Walker walker(cx);
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    if (!walker.skip(words.substr(0, space))) break;
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return walker.index() == 0 ? walker.take_token() : walker.since(0);
}

}  // namespace

Lowered lower(const ::Node* statement, const LowerContext& cx) {
  Lowered result;
  if (lower_table_statement(statement, cx, result) || lower_object_statement(statement, cx, result) ||
      lower_data_statement(statement, cx, result)) {
    return result;
  }
  std::string words = statement_words(statement);
  result.keyword = verb_of(words, cx);
  result.action = action::Opaque{.what = std::move(words)};
  return result;
}

Statement lower_statement(const ::Node* statement, const LowerContext& cx) {
  Lowered lowered = lower(statement, cx);
  Statement result{.action = std::move(lowered.action), .span = cx.statement, .keyword = lowered.keyword};
  if (cx.cursor != nullptr) result.functions = functions_called(statement, cx);
  result.error = definition_error(statement);
  return result;
}

}  // namespace lockstep
