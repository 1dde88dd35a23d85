// Indexes and constraints.

#include <algorithm>
#include <utility>

#include "parser/fragment.h"
#include "server/introspection.h"
#include "support/text.h"

namespace lockstep::server {
namespace {

using catalog::AttributeNumber;
using catalog::Constraint;
using catalog::Index;
using catalog::IndexKey;
using catalog::Relation;

ConstraintKind constraint_kind(char contype) {
  switch (contype) {
    case 'n': return ConstraintKind::not_null;
    case 'p': return ConstraintKind::primary_key;
    case 'u': return ConstraintKind::unique;
    case 'f': return ConstraintKind::foreign_key;
    case 'x': return ConstraintKind::exclusion;
    default: return ConstraintKind::check;
  }
}

ReferentialAction referential_action(char letter) {
  switch (letter) {
    case 'r': return ReferentialAction::restrict;
    case 'c': return ReferentialAction::cascade;
    case 'n': return ReferentialAction::set_null;
    case 'd': return ReferentialAction::set_default;
    default: return ReferentialAction::no_action;
  }
}

// The server's own text of the index leaves out what is the default, as replay does.
std::vector<IndexKey> index_keys(const action::CreateIndex& definition,
                                 const std::vector<AttributeNumber>& columns,
                                 const std::vector<std::string>& names) {
  std::vector<IndexKey> keys;
  for (std::size_t i = 0; i < definition.elements.size() && i < columns.size(); ++i) {
    const action::IndexElement& element = definition.elements[i];
    keys.push_back({.column = columns[i],
                    .expression = columns[i] == 0 ? element.expression : Expr(),
                    .operator_class = element.operator_class,
                    .collation = element.collation,
                    .order = element.order,
                    .nulls = element.nulls,
                    .exclusion_operator = {},
                    .name = i < names.size() ? names[i] : ""});
  }
  return keys;
}

}  // namespace

void Introspection::read_indexes() {
  std::vector<std::pair<catalog::Oid, std::string>> parts;
  for_each(R"(
      SELECT c.oid, nspname, relname, indrelid, indisprimary, indisvalid, indkey,
             pg_get_indexdef(c.oid), i.inhparent,
             (SELECT string_agg(attname, chr(10) ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid),
             relpersistence
      FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace
           LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
      WHERE)" + is_users("c", "pg_class", "n") +
               "ORDER BY c.oid",
           [&](const Row& row) {
             const catalog::Oid table = oid(row.text(3));
             if (table == 0) return;
             const std::optional<Action> action = parse_statement(row.text(7));
             const auto* definition = action ? std::get_if<action::CreateIndex>(&*action) : nullptr;
             if (definition == nullptr) return fail("an index", row.text(7));

             Index index;
             index.table = table;
             index.method = definition->method;
             index.keys = index_keys(*definition, row.numbers(6), row.lines(9));
             const std::vector<AttributeNumber> columns = row.numbers(6);
             index.include.assign(columns.begin() + static_cast<std::ptrdiff_t>(index.keys.size()),
                                  columns.end());
             index.predicate = definition->where;
             index.unique = definition->unique;
             index.primary = row.flag(4);
             index.nulls_not_distinct = definition->nulls_not_distinct;
             index.valid = row.flag(5);
             Relation relation;
             relation.kind = catalog::RelationKind::index;
             relation.schema = row.text(1);
             relation.name = row.text(2);
             relation.unlogged = row.letter(10) == 'u';
             relation.index = std::move(index);
             const catalog::Oid added = catalog_.add(std::move(relation)).oid;
             oids_[row.text(0)] = added;
             if (row.has(8)) parts.emplace_back(added, row.text(8));
           });
  for (const auto& [part, parent] : parts) catalog_.edit_index(part).parent = oid(parent);
}

// A foreign key to a partitioned table has a row for each partition as well, which nobody made:
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
// (addFkRecurseReferenced)
void Introspection::read_constraints() {
  constexpr int kHasEnforced = 18;
  const char* enforced = connection_.version() >= kHasEnforced ? "conenforced" : "true";
  for_each(text::format(R"(
      SELECT conrelid, conname, contype, array_to_string(conkey, ' '),
             CASE WHEN contype = 'c' THEN pg_get_expr(conbin, conrelid) END, convalidated, {},
             condeferrable, condeferred, confrelid, array_to_string(confkey, ' '), confdeltype, confupdtype,
             confmatchtype, conindid, connoinherit, conislocal,
             (SELECT string_agg(oprname, chr(10) ORDER BY o)
              FROM unnest(conexclop) WITH ORDINALITY u (operator, o) JOIN pg_operator p ON p.oid = operator)
      FROM pg_constraint c
      WHERE conrelid <> 0 AND contype <> 't'
            AND NOT (contype = 'f' AND conparentid <> 0
                     AND confrelid <> (SELECT p.confrelid FROM pg_constraint p WHERE p.oid = c.conparentid))
      ORDER BY conrelid, c.oid)",
                        enforced),
           [&](const Row& row) {
             Relation* table = relation(row.text(0));
             if (table == nullptr) return;
             Constraint constraint;
             constraint.name = row.text(1);
             constraint.kind = constraint_kind(row.letter(2));
             constraint.columns = row.numbers(3);
             std::erase(constraint.columns, AttributeNumber{0});  // an expression of an exclusion
             constraint.expression = expression(row.text(4));
             constraint.validated = row.flag(5);
             constraint.enforced = row.flag(6);
             constraint.deferrable = row.flag(7);
             constraint.initially_deferred = row.flag(8);
             constraint.referenced_table = oid(row.text(9));
             constraint.referenced_columns = row.numbers(10);
             constraint.on_delete = referential_action(row.letter(11));
             constraint.on_update = referential_action(row.letter(12));
             constraint.match_full = row.letter(13) == 'f';
             const bool foreign_key = constraint.kind == ConstraintKind::foreign_key;
             (foreign_key ? constraint.referenced_index : constraint.index) = oid(row.text(14));
             constraint.no_inherit = row.flag(15) && constraint.kind == ConstraintKind::check;
             constraint.local = row.flag(16);
             const std::vector<std::string> operators = row.lines(17);
             for (std::size_t i = 0; i < operators.size(); ++i) {
               catalog_.edit_index(constraint.index).keys[i].exclusion_operator = operators[i];
             }
             table->constraints.push_back(std::move(constraint));
           });
}

}  // namespace lockstep::server
