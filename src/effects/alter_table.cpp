#include "effects/alter_table.h"
#include "support/contains.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

namespace lockstep::effects {
namespace {

using catalog::RelationKind;

// The rest of ALTER TABLE: a lock, and at most one kind of work. AlterTableGetLockLevel() in
// https://github.com/postgres/postgres/blob/master/src/backend/commands/tablecmds.c
class Command {
 public:
  Command(Builder& builder, const Alter& alter) : builder_(builder), alter_(alter) {}

  void operator()(const action::AddColumn& command) { add_column(builder_, alter_, command); }
  void operator()(const action::DropColumn& command) { drop_column(builder_, alter_, command); }
  void operator()(const action::SetType& command) { set_type(builder_, alter_, command); }
  void operator()(const action::SetNotNull& command) { set_not_null(builder_, alter_, command); }
  void operator()(const action::SetExpression& command) { set_expression(builder_, alter_, command); }
  void operator()(const action::AddConstraint& command) { add_constraint(builder_, alter_, command); }
  void operator()(const action::DropConstraint& command) { drop_constraint(builder_, alter_, command); }
  void operator()(const action::ValidateConstraint& command) {
    validate_constraint(builder_, alter_, command);
  }
  void operator()(const action::AlterConstraint& command) { alter_constraint(builder_, alter_, command); }
  void operator()(const action::AttachPartition& command) { attach_partition(builder_, alter_, command); }
  void operator()(const action::DetachPartition& command) { detach_partition(builder_, alter_, command); }

  void operator()(const action::SetDefault&) { lock_all(LockMode::access_exclusive); }
  void operator()(const action::DropDefault&) { lock_all(LockMode::access_exclusive); }
  void operator()(const action::DropNotNull& command);
  void operator()(const action::DropExpression&) { lock_all(LockMode::access_exclusive); }
  void operator()(const action::SetStorage&) { lock_all(LockMode::access_exclusive); }
  void operator()(const action::SetCompression&) { lock_table(LockMode::access_exclusive); }
  void operator()(const action::SetStatistics&) { lock_all(LockMode::share_update_exclusive); }

  void operator()(const action::AddIdentity&) { lock_identity(); }
  void operator()(const action::SetIdentity&) { lock_identity(); }
  void operator()(const action::DropIdentity&) { lock_identity(); }

  void operator()(const action::EnableTrigger&) { lock_triggers(); }
  void operator()(const action::DisableTrigger&) { lock_triggers(); }
  void operator()(const action::RowSecurity&) { lock_table(LockMode::access_exclusive); }
  void operator()(const action::ReplicaIdentity&) { lock_table(LockMode::access_exclusive); }
  void operator()(const action::OwnerTo&) { lock_table(LockMode::access_exclusive); }
  void operator()(const action::SetRuleState&) { lock_table(LockMode::access_exclusive); }
  void operator()(const action::ClusterOn&) { lock_table(LockMode::share_update_exclusive); }
  void operator()(const action::SetOptions& command);
  void operator()(const action::SetLogged& command);
  void operator()(const action::SetAccessMethod& command);
  void operator()(const action::SetTablespace& command);
  void operator()(const action::Inherit& command);
  void operator()(const action::SetRowType&) { lock_table(LockMode::access_exclusive); }
  void operator()(const action::OtherCommand& command);

 private:
  void lock_all(LockMode mode) { builder_.lock(alter_.reach, mode); }
  void lock_table(LockMode mode) { builder_.lock(alter_.table, mode); }
  [[nodiscard]] bool is_partitioned() const {
    return alter_.table.relation != nullptr && alter_.table.relation->kind == RelationKind::partitioned_table;
  }

  // Whether partitions have a copy of the trigger, nobody knows.
  void lock_triggers() {
    lock_table(LockMode::share_row_exclusive);
    if (!is_partitioned()) return;
    lock_all(LockMode::share_row_exclusive);
    builder_.doubt();
  }

  // Identity columns of partitioned tables came with 17.
  void lock_identity() {
    const bool recurses = builder_.context().postgres >= 17 && is_partitioned();
    recurses ? lock_all(LockMode::access_exclusive) : lock_table(LockMode::access_exclusive);
  }

