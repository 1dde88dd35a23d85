#pragma once
// The families of statements, a file each, and the parts they share. Private to src/replay.
// A function that returns bool says whether Postgres would carry its statement out; what a refused
// one changed before it failed is taken back by the caller.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "parser/action.h"
#include "replay/replay.h"
#include "replay/sqlstate.h"

namespace lockstep::replay {

struct Context {
  catalog::Catalog& catalog;
  catalog::Origin origin;
  std::optional<Refusal> refusal = {};
  const CodeWatch* watch = nullptr;  // of the statement's body, for the first who asks

  // Says why Postgres refuses the statement. False, to be returned; the first reason stays.
  bool refuse(std::string_view sqlstate, std::string message, Span span = {});
};

// ---- statements -----------------------------------------------------------------------------
bool apply(const action::CreateTable& statement, Context& cx);
bool apply(const action::CreateTableAs& statement, Context& cx);
bool apply(const action::AlterTable& statement, Context& cx);
bool apply(const action::CreateIndex& statement, Context& cx);
bool apply(const action::Drop& statement, Context& cx);
bool apply(const action::Rename& statement, Context& cx);
bool apply(const action::SetSchema& statement, Context& cx);
bool apply(const action::CreateEnum& statement, Context& cx);
bool apply(const action::AddEnumValue& statement, Context& cx);
bool apply(const action::CreateDomain& statement, Context& cx);
bool apply(const action::AlterDomain& statement, Context& cx);
bool apply(const action::CreateType& statement, Context& cx);
bool apply(const action::CreateSchema& statement, Context& cx);
bool apply(const action::CreateExtension& statement, Context& cx);
bool apply(const action::CreateSequence& statement, Context& cx);
bool apply(const action::AlterSequence& statement, Context& cx);
bool apply(const action::CreateView& statement, Context& cx);
bool apply(const action::CreateFunction& statement, Context& cx);
bool apply(const action::CreateTrigger& statement, Context& cx);
bool apply(const action::AlterFunction& statement, Context& cx);
bool apply(const action::CreatePolicy& statement, Context& cx);
bool apply(const action::AlterPolicy& statement, Context& cx);
bool apply(const action::CreateRule& statement, Context& cx);
bool apply(const action::CreateStatistics& statement, Context& cx);
bool apply(const action::CreatePublication& statement, Context& cx);
bool apply(const action::AlterPublication& statement, Context& cx);
bool apply(const action::CreateObject& statement, Context& cx);
bool apply(const action::CreateRole& statement, Context& cx);
bool apply(const action::DropOwned& statement, Context& cx);
bool apply(const action::SetOwner& statement, Context& cx);
bool apply(const action::Comment& statement, Context& cx);
bool apply(const action::Grant& statement, Context& cx);
bool apply(const action::AlterDefaultPrivileges& statement, Context& cx);
bool apply(const action::Transaction& statement, Context& cx);
bool apply(const action::SetVariable& statement, Context& cx);
bool apply(const action::Insert& statement, Context& cx);
bool apply(const action::Update& statement, Context& cx);
bool apply(const action::Delete& statement, Context& cx);
bool apply(const action::Select& statement, Context& cx);
bool apply(const action::Copy& statement, Context& cx);
bool apply(const action::Truncate& statement, Context& cx);
bool apply(const action::LockTable& statement, Context& cx);
bool apply(const action::Cluster& statement, Context& cx);
bool apply(const action::Vacuum& statement, Context& cx);
bool apply(const action::RefreshMaterializedView& statement, Context& cx);
bool apply(const action::Reindex& statement, Context& cx);

// What a DO block may have filled.
void note_backfills(const action::DoBlock& statement, Context& cx);

// Whether what it names is there.
bool may_apply(const action::Update& statement, Context& cx);
bool may_apply(const action::Delete& statement, Context& cx);

// ---- names ----------------------------------------------------------------------------------
// Where a new object of that name goes.
[[nodiscard]] std::string schema_for(const Context& cx, const QualifiedName& name, bool temporary);
// Where a relation's name is taken or its schema missing: what the statement answers.
[[nodiscard]] std::optional<bool> answer_taken(Context& cx, std::string_view schema,
                                               const QualifiedName& name, bool if_not_exists);
// A type by the search path: the schema that it stands in, empty when the history doesn't know it.
[[nodiscard]] std::string schema_of_type(const Context& cx, const QualifiedName& name);
// Whether the history has the type: a built-in one, one that it makes, or one that an extension may bring.
[[nodiscard]] bool knows_type(Context& cx, const TypeName& type);
[[nodiscard]] bool is_serial(const TypeName& type);  // and no type of its own

// https://www.postgresql.org/docs/current/ddl-system-columns.html
[[nodiscard]] bool is_system_column(std::string_view name);

// ---- columns --------------------------------------------------------------------------------
// The column; of a table whose columns aren't all known also one that the statement tells of.
[[nodiscard]] const catalog::Column* find_or_learn_column(Context& cx, const catalog::Relation& table,
                                                          std::string_view name);
[[nodiscard]] std::vector<catalog::AttributeNumber> numbers_of(Context& cx, const catalog::Relation& table,
                                                               std::span<const Name> names);
[[nodiscard]] bool has_unknown(std::span<const catalog::AttributeNumber> numbers);
// Numbers of the same columns, by name, in another table.
[[nodiscard]] std::vector<catalog::AttributeNumber> map_columns(
    std::span<const catalog::AttributeNumber> columns, const catalog::Relation& from,
    const catalog::Relation& to);
// Adds a column with its default, identity and sequence; its inline constraints are the caller's.
bool add_column(Context& cx, catalog::Oid table, const action::ColumnDef& definition);
// That of a serial or identity column, with the default that draws from it.
bool add_sequence_of_column(Context& cx, catalog::Oid table, catalog::AttributeNumber number,
                            const action::ColumnDef& definition);
catalog::Column& append_column(catalog::Relation& table, catalog::Column column);
void set_default(catalog::Column& column, const Expr& expression);
void set_collation(catalog::Column& column, const std::string& collation);  // "default" is the same as none
// Gives a column another type; false when its default has no cast to it.
bool change_type(Context& cx, catalog::Column& column, const catalog::Type& type);
// Makes the sequence of a serial or identity column.
catalog::Oid add_owned_sequence(Context& cx, catalog::Oid table, catalog::AttributeNumber column);
// Of the sequences that a column owns the oldest is the one that is said to be its own.
void find_owned_sequence(Context& cx, catalog::Oid table, catalog::AttributeNumber column);
// Takes over what is written of a sequence, and its type where one is.
bool set_parameters(Context& cx, catalog::Relation& sequence, const SequenceOptions& options,
                    const std::string& type, bool is_new);
void set_not_null(Context& cx, catalog::Oid table, std::span<const catalog::AttributeNumber> columns);
// CONSTRAINT name NOT NULL of a column.
void keep_not_null(Context& cx, catalog::Relation& table, const action::ColumnDef& definition,
                   catalog::AttributeNumber column);
// The column whose NOT NULL Postgres 18 has called so, as nobody gave it a name; null when none may be.
[[nodiscard]] const catalog::Column* find_unnamed_not_null(const catalog::Catalog& catalog,
                                                           const catalog::Relation& table,
                                                           std::string_view name);
// The same, when table or column may have been called otherwise by then.
[[nodiscard]] bool may_be_unnamed_not_null(const catalog::Relation& table, std::string_view name);
// Whether children of the table have the column's NOT NULL from it.
[[nodiscard]] bool hands_down_not_null(const catalog::Relation& table, const catalog::Column& column);

// ---- constraints ----------------------------------------------------------------------------
using Constraints = std::vector<const action::Constraint*>;
// CHECK, NOT NULL and FOREIGN KEY. In a new table or column there is nothing that NOT VALID could
// leave unchecked. `recurse`: to inheriting tables and partitions.
bool add_constraint(Context& cx, catalog::Oid table, const action::Constraint& constraint, bool is_new,
                    bool recurse);
bool add_not_null(Context& cx, catalog::Oid table, const action::Constraint& constraint, bool is_new);
// What all kinds of constraints have in common.
[[nodiscard]] catalog::Constraint from_action(const action::Constraint& from, bool is_new, const Context& cx);
// Of the columns of these names, whether none is missing.
bool knows_columns(Context& cx, const catalog::Relation& table, std::span<const Name> names,
                   std::span<const catalog::AttributeNumber> numbers);
// PRIMARY KEY, UNIQUE and EXCLUDE of one CREATE TABLE or ADD COLUMN, the same key only once.
bool add_keys(Context& cx, catalog::Oid table, const Constraints& keys, bool recurse);
bool add_key_using_index(Context& cx, catalog::Oid table, const action::Constraint& key);
// Copies a parent's foreign keys to a partition.
// Whether the foreign keys of a column that got another type, and those to it, can still compare.
bool foreign_keys_fit(Context& cx, catalog::Oid table, catalog::AttributeNumber column);
void copy_foreign_key(Context& cx, catalog::Oid partition, const catalog::Relation& parent,
                      const catalog::Constraint& key);
[[nodiscard]] bool is_key(ConstraintKind kind);
[[nodiscard]] const char* constraint_label(ConstraintKind kind);  // "pkey", "key", "excl"
[[nodiscard]] const catalog::Constraint* constraint_of_index(const catalog::Relation& table,
                                                             catalog::Oid index);

// ---- indexes --------------------------------------------------------------------------------
// What an index is made of; no keys when a column is unknown.
[[nodiscard]] catalog::Index build_index(Context& cx, const catalog::Relation& table,
                                         std::span<const action::IndexElement> elements,
                                         std::span<const Name> include);
// Whether the indexes of a column can be made anew when it is of another type.
[[nodiscard]] bool indexes_take(Context& cx, const catalog::Relation& table, catalog::AttributeNumber column,
                                const catalog::Type& type);
// Whether its method takes such an index.
[[nodiscard]] bool suits_method(Context& cx, const catalog::Relation& table, const catalog::Index& index);
[[nodiscard]] bool uses_column(const catalog::Index& index, const catalog::Column& column);
// What the index's keys are called, when it is built anew.
void name_keys(const catalog::Relation& table, catalog::Index& index);
[[nodiscard]] std::string index_name(catalog::Catalog& catalog, const catalog::Relation& table,
                                     const catalog::Index& index, std::string_view label, bool constraint);
// Whether a unique index may be made on the table, when it is partitioned.
[[nodiscard]] bool covers_partition_key(const catalog::Relation& table, const catalog::Index& index);
catalog::Oid add_index(Context& cx, catalog::Oid table, std::string name, catalog::Index index);
// The parent's index on a partition: one that is like it, else a new one; with its constraint.
void spread_index(Context& cx, catalog::Oid partition, catalog::Oid parent_index);
void spread_index_to_partitions(Context& cx, catalog::Oid table, catalog::Oid index);
// Options and tablespace of an index, of which the other is a copy.
void copy_index_storage(Context& cx, catalog::Oid from, catalog::Oid to);
[[nodiscard]] catalog::Index map_index(const catalog::Index& index, const catalog::Relation& from,
                                       const catalog::Relation& to);

// ---- typed tables ---------------------------------------------------------------------------
// Tables made OF a composite type, whose columns follow it:
// https://www.postgresql.org/docs/current/sql-altertype.html
[[nodiscard]] std::vector<catalog::Oid> typed_tables(const catalog::Catalog& catalog,
                                                     const catalog::Relation& type);
// Without CASCADE a type doesn't change under them.
bool refuse_typed_table(Context& cx, const catalog::Relation& type);
// A typed table has the columns of its type.
bool may_change_columns(Context& cx, const catalog::Relation& table);

// ---- inheritance ----------------------------------------------------------------------------
bool copy_like(Context& cx, catalog::Oid table, const action::LikeClause& like);
bool copy_like_later(Context& cx, catalog::Oid table, const action::LikeClause& like);
bool inherit_columns(Context& cx, catalog::Oid table, const QualifiedName& parent, bool partition);
void inherit_constraints(Context& cx, catalog::Oid table, catalog::Oid parent);
bool attach_partition(Context& cx, catalog::Oid parent, const action::AttachPartition& command);
// `partition`: the one that is to have the bound, which may already stand beside the others.
bool check_partition_bound(Context& cx, const catalog::Relation& parent, catalog::Oid partition,
                           const PartitionBound& bound);
bool detach_partition(Context& cx, catalog::Oid parent, const action::DetachPartition& command);
bool set_inherit(Context& cx, catalog::Oid table, const action::Inherit& command);
// Whether a parent of the table has the column.
[[nodiscard]] bool is_inherited(const catalog::Catalog& catalog, const catalog::Relation& table,
                                const catalog::Column& column);
[[nodiscard]] bool is_inherited(const catalog::Catalog& catalog, const catalog::Relation& table,
                                const catalog::Constraint& constraint);

// ---- types ----------------------------------------------------------------------------------
// A type gets another place: columns and casts follow. Called while it is still known by the old one.
void retype_columns(Context& cx, const catalog::Type& from, const std::string& schema,
                    const std::string& name);
// A value of an enum gets another label: defaults, checks and indexes follow.
void relabel_expressions(Context& cx, const catalog::Type& type, std::string_view from, std::string_view to);

// Whether a column of the table, an attribute or a domain may be of the type, and be collated so.
[[nodiscard]] bool may_be_column_type(Context& cx, const catalog::Relation& table, const TypeName& written,
                                      const Name& column);
[[nodiscard]] bool may_be_domain_base(Context& cx, const TypeName& written);
[[nodiscard]] bool may_be_collated(Context& cx, const catalog::Type& of_type, std::string_view collation);
[[nodiscard]] bool may_be_identity(Context& cx, const catalog::Type& type);

// ---- what uses a column ---------------------------------------------------------------------
// False when a view, trigger or policy keeps its type from being changed.
bool may_change_type(Context& cx, const catalog::Relation& table, const catalog::Column& column);

// False when a column holds values of the relation's type, which Postgres doesn't rewrite.
bool may_change_rows(Context& cx, const catalog::Relation& relation);
// The same of values of a domain that stand inside of others, which Postgres doesn't check.
bool may_check_values(Context& cx, const catalog::DomainType& domain);

// ---- what any object may have ---------------------------------------------------------------
void set_owner(catalog::Attached& attached, const std::string& role);
// To a partition from its new parent, and away again.
void copy_triggers(Context& cx, catalog::Oid partition, catalog::Oid parent);
void drop_copied_triggers(Context& cx, catalog::Oid partition);
bool move_extension(const action::SetSchema& statement, Context& cx);
// Triggers, policies and rules; whatever else is no relation, type, schema or function.
bool rename_part(const action::Rename& statement, Context& cx);
bool rename_other(const action::Rename& statement, Context& cx);
// What ALTER DEFAULT PRIVILEGES gives to a new object.
[[nodiscard]] std::vector<catalog::Privileges> default_privileges(const catalog::Catalog& catalog,
                                                                  ObjectKind kind, std::string_view schema);

void give_default_privileges(const Context& cx, ObjectKind kind, std::string_view schema,
                             Rare<catalog::Attached>& attached);

// ---- drops of parts -------------------------------------------------------------------------
bool drop_column(Context& cx, catalog::Oid table, catalog::AttributeNumber column, bool cascade,
                 bool recurse);
bool drop_constraint(Context& cx, catalog::Oid table, std::string_view constraint, bool cascade);
// What is no relation, type or schema.
bool drop_other(const action::Drop& statement, Context& cx);

}  // namespace lockstep::replay
