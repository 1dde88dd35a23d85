#include <algorithm>
#include <utility>

#include "catalog/casts.h"
#include "replay/alter_targets.h"
#include "replay/expression_checks.h"
#include "replay/expressions.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "replay/table_settings.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::AttributeNumber;
using catalog::Column;
using catalog::Constraint;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

// The commands of one statement, in their order. Constraints wait for the last column and the last
// key of the statement, whichever command they come from, as Postgres' passes have it.
class AlterTableRun {
 public:
  AlterTableRun(const action::AlterTable& statement, Oid table, Context& cx)
      : statement_(statement), table_(table), cx_(cx) {}

  bool run() {
    return std::ranges::all_of(statement_.commands,
                               [&](const AlterCommand& command) {
                                 return std::visit([&](const auto& fact) { return apply_command(fact); },
                                                   command.fact);
                               }) &&
           add_waiting() && std::ranges::all_of(retyped_, [&](AttributeNumber column) {
             return foreign_keys_fit(cx_, table_, column);
           });
  }

 private:
  [[nodiscard]] Relation& table() { return *cx_.catalog.edit(table_); }
  [[nodiscard]] bool recurse() const { return !statement_.only; }
  [[nodiscard]] Column* find_column(const Name& name) {
    const Column* found = find_or_learn_column(cx_, table(), name.text);
    return found == nullptr ? nullptr : table().find_column(found->number);
  }
  // ONLY, where the children have to follow: "column must be added to child tables too".
  bool refuse_inherited(std::string_view verb, std::string_view what, std::string_view name) {
    return cx_.refuse(sqlstate::kInvalidTableDefinition,
                      text::format("cannot {} inherited {} \"{}\"", verb, what, name));
  }
  // An identity or generated column has no other default.
  bool may_have_default(const Column& column) {
    if (column.identity == Identity::none && column.generated == Generated::none) return true;
    return cx_.refuse(
        sqlstate::kSyntaxError,
        text::format("column \"{}\" of relation \"{}\" is {}", column.name, table().name,
                     column.generated == Generated::none ? "an identity column" : "a generated column"));
  }
  bool needs(std::string_view column, std::string_view what) {
    return cx_.refuse(sqlstate::kObjectNotInPrerequisiteState,
                      text::format("column \"{}\" of relation \"{}\" {}", column, table().name, what));
  }
  [[nodiscard]] bool is_in_replica_identity(AttributeNumber column) {
    const Relation* index = cx_.catalog.relation(table().extras->replica_index);
    return index != nullptr && index->index &&
           table().extras->replica_identity == catalog::ReplicaIdentityKind::index &&
           contains(index->index->keys, column, &catalog::IndexKey::column);
  }
  [[nodiscard]] bool leaves_children_behind() const {
    return statement_.only && !cx_.catalog.children_of(table_).empty();
  }

  // Changes a column of the table and of those that inherit it. False when there is none, or when
  // `change` refuses.
  template <class Change>
  bool change_column(const Name& name, const Change& change) {
    Column* column = find_column(name);
    if (column == nullptr) return missing_column(cx_, table(), name);
    if (!change(*column)) return false;
    if (!recurse()) return true;
    for (const Relation* child : cx_.catalog.descendants_of(table_)) {
      if (Column* copy = cx_.catalog.edit(child->oid)->find_column(name.text)) change(*copy);
    }
    return true;
  }