  Builder& builder_;
  const Alter& alter_;
};

// From 18 on, other tables are locked only where there is a constraint to drop.
void Command::operator()(const action::DropNotNull& command) {
  const catalog::Relation* table = alter_.table.relation;
  const catalog::Column* column = table == nullptr ? nullptr : table->find_column(command.column.text);
  const bool nothing_to_drop = column != nullptr && !column->not_null;
  lock_table(LockMode::access_exclusive);
  if (builder_.context().postgres < 18 || !nothing_to_drop) lock_all(LockMode::access_exclusive);
}

void Command::operator()(const action::SetOptions& command) {
  // The storage parameters that change how others read or write the relation, by reloptions.c.
  constexpr std::array<std::string_view, 9> kExclusive = {
      "autosummarize",          "buffering",       "check_option",     "fastupdate",
      "gin_pending_list_limit", "pages_per_range", "security_barrier", "security_invoker",
      "user_catalog_table"};
  const bool exclusive =
      command.column.text.empty() && std::ranges::any_of(command.names, [&](const std::string& name) {
        return std::ranges::find(kExclusive, name) != kExclusive.end();
      });
  lock_table(exclusive ? LockMode::access_exclusive : LockMode::share_update_exclusive);
}

void Command::operator()(const action::SetLogged& command) {
  lock_table(LockMode::access_exclusive);
  const catalog::Relation* table = alter_.table.relation;
  if (table == nullptr) builder_.doubt();
  if (table != nullptr && table->unlogged != command.logged) return;
  builder_.work(WorkKind::rewrite, alter_.table,
                command.logged ? "its rows go to the log" : "it becomes unlogged");
  if (table == nullptr || builder_.context().postgres < 15) return;
  for (const catalog::Column& column : table->columns) {  // they follow their table from 15 on
    if (const auto* sequence = builder_.catalog().relation(column.owned_sequence)) {
      builder_.lock(*sequence, LockMode::access_exclusive);
    }
  }
}

void Command::operator()(const action::SetAccessMethod& command) {
  lock_table(LockMode::access_exclusive);
  if (command.method.empty() || command.method == "heap") return builder_.doubt();
  builder_.work(WorkKind::rewrite, alter_.table, "its rows go to another access method");
  builder_.doubt();
}

void Command::operator()(const action::SetTablespace&) {
  lock_table(LockMode::access_exclusive);
  builder_.work(WorkKind::rewrite, alter_.table, "its files are copied to the tablespace");
  builder_.doubt();  // where it is now, nobody knows
}

void Command::operator()(const action::Inherit& command) {
  builder_.lock(alter_.reach, LockMode::access_exclusive);
  builder_.lock(builder_.find(command.parent),
                command.remove ? LockMode::access_share : LockMode::share_update_exclusive);
}

void Command::operator()(const action::OtherCommand& command) {
  const bool weak = command.what == "FINALIZE";
  lock_table(weak ? LockMode::share_update_exclusive : LockMode::access_exclusive);
}

}  // namespace

void drop_column(Builder& builder, const Alter& alter, const action::DropColumn& command) {
  builder.lock(alter.reach, LockMode::access_exclusive);
  const catalog::Relation* table = alter.table.relation;
  const catalog::Column* column = table == nullptr ? nullptr : table->find_column(command.column.text);
  if (table == nullptr || table->uncertain) builder.doubt();  // it may have a foreign key
  if (column == nullptr) return;
  const auto has = [&](const std::vector<catalog::AttributeNumber>& numbers) {
    return std::ranges::find(numbers, column->number) != numbers.end();
  };
  for (const catalog::Constraint& constraint : table->constraints) {
    if (constraint.kind != ConstraintKind::foreign_key || !has(constraint.columns)) continue;
    lock_referenced(builder, builder.referenced_by(constraint), LockMode::access_exclusive);
  }
  if (!command.cascade) return;
  for (const auto& [referencing, constraint] : builder.catalog().references_to(table->oid)) {
    if (has(constraint->referenced_columns)) builder.lock(*referencing, LockMode::access_exclusive);
  }
  for (const catalog::Relation* view : builder.catalog().views_of(table->oid)) {
    const catalog::ColumnUse use{.relation = table->oid, .column = column->number};
    if (contains(view->extras->uses, use)) builder.lock(*view, LockMode::access_exclusive);
  }
}

void set_not_null(Builder& builder, const Alter& alter, const action::SetNotNull& command) {
  for (const Target& target : alter.reach) {
    builder.lock(target, LockMode::access_exclusive);
    if (has_no_nulls(alter, target, command.column.text)) continue;
    builder.work(WorkKind::scan, target,
                 "no valid CHECK proves that " + command.column.text + " is not null");
    if (target.relation == nullptr || target.relation->uncertain) builder.doubt();
  }
}

void set_expression(Builder& builder, const Alter& alter, const action::SetExpression& command) {
  builder.lock(alter.reach, LockMode::access_exclusive);
  const catalog::Relation* table = alter.table.relation;
  const catalog::Column* column = table == nullptr ? nullptr : table->find_column(command.column.text);
  if (column != nullptr && column->generated == Generated::virtual_) return;
  if (column == nullptr) builder.doubt();
  builder.work(WorkKind::rewrite, alter.reach, "its value is computed anew for every row");
}

Effect of(const action::AlterTable& statement, const AlterCommand& command, const Context& context) {
  Builder builder(context);
  const Target table = builder.find(statement.relation);
  if (builder.is_absent(table, statement.if_exists)) return {};
  const Alter alter{.statement = statement,
                    .table = table,
                    .reach = statement.only ? std::vector<Target>{table} : builder.tree(table)};
  std::visit(Command(builder, alter), command.fact);
  return builder.take();
}

}  // namespace lockstep::effects
