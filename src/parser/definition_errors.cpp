// What Postgres refuses in a statement before it looks at anything that the database holds.

#include <algorithm>
#include <string_view>

#include "parser/lower.h"
#include "parser/object_names.h"
#include "support/contains.h"
#include "support/text.h"

#include "catalog/pg_class_d.h"
#include "parser/definition_errors.h"

namespace lockstep {
namespace {

constexpr std::size_t kLongestName = 63;  // NAMEDATALEN - 1

bool is_reserved(std::string_view name) { return name.starts_with("pg_"); }

// https://www.postgresql.org/docs/current/sql-createtable.html: a temporary table has a schema of its own
MaybeError temporary_error(const ::RangeVar& relation) {
  const std::string_view schema = tree::text(relation.schemaname);
  if (relation.relpersistence != RELPERSISTENCE_TEMP || schema.empty() || schema.starts_with("pg_temp"))
    return std::nullopt;
  return error_of(sqlstate::kInvalidTableDefinition,
                  "cannot create temporary relation in non-temporary schema");
}

MaybeError error_in(const ::CreateStmt& table) {
  if (table.if_not_exists) return std::nullopt;
  if (MaybeError error = temporary_error(*table.relation)) return error;
  const bool may_be_temporary = tree::text(table.relation->schemaname).starts_with("pg_temp");
  if (table.oncommit != ONCOMMIT_NOOP && table.relation->relpersistence != RELPERSISTENCE_TEMP &&
      !may_be_temporary) {
    return error_of(sqlstate::kInvalidTableDefinition, "ON COMMIT can only be used on temporary tables");
  }
  const std::string_view name = tree::text(table.relation->relname);
  return first_error(tree::elements(table.tableElts), [&](const ::Node& element) -> MaybeError {
    if (element.type == T_ColumnDef) return column_error(*tree::as<::ColumnDef>(&element), name);
    if (element.type == T_Constraint) return constraint_error(*tree::as<::Constraint>(&element));
    return std::nullopt;
  });
}

// -1 stands for the default.
MaybeError statistics_error(const ::Node* target) {
  if (!tree::is(target, T_Integer) || tree::as<::Integer>(target)->ival >= -1) return std::nullopt;
  return error_of(sqlstate::kInvalidParameterValue,
                  text::format("statistics target {} is too low", tree::as<::Integer>(target)->ival));
}

MaybeError error_in(const ::AlterTableStmt& alter) {
  if (alter.missing_ok) return std::nullopt;
  const std::string_view name = tree::text(alter.relation->relname);
  return first_error(tree::elements<::AlterTableCmd>(alter.cmds),
                     [&](const ::AlterTableCmd& command) -> MaybeError {
                       if (command.missing_ok) return std::nullopt;
                       if (command.subtype == AT_AddColumn)
                         return column_error(*tree::as<::ColumnDef>(command.def), name);
                       if (command.subtype == AT_AddConstraint)
                         return constraint_error(*tree::as<::Constraint>(command.def));
                       if (command.subtype == AT_SetStatistics) return statistics_error(command.def);
                       return std::nullopt;
                     });
}

// OWNED BY takes table.column or NONE.
MaybeError sequence_error(const ::List* options) {
  if (MaybeError error = redundant_option(options)) return error;
  const ::DefElem* owned = find_option(options, "owned_by");
  if (owned == nullptr || !tree::is(owned->arg, T_List)) return std::nullopt;
  const auto* names = tree::as<::List>(owned->arg);
  if (tree::length(names) != 1 || tree::last_name(names) == "none") return std::nullopt;
  return error_of(sqlstate::kSyntaxError, "invalid OWNED BY option");
}

MaybeError label_error(std::string_view label) {
  if (label.size() <= kLongestName) return std::nullopt;
  return error_of(sqlstate::kInvalidName, text::format("invalid enum label \"{}\"", label));
}

MaybeError error_in(const ::CreateEnumStmt& type) {
  return first_error(tree::elements(type.vals),
                     [](const ::Node& value) { return label_error(tree::string_value(&value)); });
}

MaybeError error_in(const ::CreateRangeStmt& range) {
  if (MaybeError error = redundant_option(range.params)) return error;
  if (find_option(range.params, "subtype") != nullptr) return std::nullopt;
  return error_of(sqlstate::kSyntaxError, "type attribute \"subtype\" is required");
}

MaybeError error_in(const ::IndexStmt& index) {
  if (index.if_not_exists) return std::nullopt;
  const auto is_expression = [](const ::IndexElem* element) { return element->expr != nullptr; };
  if (index.indexIncludingParams != nullptr &&
      std::ranges::any_of(tree::elements<::IndexElem>(index.indexIncludingParams), is_expression)) {
    return error_of(sqlstate::kFeatureNotSupported, "expressions are not supported in included columns");
  }
  return std::nullopt;
}

MaybeError error_in(const ::RefreshMatViewStmt& refresh) {
  if (!refresh.concurrent || !refresh.skipData) return std::nullopt;
  return error_of(sqlstate::kSyntaxError, "CONCURRENTLY and WITH NO DATA options cannot be used together");
}

// https://www.postgresql.org/docs/current/event-trigger-definition.html
MaybeError error_in(const ::CreateEventTrigStmt& trigger) {
  constexpr std::string_view kEvents[] = {"ddl_command_start", "ddl_command_end", "login", "sql_drop",
                                          "table_rewrite"};
  const std::string_view event = tree::text(trigger.eventname);
  if (contains(kEvents, event)) return std::nullopt;
  return error_of(sqlstate::kSyntaxError, text::format("unrecognized event name \"{}\"", event));
}

MaybeError error_in(const ::ViewStmt& view) {
  if (MaybeError error = temporary_error(*view.view)) return error;
  if (!tree::is(view.query, T_SelectStmt) || tree::as<::SelectStmt>(view.query)->intoClause == nullptr)
    return std::nullopt;
  return error_of(sqlstate::kFeatureNotSupported, "views must not contain SELECT INTO");
}

MaybeError error_in(const ::CreateSchemaStmt& schema) {
  const std::string_view name = tree::text(schema.schemaname);
  if (!is_reserved(name) || schema.if_not_exists) return std::nullopt;
  return error_of(sqlstate::kReservedName, text::format("unacceptable schema name \"{}\"", name));
}

MaybeError error_in(const ::CreateRoleStmt& role) {
  const std::string_view name = tree::text(role.role);
  if (!is_reserved(name)) return redundant_option(role.options);
  return error_of(sqlstate::kReservedName, text::format("role name \"{}\" is reserved", name));
}

}  // namespace

MaybeError redundant_option(const ::List* options, std::string_view many) {
  const std::span<const ListCell> all = tree::cells(options);
  const auto name = [&](std::size_t at) {
    return tree::text(static_cast<const ::DefElem*>(all[at].ptr_value)->defname);
  };
  for (std::size_t i = 1; i < all.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      if (name(i) == name(earlier) && name(i) != many) {
        return error_of(sqlstate::kSyntaxError, "conflicting or redundant options");
      }
    }
  }
  return std::nullopt;
}