  bool apply_command(const action::AddColumn& command);
  bool apply_command(const action::DropColumn& command);
  bool apply_command(const action::SetType& command);
  bool may_take_type(const action::SetType& command);
  void rebuild_indexes(const Name& name);
  bool apply_command(const action::SetDefault& command);
  bool apply_command(const action::DropDefault& command);
  bool apply_command(const action::SetNotNull& command);
  bool apply_command(const action::DropNotNull& command);
  bool apply_command(const action::SetExpression& command);
  bool apply_command(const action::DropExpression& command);
  bool apply_command(const action::AddIdentity& command);
  bool apply_command(const action::SetIdentity& command);
  bool apply_command(const action::DropIdentity& command);
  bool apply_command(const action::AddConstraint& command);
  bool apply_command(const action::DropConstraint& command);
  bool drop_unnamed_not_null(const Column& column, const Name& constraint);
  [[nodiscard]] bool may_lack(const Name& constraint) {
    return table().uncertain || may_be_unnamed_not_null(table(), constraint.text) ||
           missing_constraint(cx_, table(), constraint);
  }
  bool apply_command(const action::ValidateConstraint& command);
  bool apply_command(const action::AlterConstraint& command);
  bool apply_command(const action::AttachPartition& command) {
    return add_waiting() && attach_partition(cx_, table_, command);
  }
  bool apply_command(const action::DetachPartition& command) {
    return add_waiting() && detach_partition(cx_, table_, command);
  }
  bool apply_command(const action::Inherit& command) {
    return add_waiting() && set_inherit(cx_, table_, command);
  }
  template <class Setting>
  bool apply_command(const Setting& command) {
    return apply_setting(cx_, table_, command);
  }

  bool add_waiting();
  bool children_take(const action::ColumnDef& definition);
  void add_to_children(const action::ColumnDef& definition);

  struct Waiting {
    const action::Constraint* constraint;
    bool in_new_column;
  };
  const action::AlterTable& statement_;
  Oid table_;
  Context& cx_;
  std::vector<Constraints> key_groups_;  // a group a column or command
  std::vector<Waiting> others_;          // checks and foreign keys
  std::vector<AttributeNumber> retyped_;
};

// Whether a new column has values in the rows that are there.
bool fills_rows(const action::ColumnDef& definition) {
  Column column;
  if (definition.default_value) set_default(column, *definition.default_value);
  return column.default_value || definition.identity != Identity::none || is_serial(definition.type) ||
         definition.generated == Generated::stored;
}

bool AlterTableRun::apply_command(const action::AddColumn& command) {
  const action::ColumnDef& definition = command.column;
  // An existing column is left as it is, and nothing of the definition is done.
  if (table().find_column(definition.name.text) != nullptr) {
    return command.if_not_exists ||
           duplicate_column(cx_, table(), definition.name.text, definition.name.span);
  }
  if (table().partition_parent != 0) {
    return cx_.refuse(sqlstate::kWrongObjectType, "cannot add column to a partition");
  }
  if (leaves_children_behind()) {
    return cx_.refuse(sqlstate::kInvalidTableDefinition, "column must be added to child tables too");
  }
  if (!children_take(definition)) return false;
  if (table().kind == RelationKind::table && fills_rows(definition) && !may_change_rows(cx_, table())) {
    return false;
  }
  if (!add_column(cx_, table_, definition)) return false;
  if (recurse()) add_to_children(definition);
  Constraints keys;
  for (const action::Constraint& constraint : definition.constraints) {
    if (is_key(constraint.kind)) {
      keys.push_back(&constraint);
    } else {
      others_.push_back({.constraint = &constraint, .in_new_column = true});
    }
  }
  if (!keys.empty()) key_groups_.push_back(std::move(keys));
  return true;
}

bool AlterTableRun::children_take(const action::ColumnDef& definition) {
  const catalog::Type type = cx_.catalog.resolve(definition.type);
  for (const Relation* child : cx_.catalog.descendants_of(table_)) {
    const Column* present = child->find_column(definition.name.text);
    if (present == nullptr || present->type == type || !present->type.known) continue;
    return cx_.refuse(
        sqlstate::kDatatypeMismatch,
        text::format("child table \"{}\" has different type for column \"{}\"", child->name, present->name));
  }
  return true;
}

void AlterTableRun::add_to_children(const action::ColumnDef& definition) {
  const Column added = *table().find_column(definition.name.text);
  for (const Relation* child : cx_.catalog.descendants_of(table_)) {
    Relation& relation = *cx_.catalog.edit(child->oid);
    if (relation.find_column(added.name) != nullptr) continue;
    Column copy = added;
    copy.local = false;
    copy.owned_sequence = 0;
    append_column(relation, std::move(copy));
  }
}

