#pragma once
// The credentials that a statement gives to columns, settings, roles and functions by name, whatever they
// look like. Asked by rules about secrets.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/context.h"
#include "support/span.h"

namespace lockstep::rules {

struct SecretValue {
  std::string name;  // "webhook.apiKey", "app.jwt_secret"
  Span span;
};

// Those that no shape tells, of statements and of a column that ALTER TABLE adds.
[[nodiscard]] std::vector<SecretValue> secret_values(const Action& action, const RuleContext& cx);
[[nodiscard]] std::vector<SecretValue> secret_values(const QualifiedName& table,
                                                     const action::ColumnDef& column, const RuleContext& cx);

// PASSWORD 'x', crypt('x', ...) and jsonb_build_object('api_key', 'x') in whatever statement: one that
// Postgres refuses shows it as well. A password has no name. The first byte of `sql` is byte `base` of the
// file.
[[nodiscard]] std::vector<SecretValue> secret_arguments(std::string_view sql, std::uint32_t base);

}  // namespace lockstep::rules
