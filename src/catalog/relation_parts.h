#pragma once
// What few relations have, and what stands in RelationExtras for that reason: triggers, policies, rules,
// the query of a view, how a table is partitioned, the parameters of a sequence.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/basics.h"
#include "parser/action.h"
#include "parser/expr.h"

namespace lockstep::catalog {

struct IndexKey {
  AttributeNumber column = 0;  // 0: an expression
  Expr expression;
  std::string operator_class;  // as written; empty: the type's default
  std::string collation;
  SortOrder order = SortOrder::unstated;
  NullsOrder nulls = NullsOrder::unstated;
  std::string exclusion_operator;  // of an exclusion constraint
  std::string name;                // what the index calls it: the column's name when it was made, "lower1"
};

// What a view's query or a policy uses besides columns, of what the history makes.
struct OtherUses {
  std::vector<QualifiedName> functions;  // with their schemas; of all argument types
  std::vector<Type> types;               // that it casts to
};

// pg_trigger, without the internal ones of constraints.
struct Trigger {
  std::string name;
  TriggerTiming timing = TriggerTiming::after;
  TriggerEvents events;
  std::vector<AttributeNumber> columns;  // UPDATE OF
  bool row = false;
  bool constraint = false;
  bool deferrable = false;
  bool initially_deferred = false;
  TriggerState state = TriggerState::origin;
  bool inherited = false;  // a partition's copy of its parent's
  Expr when;               // columns as new.name and old.name
  QualifiedName function;  // with its schema; empty schema: the history doesn't know it
  std::vector<std::string> arguments;
  std::string old_table;  // REFERENCING OLD TABLE AS
  std::string new_table;
  Oid constraint_table = 0;  // FROM of a constraint trigger
  std::string comment;
  Origin origin;
};

// pg_policy
struct Policy {
  std::string name;
  PolicyCommand command = PolicyCommand::all;
  bool permissive = true;
  std::vector<std::string> roles;  // sorted; "public" alone for all
  Expr using_expression;           // empty: none
  Expr check;
  std::vector<ColumnUse> uses;  // at any depth, its own table's among them; sorted
  OtherUses other_uses;
  std::string comment;
  Origin origin;
};

// pg_rewrite, without the rule that is a view's query.
struct Rule {
  std::string name;
  std::string event;  // "select", "insert", "update", "delete"
  bool instead = false;
  TriggerState state = TriggerState::origin;
  Expr where;
  std::vector<Oid> uses;  // relations that its commands name besides its own
  std::string comment;
  Origin origin;
};

// A comment on a part that is known by number or name.
struct PartComment {
  AttributeNumber column = 0;  // of a column
  std::string constraint;      // of a constraint
  std::string text;
};

struct ColumnSettings {
  AttributeNumber column = 0;
  std::optional<int> statistics;  // SET STATISTICS; none: the default
  std::string storage;            // as Postgres spells it: "plain"; empty: the type's
  std::string compression;        // empty: the default
  std::vector<Option> options;    // n_distinct
};

enum class ReplicaIdentityKind : std::uint8_t { default_, nothing, full, index };

// What pg_sequence holds. Postgres gives a sequence the bounds of its type where none are written.
struct SequenceParameters {
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::int64_t minimum = 1;
  std::int64_t maximum = INT64_MAX;
  std::int64_t cache = 1;
  bool cycle = false;
  friend bool operator==(const SequenceParameters&, const SequenceParameters&) = default;
};
// Those of CREATE SEQUENCE AS type without options; `increment` as given.
[[nodiscard]] SequenceParameters default_parameters(std::string_view type, std::int64_t increment = 1);

struct RelationExtras {
  Attached attached;
  std::vector<PartComment> comments;
  std::vector<Option> options;  // sorted by name; of a view also its check option
  std::vector<ColumnSettings> column_settings;
  std::string access_method;  // empty: the default
  std::string tablespace;     // empty: the default
  ReplicaIdentityKind replica_identity = ReplicaIdentityKind::default_;
  Oid replica_index = 0;
  Oid clustered_on = 0;                   // index
  Type of_type;                           // OF a composite type; name empty: none
  std::string server;                     // foreign table
  std::vector<Trigger> triggers;          // by name, in which order they fire
  std::vector<Policy> policies;           // by name
  std::vector<Rule> rules;                // by name
  std::string partition_strategy;         // "list", "range", "hash"; empty: not partitioned
  std::vector<IndexKey> partition_key;    // as Relation::partition_key, with what it leaves out
  PartitionBound partition_bound;         // of a partition
  std::vector<ColumnUse> uses;            // views: what the query uses, sorted
  OtherUses other_uses;                   // likewise
  std::optional<SequenceParameters> sequence;  // none: default_parameters()
};

}  // namespace lockstep::catalog
