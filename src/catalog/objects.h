#pragma once
// What a Postgres schema is made of, as plain data: relations with their columns, constraints and
// indexes, types, functions. Columns are referred to by attribute number and relations by id, as in
// Postgres, so that a rename touches one name only.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/basics.h"
#include "catalog/other_objects.h"
#include "catalog/relation_parts.h"
#include "parser/action.h"
#include "parser/expr.h"
#include "parser/type_name.h"
#include "support/rare.h"

namespace lockstep::catalog {

struct Column {
  AttributeNumber number = 0;
  std::string name;
  Type type;
  std::string collation;
  bool not_null = false;
  bool filled = false;  // rows got values: by a default when it was added, or by an UPDATE since
  bool full = false;    // all of them did, and no value can have been NULL
  std::optional<Expr> default_value;  // serial: nextval('sequence'::regclass)
  Identity identity = Identity::none;
  Generated generated = Generated::none;
  Expr generation_expression;
  Oid owned_sequence = 0;  // of a serial or identity column
  bool local = true;       // the table's own, even if a parent has it too
  Origin origin;
};

struct Constraint {
  std::string name;
  ConstraintKind kind = ConstraintKind::check;
  std::vector<AttributeNumber> columns;  // key columns; of a CHECK: those it mentions
  Expr expression;                       // CHECK
  bool validated = true;
  bool enforced = true;
  bool deferrable = false;
  bool initially_deferred = false;
  Oid referenced_table = 0;  // foreign key; 0 when the history doesn't know the table
  std::string referenced_name;  // as it was written, for messages when the table is unknown
  std::vector<AttributeNumber> referenced_columns;
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  bool match_full = false;
  Oid index = 0;  // that backs a key or exclusion constraint
  Oid referenced_index = 0;  // foreign key: the unique index that it relies on
  bool no_inherit = false;
  bool local = true;         // the table's own, even if a parent has it too
  Origin origin;
};

struct Index {
  Oid table = 0;
  std::string method;  // "btree"
  std::vector<IndexKey> keys;
  std::vector<AttributeNumber> include;
  Expr predicate;
  bool unique = false;
  bool primary = false;
  bool nulls_not_distinct = false;
  bool valid = true;
  Oid parent = 0;  // index of the partitioned table that this one is a part of
};

// An index that is gone, by which the same one is known when it is built again.
struct FormerIndex {
  std::string name;
  Index index;
  Origin dropped;
};

enum class RelationKind : std::uint8_t {
  table,
  partitioned_table,
  foreign_table,
  view,
  materialized_view,
  index,
  sequence,
  composite_type
};

// One row of pg_class with what belongs to it.
struct Relation {
  Oid oid = 0;
  RelationKind kind = RelationKind::table;
  std::string schema;
  std::string name;
  bool temporary = false;
  bool unlogged = false;
  bool has_rows = false;   // a statement may have put some into it
  bool uncertain = false;  // its columns, constraints or indexes may differ from what stands here
  std::vector<Column> columns;          // live ones, in order of their numbers
  AttributeNumber last_attribute = 0;   // highest number ever given
  std::vector<Constraint> constraints;
  std::vector<Oid> indexes;             // relations of kind index, in order of creation
  std::vector<FormerIndex> former_indexes;  // dropped by the last migration that dropped one
  std::optional<Index> index;           // kind index
  Oid partition_parent = 0;
  bool default_partition = false;
  std::vector<AttributeNumber> partition_key;  // partitioned table; 0 for an expression
  std::vector<Oid> inherits;
  std::vector<Oid> reads;               // views: relations of the query
  bool has_trigger = false;             // which may change or fill what is written
  bool row_security = false;
  bool force_row_security = false;
  Oid owner_table = 0;                  // sequence: OWNED BY
  AttributeNumber owner_column = 0;
  std::string sequence_type;            // sequence: int4, int8, ...
  Origin origin;
  Rare<RelationExtras> extras = {};

  [[nodiscard]] const Column* find_column(std::string_view column) const;
  [[nodiscard]] const Column* find_column(AttributeNumber number) const;
  [[nodiscard]] Column* find_column(std::string_view column);
  [[nodiscard]] Column* find_column(AttributeNumber number);
  [[nodiscard]] const Constraint* find_constraint(std::string_view constraint) const;
  [[nodiscard]] Constraint* find_constraint(std::string_view constraint);
  [[nodiscard]] const Constraint* primary_key() const;
};
// "orders", or "audit.orders" outside public.
[[nodiscard]] std::string to_text(const Relation& relation);

struct DomainType {
  std::string schema;
  std::string name;
  Type base;
  bool not_null = false;
  bool has_constraint = false;  // NOT NULL or CHECK, its own or of a domain below it
  std::optional<Expr> default_value;
  std::vector<Constraint> constraints;
  Origin origin;
  Rare<Attached> attached = {};
};

// Strings of an expression that name a sequence, as nextval('orders_id_seq'::regclass) does: indexes
// of its nodes.
[[nodiscard]] std::vector<std::uint32_t> sequence_names(const Expr& expression);
// What the text of such a string names.
[[nodiscard]] QualifiedName parse_relation_name(std::string_view text);
// The default of a serial column, as Postgres prints it.
[[nodiscard]] Expr nextval_of(const Relation& sequence);

}  // namespace lockstep::catalog
