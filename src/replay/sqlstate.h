#pragma once
// Postgres' error codes, by the names that it gives them:
// https://www.postgresql.org/docs/current/errcodes-appendix.html
// Private to src/replay.

#include <string_view>

namespace lockstep::replay::sqlstate {

inline constexpr std::string_view kFeatureNotSupported = "0A000";
inline constexpr std::string_view kInvalidGrantOperation = "0LP01";
inline constexpr std::string_view kInvalidParameterValue = "22023";
inline constexpr std::string_view kInvalidTextRepresentation = "22P02";
inline constexpr std::string_view kUniqueViolation = "23505";
inline constexpr std::string_view kActiveSqlTransaction = "25001";
inline constexpr std::string_view kNoActiveSqlTransaction = "25P01";
inline constexpr std::string_view kInFailedSqlTransaction = "25P02";
inline constexpr std::string_view kCannotChangeRuntimeParameter = "55P02";
inline constexpr std::string_view kDependentObjectsStillExist = "2BP01";
inline constexpr std::string_view kInvalidSavepointSpecification = "3B001";
inline constexpr std::string_view kInvalidSchemaName = "3F000";
inline constexpr std::string_view kAmbiguousFunction = "42725";
inline constexpr std::string_view kCannotCoerce = "42846";
inline constexpr std::string_view kDatatypeMismatch = "42804";
inline constexpr std::string_view kDuplicateAlias = "42712";
inline constexpr std::string_view kDuplicateColumn = "42701";
inline constexpr std::string_view kDuplicateFunction = "42723";
inline constexpr std::string_view kDuplicateObject = "42710";
inline constexpr std::string_view kDuplicateSchema = "42P06";
inline constexpr std::string_view kDuplicateTable = "42P07";  // also indexes, views and sequences
inline constexpr std::string_view kGroupingError = "42803";
inline constexpr std::string_view kInsufficientPrivilege = "42501";
inline constexpr std::string_view kInvalidColumnDefinition = "42611";
inline constexpr std::string_view kInvalidColumnReference = "42P10";
inline constexpr std::string_view kInvalidFunctionDefinition = "42P13";
inline constexpr std::string_view kInvalidForeignKey = "42830";
inline constexpr std::string_view kInvalidObjectDefinition = "42P17";
inline constexpr std::string_view kInvalidTableDefinition = "42P16";
inline constexpr std::string_view kObjectNotInPrerequisiteState = "55000";
inline constexpr std::string_view kSyntaxError = "42601";
inline constexpr std::string_view kUndefinedColumn = "42703";
inline constexpr std::string_view kUndefinedFunction = "42883";
inline constexpr std::string_view kUndefinedObject = "42704";  // types, constraints, indexes, triggers
inline constexpr std::string_view kUndefinedTable = "42P01";
inline constexpr std::string_view kUnsafeNewEnumValueUsage = "55P04";
inline constexpr std::string_view kWrongObjectType = "42809";

}  // namespace lockstep::replay::sqlstate
