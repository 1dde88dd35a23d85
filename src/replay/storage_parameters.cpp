#include "replay/storage_parameters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include "replay/refusals.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Relation;
using catalog::RelationKind;

enum class Value : std::uint8_t { boolean, integer, real, word };

struct Parameter {
  std::string_view owner;  // "table", "toast", "view", "column" or an index method
  std::string_view name;
  Value value;
  double least = 0;
  double most = 0;
  std::string_view words = {};  // of a Value::word, besides those of a boolean where `least` is 1
};

constexpr double kMostInteger = 2147483647;
constexpr double kMostAge = 2000000000;
constexpr double kMostMinimumAge = 1000000000;

// boolRelOpts, intRelOpts, realRelOpts and enumRelOpts of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/access/common/reloptions.c
// with those that Postgres 14 alone has. Of bounds that differ the widest.
constexpr auto kParameters = std::to_array<Parameter>({
    {"table", "autovacuum_analyze_scale_factor", Value::real, 0, 100},
    {"table", "autovacuum_analyze_threshold", Value::integer, 0, kMostInteger},
    {"table", "autovacuum_enabled", Value::boolean},
    {"table", "autovacuum_freeze_max_age", Value::integer, 100000, kMostAge},
    {"table", "autovacuum_freeze_min_age", Value::integer, 0, kMostMinimumAge},
    {"table", "autovacuum_freeze_table_age", Value::integer, 0, kMostAge},
    {"table", "autovacuum_multixact_freeze_max_age", Value::integer, 10000, kMostAge},
    {"table", "autovacuum_multixact_freeze_min_age", Value::integer, 0, kMostMinimumAge},
    {"table", "autovacuum_multixact_freeze_table_age", Value::integer, 0, kMostAge},
    {"table", "autovacuum_vacuum_cost_delay", Value::real, 0, 100},
    {"table", "autovacuum_vacuum_cost_limit", Value::integer, 1, 10000},
    {"table", "autovacuum_vacuum_insert_scale_factor", Value::real, 0, 100},
    {"table", "autovacuum_vacuum_insert_threshold", Value::integer, -1, kMostInteger},
    {"table", "autovacuum_vacuum_max_threshold", Value::integer, -1, kMostInteger},
    {"table", "autovacuum_vacuum_scale_factor", Value::real, 0, 100},
    {"table", "autovacuum_vacuum_threshold", Value::integer, 0, kMostInteger},
    {"table", "fillfactor", Value::integer, 10, 100},
    {"table", "log_autovacuum_min_duration", Value::integer, -1, kMostInteger},
    {"table", "parallel_workers", Value::integer, 0, 1024},
    {"table", "toast_tuple_target", Value::integer, 128, 8160},
    {"table", "user_catalog_table", Value::boolean},
    {"table", "vacuum_index_cleanup", Value::word, 1, 0, "auto"},
    {"table", "vacuum_max_eager_freeze_failure_rate", Value::real, 0, 1},
    {"table", "vacuum_truncate", Value::boolean},
    {"toast", "autovacuum_enabled", Value::boolean},
    {"toast", "autovacuum_freeze_max_age", Value::integer, 100000, kMostAge},
    {"toast", "autovacuum_freeze_min_age", Value::integer, 0, kMostMinimumAge},
    {"toast", "autovacuum_freeze_table_age", Value::integer, 0, kMostAge},
    {"toast", "autovacuum_multixact_freeze_max_age", Value::integer, 10000, kMostAge},
    {"toast", "autovacuum_multixact_freeze_min_age", Value::integer, 0, kMostMinimumAge},
    {"toast", "autovacuum_multixact_freeze_table_age", Value::integer, 0, kMostAge},
    {"toast", "autovacuum_vacuum_cost_delay", Value::real, 0, 100},
    {"toast", "autovacuum_vacuum_cost_limit", Value::integer, 1, 10000},
    {"toast", "autovacuum_vacuum_insert_scale_factor", Value::real, 0, 100},
    {"toast", "autovacuum_vacuum_insert_threshold", Value::integer, -1, kMostInteger},
    {"toast", "autovacuum_vacuum_max_threshold", Value::integer, -1, kMostInteger},
    {"toast", "autovacuum_vacuum_scale_factor", Value::real, 0, 100},
    {"toast", "autovacuum_vacuum_threshold", Value::integer, 0, kMostInteger},
    {"toast", "log_autovacuum_min_duration", Value::integer, -1, kMostInteger},
    {"toast", "vacuum_index_cleanup", Value::word, 1, 0, "auto"},
    {"toast", "vacuum_max_eager_freeze_failure_rate", Value::real, 0, 1},
    {"toast", "vacuum_truncate", Value::boolean},
    {"view", "check_option", Value::word, 0, 0, "local cascaded"},
    {"view", "security_barrier", Value::boolean},
    {"view", "security_invoker", Value::boolean},
    {"column", "n_distinct", Value::real, -1, 1e300},
    {"column", "n_distinct_inherited", Value::real, -1, 1e300},
    {"brin", "autosummarize", Value::boolean},
    {"brin", "pages_per_range", Value::integer, 1, 131072},
    {"btree", "deduplicate_items", Value::boolean},
    {"btree", "fillfactor", Value::integer, 10, 100},
    {"btree", "vacuum_cleanup_index_scale_factor", Value::real, 0, 1e10},
    {"gin", "fastupdate", Value::boolean},
    {"gin", "gin_pending_list_limit", Value::integer, 64, kMostInteger},
    {"gist", "buffering", Value::word, 0, 0, "auto on off"},
    {"gist", "fillfactor", Value::integer, 10, 100},
    {"hash", "fillfactor", Value::integer, 10, 100},
    {"spgist", "fillfactor", Value::integer, 10, 100},
});