bool AlterTableRun::apply_command(const action::DropColumn& command) {
  const Column* column = table().find_column(command.column.text);
  if (column == nullptr) {
    return command.if_exists || table().uncertain || missing_column(cx_, table(), command.column);
  }
  if (is_inherited(cx_.catalog, table(), *column)) return refuse_inherited("drop", "column", column->name);
  if (std::ranges::find(table().partition_key, column->number) != table().partition_key.end()) {
    return cx_.refuse(
        sqlstate::kInvalidTableDefinition,
        text::format("cannot drop column \"{}\" because it is part of the partition key", column->name));
  }
  if (table().kind == RelationKind::partitioned_table && leaves_children_behind()) {
    return cx_.refuse(sqlstate::kInvalidTableDefinition,
                      "cannot drop column from only the partitioned table when partitions exist");
  }
  return drop_column(cx_, table_, column->number, command.cascade, recurse());
}

// ATPrepAlterColumnType of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
bool AlterTableRun::may_take_type(const action::SetType& command) {
  const Column* column = table().find_column(command.column.text);
  if (column == nullptr) return true;
  if (std::ranges::find(table().partition_key, column->number) != table().partition_key.end()) {
    return cx_.refuse(
        sqlstate::kInvalidTableDefinition,
        text::format("cannot alter column \"{}\" because it is part of the partition key", column->name));
  }
  const auto changes_it = [&](const AlterCommand& other) {
    const auto* set = std::get_if<action::SetType>(&other.fact);
    return set != nullptr && set->column.text == command.column.text &&
           cx_.catalog.resolve(set->type) != column->type;
  };
  if (std::ranges::count_if(statement_.commands, changes_it) > 1) {
    return cx_.refuse(sqlstate::kFeatureNotSupported,
                      text::format("cannot alter type of column \"{}\" twice", column->name));
  }
  if (is_serial(command.type)) {
    return cx_.refuse(sqlstate::kUndefinedObject,
                      text::format("type \"{}\" does not exist", command.type.name), command.type.span);
  }
  return may_be_column_type(cx_, table(), command.type, command.column) &&
         may_be_collated(cx_, cx_.catalog.resolve(command.type), command.collation) &&
         (!command.using_expression || may_stand_in(cx_, *command.using_expression, kTransform, &table()));
}

// USING that is more than casts of the column may give NULLs a value, too.
bool computes_values(const action::SetType& command) {
  if (!command.using_expression) return false;
  const Expr& value = *command.using_expression;
  return value.nodes()[value.without_casts()].kind != ExprKind::column;
}

bool AlterTableRun::apply_command(const action::SetType& command) {
  const Column* inherited = table().find_column(command.column.text);
  if (inherited != nullptr && is_inherited(cx_.catalog, table(), *inherited)) {
    return refuse_inherited("alter", "column", inherited->name);
  }
  if (!may_take_type(command)) return false;
  if (leaves_children_behind()) {
    return cx_.refuse(sqlstate::kInvalidTableDefinition,
                      "type of inherited column must be changed in child tables too");
  }
  if (inherited != nullptr && !may_change_type(cx_, table(), *inherited)) return false;
  if (inherited != nullptr && !table().index && !may_change_rows(cx_, table())) return false;
  if (inherited != nullptr && inherited->generated != Generated::none && command.using_expression) {
    return cx_.refuse(sqlstate::kInvalidColumnDefinition,
                      "cannot specify USING when altering type of generated column");
  }
  const catalog::Type type = cx_.catalog.resolve(command.type);
  if (inherited != nullptr) retyped_.push_back(inherited->number);
  if (inherited != nullptr && !indexes_take(cx_, table(), inherited->number, type)) return false;
  const bool changed = change_column(command.column, [&](Column& column) {
    if (!command.using_expression &&
        catalog::cast_between(cx_.catalog, column.type, type) == catalog::Cast::none) {
      return cx_.refuse(
          sqlstate::kDatatypeMismatch,
          text::format("column \"{}\" cannot be cast automatically to type {}", column.name, to_text(type)));
    }
    if (column.identity != Identity::none && !may_be_identity(cx_, type)) return false;
    if (!change_type(cx_, column, type)) return false;
    set_collation(column, command.collation);
    if (computes_values(command)) column.filled = true;
    // https://www.postgresql.org/docs/current/sql-altertable.html: an identity's sequence follows
    if (Relation* sequence =
            column.identity == Identity::none ? nullptr : cx_.catalog.edit(column.owned_sequence)) {
      if (!set_parameters(cx_, *sequence, {}, type.name, false)) return false;
    }
    return true;
  });
  if (changed) rebuild_indexes(command.column);
  return changed;
}

