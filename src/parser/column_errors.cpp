// Columns, constraints and domains: transformColumnDefinition and transformConstraintAttrs of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_utilcmd.c

#include <array>
#include <string_view>

#include "support/contains.h"
#include "support/text.h"

#include "parser/definition_errors.h"

namespace lockstep {
namespace {

constexpr auto kSerialTypes =
    std::to_array<std::string_view>({"smallserial", "serial2", "serial", "serial4", "bigserial", "serial8"});

bool is_serial(const ::TypeName* type) {
  return type != nullptr && !type->pct_type && tree::length(type->names) == 1 &&
         contains(kSerialTypes, tree::last_name(type->names));
}

bool is_attribute(ConstrType type) { return type >= CONSTR_ATTR_DEFERRABLE; }

bool may_be_deferred(const ::Constraint* of) {
  return of != nullptr && (of->contype == CONSTR_PRIMARY || of->contype == CONSTR_UNIQUE ||
                           of->contype == CONSTR_EXCLUSION || of->contype == CONSTR_FOREIGN);
}

bool may_be_unenforced(const ::Constraint* of) {
  return of != nullptr && (of->contype == CONSTR_CHECK || of->contype == CONSTR_FOREIGN);
}

std::string_view clause_name(ConstrType type) {
  switch (type) {
    case CONSTR_ATTR_DEFERRABLE: return "DEFERRABLE";
    case CONSTR_ATTR_NOT_DEFERRABLE: return "NOT DEFERRABLE";
    case CONSTR_ATTR_DEFERRED: return "INITIALLY DEFERRED";
    case CONSTR_ATTR_IMMEDIATE: return "INITIALLY IMMEDIATE";
    case CONSTR_ATTR_ENFORCED: return "ENFORCED";
    default: return "NOT ENFORCED";
  }
}

// DEFERRABLE and its kin stand behind what can be deferred.
MaybeError attribute_error(const ::ColumnDef& column) {
  const ::Constraint* of = nullptr;
  for (const auto* constraint : tree::elements<::Constraint>(column.constraints)) {
    if (!is_attribute(constraint->contype)) {
      of = constraint;
      continue;
    }
    const bool enforcement =
        constraint->contype == CONSTR_ATTR_ENFORCED || constraint->contype == CONSTR_ATTR_NOT_ENFORCED;
    if (enforcement ? may_be_unenforced(of) : may_be_deferred(of)) continue;
    return error_of(sqlstate::kSyntaxError,
                    text::format("misplaced {} clause", clause_name(constraint->contype)));
  }
  return std::nullopt;
}

// What was said of a column so far.
struct Said {
  bool null = false;
  bool not_null = false;
  int defaults = 0;
  int identities = 0;
  int generations = 0;
};

Said read(const ::ColumnDef& column, bool& conflict) {
  Said said;
  const auto say_not_null = [&] {
    conflict = conflict || said.null;
    said.not_null = true;
  };
  for (const auto* constraint : tree::elements<::Constraint>(column.constraints)) {
    switch (constraint->contype) {
      case CONSTR_NULL:
        conflict = conflict || said.not_null;
        said.null = true;
        break;
      case CONSTR_NOTNULL: say_not_null(); break;
      case CONSTR_DEFAULT: ++said.defaults; break;
      case CONSTR_GENERATED: ++said.generations; break;
      case CONSTR_IDENTITY:
        ++said.identities;
        say_not_null();
        break;
      default: break;
    }
  }
  if (is_serial(column.typeName)) {
    ++said.defaults;
    say_not_null();
  }
  return said;
}

std::string of_column(std::string_view what, const ::ColumnDef& column, std::string_view table) {
  return text::format("{} for column \"{}\" of table \"{}\"", what, column.colname, table);
}

// The kinds that a domain has none of, by their names in messages.
std::string_view not_for_domains(ConstrType type) {
  switch (type) {
    case CONSTR_PRIMARY: return "primary key";
    case CONSTR_UNIQUE: return "unique";
    case CONSTR_EXCLUSION: return "exclusion";
    case CONSTR_FOREIGN: return "foreign key";
    default: return {};
  }
}

}  // namespace

MaybeError column_error(const ::ColumnDef& column, std::string_view table) {
  const auto refuse = [&](std::string_view what) {
    return error_of(sqlstate::kSyntaxError, of_column(what, column, table));
  };
  if (is_serial(column.typeName) && column.typeName->arrayBounds != nullptr) {
    return error_of(sqlstate::kFeatureNotSupported, "array of serial is not implemented");
  }
  if (MaybeError error = attribute_error(column)) return error;
  bool conflict = false;
  const Said said = read(column, conflict);
  if (conflict) return refuse("conflicting NULL/NOT NULL declarations");
  if (said.defaults > 1) return refuse("multiple default values specified");
  if (said.identities > 1) return refuse("multiple identity specifications");
  if (said.generations > 1) return refuse("multiple generation clauses specified");
  if (said.defaults > 0 && said.identities > 0) return refuse("both default and identity specified");
  return first_error(tree::elements<::Constraint>(column.constraints), [](const ::Constraint& constraint) {
    return constraint.contype == CONSTR_IDENTITY ? redundant_option(constraint.options)
                                                 : constraint_error(constraint);
  });
}

MaybeError constraint_error(const ::Constraint& constraint) {
  if (constraint.contype == CONSTR_FOREIGN) {
    for (const ::Node* set : tree::elements(constraint.fk_del_set_cols)) {
      const auto is_it = [&](const ::Node* key) {
        return tree::string_value(key) == tree::string_value(set);
      };
      const auto keys = tree::elements(constraint.fk_attrs);
      if (constraint.fk_attrs == nullptr || std::ranges::any_of(keys, is_it)) continue;
      return error_of(
          sqlstate::kInvalidColumnReference,
          text::format("column \"{}\" referenced in ON DELETE SET action must be part of foreign key",
                       tree::string_value(set)));
    }
    const bool changes = constraint.fk_del_action == FKCONSTR_ACTION_CASCADE ||
                         constraint.fk_del_action == FKCONSTR_ACTION_SETNULL ||
                         constraint.fk_del_action == FKCONSTR_ACTION_SETDEFAULT;
    if (constraint.fk_with_period && changes) {
      return error_of(sqlstate::kFeatureNotSupported,
                      "unsupported ON DELETE action for foreign key constraint using PERIOD");
    }
  }
  if (constraint.without_overlaps && tree::length(constraint.keys) < 2) {
    return error_of(sqlstate::kSyntaxError, "constraint using WITHOUT OVERLAPS needs at least two columns");
  }
  return std::nullopt;
}

// DefineDomain of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/typecmds.c
MaybeError domain_error(const ::CreateDomainStmt& domain) {
  bool null = false;
  bool not_null = false;
  bool has_default = false;
  return first_error(tree::elements<::Constraint>(domain.constraints),
                     [&](const ::Constraint& constraint) -> MaybeError {
                       const std::string_view kind = not_for_domains(constraint.contype);
                       if (!kind.empty()) {
                         return error_of(sqlstate::kSyntaxError,
                                         text::format("{} constraints not possible for domains", kind));
                       }
                       if (constraint.contype == CONSTR_DEFAULT) {
                         if (has_default)
                           return error_of(sqlstate::kSyntaxError, "multiple default expressions");
                         has_default = true;
                       }
                       null = null || constraint.contype == CONSTR_NULL;
                       not_null = not_null || constraint.contype == CONSTR_NOTNULL;
                       if (null && not_null) {
                         return error_of(sqlstate::kSyntaxError, "conflicting NULL/NOT NULL constraints");
                       }
                       if (constraint.contype == CONSTR_CHECK && constraint.is_no_inherit) {
                         return error_of(sqlstate::kInvalidTableDefinition,
                                         "check constraints for domains cannot be marked NO INHERIT");
                       }
                       return std::nullopt;
                     });
}

}  // namespace lockstep
