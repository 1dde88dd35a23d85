// How relations are kept: partitions, options, settings of columns, parameters of sequences; and what else
// a relation has: an owner, a comment, privileges.

#include <charconv>
#include <utility>

#include "parser/fragment.h"
#include "server/introspection.h"

namespace lockstep::server {
namespace {

using catalog::Relation;
using catalog::RelationExtras;
using catalog::ReplicaIdentityKind;

ReplicaIdentityKind replica_identity(char letter) {
  switch (letter) {
    case 'n': return ReplicaIdentityKind::nothing;
    case 'f': return ReplicaIdentityKind::full;
    case 'i': return ReplicaIdentityKind::index;
    default: return ReplicaIdentityKind::default_;
  }
}

std::int64_t integer(const Row& row, std::size_t column) {
  const std::string& text = row.text(column);
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string storage(char letter) {
  switch (letter) {
    case 'p': return "plain";
    case 'e': return "external";
    case 'm': return "main";
    case 'x': return "extended";
    default: return "";
  }
}

std::string compression(char letter) {
  if (letter == 'p') return "pglz";
  return letter == 'l' ? "lz4" : "";
}

}  // namespace

void Introspection::read_extras() {
  const std::string sql =
      R"(
      SELECT c.oid, array_to_string(reloptions, chr(10)), CASE WHEN amname <> 'heap' THEN amname END, spcname,
             CASE WHEN relkind IN ('r', 'p', 'm') THEN relreplident END, i.indexrelid, k.indexrelid,
             CASE WHEN reloftype <> 0 THEN format_type(reloftype, NULL) END, srvname,
             relrowsecurity, relforcerowsecurity,)" +
      attached("c", "pg_class", "rel", "CASE relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END") +
      R"(
      FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
           LEFT JOIN pg_am a ON a.oid = relam AND relkind IN ('r', 'm', 'p')
           LEFT JOIN pg_tablespace t ON t.oid = reltablespace
           LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisreplident
           LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisclustered
           LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid LEFT JOIN pg_foreign_server s ON s.oid = ftserver
      WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c', 'i', 'I') AND)" +
      is_users("c", "pg_class", "n") + "ORDER BY c.oid";
  for_each(sql, [&](const Row& row) {
    Relation* relation = this->relation(row.text(0));
    if (relation == nullptr) return;
    RelationExtras extras = *relation->extras;
    extras.options = options(row, 1);
    extras.access_method = row.text(2);
    extras.tablespace = row.text(3);
    extras.replica_identity = replica_identity(row.letter(4));
    extras.replica_index = oid(row.text(5));
    extras.clustered_on = oid(row.text(6));
    if (row.has(7)) extras.of_type = type(row.text(7));
    extras.server = row.text(8);
    relation->row_security = row.flag(9);
    relation->force_row_security = row.flag(10);
    if (!relation->index && relation->kind != catalog::RelationKind::composite_type) {
      attach(extras.attached, row, 11);
    }
    relation->extras.edit() = std::move(extras);
  });
}

// What is said of a composite type is said of its row in pg_type.
void Introspection::read_composite_types() {
  const std::string sql =
      "SELECT typrelid," + attached("t", "pg_type", "typ", "'T'") +
      "FROM pg_type t JOIN pg_class c ON c.oid = typrelid JOIN pg_namespace n ON n.oid = typnamespace "
      "WHERE relkind = 'c' AND" +
      is_users("t", "pg_type", "n");
  for_each(sql, [&](const Row& row) {
    Relation* relation = this->relation(row.text(0));
    if (relation != nullptr) attach(relation->extras.edit().attached, row, 1);
  });
}

void Introspection::read_partitions() {
  for_each(R"(
      SELECT c.oid, pg_get_expr(relpartbound, c.oid),
             CASE WHEN relkind = 'p' THEN pg_get_partkeydef(c.oid) END
      FROM pg_class c WHERE relispartition AND relkind IN ('r', 'p', 'f') OR relkind = 'p')",
           [&](const Row& row) {
             Relation* table = relation(row.text(0));
             if (table == nullptr) return;
             std::string sql = "CREATE TABLE t" + (row.has(1) ? " PARTITION OF p " + row.text(1) : " ()");
             if (row.has(2)) sql += " PARTITION BY " + row.text(2);
             const std::optional<Action> action = parse_statement(sql);
             const auto* definition = action ? std::get_if<action::CreateTable>(&*action) : nullptr;
             if (definition == nullptr) return fail("a partition", sql);
             RelationExtras& extras = table->extras.edit();
             extras.partition_bound = definition->partition_bound;
             extras.partition_strategy = definition->partition_strategy;
             for (std::size_t i = 0; i < definition->partition_key.size(); ++i) {
               const action::IndexElement& element = definition->partition_key[i];
               extras.partition_key.push_back({.column = table->partition_key[i],
                                               .expression = element.expression,
                                               .operator_class = element.operator_class,
                                               .collation = element.collation,
                                               .exclusion_operator = {},
                                               .name = {}});
             }
           });
}

// Up to 16 a statistics target of -1 is the default, then it is NULL.
void Introspection::read_column_settings() {
  const std::string sql = R"(
      SELECT attrelid, attnum, nullif(attstattarget, -1), CASE WHEN attstorage <> typstorage THEN attstorage END,
             attcompression, array_to_string(attoptions, chr(10)), col_description(attrelid, attnum),)" +
                          column_privileges() + R"(
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_type t ON t.oid = atttypid
           JOIN pg_namespace n ON n.oid = relnamespace
      WHERE attnum > 0 AND relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND)" +
                          is_users("c", "pg_class", "n") + "ORDER BY attrelid, attnum";
  for_each(sql, [&](const Row& row) {
    Relation* table = relation(row.text(0));
    if (table == nullptr) return;
    catalog::ColumnSettings settings;
    settings.column = row.number(1);
    if (row.has(2)) settings.statistics = row.number(2);
    settings.storage = storage(row.letter(3));
    settings.compression = compression(row.letter(4));
    settings.options = options(row, 5);
    const bool has_settings = settings.statistics || !settings.storage.empty() ||
                              !settings.compression.empty() || !settings.options.empty();
    if (has_settings) table->extras.edit().column_settings.push_back(settings);
    if (row.has(6)) {
      table->extras.edit().comments.push_back(
          {.column = settings.column, .constraint = {}, .text = row.text(6)});
    }
    for (catalog::Privileges& privileges : server::privileges(row, 7, settings.column)) {
      table->extras.edit().attached.privileges.push_back(std::move(privileges));
    }
  });
  for_each(
      "SELECT conrelid, conname, obj_description(oid, 'pg_constraint') FROM pg_constraint "
      "WHERE obj_description(oid, 'pg_constraint') IS NOT NULL ORDER BY conrelid, conname",
      [&](const Row& row) {
        if (Relation* table = relation(row.text(0))) {
          table->extras.edit().comments.push_back({.constraint = row.text(1), .text = row.text(2)});
        }
      });
}

void Introspection::read_sequence_parameters() {
  for_each("SELECT seqrelid, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle FROM pg_sequence",
           [&](const Row& row) {
             Relation* sequence = relation(row.text(0));
             if (sequence == nullptr) return;
             const catalog::SequenceParameters parameters{.start = integer(row, 1),
                                                          .increment = integer(row, 2),
                                                          .minimum = integer(row, 3),
                                                          .maximum = integer(row, 4),
                                                          .cache = integer(row, 5),
                                                          .cycle = row.flag(6)};
             sequence->extras.edit().sequence = parameters;
           });
}

}  // namespace lockstep::server