// Postgres makes the indexes of the column anew, and their keys are called as the columns are by now.
void AlterTableRun::rebuild_indexes(const Name& name) {
  std::vector<const Relation*> tables = {&table()};
  if (recurse()) std::ranges::copy(cx_.catalog.descendants_of(table_), std::back_inserter(tables));
  for (const Relation* each : tables) {
    const Column* column = each->find_column(name.text);
    for (const Oid index : each->indexes) {
      if (column != nullptr && uses_column(cx_.catalog.index(index), *column)) {
        name_keys(*each, cx_.catalog.edit_index(index));
      }
    }
  }
}

bool AlterTableRun::apply_command(const action::SetDefault& command) {
  return change_column(command.column, [&](Column& column) {
    if (!may_have_default(column)) return false;
    if (!may_be_default(cx_, command.expression, column.name, column.type)) return false;
    set_default(column, command.expression);
    return true;
  });
}

bool AlterTableRun::apply_command(const action::DropDefault& command) {
  return change_column(command.column, [&](Column& column) {
    if (!may_have_default(column)) return false;
    column.default_value.reset();
    return true;
  });
}

bool AlterTableRun::apply_command(const action::SetNotNull& command) {
  for (Constraint& constraint : table().constraints) {
    const Column* column = table().find_column(command.column.text);
    if (constraint.kind == ConstraintKind::not_null && column != nullptr &&
        constraint.columns.front() == column->number) {
      constraint.validated = true;
    }
  }
  return change_column(command.column, [](Column& column) { return column.not_null = true; });
}

bool AlterTableRun::apply_command(const action::DropNotNull& command) {
  Relation& relation = table();
  const Column* column = relation.find_column(command.column.text);
  if (column == nullptr) return relation.uncertain || missing_column(cx_, relation, command.column);
  const Constraint* primary = relation.primary_key();
  const auto is_this = [number = column->number](const Constraint& constraint) {
    return constraint.kind == ConstraintKind::not_null && constraint.columns.front() == number;
  };
  if (column->identity != Identity::none) {
    return cx_.refuse(
        sqlstate::kSyntaxError,
        text::format("column \"{}\" of relation \"{}\" is an identity column", column->name, relation.name));
  }
  if (primary != nullptr && std::ranges::find(primary->columns, column->number) != primary->columns.end()) {
    return cx_.refuse(sqlstate::kInvalidTableDefinition,
                      text::format("column \"{}\" is in a primary key", column->name));
  }
  if (is_in_replica_identity(column->number)) {
    return cx_.refuse(sqlstate::kInvalidTableDefinition,
                      text::format("column \"{}\" is in index used as replica identity", column->name));
  }
  std::erase_if(relation.constraints, is_this);
  return change_column(command.column, [](Column& changed) {
    changed.not_null = false;
    changed.filled = false;
    changed.full = false;
    return true;
  });
}

bool AlterTableRun::apply_command(const action::SetExpression& command) {
  const Expr expression = without_qualifier(command.expression, table());
  return change_column(command.column, [&](Column& column) {
    if (column.generated == Generated::none) {
      return !column.type.known || needs(column.name, "is not a generated column");
    }
    const auto is_check = [](const Constraint& constraint) {
      return constraint.kind == ConstraintKind::check;
    };
    if (column.generated == Generated::virtual_ && std::ranges::any_of(table().constraints, is_check)) {
      return cx_.refuse(sqlstate::kFeatureNotSupported,
                        "ALTER TABLE / SET EXPRESSION is not supported for virtual generated columns in "
                        "tables with check constraints");
    }
    column.generation_expression = expression;
    return true;
  });
}

