#pragma once
// What a statement does, as domain facts: the vocabulary of replay, effects and rules. One struct a
// statement kind, ALTER TABLE's commands likewise. Owned values; spans are bytes of the file and are
// exact for statements that are reported on (see ScriptReader), else only statement spans are set.
// An empty span says that the text has no such part, or that nobody asked for it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "parser/expr.h"
#include "parser/query.h"
#include "parser/type_name.h"
#include "support/span.h"

namespace lockstep {

struct Name {
  std::string text;  // folded or unquoted as Postgres reads it, cut to 63 bytes
  Span span;         // with its quotes
};

struct QualifiedName {
  std::string schema;  // empty when not written
  std::string name;
  Span span;  // schema, dot and name, with quotes
};

// `schema.name` or `name`, as Postgres would print it in a message.
[[nodiscard]] std::string to_text(const QualifiedName& name);

enum class ObjectKind : std::uint8_t {
  table,
  view,
  materialized_view,
  index,
  sequence,
  foreign_table,
  column,
  constraint,
  type,
  domain,
  enum_value,
  schema,
  extension,
  function,
  procedure,
  aggregate,
  operator_,
  trigger,
  policy,
  rule,
  collation,
  publication,
  subscription,
  role,
  database,
  tablespace,
  statistics,
  attribute,
  event_trigger,
  cast,
  language,
  server,
  access_method,
  conversion,
  foreign_data_wrapper,
  operator_class,
  operator_family,
  text_search_configuration,
  text_search_dictionary,
  text_search_parser,
  text_search_template,
  transform,
  other
};
[[nodiscard]] const char* object_kind_name(ObjectKind kind);  // "table", "materialized view", ...

enum class Identity : std::uint8_t { none, always, by_default };
enum class Generated : std::uint8_t { none, stored, virtual_ };
enum class ReferentialAction : std::uint8_t { no_action, restrict, cascade, set_null, set_default };
enum class ConstraintKind : std::uint8_t { check, not_null, primary_key, unique, foreign_key, exclusion };
enum class SortOrder : std::uint8_t { unstated, asc, desc };
enum class NullsOrder : std::uint8_t { unstated, first, last };
enum class TriggerTiming : std::uint8_t { before, after, instead_of };
struct TriggerEvents {
  bool insert = false;
  bool update = false;
  bool remove = false;  // DELETE
  bool truncate = false;
  friend bool operator==(const TriggerEvents&, const TriggerEvents&) = default;
};
enum class TriggerState : std::uint8_t { origin, disabled, replica, always };  // and of rules
enum class PolicyCommand : std::uint8_t { all, select, insert, update, delete_ };
enum class ArgumentMode : std::uint8_t { in, out, inout, variadic, table };
enum class RoutineKind : std::uint8_t { function, procedure, aggregate };

// FOR VALUES; MINVALUE and MAXVALUE are columns of these names, in lower case.
struct PartitionBound {
  bool is_default = false;
  std::vector<Expr> in;
  std::vector<Expr> from;
  std::vector<Expr> to;
  int modulus = 0;  // 0: not by hash
  int remainder = 0;
  friend bool operator==(const PartitionBound&, const PartitionBound&) = default;
};

// What is written of a sequence; of what isn't, nothing is known or changed.
struct SequenceOptions {
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> increment;
  std::optional<std::int64_t> minimum;
  std::optional<std::int64_t> maximum;
  bool no_minimum = false;
  bool no_maximum = false;
  std::optional<std::int64_t> cache;
  std::optional<bool> cycle;
};

// The types in parentheses behind a function's name, where it is named and not made: none when there
// are no parentheses.
using ArgumentTypes = std::optional<std::vector<TypeName>>;

struct Statement;

namespace action {

struct Option {  // WITH (name = value), SET name = value
  std::string name;
  std::string value;
};

struct IndexElement {
  Name column;         // text empty for an expression
  Expr expression;     // empty for a column
  std::string collation;       // last part of the name; empty when not written
  std::string operator_class;  // last part of the name; empty when not written
  std::string exclusion_operator;  // EXCLUDE constraints only
  SortOrder order = SortOrder::unstated;
  NullsOrder nulls = NullsOrder::unstated;
  Span span;
};

struct Constraint {
  ConstraintKind kind = ConstraintKind::check;
  Name name;                  // text empty when not written
  std::vector<Name>
      columns;  // key columns; the referencing ones of a foreign key; for an inline constraint its column
  std::vector<Name> include;
  Expr expression;            // CHECK
  bool not_valid = false;
  bool not_enforced = false;
  bool no_inherit = false;
  bool deferrable = false;
  bool initially_deferred = false;
  bool nulls_not_distinct = false;
  QualifiedName references;   // foreign key
  std::vector<Name> referenced_columns;  // empty: the primary key of `references`
  bool temporal = false;      // WITHOUT OVERLAPS, PERIOD: the key's index is a GiST index (Postgres 18)
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  bool match_full = false;
  Name using_index;           // UNIQUE/PRIMARY KEY USING INDEX
  std::string method;         // EXCLUDE USING method
  std::vector<Option> options;  // WITH (...), of the key's index
  std::vector<IndexElement> exclusion;  // EXCLUDE
  Expr where;                 // EXCLUDE ... WHERE
  Span span;                  // from CONSTRAINT or the kind's keyword to its last token
  Span keyword;               // PRIMARY KEY, UNIQUE, CHECK, FOREIGN KEY, REFERENCES, EXCLUDE, NOT NULL
};

struct ColumnDef {
  Name name;
  TypeName type;
  std::string collation;
  std::string storage;        // lower case; "default"; empty when not written
  std::string compression;    // likewise
  std::optional<Expr> default_value;
  Span default_span;          // DEFAULT and its expression
  bool not_null = false;      // NOT NULL is written; PRIMARY KEY and identity imply it besides
  Span not_null_span;         // NOT NULL
  Name not_null_name;         // CONSTRAINT name NOT NULL; Postgres 18 keeps it, older ones drop it
  bool not_null_no_inherit = false;  // NOT NULL NO INHERIT, Postgres 18
  Identity identity = Identity::none;
  SequenceOptions sequence;   // of an identity
  Generated generated = Generated::none;
  Expr generation_expression;
  Span generated_span;        // GENERATED ... with what follows
  std::vector<Constraint> constraints;  // inline CHECK, UNIQUE, PRIMARY KEY, REFERENCES
  Span span;                  // from the name to the last token
};

// ---- ALTER TABLE: commands ------------------------------------------------------------------
struct AddColumn {
  ColumnDef column;
  bool if_not_exists = false;
};
struct DropColumn {
  Name column;
  bool if_exists = false;
  bool cascade = false;
};
struct SetType {
  Name column;
  TypeName type;
  std::string collation;
  std::optional<Expr> using_expression;
  Span using_span;
};
struct SetDefault {
  Name column;
  Expr expression;
};
struct DropDefault {
  Name column;
};
struct SetNotNull {
  Name column;
};
struct DropNotNull {
  Name column;
};
struct SetExpression {
  Name column;
  Expr expression;
};
struct DropExpression {
  Name column;
  bool if_exists = false;
};
struct AddIdentity {
  Name column;
  Identity identity = Identity::always;
  SequenceOptions sequence;
};
struct SetIdentity {
  Name column;
  Identity identity = Identity::none;  // none: stays as it is
  SequenceOptions sequence;
};
struct DropIdentity {
  Name column;
  bool if_exists = false;
};
struct AddConstraint {
  Constraint constraint;
};
struct DropConstraint {
  Name constraint;
  bool if_exists = false;
  bool cascade = false;
};
struct ValidateConstraint {
  Name constraint;
};
struct AlterConstraint {
  Name constraint;
  std::optional<bool> deferrable;
  std::optional<bool> enforced;
  std::optional<bool> no_inherit;
};  // what it changes
struct AttachPartition {
  QualifiedName partition;
  PartitionBound bound;
};
struct DetachPartition {
  QualifiedName partition;
  bool concurrently = false;
  bool finalize = false;
};
struct SetLogged {
  bool logged = true;
};
struct SetAccessMethod {
  std::string method;
};
struct SetTablespace {
  std::string tablespace;
};
struct EnableTrigger {
  Name trigger;
  bool all = false;
  TriggerState state = TriggerState::origin;
};
struct DisableTrigger {
  Name trigger;
  bool all = false;
};   // `all`: ALL or USER
struct SetRuleState {
  Name rule;
  TriggerState state = TriggerState::origin;
};
struct RowSecurity {
  bool enable = false;
  bool force = false;
  bool no_force = false;
};
struct ReplicaIdentity {
  std::string how;
  Name index;
};    // "default", "full", "nothing", "index"
struct SetOptions {
  std::vector<std::string> names;
  std::vector<std::string> values;  // of the names; empty for RESET
  bool reset = false;
  Name column;
};  // WITH options, of the table or a column
struct SetStatistics {
  Name column;
  std::optional<int> target;  // none: DEFAULT
};
struct SetStorage {
  Name column;
  std::string storage;  // lower case; "default"
};
struct SetCompression {
  Name column;
  std::string method;  // lower case; "default"
};
struct ClusterOn {
  Name index;  // text empty: SET WITHOUT CLUSTER
};
struct OwnerTo {
  std::string role;
};
struct Inherit {
  QualifiedName parent;
  bool remove = false;
};
struct SetRowType {
  TypeName type;  // OF; name empty: NOT OF
};
struct OtherCommand {
  std::string what;
};  // a command without a fact of its own, in Postgres' words

}  // namespace action

using AlterFact =
    std::variant<action::AddColumn, action::DropColumn, action::SetType, action::SetDefault,
                 action::DropDefault, action::SetNotNull, action::DropNotNull, action::SetExpression,
                 action::DropExpression, action::AddIdentity, action::SetIdentity, action::DropIdentity,
                 action::AddConstraint, action::DropConstraint, action::ValidateConstraint,
                 action::AlterConstraint, action::AttachPartition, action::DetachPartition, action::SetLogged,
                 action::SetAccessMethod, action::SetTablespace, action::EnableTrigger,
                 action::DisableTrigger, action::SetRuleState, action::RowSecurity, action::ReplicaIdentity,
                 action::SetOptions, action::SetStatistics, action::SetStorage, action::SetCompression,
                 action::ClusterOn, action::OwnerTo, action::Inherit, action::SetRowType,
                 action::OtherCommand>;

struct AlterCommand {
  AlterFact fact;
  // Postgres runs commands in passes, not as written (AlterTablePass in tablecmds.c): drops, type
  // changes, added columns, set expression, ..., constraints that need an index, other constraints, rest.
  std::uint8_t pass = 0;
  bool cascade = false;  // CASCADE is written
  Span span;     // the command, without the comma
  Span keyword;  // its verb: ADD COLUMN, ALTER COLUMN ... SET NOT NULL without the name is SET NOT NULL
};

namespace action {

// ---- statements on tables and what belongs to them -----------------------------------------
struct AlterTable {
  ObjectKind kind =
      ObjectKind::table;  // ALTER INDEX, VIEW, SEQUENCE, TYPE (attributes) use the same statement
  QualifiedName relation;
  bool if_exists = false;
  bool only = false;
  std::vector<AlterCommand> commands;  // in order of passes, within a pass as written
};

struct LikeClause {
  QualifiedName relation;
  std::uint32_t options = 0;  // TableLikeOption bits of Postgres
  std::size_t columns_before = 0;  // how many of the table's own stand in front of it
};

struct CreateTable {
  QualifiedName relation;
  bool if_not_exists = false;
  bool temporary = false;
  bool unlogged = false;
  bool foreign = false;
  std::vector<ColumnDef> columns;
  std::vector<Constraint> constraints;  // table constraints
  std::vector<LikeClause> like;
  std::optional<TypeName> of_type;      // OF a composite type, which gives the columns
  std::vector<QualifiedName> inherits;
  std::optional<QualifiedName> partition_of;
  PartitionBound partition_bound;
  std::string partition_strategy;       // "range", "list", "hash"; empty: not partitioned
  std::vector<IndexElement> partition_key;
  std::vector<Option> options;          // WITH (...)
  std::string access_method;            // USING; empty when not written
  std::string tablespace;
  std::string server;                   // of a foreign table
};

struct CreateTableAs {  // CREATE TABLE AS, SELECT INTO, CREATE MATERIALIZED VIEW
  QualifiedName relation;
  bool materialized_view = false;
  bool if_not_exists = false;
  bool temporary = false;
  bool with_data = true;
  bool unlogged = false;
  std::vector<Name> columns;               // written column names
  std::vector<QualifiedName> reads;        // relations of the query
  std::vector<std::string> columns_read;   // as Update has them
  Query query;                             // of EXECUTE none
  std::vector<Option> options;
  std::string access_method;
  std::string tablespace;
};

struct CreateIndex {
  Name name;  // text empty when not written: Postgres makes one up
  QualifiedName relation;
  bool unique = false;
  bool concurrently = false;
  bool if_not_exists = false;
  bool only = false;  // ON ONLY: not on partitions
  bool nulls_not_distinct = false;
  std::string method;  // "btree" when not written
  std::vector<IndexElement> elements;
  std::vector<Name> include;
  Expr where;
  std::vector<Option> options;
  std::string tablespace;
  Span concurrently_span;  // CONCURRENTLY; empty when not written
  Span index_keyword;      // the word INDEX: CONCURRENTLY goes behind it
};

struct Drop {
  ObjectKind kind = ObjectKind::other;
  std::vector<QualifiedName> names;   // functions: without their arguments
  std::vector<ArgumentTypes> arguments;  // of the names, for functions and their kin, operators and casts
  std::vector<QualifiedName> on;      // DROP TRIGGER/POLICY/RULE name ON relation: the relations
  bool if_exists = false;
  bool cascade = false;
  bool concurrently = false;
  Span cascade_span;
  Span concurrently_span;
  Span kind_keyword;  // TABLE, INDEX, ...
};

struct Rename {
  ObjectKind kind = ObjectKind::table;  // table, view, index, sequence, column, constraint, type, enum_value,
                                        // schema, trigger, ...
  QualifiedName object;  // the relation or type; for a column, constraint or attribute: the one it belongs to
  Name from;  // column, constraint, enum value, trigger, schema; text empty otherwise
  Name to;
  ArgumentTypes arguments;  // of a function
  ObjectKind relation_kind =
      ObjectKind::table;  // the word behind ALTER for columns: TABLE, VIEW, FOREIGN TABLE, ...
  bool if_exists = false;
  bool cascade = false;  // of an attribute
};

struct SetSchema {
  ObjectKind kind = ObjectKind::table;
  QualifiedName object;
  ArgumentTypes arguments;  // of a function
  Name schema;
  bool if_exists = false;
};
struct SetOwner {
  ObjectKind kind = ObjectKind::table;
  QualifiedName object;
  ArgumentTypes arguments;  // of a function
  std::string role;
};

struct Reindex {
  ObjectKind kind = ObjectKind::index;
  QualifiedName object;
  bool concurrently = false;
  bool system = false;
  Span kind_keyword;
};  // kind: index, table, schema, database
struct Truncate {
  std::vector<QualifiedName> relations;
  bool cascade = false;
  bool restart_identity = false;
};
struct LockTable {
  std::vector<QualifiedName> relations;
  std::string mode;
  bool nowait = false;
};  // mode as "ACCESS EXCLUSIVE"
struct Cluster {
  std::optional<QualifiedName> relation;
};
struct Vacuum {
  std::vector<QualifiedName> relations;
  bool full = false;
  bool analyze_only = false;
};
struct RefreshMaterializedView {
  QualifiedName relation;
  bool concurrently = false;
  bool with_data = true;
};

// ---- types ------------------------------------------------------------------------------------
struct CreateEnum {
  QualifiedName type;
  std::vector<Name> values;
};
struct AddEnumValue {
  QualifiedName type;
  Name value;
  bool if_not_exists = false;
  Name neighbour;
  bool before = false;
  bool at_end = true;  // there is no neighbour
};
struct CreateDomain {
  QualifiedName domain;
  TypeName type;
  bool not_null = false;
  std::optional<Expr> default_value;
  std::vector<Constraint> constraints;
};
struct AlterDomain {
  QualifiedName domain;
  std::string what;
  Constraint constraint;
  Expr default_value;
  bool if_exists = false;
  bool cascade = false;
};  // what: "add constraint", "drop constraint", "validate constraint", "set not null", "drop not null", "set
    // default", "drop default"
struct CreateType {
  QualifiedName type;
  std::string what;
  std::vector<ColumnDef> attributes;
  TypeName subtype;  // of a range
  QualifiedName multirange;  // of a range, name empty when not written
};  // what: "composite", "range", "base", "shell"

// ---- other objects ----------------------------------------------------------------------------
struct CreateSchema {
  Name schema;
  bool if_not_exists = false;
  std::vector<Statement> elements;  // what it makes inside, in the order in which Postgres does
};
struct CreateExtension {
  Name extension;
  bool if_not_exists = false;
  bool cascade = false;
  std::string schema;
};
struct CreateSequence {
  QualifiedName sequence;
  bool if_not_exists = false;
  bool temporary = false;
  bool unlogged = false;
  std::string type;
  SequenceOptions options;
  QualifiedName owner_table;
  Name owner_column;
};
struct AlterSequence {
  QualifiedName sequence;
  bool if_exists = false;
  std::string type;
  SequenceOptions options;
  QualifiedName owner_table;
  Name owner_column;
  bool owned_by_none = false;
  bool restart = false;
};
struct CreateView {
  QualifiedName relation;
  bool or_replace = false;
  bool temporary = false;
  std::vector<Name> columns;
  std::vector<QualifiedName> reads;
  std::vector<Option> options;  // WITH (...), and "check_option" where WITH CHECK OPTION says so
  Query query;
};
struct FunctionArgument {
  std::string name;
  TypeName type;
  ArgumentMode mode = ArgumentMode::in;
  bool has_default = false;
};
struct CreateFunction {
  QualifiedName function;
  bool procedure = false;
  bool or_replace = false;
  std::string language;  // lower case
  std::string volatility;  // "volatile" (also when not written), "stable", "immutable"
  std::string body;  // AS '...' text; empty for BEGIN ATOMIC and RETURN
  Span body_span;  // the string
  bool sql_body = false;
  std::vector<TypeName> arguments;  // input arguments
  std::vector<FunctionArgument> all_arguments;  // of all modes
  std::optional<TypeName> result;  // RETURNS; none when only arguments tell it
  bool returns_table = false;
  bool security_definer = false;
  bool strict = false;
  bool leakproof = false;
  std::string parallel;  // "unsafe" (also when not written), "restricted", "safe"
  std::vector<Option> settings;
};
struct AlterFunction {  // what isn't written stays as it is
  QualifiedName function;
  ArgumentTypes arguments;
  RoutineKind kind = RoutineKind::function;
  std::string volatility;
  std::string parallel;
  std::optional<bool> strict;
  std::optional<bool> security_definer;
  std::optional<bool> leakproof;
  std::vector<Option> settings;
  std::vector<std::string> reset;  // "all" for RESET ALL
};
struct DoBlock {
  std::string language;
  std::string body;
  Span body_span;  // the string
};
struct CreateTrigger {
  Name trigger;
  QualifiedName relation;
  bool row = false;
  bool constraint = false;
  QualifiedName function;
  bool or_replace = false;
  TriggerTiming timing = TriggerTiming::after;
  TriggerEvents events;
  std::vector<std::string> columns;  // UPDATE OF
  Expr when;
  std::vector<std::string> arguments;
  std::string old_table;
  std::string new_table;
  bool deferrable = false;
  bool initially_deferred = false;
  QualifiedName constraint_table;  // FROM
};
struct PolicyParts {
  std::vector<std::string> roles;  // as SetOwner has them; empty when not written
  Expr using_expression;
  Expr check;
  Query uses;  // one SELECT without a FROM, which stands for both expressions
};
struct CreatePolicy {
  Name policy;
  QualifiedName relation;
  PolicyCommand command = PolicyCommand::all;
  bool permissive = true;
  PolicyParts parts;
};
struct AlterPolicy {
  Name policy;
  QualifiedName relation;
  PolicyParts parts;
};
struct CreateRule {
  Name rule;
  QualifiedName relation;
  std::string event;  // "select", "insert", "update", "delete"
  bool instead = false;
  bool or_replace = false;
  Expr where;
  std::vector<QualifiedName> reads;  // relations that its commands name
};
struct CreateStatistics {
  QualifiedName statistics;  // name empty when not written
  bool if_not_exists = false;
  std::vector<std::string> kinds;  // lower case; empty: all
  std::vector<IndexElement> elements;
  QualifiedName relation;
};
struct PublicationParts {
  struct Table {
    QualifiedName relation;
    std::vector<std::string> columns;
    Expr where;
  };
  std::vector<Table> tables;
  std::vector<std::string> schemas;  // empty: CURRENT_SCHEMA
  std::vector<Option> options;
};
struct CreatePublication {
  Name publication;
  bool all_tables = false;
  std::vector<QualifiedName> relations;
  PublicationParts parts;
};
struct AlterPublication {
  enum class Kind : std::uint8_t { add, set, drop, options };
  Name publication;
  Kind kind = Kind::options;
  PublicationParts parts;
};
// A kind of object that a catalog knows by its name: a collation, an aggregate, an operator, a cast, a
// language, a server, an event trigger.
struct CreateObject {
  ObjectKind kind = ObjectKind::other;
  QualifiedName object;  // of a cast empty
  ArgumentTypes arguments;  // of an aggregate or operator; of a cast from what to what
  bool or_replace = false;
  bool if_not_exists = false;
};
struct Comment {
  ObjectKind kind = ObjectKind::table;
  QualifiedName object;  // of a part, as a column or trigger: the one it belongs to
  std::string part;  // its name
  bool on_domain = false;  // a constraint
  ArgumentTypes arguments;
  std::string text;  // empty: the comment goes
};
struct Privilege {
  std::string name;  // lower case; empty: ALL
  std::vector<std::string> columns;
};
struct Grant {
  bool revoke = false;
  ObjectKind kind = ObjectKind::table;
  std::vector<QualifiedName> objects;
  std::vector<std::string> roles;  // as SetOwner has them; public for PUBLIC
  bool all_in_schema = false;  // `objects` are schemas, and so is `kind`
  ObjectKind in_schema = ObjectKind::table;  // of what, then
  std::vector<ArgumentTypes> arguments;  // of the objects, for functions
  std::vector<Privilege> privileges;
  bool grant_option = false;  // WITH GRANT OPTION, GRANT OPTION FOR
};
struct AlterDefaultPrivileges {
  std::vector<std::string> roles;  // FOR ROLE; empty: the current one
  std::vector<std::string> schemas;  // IN SCHEMA; empty: all
  Grant grant;  // of its `kind`, without objects
};
struct CreateRole {
  std::string role;
};  // or USER, GROUP
struct DropOwned {  // and REASSIGN OWNED
  std::vector<std::string> roles;  // as SetOwner has them
  std::string new_owner;  // empty: what they own is dropped
  bool cascade = false;
};

// ---- data -------------------------------------------------------------------------------------
struct Insert {
  QualifiedName relation;
  std::vector<Name> columns;
  bool from_query = false;
  std::uint32_t rows = 0;  // of VALUES
  std::uint32_t width = 0;  // values of a row of them; DEFAULT VALUES has none
  std::vector<QualifiedName> reads;
  std::vector<std::string> columns_read;  // as Update has them, of a query
  bool on_conflict = false;
};
struct Update {
  QualifiedName relation;
  std::vector<Name> columns;
  std::vector<Expr> values;  // of the columns
  Expr where;
  bool has_from = false;
  std::vector<QualifiedName> reads;
  std::vector<std::string> columns_read;  // each once; "*": all of one; none to set constants
};
struct Delete {
  QualifiedName relation;
  Expr where;
  bool has_using = false;
  std::vector<QualifiedName> reads;
};
struct Select {
  std::vector<QualifiedName> reads;
};
struct Copy {
  QualifiedName relation;
  bool from = false;
  bool standard_input = false;
  bool program = false;
};

// ---- sessions ---------------------------------------------------------------------------------
struct Transaction {
  enum class Kind : std::uint8_t {
    begin,
    commit,
    rollback,
    savepoint,
    release,
    rollback_to,
    prepare,
    commit_prepared,
    rollback_prepared
  };
  Kind kind = Kind::begin;
  Name savepoint;
  bool chain = false;  // AND CHAIN: another one begins at once
};
struct SetVariable {
  std::string name;
  std::vector<std::string> values;
  bool local = false;
  bool reset = false;
};  // values empty: DEFAULT or RESET; name "all" for RESET ALL
struct AlterSystem {
  std::string variable;
};

// ---- what is no statement ---------------------------------------------------------------------
// Postgres' parser refused it. `message` is Postgres' own, with what it means where that helps.
struct SyntaxError {
  enum class Kind : std::uint8_t { syntax, unterminated, nul_byte, invalid_utf8, too_large, too_deep };
  Kind kind = Kind::syntax;
  std::string message;
  Span span;  // the offending token
};
struct PsqlCommand {
  std::string command;
};  // a line that only psql understands: \connect, \i file
struct CopyData {
  QualifiedName relation;
};  // the lines behind COPY ... FROM stdin

struct Opaque {
  std::string what;
};  // a statement without a fact of its own, by its node's name

}  // namespace action

using Action = std::variant<
    action::AlterTable, action::CreateTable, action::CreateTableAs, action::CreateIndex, action::Drop,
    action::Rename, action::SetSchema, action::SetOwner, action::Reindex, action::Truncate, action::LockTable,
    action::Cluster, action::Vacuum, action::RefreshMaterializedView, action::CreateEnum,
    action::AddEnumValue, action::CreateDomain, action::AlterDomain, action::CreateType, action::CreateSchema,
    action::CreateExtension, action::CreateSequence, action::AlterSequence, action::CreateView,
    action::CreateFunction, action::AlterFunction, action::DoBlock, action::CreateTrigger,
    action::CreatePolicy, action::AlterPolicy, action::CreateRule, action::CreateStatistics,
    action::CreatePublication, action::AlterPublication, action::CreateObject, action::CreateRole,
    action::DropOwned, action::Comment, action::Grant, action::AlterDefaultPrivileges, action::Insert,
    action::Update, action::Delete, action::Select, action::Copy, action::Transaction, action::SetVariable,
    action::AlterSystem, action::SyntaxError, action::PsqlCommand, action::CopyData, action::Opaque>;

// Why Postgres refuses a statement whatever the database holds: a column with two DEFAULTs, a function
// without a body. None of a statement with IF EXISTS or IF NOT EXISTS, which may have nothing to do.
struct DefinitionError {
  std::string sqlstate;  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  std::string message;
};

struct Statement {
  Action action;
  Span span;  // first to last token, without the semicolon
  Span keyword;  // the verb: CREATE UNIQUE INDEX, ALTER TABLE, DROP TABLE, UPDATE
  // What it calls at any depth, each once; of VALUES those of the first row. Known where spans are.
  std::vector<QualifiedName> functions = {};
  std::optional<DefinitionError> error = {};
};

}  // namespace lockstep
