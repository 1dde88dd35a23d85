#include "effects/type_change.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace lockstep::effects {
namespace {

using catalog::Type;

constexpr std::string_view kBuiltIn = "pg_catalog";

// Casts of pg_cast that change no byte (castmethod b), among types that columns have. The reg types
// and int4 all are an oid underneath.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kSameBytes = {{
    {"text", "varchar"},
    {"text", "bpchar"},
    {"varchar", "text"},
    {"varchar", "bpchar"},
    {"xml", "text"},
    {"xml", "varchar"},
    {"xml", "bpchar"},
    {"cidr", "inet"},
    {"bit", "varbit"},
    {"varbit", "bit"},
    // of the extension citext
    {"citext", "text"},
    {"citext", "varchar"},
    {"citext", "bpchar"},
    {"text", "citext"},
    {"varchar", "citext"},
}};

constexpr std::array<std::string_view, 11> kObjectNumbers = {
    "regclass",    "regcollation", "regconfig",    "regdictionary", "regnamespace", "regoper",
    "regoperator", "regproc",      "regprocedure", "regrole",       "regtype"};

constexpr std::int32_t kMostFractionalDigits = 6;
constexpr std::int32_t kFullRange = 0x7FFF;  // INTERVAL_FULL_RANGE

bool is_object_number(std::string_view name) { return std::ranges::binary_search(kObjectNumbers, name); }

// Those that are cast to each other without a function.
bool same_object_numbers(std::string_view from, std::string_view to) {
  const bool from_number = from == "oid" || from == "int4";
  const bool to_number = to == "oid" || to == "int4";
  if (from_number && to_number) return true;
  if (from_number || to_number) return is_object_number(from_number ? to : from);
  const auto pair = [&](std::string_view a, std::string_view b) {
    return (from == a && to == b) || (from == b && to == a);
  };
  return pair("regproc", "regprocedure") || pair("regoper", "regoperator");
}

bool same_bytes(std::string_view from, std::string_view to) {
  return std::ranges::find(kSameBytes, std::pair(from, to)) != kSameBytes.end() ||
         same_object_numbers(from, to);
}

bool is_time_zone_shift(std::string_view from, std::string_view to) {
  return (from == "timestamp" && to == "timestamptz") || (from == "timestamptz" && to == "timestamp");
}

// How fine an interval's fields are, 0 for seconds; bits as in utils/datetime.h.
int least_field(std::int32_t mask) {
  constexpr std::array<int, 6> kBits = {12, 11, 10, 3, 1, 2};  // SECOND, MINUTE, HOUR, DAY, MONTH, YEAR
  if (mask == kFullRange) return 0;
  for (std::size_t field = 0; field < kBits.size(); ++field) {
    if ((mask & (1 << kBits[field])) != 0) return static_cast<int>(field);
  }
  return 0;
}

// interval_support() in utils/adt/timestamp.c
bool interval_fits(const std::vector<std::int32_t>& from, const std::vector<std::int32_t>& to) {
  const auto precision = [](const std::vector<std::int32_t>& modifiers) {
    return modifiers.size() > 1 ? modifiers[1] : kMostFractionalDigits;
  };
  const int from_field = from.empty() ? 0 : least_field(from.front());
  return least_field(to.front()) <= from_field &&
         (from_field > 0 || precision(to) >= kMostFractionalDigits || precision(to) >= precision(from));
}

// Whether each value of a type with modifiers `from` (none: unlimited) is one with modifiers `to`, and
// Postgres knows it: the support functions of the length coercions.
bool fits(std::string_view type, const std::vector<std::int32_t>& from, const std::vector<std::int32_t>& to) {
  if (to.empty() || from == to) return true;
  if (type == "interval") return interval_fits(from, to);
  if (type == "timestamp" || type == "timestamptz" || type == "time" || type == "timetz") {
    return to.front() >= kMostFractionalDigits || (!from.empty() && to.front() >= from.front());
  }
  if (from.empty()) return false;
  if (type == "varchar" || type == "varbit") return to.front() >= from.front();
  if (type == "numeric") return from.size() == 2 && to.size() == 2 && to[0] >= from[0] && to[1] == from[1];
  return false;  // char(n) and bit(n) are always padded anew
}

// Types whose values a chain of casts goes through: what stands before the next cast, and whether the
// bytes are still the column's.
class Chain {
 public:
  Chain(Type type, const Context& context) : type_(std::move(type)), context_(&context) {}

  void cast(const Type& to) {
    if (rows_ != RowCost::kept || to == type_) return;
    if (!to.known || !type_.known) return stop(RowCost::unknown);
    if (const catalog::DomainType* domain = find_domain(to)) return cast_to_domain(to, *domain);
    cast_value(to);
  }

  [[nodiscard]] RowCost rows() const { return rows_; }

 private:
  void stop(RowCost rows) { rows_ = rows; }

  // To what is no domain.
  void cast_value(const Type& to) {
    leave_domain();
    if (to == type_) return;
    if (to.array_dimensions != 0 || type_.array_dimensions != 0) return cast_array(to);
    if (to.schema == type_.schema && to.name == type_.name) return resize(to);
    relabel(to);
  }

  [[nodiscard]] const catalog::DomainType* find_domain(const Type& type) const {
    if (type.array_dimensions != 0 || type.schema == kBuiltIn) return nullptr;
    return context_->before.find_domain(type.schema, type.name);
  }

