#include "parser/lower_alter_command.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "support/ascii.h"

#include "catalog/pg_class_d.h"
#include "parser/object_names.h"
#include "parser/tree.h"

namespace lockstep {
namespace {

struct Command {
  const ::AlterTableCmd& from;
  ObjectKind altered;
  const AlterPlaces& places;
  const LowerContext& cx;

  [[nodiscard]] Name name() const { return lower_name(from.name, places.name, cx); }
  [[nodiscard]] Name name(const char* text) const { return lower_name(text, places.name, cx); }
  template <class T>
  [[nodiscard]] const T& definition() const {
    return *tree::as<T>(from.def);
  }
  [[nodiscard]] bool cascade() const { return from.behavior == DROP_CASCADE; }
};

// ---- facts of the commands -------------------------------------------------------------------
template <class Fact>
AlterFact of_name(const Command& c) {
  return Fact{c.name()};
}

template <class Fact>
AlterFact of_name_if_exists(const Command& c) {
  return Fact{.column = c.name(), .if_exists = c.from.missing_ok};
}

AlterFact add_column(const Command& c) {
  action::AddColumn fact{.column = lower_column(&c.definition<::ColumnDef>(), c.cx),
                         .if_not_exists = c.from.missing_ok};
  // ADD ATTRIBUTE name type CASCADE: the last word is the command's.
  if (c.altered == ObjectKind::type && c.cx.cursor != nullptr) {
    const Cursor& cursor = *c.cx.cursor;
    const std::size_t last = c.places.end - 1;
    const bool behaviour = cursor.is(last, "cascade") || cursor.is(last, "restrict");
    if (behaviour && cursor.token(last).span.begin >= fact.column.type.span.end) {
      fact.column.span.end = cursor.token(last - 1).span.end;
    }
  }
  return fact;
}

AlterFact drop_column(const Command& c) {
  return action::DropColumn{.column = c.name(), .if_exists = c.from.missing_ok, .cascade = c.cascade()};
}

AlterFact set_type(const Command& c) {
  const auto& definition = c.definition<::ColumnDef>();
  action::SetType fact;
  fact.column = c.name();
  fact.type = lower_type(definition.typeName, c.cx);
  if (definition.collClause != nullptr) fact.collation = tree::last_name(definition.collClause->collname);
  if (definition.raw_default == nullptr) return fact;
  fact.using_expression = lower_expr(definition.raw_default, c.cx);
  if (c.cx.cursor != nullptr) {
    Cursor cursor = *c.cx.cursor;
    cursor.seek(c.places.keyword_end);
    fact.using_span = cursor.span(cursor.find("using"), c.places.end);
  }
  return fact;
}

AlterFact set_or_drop_default(const Command& c) {
  if (c.from.def == nullptr) return action::DropDefault{c.name()};
  return action::SetDefault{.column = c.name(), .expression = lower_expr(c.from.def, c.cx)};
}

AlterFact set_expression(const Command& c) {
  return action::SetExpression{.column = c.name(), .expression = lower_expr(c.from.def, c.cx)};
}

AlterFact add_identity(const Command& c) {
  return action::AddIdentity{.column = c.name(),
                             .identity = identity_of(c.definition<::Constraint>().generated_when),
                             .sequence = lower_sequence_options(c.definition<::Constraint>().options)};
}

// SET GENERATED, SET sequence_option and RESTART, several of them at once.
AlterFact set_identity(const Command& c) {
  const auto& options = c.definition<::List>();
  action::SetIdentity fact;
  fact.column = c.name();
  if (const ::DefElem* generated = find_option(&options, "generated")) {
    fact.identity = identity_of(static_cast<char>(tree::as<::Integer>(generated->arg)->ival));
  }
  fact.sequence = lower_sequence_options(&options);
  return fact;
}

AlterFact set_statistics(const Command& c) {
  action::SetStatistics fact{.column = c.name(), .target = std::nullopt};
  if (c.from.def != nullptr && c.definition<::Integer>().ival >= 0)
    fact.target = c.definition<::Integer>().ival;
  return fact;
}

AlterFact set_storage(const Command& c) {
  return action::SetStorage{.column = c.name(), .storage = ascii::lower(tree::string_value(c.from.def))};
}

AlterFact set_compression(const Command& c) {
  return action::SetCompression{.column = c.name(), .method = ascii::lower(tree::string_value(c.from.def))};
}

AlterFact set_row_type(const Command& c) {
  return action::SetRowType{.type = lower_type(&c.definition<::TypeName>(), c.cx)};
}
AlterFact drop_row_type(const Command& /*c*/) { return action::SetRowType{}; }
AlterFact drop_cluster(const Command& /*c*/) { return action::ClusterOn{}; }

TriggerState state_of(::AlterTableType type) {
  switch (type) {
    case AT_EnableAlwaysTrig:
    case AT_EnableAlwaysRule: return TriggerState::always;
    case AT_EnableReplicaTrig:
    case AT_EnableReplicaRule: return TriggerState::replica;
    case AT_DisableRule: return TriggerState::disabled;
    default: return TriggerState::origin;
  }
}

AlterFact enable_trigger(const Command& c) {
  return action::EnableTrigger{.trigger = c.name(), .all = false, .state = state_of(c.from.subtype)};
}

AlterFact disable_trigger(const Command& c) {
  return action::DisableTrigger{.trigger = c.name(), .all = false};
}

AlterFact set_rule_state(const Command& c) {
  return action::SetRuleState{.rule = c.name(), .state = state_of(c.from.subtype)};
}

AlterFact set_options(const Command& c) {
  action::SetOptions fact;
  fact.column = c.name();
  fact.reset = c.from.subtype == AT_ResetOptions || c.from.subtype == AT_ResetRelOptions;
  for (const ::DefElem* option : tree::elements<::DefElem>(&c.definition<::List>())) {
    const std::string prefix = option->defnamespace == nullptr ? "" : std::string(option->defnamespace) + ".";
    fact.names.push_back(prefix + option->defname);
    if (!fact.reset) fact.values.push_back(option->arg == nullptr ? "true" : value_text(option->arg));
  }
  return fact;
}

AlterFact add_constraint(const Command& c) {
  return action::AddConstraint{lower_constraint(&c.definition<::Constraint>(), c.cx)};
}

AlterFact alter_constraint(const Command& c) {
  const auto& definition = c.definition<::ATAlterConstraint>();
  action::AlterConstraint fact;
  fact.constraint = c.name(definition.conname);
  if (definition.alterDeferrability) fact.deferrable = definition.deferrable;
  if (definition.alterEnforceability) fact.enforced = definition.is_enforced;
  if (definition.alterInheritability) fact.no_inherit = definition.noinherit;
  return fact;
}

AlterFact drop_constraint(const Command& c) {
  return action::DropConstraint{
      .constraint = c.name(), .if_exists = c.from.missing_ok, .cascade = c.cascade()};
}

AlterFact attach_partition(const Command& c) {
  const auto& definition = c.definition<::PartitionCmd>();
  return action::AttachPartition{.partition = lower_relation(definition.name, c.cx),
                                 .bound = lower_partition_bound(definition.bound, c.cx)};
}

AlterFact detach_partition(const Command& c) {
  const auto& definition = c.definition<::PartitionCmd>();
  return action::DetachPartition{.partition = lower_relation(definition.name, c.cx),
                                 .concurrently = definition.concurrent,
                                 .finalize = c.from.subtype == AT_DetachPartitionFinalize};
}

AlterFact set_logged(const Command& c) { return action::SetLogged{c.from.subtype == AT_SetLogged}; }

// SET ACCESS METHOD DEFAULT has no name.
AlterFact set_access_method(const Command& c) {
  return action::SetAccessMethod{c.from.name == nullptr ? "default" : c.from.name};
}

AlterFact set_tablespace(const Command& c) { return action::SetTablespace{c.from.name}; }

template <class Fact>
AlterFact of_all_triggers(const Command& /*c*/) {
  Fact fact;
  fact.all = true;
  return fact;
}

AlterFact row_security(const Command& c) {
  return action::RowSecurity{.enable = c.from.subtype == AT_EnableRowSecurity,
                             .force = c.from.subtype == AT_ForceRowSecurity,
                             .no_force = c.from.subtype == AT_NoForceRowSecurity};
}

AlterFact replica_identity(const Command& c) {
  const auto& definition = c.definition<::ReplicaIdentityStmt>();
  constexpr std::size_t kUsingIndex = 2;  // words before the name
  action::ReplicaIdentity fact;
  fact.index = lower_name(definition.name, c.places.name + kUsingIndex, c.cx);
  switch (definition.identity_type) {
    case REPLICA_IDENTITY_FULL: fact.how = "full"; break;
    case REPLICA_IDENTITY_NOTHING: fact.how = "nothing"; break;
    case REPLICA_IDENTITY_DEFAULT: fact.how = "default"; break;
    default: fact.how = "index";
  }
  return fact;
}

AlterFact owner_to(const Command& c) {
  switch (c.from.newowner->roletype) {
    case ROLESPEC_CSTRING: return action::OwnerTo{c.from.newowner->rolename};
    case ROLESPEC_CURRENT_ROLE: return action::OwnerTo{"current_role"};
    case ROLESPEC_CURRENT_USER: return action::OwnerTo{"current_user"};
    case ROLESPEC_SESSION_USER: return action::OwnerTo{"session_user"};
    case ROLESPEC_PUBLIC: return action::OwnerTo{"public"};
  }
  return action::OwnerTo{};
}

AlterFact inherit(const Command& c) {
  return action::Inherit{.parent = lower_relation(&c.definition<::RangeVar>(), c.cx),
                         .remove = c.from.subtype == AT_DropInherit};
}

// ---- the commands of the grammar -------------------------------------------------------------
struct Verb {
  ::AlterTableType type;
  AlterPass pass;
  std::string_view words;  // of which some may be left out
  AlterFact (*fact)(const Command&) = nullptr;  // null: OtherCommand
  bool of_column = false;  // ALTER COLUMN name stands before the words
};

constexpr bool kOfColumn = true;

constexpr std::array kVerbs = {
    Verb{AT_AddColumn, AlterPass::add_column, "ADD COLUMN", add_column},
    Verb{AT_ColumnDefault, AlterPass::add_other_constraint, "SET DROP DEFAULT", set_or_drop_default,
         kOfColumn},
    Verb{AT_DropNotNull, AlterPass::drop, "DROP NOT NULL", of_name<action::DropNotNull>, kOfColumn},
    Verb{AT_SetNotNull, AlterPass::column_attributes, "SET NOT NULL", of_name<action::SetNotNull>, kOfColumn},
    Verb{AT_SetExpression, AlterPass::set_expression, "SET EXPRESSION", set_expression, kOfColumn},
    Verb{AT_DropExpression, AlterPass::drop, "DROP EXPRESSION", of_name_if_exists<action::DropExpression>,
         kOfColumn},
    Verb{AT_SetStatistics, AlterPass::misc, "SET STATISTICS", set_statistics, kOfColumn},
    Verb{AT_SetOptions, AlterPass::misc, "SET", set_options, kOfColumn},
    Verb{AT_ResetOptions, AlterPass::misc, "RESET", set_options, kOfColumn},
    Verb{AT_SetStorage, AlterPass::misc, "SET STORAGE", set_storage, kOfColumn},
    Verb{AT_SetCompression, AlterPass::misc, "SET COMPRESSION", set_compression, kOfColumn},
    Verb{AT_DropColumn, AlterPass::drop, "DROP COLUMN", drop_column},
    Verb{AT_AddConstraint, AlterPass::add_other_constraint, "ADD CONSTRAINT", add_constraint},
    Verb{AT_AlterConstraint, AlterPass::misc, "ALTER CONSTRAINT", alter_constraint},
    Verb{AT_ValidateConstraint, AlterPass::misc, "VALIDATE CONSTRAINT", of_name<action::ValidateConstraint>},
    Verb{AT_DropConstraint, AlterPass::drop, "DROP CONSTRAINT", drop_constraint},
    Verb{AT_AlterColumnType, AlterPass::alter_type, "SET DATA TYPE", set_type, kOfColumn},
    Verb{AT_AlterColumnGenericOptions, AlterPass::misc, "OPTIONS", nullptr, kOfColumn},
    Verb{AT_ChangeOwner, AlterPass::misc, "OWNER TO", owner_to},
    Verb{AT_ClusterOn, AlterPass::misc, "CLUSTER ON", of_name<action::ClusterOn>},
    Verb{AT_DropCluster, AlterPass::misc, "SET WITHOUT CLUSTER", drop_cluster},
    Verb{AT_SetLogged, AlterPass::misc, "SET LOGGED", set_logged},
    Verb{AT_SetUnLogged, AlterPass::misc, "SET UNLOGGED", set_logged},
    Verb{AT_DropOids, AlterPass::drop, "SET WITHOUT OIDS"},
    Verb{AT_SetAccessMethod, AlterPass::misc, "SET ACCESS METHOD", set_access_method},
    Verb{AT_SetTableSpace, AlterPass::misc, "SET TABLESPACE", set_tablespace},
    Verb{AT_SetRelOptions, AlterPass::misc, "SET", set_options},
    Verb{AT_ResetRelOptions, AlterPass::misc, "RESET", set_options},
    Verb{AT_EnableTrig, AlterPass::misc, "ENABLE TRIGGER", enable_trigger},
    Verb{AT_EnableAlwaysTrig, AlterPass::misc, "ENABLE ALWAYS TRIGGER", enable_trigger},
    Verb{AT_EnableReplicaTrig, AlterPass::misc, "ENABLE REPLICA TRIGGER", enable_trigger},
    Verb{AT_DisableTrig, AlterPass::misc, "DISABLE TRIGGER", disable_trigger},
    Verb{AT_EnableTrigAll, AlterPass::misc, "ENABLE TRIGGER ALL", of_all_triggers<action::EnableTrigger>},
    Verb{AT_DisableTrigAll, AlterPass::misc, "DISABLE TRIGGER ALL", of_all_triggers<action::DisableTrigger>},
    Verb{AT_EnableTrigUser, AlterPass::misc, "ENABLE TRIGGER USER", of_all_triggers<action::EnableTrigger>},
    Verb{AT_DisableTrigUser, AlterPass::misc, "DISABLE TRIGGER USER",
         of_all_triggers<action::DisableTrigger>},
    Verb{AT_EnableRule, AlterPass::misc, "ENABLE RULE", set_rule_state},
    Verb{AT_EnableAlwaysRule, AlterPass::misc, "ENABLE ALWAYS RULE", set_rule_state},
    Verb{AT_EnableReplicaRule, AlterPass::misc, "ENABLE REPLICA RULE", set_rule_state},
    Verb{AT_DisableRule, AlterPass::misc, "DISABLE RULE", set_rule_state},
    Verb{AT_AddInherit, AlterPass::misc, "INHERIT", inherit},
    Verb{AT_DropInherit, AlterPass::misc, "NO INHERIT", inherit},
    Verb{AT_AddOf, AlterPass::misc, "OF", set_row_type},
    Verb{AT_DropOf, AlterPass::misc, "NOT OF", drop_row_type},
    Verb{AT_ReplicaIdentity, AlterPass::misc, "REPLICA IDENTITY", replica_identity},
    Verb{AT_EnableRowSecurity, AlterPass::misc, "ENABLE ROW LEVEL SECURITY", row_security},
    Verb{AT_DisableRowSecurity, AlterPass::misc, "DISABLE ROW LEVEL SECURITY", row_security},
    Verb{AT_ForceRowSecurity, AlterPass::misc, "FORCE ROW LEVEL SECURITY", row_security},
    Verb{AT_NoForceRowSecurity, AlterPass::misc, "NO FORCE ROW LEVEL SECURITY", row_security},
    Verb{AT_GenericOptions, AlterPass::misc, "OPTIONS"},
    Verb{AT_AttachPartition, AlterPass::misc, "ATTACH PARTITION", attach_partition},
    Verb{AT_DetachPartition, AlterPass::misc, "DETACH PARTITION", detach_partition},
    Verb{AT_DetachPartitionFinalize, AlterPass::misc, "DETACH PARTITION", detach_partition},
    Verb{AT_AddIdentity, AlterPass::add_other_constraint, "ADD GENERATED", add_identity, kOfColumn},
    Verb{AT_SetIdentity, AlterPass::misc, "RESTART SET GENERATED", set_identity, kOfColumn},
    Verb{AT_DropIdentity, AlterPass::drop, "DROP IDENTITY", of_name_if_exists<action::DropIdentity>,
         kOfColumn},
};

// The other types of commands are made by Postgres itself while it works.
const Verb& verb_of(::AlterTableType type) {
  static constexpr Verb kUnknown{AT_ReAddComment, AlterPass::misc, "other"};
  const auto found = std::ranges::find(kVerbs, type, &Verb::type);
  return found == kVerbs.end() ? kUnknown : *found;
}

AlterPass constraint_pass(const ::Constraint& constraint) {
  switch (constraint.contype) {
    case CONSTR_NOTNULL: return AlterPass::column_attributes;
    case CONSTR_PRIMARY:
    case CONSTR_UNIQUE:
    case CONSTR_EXCLUSION:
      return constraint.indexname != nullptr ? AlterPass::add_index_constraint : AlterPass::add_index;
    default: return AlterPass::add_other_constraint;
  }
}

}  // namespace

AlterVerb alter_verb(const ::AlterTableCmd& command) {
  const Verb& verb = verb_of(command.subtype);
  return {.words = verb.words, .of_column = verb.of_column};
}

AlterPass alter_pass(const ::AlterTableCmd& command) {
  if (command.subtype == AT_AddConstraint) return constraint_pass(*tree::as<::Constraint>(command.def));
  if (command.subtype == AT_ColumnDefault && command.def == nullptr) return AlterPass::drop;
  return verb_of(command.subtype).pass;
}

AlterFact lower_alter_fact(const ::AlterTableCmd& command, ObjectKind altered, const AlterPlaces& places,
                           const LowerContext& cx) {
  const Verb& verb = verb_of(command.subtype);
  if (verb.fact != nullptr) return verb.fact({command, altered, places, cx});
  return action::OtherCommand{(verb.of_column ? "ALTER COLUMN " : "") + std::string(verb.words)};
}

}  // namespace lockstep
