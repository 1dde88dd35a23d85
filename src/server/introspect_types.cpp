// Schemas, extensions and types.

#include <algorithm>
#include <utility>

#include "server/introspection.h"

namespace lockstep::server {

// What is said of a schema besides its name stands with the named objects.
void Introspection::read_schemas() {
  catalog_.schemas.clear();
  const std::string sql = "SELECT nspname," + attached("n", "pg_namespace", "nsp", "'n'") +
                          "FROM pg_namespace n WHERE" + is_users("n", "pg_namespace", "n") + "ORDER BY oid";
  for_each(sql, [&](const Row& row) {
    catalog_.schemas.push_back(row.text(0));
    catalog::NamedObject schema;
    schema.kind = ObjectKind::schema;
    schema.name = row.text(0);
    attach(schema.attached, row, 1);
    if (schema.attached->comment == "standard public schema") schema.attached.edit().comment.clear();
    // What public has in the schema public from 15 on; before, it had CREATE, too.
    const catalog::Privileges usage{.role = "public", .letters = "U"};
    if (schema.name == "public" && !schema.attached->privileges.empty()) {
      std::erase(schema.attached.edit().privileges, usage);
    }
    const catalog::Attached& attached = *schema.attached;
    if (!attached.owner.empty() || !attached.comment.empty() || !attached.privileges.empty()) {
      catalog_.put_named(std::move(schema));
    }
  });
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
  const std::string sql = R"(
      SELECT n.nspname, t.typname,
             (SELECT string_agg(enumlabel, chr(10) ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),)" +
                          attached("t", "pg_type", "typ", "'T'") + R"(
      FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE t.typtype = 'e' AND)" +
                          is_users("t", "pg_type", "n");
  for_each(sql, [&](const Row& row) {
    catalog::EnumType type{.schema = row.text(0), .name = row.text(1), .values = row.lines(2), .origin = {}};
    attach(type.attached, row, 3);
    catalog_.put(std::move(type));
  });
}

// Ranges with their multiranges, base types and shells of them. Arrays come with another type.
void Introspection::read_other_types() {
  using Kind = catalog::OtherType::Kind;
  const std::string sql = R"(
      SELECT n.nspname, t.typname, t.typtype, format_type(r.rngsubtype, NULL), m.typname,
             format_type(w.rngtypid, NULL),)" +
                          attached("t", "pg_type", "typ", "'T'") + R"(
      FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
           LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_type m ON m.oid = r.rngmultitypid
           LEFT JOIN pg_range w ON w.rngmultitypid = t.oid
      WHERE t.typtype IN ('r', 'm', 'b', 'p') AND NOT EXISTS (SELECT FROM pg_type a WHERE a.typarray = t.oid) AND)" +
                          is_users("t", "pg_type", "n") + "ORDER BY t.oid";
  for_each(sql, [&](const Row& row) {
    catalog::OtherType other{.schema = row.text(0), .name = row.text(1), .origin = {}};
    switch (row.letter(2)) {
      case 'r':
        other.kind = Kind::range;
        other.subtype = type(row.text(3));
        other.partner = row.text(4);
        break;
      case 'm':
        other.kind = Kind::multirange;
        other.subtype = type(row.text(5));
        break;
      case 'p': other.kind = Kind::shell; break;
      default: other.kind = Kind::base; break;
    }
    attach(other.attached, row, 6);
    catalog_.put(std::move(other));
  });
}

void Introspection::read_domains() {
  const std::string sql = R"(
      SELECT n.nspname, t.typname, format_type(typbasetype, typtypmod), typnotnull,
             pg_get_expr(typdefaultbin, 0),)" +
                          attached("t", "pg_type", "typ", "'T'") + R"(
      FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE t.typtype = 'd' AND)" +
                          is_users("t", "pg_type", "n") + "ORDER BY t.oid";
  for_each(sql, [&](const Row& row) {
    catalog::DomainType domain;
    domain.schema = row.text(0);
    domain.name = row.text(1);
    domain.base = type(row.text(2));
    domain.not_null = row.flag(3);
    if (row.has(4)) domain.default_value = expression(row.text(4));
    const auto* base = catalog_.find_domain(domain.base.schema, domain.base.name);
    domain.has_constraint = domain.not_null || (base != nullptr && base->has_constraint);
    attach(domain.attached, row, 5);
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