bool AlterTableRun::apply_command(const action::DropExpression& command) {
  return change_column(command.column, [&](Column& column) {
    if (column.generated == Generated::none) {
      return command.if_exists || !column.type.known || needs(column.name, "is not a generated column");
    }
    if (column.generated == Generated::virtual_) {
      return cx_.refuse(sqlstate::kFeatureNotSupported,
                        "ALTER TABLE / DROP EXPRESSION is not supported for virtual generated columns");
    }
    column.generated = Generated::none;
    column.generation_expression = {};
    return true;
  });
}

bool AlterTableRun::apply_command(const action::AddIdentity& command) {
  Column* column = find_column(command.column);
  if (column == nullptr) return missing_column(cx_, table(), command.column);
  if (!column->not_null && column->type.known) return needs(column->name, "must be declared NOT NULL");
  if (column->identity != Identity::none) return needs(column->name, "is already an identity column");
  if (column->default_value) return needs(column->name, "already has a default value");
  if (!may_be_identity(cx_, column->type)) return false;
  column->identity = command.identity;
  column->not_null = true;
  const Oid sequence = add_owned_sequence(cx_, table_, column->number);
  if (!set_parameters(cx_, *cx_.catalog.edit(sequence), command.sequence, {}, true)) return false;
  return true;
}

bool AlterTableRun::apply_command(const action::SetIdentity& command) {
  Column* column = find_column(command.column);
  if (column == nullptr) return missing_column(cx_, table(), command.column);
  if (column->identity == Identity::none) {
    return !column->type.known ||
           cx_.refuse(sqlstate::kObjectNotInPrerequisiteState,
                      text::format("column \"{}\" of relation \"{}\" is not an identity column", column->name,
                                   table().name));
  }
  if (command.identity != Identity::none) column->identity = command.identity;
  Relation* sequence = cx_.catalog.edit(column->owned_sequence);
  return sequence == nullptr || set_parameters(cx_, *sequence, command.sequence, {}, false);
}

bool AlterTableRun::apply_command(const action::DropIdentity& command) {
  Column* column = find_column(command.column);
  if (column == nullptr) return missing_column(cx_, table(), command.column);
  if (column->identity == Identity::none) {
    return command.if_exists || !column->type.known || needs(column->name, "is not an identity column");
  }
  column->identity = Identity::none;
  cx_.catalog.remove(std::exchange(column->owned_sequence, 0));
  return true;
}

bool AlterTableRun::apply_command(const action::AddConstraint& command) {
  const action::Constraint& constraint = command.constraint;
  if (!constraint.using_index.text.empty()) return add_key_using_index(cx_, table_, constraint);
  if (is_key(constraint.kind)) {
    key_groups_.push_back({&constraint});
  } else {
    others_.push_back({.constraint = &constraint, .in_new_column = false});
  }
  return true;
}

bool AlterTableRun::add_waiting() {
  const bool added =
      std::ranges::all_of(key_groups_,
                          [&](const Constraints& keys) { return add_keys(cx_, table_, keys, recurse()); }) &&
      std::ranges::all_of(others_, [&](const Waiting& waiting) {
        return add_constraint(cx_, table_, *waiting.constraint, waiting.in_new_column, recurse());
      });
  key_groups_.clear();
  others_.clear();
  return added;
}

// ATExecDropConstraint and dropconstraint_internal of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
bool AlterTableRun::drop_unnamed_not_null(const Column& column, const Name& constraint) {
  const auto hands_it_down = [&](Oid oid) {
    const Relation* parent = cx_.catalog.relation(oid);
    const Column* original = parent == nullptr ? nullptr : parent->find_column(column.name);
    return original != nullptr && hands_down_not_null(*parent, *original);
  };
  if (std::ranges::any_of(table().inherits, hands_it_down) || hands_it_down(table().partition_parent)) {
    return refuse_inherited("drop", "constraint", constraint.text);
  }
  if (column.identity != Identity::none) return needs(column.name, "is an identity column");
  return apply_command(action::DropNotNull{.column = {.text = column.name, .span = constraint.span}});
}

