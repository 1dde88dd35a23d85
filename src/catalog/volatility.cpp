#include "catalog/volatility.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "catalog/builtin_functions.h"

namespace lockstep::catalog {
namespace {

struct ExtensionFunction {
  std::string_view name;
  Volatility volatility;
};

// Of uuid-ossp, pgcrypto and unaccent, which defaults are made of.
constexpr std::array kExtensionFunctions = {
    ExtensionFunction{"crypt", Volatility::immutable},
    ExtensionFunction{"digest", Volatility::immutable},
    ExtensionFunction{"gen_random_bytes", Volatility::volatile_},
    ExtensionFunction{"gen_random_uuid", Volatility::volatile_},
    ExtensionFunction{"gen_salt", Volatility::volatile_},
    ExtensionFunction{"hmac", Volatility::immutable},
    ExtensionFunction{"unaccent", Volatility::stable},
    ExtensionFunction{"uuid_generate_v1", Volatility::volatile_},
    ExtensionFunction{"uuid_generate_v1mc", Volatility::volatile_},
    ExtensionFunction{"uuid_generate_v3", Volatility::immutable},
    ExtensionFunction{"uuid_generate_v4", Volatility::volatile_},
    ExtensionFunction{"uuid_generate_v5", Volatility::immutable},
    ExtensionFunction{"uuid_nil", Volatility::immutable},
    ExtensionFunction{"uuid_ns_dns", Volatility::immutable},
    ExtensionFunction{"uuid_ns_oid", Volatility::immutable},
    ExtensionFunction{"uuid_ns_url", Volatility::immutable},
    ExtensionFunction{"uuid_ns_x500", Volatility::immutable},
};

// Written like functions, but expressions of the grammar.
constexpr std::array<std::string_view, 4> kConditionals = {"coalesce", "greatest", "least", "nullif"};

struct Known {
  Volatility volatility = Volatility::immutable;
  bool certain = true;
};

// The least settled of the overloads: which one is meant depends on the arguments' types.
std::optional<Known> of_history(const std::vector<const Function*>& overloads) {
  if (overloads.empty()) return std::nullopt;
  Known result;
  for (const Function* function : overloads) {
    const Volatility volatility = function->volatility == "immutable" ? Volatility::immutable
                                  : function->volatility == "stable"  ? Volatility::stable
                                                                      : Volatility::volatile_;
    result.volatility = std::max(result.volatility, volatility);
    // inline_function() in clauses.c puts a simple SELECT's expression in place of the call.
    if (volatility == Volatility::volatile_ && function->language == "sql") result.certain = false;
  }
  return result;
}

std::optional<Known> of_extension(std::string_view name) {
  const auto* found = std::ranges::find(kExtensionFunctions, name, &ExtensionFunction::name);
  if (found == kExtensionFunctions.end()) return std::nullopt;
  return Known{.volatility = found->volatility};
}

Known of_function(const Expr::Node& call, const Catalog& catalog, int postgres) {
  if (call.qualifier.empty() && std::ranges::find(kConditionals, call.text) != kConditionals.end()) return {};
  // pg_catalog is searched first, wherever the search path doesn't name it.
  if (call.qualifier.empty() || call.qualifier == "pg_catalog") {
    if (const auto known = builtin_volatility(call.text, postgres)) return {.volatility = *known};
  }
  if (const auto known = of_history(catalog.find_functions(call.qualifier, call.text))) return *known;
  if (const auto known = of_extension(call.text)) return *known;
  return {.volatility = Volatility::volatile_, .certain = false};
}

std::string call_text(const Expr::Node& call) {
  return (call.qualifier.empty() ? "" : call.qualifier + ".") + call.text + "()";
}

}  // namespace

VolatilityOf volatility_of(const Expr& expression, const Catalog& catalog, int postgres) {
  VolatilityOf result;
  const auto raise = [&](Known known, std::string because) {
    const bool surer = known.volatility == result.volatility && known.certain && !result.certain;
    if (known.volatility <= result.volatility && !surer) return;
    result = {.volatility = known.volatility, .because = std::move(because), .certain = known.certain};
  };
  for (const Expr::Node& node : expression.nodes()) {
    switch (node.kind) {
      case ExprKind::function: raise(of_function(node, catalog, postgres), call_text(node)); break;
      case ExprKind::sql_value: raise({.volatility = Volatility::stable}, node.text); break;
      // Text that nobody looked into. A default can't hold a subquery, other expressions can.
      case ExprKind::subquery:
      case ExprKind::opaque:
        raise({.volatility = Volatility::volatile_, .certain = false}, expression.to_text());
        break;
      // No operator or cast of Postgres' own is volatile (pg_operator, pg_cast).
      default: break;
    }
  }
  return result;
}

}  // namespace lockstep::catalog