// Whose parameters a relation has; empty where a table or index method of an extension may have others, and
// of partitioned tables, which versions treat differently.
std::string_view owner_of(const Relation& relation) {
  switch (relation.kind) {
    case RelationKind::table:
    case RelationKind::materialized_view: {
      const std::string& method = relation.extras->access_method;
      return method.empty() || method == "heap" ? "table" : "";
    }
    case RelationKind::view: return "view";
    case RelationKind::index: {
      const auto known = std::ranges::find(kParameters, relation.index->method, &Parameter::owner);
      return known == kParameters.end() ? "" : known->owner;
    }
    default: return "";
  }
}

const Parameter* find_parameter(std::string_view owner, std::string_view name) {
  const auto found = std::ranges::find_if(kParameters, [&](const Parameter& parameter) {
    return parameter.owner == owner && parameter.name == name;
  });
  return found == kParameters.end() ? nullptr : &*found;
}

// parse_bool of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/bool.c
bool is_boolean(std::string_view text) {
  const std::string value = ascii::lower(text);
  if (value.empty() || value == "o") return false;
  return std::ranges::any_of(
      std::to_array<std::string_view>({"true", "false", "yes", "no", "on", "off", "1", "0"}),
      [&](std::string_view word) { return word.starts_with(value); });
}

// None where it isn't plain digits, which Postgres may still read as a number.
std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

bool refuse_value(Context& cx, std::string_view type, const Parameter& parameter, std::string_view value) {
  return cx.refuse(sqlstate::kInvalidParameterValue,
                   text::format("invalid value for {} option \"{}\": {}", type, parameter.name, value));
}

bool takes(Context& cx, const Parameter& parameter, std::string_view value) {
  if (parameter.value == Value::boolean) {
    return is_boolean(value) || refuse_value(cx, "boolean", parameter, value);
  }
  if (parameter.value == Value::word) {
    const bool is_word = ascii::has_words(parameter.words, ascii::lower(value));
    return is_word || (parameter.least > 0 && is_boolean(value)) ||
           refuse_value(cx, "enum", parameter, value);
  }
  const std::optional<double> number = number_of(value);
  if (!number) {
    const bool no_digit = std::ranges::none_of(value, ascii::is_digit);
    return !no_digit ||
           refuse_value(cx, parameter.value == Value::real ? "floating point" : "integer", parameter, value);
  }
  return (*number >= parameter.least && *number <= parameter.most) ||
         cx.refuse(sqlstate::kInvalidParameterValue,
                   text::format("value {} out of bounds for option \"{}\"", value, parameter.name));
}

bool unrecognized(Context& cx, std::string_view name) {
  return cx.refuse(sqlstate::kInvalidParameterValue, text::format("unrecognized parameter \"{}\"", name));
}

}  // namespace

bool may_have_parameter(Context& cx, const Relation& relation, std::string_view name,
                        std::string_view value) {
  constexpr std::string_view kToast = "toast.";
  std::string_view plain = name;
  std::string_view owner = owner_of(relation);
  if (owner == "table" && plain.starts_with(kToast)) {
    owner = "toast";
    plain.remove_prefix(kToast.size());
  }
  // Another namespace, as timescaledb's, is an extension's.
  if (owner.empty() || plain.contains('.')) return true;
  if (owner == "table" && plain == "oids") {
    const bool off = !is_boolean(value) || value == "0" || value == "off" || value.starts_with('f');
    return off || cx.refuse(sqlstate::kFeatureNotSupported, "tables declared WITH OIDS are not supported");
  }
  const Parameter* found = find_parameter(owner, plain);
  return found == nullptr ? unrecognized(cx, plain) : takes(cx, *found, value);
}

bool may_have_parameters(Context& cx, const catalog::Index& index,
                         const std::vector<action::Option>& options) {
  Relation relation;
  relation.kind = RelationKind::index;
  relation.index = index;
  return std::ranges::all_of(options, [&](const action::Option& option) {
    return may_have_parameter(cx, relation, option.name, option.value);
  });
}

bool may_have_column_parameter(Context& cx, std::string_view name, std::string_view value) {
  const Parameter* found = find_parameter("column", name);
  return found == nullptr ? unrecognized(cx, name) : takes(cx, *found, value);
}

}  // namespace lockstep::replay
