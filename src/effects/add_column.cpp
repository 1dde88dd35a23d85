// ADD COLUMN: free where every row gets the same value, which is then stored once.
// https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "catalog/volatility.h"
#include "effects/alter_table.h"

namespace lockstep::effects {
namespace {

// Why each row gets a value of its own.
struct Rewrite {
  std::string reason;  // empty: it doesn't
  bool certain = true;
};

bool is_serial(const TypeName& type) {
  constexpr std::array<std::string_view, 6> kSerials = {"bigserial", "serial",  "serial2",
                                                        "serial4",   "serial8", "smallserial"};
  return type.schema.empty() && std::ranges::find(kSerials, type.name) != kSerials.end();
}

const catalog::DomainType* find_domain(const catalog::Type& type, const catalog::Catalog& catalog) {
  return type.array_dimensions != 0 ? nullptr : catalog.find_domain(type.schema, type.name);
}

// The default that is written, else that of the domain or of one below it; null when there is none.
const Expr* value_of(const action::ColumnDef& column, const catalog::DomainType* domain,
                     const catalog::Catalog& catalog) {
  if (column.default_value) return &*column.default_value;
  while (domain != nullptr && !domain->default_value) domain = find_domain(domain->base, catalog);
  return domain == nullptr ? nullptr : &*domain->default_value;
}

Rewrite rewrite_of(const action::ColumnDef& column, const Context& context) {
  if (column.generated == Generated::stored) return {.reason = "its value is computed for every row"};
  if (column.generated == Generated::virtual_) return {};
  if (column.identity != Identity::none || is_serial(column.type)) {
    return {.reason = "every row draws from its sequence"};
  }
  const catalog::DomainType* domain = find_domain(context.before.resolve(column.type), context.before);
  if (domain != nullptr && domain->has_constraint) {
    return {.reason = "the domain " + domain->name + " has a constraint"};
  }
  const Expr* value = value_of(column, domain, context.before);
  if (value == nullptr) return {};
  const catalog::VolatilityOf volatility = catalog::volatility_of(*value, context.before, context.postgres);
  if (volatility.volatility != catalog::Volatility::volatile_) return {};
  return {.reason = volatility.because + (volatility.certain ? " is volatile" : " may be volatile"),
          .certain = volatility.certain};
}

void lock_sequences(Builder& builder, const Expr& value) {
  for (const std::uint32_t node : catalog::sequence_names(value)) {
    builder.lock(builder.find(catalog::parse_relation_name(value.nodes()[node].text)),
                 LockMode::row_exclusive);
  }
}

bool is_null(const Expr& expression) {
  return expression.empty() || expression.nodes()[expression.without_casts()].kind == ExprKind::null;
}

// A stored default is known not to be null; without one, the column is looked at and found empty.
bool nulls_are_looked_for(const action::ColumnDef& column) {
  const bool primary = std::ranges::any_of(column.constraints, [](const auto& constraint) {
    return constraint.kind == ConstraintKind::primary_key;
  });
  if (!column.not_null && !primary) return false;
  return !column.default_value || is_null(*column.default_value);
}

// A foreign key is spared the scan where no DEFAULT is written, not even NULL.
void add_inline(Builder& builder, const Alter& alter, const action::ColumnDef& column,
                const action::Constraint& constraint) {
  const bool verified = !constraint.not_valid && !constraint.not_enforced;
  switch (constraint.kind) {
    case ConstraintKind::check:
      if (verified) builder.work(WorkKind::scan, alter.reach, "CHECK is verified for every row");
      break;
    case ConstraintKind::foreign_key: {
      if (to_text(constraint.references) == to_text(alter.statement.relation)) break;
      lock_referenced(builder, builder.find(constraint.references), LockMode::share_row_exclusive);
      const bool has_default = column.default_value || is_serial(column.type);
      if (verified && has_default)
        builder.work(WorkKind::scan, alter.reach,
                     "every row is looked up in " + to_text(constraint.references));
      break;
    }
    case ConstraintKind::primary_key:
    case ConstraintKind::unique:
      builder.work(WorkKind::index_build, alter.reach, "the constraint gets an index");
      break;
    case ConstraintKind::not_null:
    case ConstraintKind::exclusion: break;
  }
}

}  // namespace

void add_column(Builder& builder, const Alter& alter, const action::AddColumn& command) {
  const action::ColumnDef& column = command.column;
  const Context& context = builder.context();
  const catalog::Relation* table = alter.table.relation;
  builder.lock(alter.table, LockMode::access_exclusive);
  if (command.if_not_exists && table != nullptr && table->find_column(column.name.text) != nullptr) return;
  if (command.if_not_exists && (table == nullptr || table->uncertain)) builder.doubt();

  builder.lock(alter.reach, LockMode::access_exclusive);
  const Rewrite rewrite = rewrite_of(column, context);
  if (!rewrite.reason.empty()) {
    builder.work(WorkKind::rewrite, alter.reach, rewrite.reason);
    if (!rewrite.certain) builder.doubt();
    if (column.default_value) lock_sequences(builder, *column.default_value);
  }
  // A type that nobody made may be a domain with a constraint.
  if (!context.before.complete && !context.before.has_type(column.type.schema, column.type.name) &&
      context.before.resolve(column.type).schema != "pg_catalog") {
    builder.doubt();
  }
  if (nulls_are_looked_for(column))
    builder.work(WorkKind::scan, alter.reach, "NOT NULL is verified for every row");
  for (const action::Constraint& constraint : column.constraints)
    add_inline(builder, alter, column, constraint);
}

}  // namespace lockstep::effects