MaybeError definition_error(const ::Node* statement) {
  switch (statement->type) {
    case T_CreateStmt: return error_in(*tree::as<::CreateStmt>(statement));
    case T_AlterTableStmt: return error_in(*tree::as<::AlterTableStmt>(statement));
    case T_CreateSeqStmt: {
      const auto& sequence = *tree::as<::CreateSeqStmt>(statement);
      return sequence.if_not_exists ? std::nullopt : sequence_error(sequence.options);
    }
    case T_AlterSeqStmt: {
      const auto& sequence = *tree::as<::AlterSeqStmt>(statement);
      return sequence.missing_ok ? std::nullopt : sequence_error(sequence.options);
    }
    case T_CreateEnumStmt: return error_in(*tree::as<::CreateEnumStmt>(statement));
    case T_AlterEnumStmt: return label_error(tree::text(tree::as<::AlterEnumStmt>(statement)->newVal));
    case T_CreateDomainStmt: return domain_error(*tree::as<::CreateDomainStmt>(statement));
    case T_CreateRangeStmt: return error_in(*tree::as<::CreateRangeStmt>(statement));
    case T_CreateFunctionStmt: return function_error(*tree::as<::CreateFunctionStmt>(statement));
    case T_IndexStmt: return error_in(*tree::as<::IndexStmt>(statement));
    case T_RefreshMatViewStmt: return error_in(*tree::as<::RefreshMatViewStmt>(statement));
    case T_CreateEventTrigStmt: return error_in(*tree::as<::CreateEventTrigStmt>(statement));
    case T_ViewStmt: return error_in(*tree::as<::ViewStmt>(statement));
    case T_CreateSchemaStmt: return error_in(*tree::as<::CreateSchemaStmt>(statement));
    case T_CreateRoleStmt: return error_in(*tree::as<::CreateRoleStmt>(statement));
    default: return std::nullopt;
  }
}

}  // namespace lockstep
