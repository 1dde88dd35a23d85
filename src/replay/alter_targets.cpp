#include "replay/alter_targets.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "replay/refusals.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Relation;
using catalog::RelationKind;

class Kinds {
 public:
  constexpr Kinds(std::initializer_list<RelationKind> kinds) {
    for (const RelationKind kind : kinds) bits_ |= bit(kind);
  }
  [[nodiscard]] constexpr bool has(RelationKind kind) const { return (bits_ & bit(kind)) != 0; }

 private:
  [[nodiscard]] static constexpr std::uint32_t bit(RelationKind kind) {
    return std::uint32_t{1} << static_cast<std::uint32_t>(kind);
  }
  std::uint32_t bits_ = 0;
};

struct Target {
  std::string_view action;  // as Postgres' message has it
  Kinds kinds;
};

using enum RelationKind;
constexpr Kinds kTables = {table, partitioned_table};
constexpr Kinds kAllTables = {table, partitioned_table, foreign_table};
constexpr Kinds kWithViews = {table, partitioned_table, foreign_table, view};
constexpr Kinds kWithTypes = {table, partitioned_table, foreign_table, composite_type};
constexpr Kinds kStored = {table, partitioned_table, materialized_view};
constexpr Kinds kEvery = {table, partitioned_table, foreign_table, view, materialized_view,
                          index, sequence,          composite_type};

// The calls of ATSimplePermissions in ATPrepCmd of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
// Where versions differ, what one of them allows.
Target target_of(const action::AddColumn& /*command*/) { return {"ADD COLUMN", kWithTypes}; }
Target target_of(const action::DropColumn& /*command*/) { return {"DROP COLUMN", kWithTypes}; }
Target target_of(const action::SetType& /*command*/) { return {"ALTER COLUMN ... TYPE", kWithTypes}; }
Target target_of(const action::SetDefault& /*command*/) {
  return {"ALTER COLUMN ... SET DEFAULT", kWithViews};
}
Target target_of(const action::DropDefault& /*command*/) {
  return {"ALTER COLUMN ... DROP DEFAULT", kWithViews};
}
Target target_of(const action::SetNotNull& /*command*/) {
  return {"ALTER COLUMN ... SET NOT NULL", kAllTables};
}
Target target_of(const action::DropNotNull& /*command*/) {
  return {"ALTER COLUMN ... DROP NOT NULL", kAllTables};
}
Target target_of(const action::SetExpression& /*command*/) {
  return {"ALTER COLUMN ... SET EXPRESSION", kAllTables};
}
Target target_of(const action::DropExpression& /*command*/) {
  return {"ALTER COLUMN ... DROP EXPRESSION", kAllTables};
}
Target target_of(const action::AddIdentity& /*command*/) {
  return {"ALTER COLUMN ... ADD IDENTITY", kWithViews};
}
Target target_of(const action::SetIdentity& /*command*/) {
  return {"ALTER COLUMN ... SET IDENTITY", kWithViews};
}
Target target_of(const action::DropIdentity& /*command*/) {
  return {"ALTER COLUMN ... DROP IDENTITY", kWithViews};
}
Target target_of(const action::AddConstraint& /*command*/) { return {"ADD CONSTRAINT", kAllTables}; }
Target target_of(const action::DropConstraint& /*command*/) { return {"DROP CONSTRAINT", kAllTables}; }
Target target_of(const action::ValidateConstraint& /*command*/) {
  return {"VALIDATE CONSTRAINT", kAllTables};
}
Target target_of(const action::AlterConstraint& /*command*/) { return {"ALTER CONSTRAINT", kTables}; }
Target target_of(const action::AttachPartition& /*command*/) {
  return {"ATTACH PARTITION", {table, partitioned_table, index}};
}
Target target_of(const action::DetachPartition& /*command*/) { return {"DETACH PARTITION", kTables}; }
Target target_of(const action::SetLogged& command) {
  return {command.logged ? "SET LOGGED" : "SET UNLOGGED", {table, partitioned_table, sequence}};
}
Target target_of(const action::SetAccessMethod& /*command*/) { return {"SET ACCESS METHOD", kStored}; }
Target target_of(const action::SetTablespace& /*command*/) {
  return {"SET TABLESPACE", {table, partitioned_table, materialized_view, index}};
}
Target target_of(const action::EnableTrigger& /*command*/) { return {"ENABLE TRIGGER", kAllTables}; }
Target target_of(const action::DisableTrigger& /*command*/) { return {"DISABLE TRIGGER", kAllTables}; }
Target target_of(const action::SetRuleState& /*command*/) { return {"ENABLE RULE", kTables}; }
Target target_of(const action::RowSecurity& /*command*/) { return {"ENABLE ROW SECURITY", kTables}; }
Target target_of(const action::ReplicaIdentity& /*command*/) { return {"REPLICA IDENTITY", kStored}; }
Target target_of(const action::SetOptions& command) {
  if (command.column.text.empty()) {
    return {"SET", {table, partitioned_table, view, materialized_view, index}};
  }
  return {"ALTER COLUMN ... SET", {table, partitioned_table, foreign_table, materialized_view}};
}
Target target_of(const action::SetStatistics& /*command*/) {
  return {"ALTER COLUMN ... SET STATISTICS",
          {table, partitioned_table, foreign_table, materialized_view, index}};
}
Target target_of(const action::SetStorage& /*command*/) {
  return {"ALTER COLUMN ... SET STORAGE", {table, partitioned_table, foreign_table, materialized_view}};
}
Target target_of(const action::SetCompression& /*command*/) {
  return {"ALTER COLUMN ... SET COMPRESSION", kStored};
}
Target target_of(const action::ClusterOn& /*command*/) { return {"CLUSTER ON", kStored}; }
Target target_of(const action::OwnerTo& /*command*/) { return {"OWNER TO", kEvery}; }
Target target_of(const action::Inherit& /*command*/) { return {"INHERIT", kAllTables}; }
Target target_of(const action::SetRowType& command) {
  return {command.type.name.empty() ? "NOT OF" : "OF", kTables};
}
Target target_of(const action::OtherCommand& /*command*/) { return {{}, kEvery}; }

