// Schemas, extensions and types.

#include <algorithm>
#include <utility>

#include "server/introspection.h"

namespace lockstep::server {

void Introspection::read_schemas() {
  catalog_.schemas.clear();
  for_each("SELECT nspname FROM pg_namespace n WHERE" + is_users("n", "pg_namespace", "n") + "ORDER BY oid",
           [&](const Row& row) { catalog_.schemas.push_back(row.text(0)); });
}

void Introspection::read_extensions() {
  for_each(R"(
      SELECT n.nspname, extname FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace
      WHERE extname <> 'plpgsql')",
           [&](const Row& row) {
             catalog_.put(catalog::Extension{.schema = row.text(0), .name = row.text(1), .origin = {}});
           });
}

void Introspection::read_enums() {
  for_each(R"(
      SELECT n.nspname, t.typname, l.enumlabel
      FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace LEFT JOIN pg_enum l ON l.enumtypid = t.oid
      WHERE t.typtype = 'e' AND)" +
               is_users("t", "pg_type", "n") + "ORDER BY 1, 2, l.enumsortorder",
           [&](const Row& row) {
             if (catalog_.find_enum(row.text(0), row.text(1)) == nullptr) {
               catalog_.put(
                   catalog::EnumType{.schema = row.text(0), .name = row.text(1), .values = {}, .origin = {}});
             }
             if (!row.has(2)) return;
             catalog_.edit<catalog::EnumType>(row.text(0), row.text(1))->values.push_back(row.text(2));
           });
}

// Ranges, base types and shells of them. Arrays and multiranges come with another type.
void Introspection::read_other_types() {
  for_each(R"(
      SELECT n.nspname, t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
      WHERE t.typtype IN ('r', 'b', 'p') AND NOT EXISTS (SELECT FROM pg_type a WHERE a.typarray = t.oid) AND)" +
               is_users("t", "pg_type", "n"),
           [&](const Row& row) {
             catalog_.put(catalog::OtherType{.schema = row.text(0), .name = row.text(1), .origin = {}});
           });
}

void Introspection::read_domains() {
  for_each(R"(
      SELECT n.nspname, t.typname, format_type(typbasetype, typtypmod), typnotnull,
             pg_get_expr(typdefaultbin, 0)
      FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
      WHERE t.typtype = 'd' AND)" +
               is_users("t", "pg_type", "n") + "ORDER BY t.oid",
           [&](const Row& row) {
             catalog::DomainType domain;
             domain.schema = row.text(0);
             domain.name = row.text(1);
             domain.base = type(row.text(2));
             domain.not_null = row.flag(3);
             if (row.has(4)) domain.default_value = expression(row.text(4));
             const auto* base = catalog_.find_domain(domain.base.schema, domain.base.name);
             domain.has_constraint = domain.not_null || (base != nullptr && base->has_constraint);
             catalog_.put(std::move(domain));
           });
}

void Introspection::read_domain_checks() {
  for_each(R"(
      SELECT n.nspname, t.typname, conname, pg_get_expr(conbin, 0), convalidated
      FROM pg_constraint c JOIN pg_type t ON t.oid = contypid JOIN pg_namespace n ON n.oid = typnamespace
      WHERE contype = 'c' ORDER BY c.oid)",
           [&](const Row& row) {
             auto* domain = catalog_.edit<catalog::DomainType>(row.text(0), row.text(1));
             if (domain == nullptr) return;  // an extension's
             catalog::Constraint check;
             check.name = row.text(2);
             check.expression = expression(row.text(3));
             check.validated = row.flag(4);
             domain->constraints.push_back(std::move(check));
             domain->has_constraint = true;
           });
}

}  // namespace lockstep::server
