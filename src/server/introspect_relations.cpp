// Relations, their columns, and what hangs together.

#include <utility>

#include "server/introspection.h"

namespace lockstep::server {
namespace {

using catalog::Column;
using catalog::Relation;
using catalog::RelationKind;

RelationKind relation_kind(char relkind) {
  switch (relkind) {
    case 'p': return RelationKind::partitioned_table;
    case 'f': return RelationKind::foreign_table;
    case 'v': return RelationKind::view;
    case 'm': return RelationKind::materialized_view;
    case 'S': return RelationKind::sequence;
    case 'c': return RelationKind::composite_type;
    default: return RelationKind::table;
  }
}

Identity identity(char letter) {
  if (letter == 'a') return Identity::always;
  return letter == 'd' ? Identity::by_default : Identity::none;
}

Generated generated(char letter) {
  if (letter == 's') return Generated::stored;
  return letter == 'v' ? Generated::virtual_ : Generated::none;
}

// A default of NULL is the same as none, though the server may keep it with a cast.
bool is_null(const Expr& expression) {
  return expression.nodes()[expression.without_casts()].kind == ExprKind::null;
}

}  // namespace

// Indexes come later, when the columns that they speak of are there.
void Introspection::read_relations() {
  for_each(R"(
      SELECT c.oid, relkind, nspname, relname, relpersistence,
             coalesce(pg_get_expr(relpartbound, c.oid) = 'DEFAULT', false),
             array_to_string(partattrs, ' ')
      FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
           LEFT JOIN pg_partitioned_table ON partrelid = c.oid
      WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c') AND)" +
               is_users("c", "pg_class", "n") + "ORDER BY c.oid",
           [&](const Row& row) {
             Relation relation;
             relation.kind = relation_kind(row.letter(1));
             relation.schema = row.text(2);
             relation.name = row.text(3);
             relation.unlogged = row.letter(4) == 'u';
             relation.default_partition = row.flag(5);
             relation.partition_key = row.numbers(6);
             oids_[row.text(0)] = catalog_.add(std::move(relation)).oid;
           });
}

void Introspection::read_columns() {
  for_each(R"(
      SELECT attrelid, attnum, attname, attisdropped, format_type(atttypid, atttypmod), attnotnull,
             pg_get_expr(adbin, adrelid), attidentity, attgenerated, attislocal,
             CASE WHEN attcollation <> typcollation THEN collname END
      FROM pg_attribute
           JOIN pg_class c ON c.oid = attrelid
           LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
           LEFT JOIN pg_type t ON t.oid = atttypid
           LEFT JOIN pg_collation l ON l.oid = attcollation
           JOIN pg_namespace n ON n.oid = relnamespace
      WHERE attnum > 0 AND relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND)" +
               is_users("c", "pg_class", "n") + R"(
      ORDER BY attrelid, attnum)",
           [&](const Row& row) {
             Relation* relation = this->relation(row.text(0));
             if (relation == nullptr) return;  // an extension's
             relation->last_attribute = row.number(1);
             if (row.flag(3)) return;
             Column column;
             column.number = row.number(1);
             column.name = row.text(2);
             column.type = type(row.text(4));
             column.not_null = row.flag(5);
             column.identity = identity(row.letter(7));
             column.generated = generated(row.letter(8));
             column.local = row.flag(9);
             column.collation = row.text(10);
             Expr value = expression(row.text(6));
             if (column.generated != Generated::none) {
               column.generation_expression = std::move(value);
             } else if (!value.empty() && !is_null(value)) {
               column.default_value = std::move(value);
             }
             relation->columns.push_back(std::move(column));
           });
}

void Introspection::read_inheritance() {
  for_each(R"(
      SELECT inhrelid, inhparent, relispartition FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
      WHERE relkind IN ('r', 'p', 'f') ORDER BY inhrelid, inhseqno)",
           [&](const Row& row) {
             Relation* child = relation(row.text(0));
             if (child == nullptr) return;
             if (row.flag(2)) {
               child->partition_parent = oid(row.text(1));
             } else {
               child->inherits.push_back(oid(row.text(1)));
             }
           });
}

// Of several sequences the column names the one of its identity (an internal dependency), else the first: for
// a serial the one that came with it.
void Introspection::read_sequences() {
  for_each(R"(
      SELECT seqrelid, typname, refobjid, refobjsubid
      FROM pg_sequence JOIN pg_type t ON t.oid = seqtypid
           LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND objid = seqrelid
                AND refclassid = 'pg_class'::regclass AND refobjsubid > 0 AND deptype IN ('a', 'i')
      ORDER BY deptype DESC, seqrelid)",
           [&](const Row& row) {
             Relation* sequence = relation(row.text(0));
             if (sequence == nullptr) return;
             sequence->sequence_type = row.text(1);
             Relation* table = relation(row.text(2));
             if (table == nullptr) return;
             sequence->owner_table = table->oid;
             sequence->owner_column = row.number(3);
             Column* column = table->find_column(sequence->owner_column);
             if (column->owned_sequence == 0) column->owned_sequence = sequence->oid;
           });
}

}  // namespace lockstep::server