// RangeVarCallbackForAlterRelation. ALTER TABLE may be said of all but a composite type.
bool is_called_right(Context& cx, ObjectKind kind, const Relation& relation) {
  const auto is_a = [&](RelationKind wanted, std::string_view phrase) {
    return relation.kind == wanted || wrong_kind(cx, relation.name, phrase);
  };
  switch (kind) {
    case ObjectKind::view: return is_a(view, "a view");
    case ObjectKind::materialized_view: return is_a(materialized_view, "a materialized view");
    case ObjectKind::foreign_table: return is_a(foreign_table, "a foreign table");
    case ObjectKind::sequence: return is_a(sequence, "a sequence");
    case ObjectKind::index: return is_a(index, "an index");
    case ObjectKind::type: return is_a(composite_type, "a composite type");
    default: break;
  }
  return relation.kind != composite_type ||
         cx.refuse(sqlstate::kWrongObjectType, text::format("\"{}\" is a composite type", relation.name));
}

}  // namespace

bool may_alter(Context& cx, const action::AlterTable& statement, const Relation& relation) {
  if (relation.uncertain) return true;
  if (!is_called_right(cx, statement.kind, relation)) return false;
  return std::ranges::all_of(statement.commands, [&](const AlterCommand& command) {
    const Target target = std::visit([](const auto& fact) { return target_of(fact); }, command.fact);
    return target.kinds.has(relation.kind) ||
           cx.refuse(sqlstate::kWrongObjectType,
                     text::format("ALTER action {} cannot be performed on relation \"{}\"", target.action,
                                  relation.name));
  });
}

}  // namespace lockstep::replay