bool AlterTableRun::apply_command(const action::DropConstraint& command) {
  const Constraint* constraint = table().find_constraint(command.constraint.text);
  if (constraint == nullptr) {
    const std::string& name = command.constraint.text;
    const Column* column = find_unnamed_not_null(cx_.catalog, table(), name);
    if (column != nullptr) return drop_unnamed_not_null(*column, command.constraint);
    if (may_be_unnamed_not_null(table(), name)) return true;
    return command.if_exists || table().uncertain || missing_constraint(cx_, table(), command.constraint);
  }
  if (is_inherited(cx_.catalog, table(), *constraint)) {
    return refuse_inherited("drop", "constraint", constraint->name);
  }
  return drop_constraint(cx_, table_, constraint->name, command.cascade);
}

bool AlterTableRun::apply_command(const action::ValidateConstraint& command) {
  if (!add_waiting()) return false;
  Constraint* constraint = table().find_constraint(command.constraint.text);
  if (constraint == nullptr) return may_lack(command.constraint);
  if (constraint->kind != ConstraintKind::check && constraint->kind != ConstraintKind::foreign_key &&
      constraint->kind != ConstraintKind::not_null) {
    return cx_.refuse(
        sqlstate::kWrongObjectType,
        text::format("cannot validate constraint \"{}\" of relation \"{}\"", constraint->name, table().name));
  }
  if (!constraint->enforced) {
    return cx_.refuse(sqlstate::kObjectNotInPrerequisiteState, "cannot validate NOT ENFORCED constraint");
  }
  constraint->validated = true;
  if (constraint->kind == ConstraintKind::not_null) set_not_null(cx_, table_, constraint->columns);
  for (const Relation* child : cx_.catalog.descendants_of(table_)) {
    Constraint* copy = cx_.catalog.edit(child->oid)->find_constraint(command.constraint.text);
    if (copy != nullptr && !copy->local) copy->validated = true;
  }
  return true;
}

bool AlterTableRun::apply_command(const action::AlterConstraint& command) {
  if (!add_waiting()) return false;
  Constraint* constraint = table().find_constraint(command.constraint.text);
  if (constraint == nullptr) return may_lack(command.constraint);
  if (command.deferrable && constraint->kind != ConstraintKind::foreign_key) {
    return cx_.refuse(sqlstate::kWrongObjectType,
                      text::format("constraint \"{}\" of relation \"{}\" is not a foreign key constraint",
                                   constraint->name, table().name));
  }
  if (command.enforced && constraint->kind != ConstraintKind::foreign_key) {
    return cx_.refuse(sqlstate::kWrongObjectType,
                      text::format("cannot alter enforceability of constraint \"{}\" of relation \"{}\"",
                                   constraint->name, table().name));
  }
  if (command.deferrable) constraint->deferrable = *command.deferrable;
  if (command.no_inherit) constraint->no_inherit = *command.no_inherit;
  if (constraint->kind == ConstraintKind::not_null && !constraint->no_inherit && constraint->validated) {
    set_not_null(cx_, table_, constraint->columns);
  }
  if (command.enforced) constraint->enforced = constraint->validated = *command.enforced;
  return true;
}

bool changes_columns(const AlterCommand& command) {
  return std::holds_alternative<action::AddColumn>(command.fact) ||
         std::holds_alternative<action::DropColumn>(command.fact) ||
         std::holds_alternative<action::SetType>(command.fact);
}

}  // namespace

bool apply(const action::AlterTable& statement, Context& cx) {
  const Relation* relation = cx.catalog.find_relation(statement.relation);
  if (relation == nullptr) return missing_relation(cx, statement.relation, statement.if_exists);
  if (!may_alter(cx, statement, *relation)) return false;
  const std::vector<Oid> typed = typed_tables(cx.catalog, *relation);
  const bool cascade = std::ranges::all_of(statement.commands, &AlterCommand::cascade);
  if (!typed.empty() && !cascade) return refuse_typed_table(cx, *relation);
  if (std::ranges::any_of(statement.commands, changes_columns) && !may_change_columns(cx, *relation)) {
    return false;
  }
  return AlterTableRun(statement, relation->oid, cx).run() &&
         std::ranges::all_of(typed, [&](Oid table) { return AlterTableRun(statement, table, cx).run(); });
}

}  // namespace lockstep::replay