  // A value of a domain is one of its base, of which the length is no longer known.
  void leave_domain() {
    const catalog::DomainType* domain = find_domain(type_);
    if (domain == nullptr) return;
    while (domain != nullptr) {
      type_ = domain->base;
      domain = find_domain(type_);
    }
    type_.modifiers.clear();
  }

  void cast_to_domain(const Type& to, const catalog::DomainType& domain) {
    if (domain.has_constraint) return stop(RowCost::rewritten);  // each value has to be checked
    Type base = domain.base;
    while (const catalog::DomainType* below = find_domain(base)) base = below->base;
    cast_value(base);
    type_ = to;
  }

  // Each element is cast by itself, even where that changes no byte.
  void cast_array(const Type& to) {
    const bool same_element =
        to.schema == type_.schema && to.name == type_.name && to.array_dimensions == type_.array_dimensions;
    if (!same_element || !to.modifiers.empty()) return stop(RowCost::rewritten);
    type_ = to;
  }

  void resize(const Type& to) {
    if (to.schema != kBuiltIn && to.modifiers != type_.modifiers) return stop(RowCost::unknown);
    if (!fits(type_.name, type_.modifiers, to.modifiers)) return stop(RowCost::rewritten);
    type_ = to;
  }

  void relabel(const Type& to) {
    const bool citext = to.name == "citext" || type_.name == "citext";
    const bool known = (to.schema == kBuiltIn && type_.schema == kBuiltIn) || citext;
    // TimestampTimestampTzRequiresRewrite(): the same instant where the zone's offset is always zero.
    const bool shift = is_time_zone_shift(type_.name, to.name);
    if (shift && !context_->utc_session && fits(to.name, {}, to.modifiers)) return stop(RowCost::unknown);
    if (known && (same_bytes(type_.name, to.name) || (shift && context_->utc_session.value_or(false)))) {
      type_ = to;
      type_.modifiers.clear();  // a cast forgets the length, so that it can't be seen to fit
      return fits(to.name, {}, to.modifiers) ? void(type_ = to) : stop(RowCost::rewritten);
    }
    stop(known || is_made_here(to) || is_made_here(type_) ? RowCost::rewritten : RowCost::unknown);
  }

  [[nodiscard]] bool is_made_here(const Type& type) const {
    return context_->before.has_type(type.schema, type.name);
  }

  Type type_;
  const Context* context_;
  RowCost rows_ = RowCost::kept;
};

// The casts around the column that USING consists of, from the inside; none when it is anything else.
std::optional<std::vector<Type>> casts_of(const action::SetType& change, const Context& context) {
  std::vector<Type> casts;
  if (!change.using_expression) return casts;
  for (const Expr::Node& node : change.using_expression->nodes()) {
    if (node.kind == ExprKind::cast) {
      casts.push_back(context.before.resolve(change.using_expression->type(node)));
    } else if (node.kind == ExprKind::column && node.text == change.column.text) {
      std::ranges::reverse(casts);
      return casts;
    } else if (node.kind != ExprKind::collate) {
      break;
    }
  }
  return std::nullopt;
}

// The type by which values are compared: it decides which operator class an index gets by default.
Type operand(Type type, const Context& context) {
  while (type.array_dimensions == 0 && type.schema != kBuiltIn) {
    const catalog::DomainType* domain = context.before.find_domain(type.schema, type.name);
    if (domain == nullptr) break;
    type = domain->base;
  }
  type.modifiers.clear();
  if (type.array_dimensions != 0 || type.schema != kBuiltIn) return type;
  if (type.name == "varchar") type.name = "text";
  if (type.name == "cidr") type.name = "inet";
  if (is_object_number(type.name)) type.name = "oid";
  return type;
}

// A foreign key compares citext like text: by the operators of the key that it refers to.
bool same_equality(const Type& from, const Type& to) {
  const auto name = [](const Type& type) { return type.name == "citext" ? std::string("text") : type.name; };
  return from.array_dimensions == to.array_dimensions && name(from) == name(to);
}

std::string reason_of(const catalog::Column& column, const Type& to, const Context& context) {
  std::string text = to_text(column.type) + " to " + to_text(to);
  if (is_time_zone_shift(column.type.name, to.name) && !context.utc_session.value_or(true))
    text += " where TimeZone is not UTC";
  return text;
}

}  // namespace

TypeChange type_change(const catalog::Column* column, const action::SetType& change, const Context& context) {
  const Type to = context.before.resolve(change.type);
  const std::optional<std::vector<Type>> casts = casts_of(change, context);
  if (!casts) return {.rows = RowCost::rewritten, .reason = "USING computes each value"};
  if (column == nullptr || !column->type.known) {
    return {.rows = RowCost::unknown, .reason = "its type is not known, and becomes " + to_text(to)};
  }

  if (column->generated == Generated::virtual_) return {.rows = RowCost::kept, .reason = "it is not stored"};

  Chain chain(column->type, context);
  for (const Type& cast : *casts) chain.cast(cast);
  chain.cast(to);
  const auto collation = [](const std::string& name) { return name == "default" ? std::string() : name; };
  return {.rows = chain.rows(),
          .reason = reason_of(*column, to, context),
          .same_operators = operand(column->type, context) == operand(to, context),
          .same_equality = same_equality(operand(column->type, context), operand(to, context)),
          .same_collation = collation(column->collation) == collation(change.collation)};
}

}  // namespace lockstep::effects
