// Whether a partition's bound fits its parent and overlaps no other one: check_new_partition_bound() of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/partitioning/partbounds.c
// Values are compared as far as their text tells their order; of others nothing is said.

#include <algorithm>
#include <charconv>
#include <compare>
#include <numeric>
#include <optional>

#include "replay/constants.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Oid;
using catalog::Relation;

struct Value {
  int infinite = 0;  // -1: MINVALUE, 1: MAXVALUE
  bool null = false;
  bool quoted = false;
  std::string text = {};
  bool known = true;
};

Value read_value(const Expr& bound) {
  const std::uint32_t at = bound.without_casts();
  const Expr::Node* node = &bound.nodes()[at];
  const bool negative = node->kind == ExprKind::op && node->text == "-" && node->children == 1;
  if (negative) node = &bound.nodes()[at + 1];
  switch (node->kind) {
    case ExprKind::null: return {.null = true};
    case ExprKind::column:
      if (node->text == "minvalue") return {.infinite = -1};
      if (node->text == "maxvalue") return {.infinite = 1};
      return {.known = false};
    case ExprKind::integer:
    case ExprKind::numeric: return {.text = (negative ? "-" : "") + node->text};
    case ExprKind::string: return {.quoted = true, .text = node->text};
    case ExprKind::boolean: return {.text = node->text};
    default: return {.known = false};
  }
}

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// 2024-01-31, with or without a time behind it. All in this form sort as they follow each other.
bool is_iso_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (text.size() < kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == 'd' ? !ascii::is_digit(text[i]) : text[i] != kForm[i]) return false;
  }
  return text.size() == kForm.size() || text[kForm.size()] == ' ';
}

std::partial_ordering compare(const Value& a, const Value& b) {
  if (!a.known || !b.known || a.null || b.null) return std::partial_ordering::unordered;
  if (a.infinite != 0 || b.infinite != 0) return a.infinite <=> b.infinite;
  if (a.text == b.text) return std::partial_ordering::equivalent;
  const auto first = number_of(a.text);
  const auto second = number_of(b.text);
  if (first && second) return *first <=> *second;
  // Midnight may be written or left out, which makes no difference only where one is a beginning.
  if (is_iso_date(a.text) && is_iso_date(b.text) && !a.text.starts_with(b.text) &&
      !b.text.starts_with(a.text))
    return a.text <=> b.text;
  return std::partial_ordering::unordered;
}

std::partial_ordering compare(const std::vector<Expr>& a, const std::vector<Expr>& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    const Value first = read_value(a[i]);
    const std::partial_ordering order = compare(first, read_value(b[i]));
    // Behind MINVALUE and MAXVALUE nothing counts any more.
    if (order != std::partial_ordering::equivalent || first.infinite != 0) return order;
  }
  return std::partial_ordering::equivalent;
}

bool has_null(const std::vector<Expr>& values) {
  return std::ranges::any_of(values, [](const Expr& value) { return read_value(value).null; });
}

bool shares_value(const std::vector<Expr>& a, const std::vector<Expr>& b) {
  return (has_null(a) && has_null(b)) || std::ranges::any_of(a, [&](const Expr& value) {
           const Value wanted = read_value(value);
           return std::ranges::any_of(
               b, [&](const Expr& other) { return compare(wanted, read_value(other)) == 0; });
         });
}

bool overlap(const PartitionBound& a, const PartitionBound& b) {
  if (a.modulus > 0 && b.modulus > 0) {
    const int common = std::gcd(a.modulus, b.modulus);
    return a.remainder % common == b.remainder % common;
  }
  if (!a.in.empty() && !b.in.empty()) return shares_value(a.in, b.in);
  if (a.from.empty() || b.from.empty()) return false;
  return compare(a.from, b.to) < 0 && compare(b.from, a.to) < 0;
}

class BoundCheck {
 public:
  BoundCheck(Context& cx, const Relation& parent, Oid partition, const PartitionBound& bound)
      : cx_(cx), parent_(parent), partition_(partition), bound_(bound) {}

  bool run() {
    const std::string& strategy = parent_.extras->partition_strategy;
    if (strategy.empty()) return true;  // not known
    if (bound_.is_default) return may_be_default(strategy);
    if (!fits(strategy)) return false;
    return std::ranges::all_of(cx_.catalog.children_of(parent_.oid), [&](const Relation* other) {
      if (other->oid == partition_) return true;
      return !overlap(bound_, other->extras->partition_bound) ||
             refuse(sqlstate::kInvalidObjectDefinition,
                    text::format("the partition would overlap partition \"{}\"", other->name));
    });
  }

 private:
  bool refuse(std::string_view state, std::string message) { return cx_.refuse(state, std::move(message)); }

  bool may_be_default(std::string_view strategy) {
    if (strategy == "hash") {
      return refuse(sqlstate::kInvalidTableDefinition,
                    "a hash-partitioned table may not have a default partition");
    }
    const auto is_other_default = [&](const Relation* other) {
      return other->oid != partition_ && other->default_partition;
    };
    return std::ranges::none_of(cx_.catalog.children_of(parent_.oid), is_other_default) ||
           refuse(sqlstate::kInvalidObjectDefinition,
                  text::format("\"{}\" has a default partition already", parent_.name));
  }

  bool fits(std::string_view strategy) {
    const bool right_kind = strategy == "list"   ? !bound_.in.empty()
                            : strategy == "hash" ? bound_.in.empty() && bound_.from.empty()
                                                 : !bound_.from.empty();
    if (!right_kind) {
      return refuse(sqlstate::kInvalidTableDefinition,
                    text::format("invalid bound specification for a {} partition", strategy));
    }
    if (strategy == "hash") return fits_hash();
    if (strategy == "range") return fits_range() && are_read(bound_.from) && are_read(bound_.to);
    return std::ranges::all_of(bound_.in, [&](const Expr& value) { return is_read(value, 0); });
  }

  // A constant is read as what the key is.
  bool is_read(const Expr& value, std::size_t key) {
    const catalog::Column* column = parent_.find_column(parent_.partition_key[key]);
    return column == nullptr || value.empty() || value.root().kind != ExprKind::string ||
           may_read(cx_, value.root(), column->type);
  }

  bool are_read(const std::vector<Expr>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!is_read(values[i], i)) return false;
    }
    return true;
  }

  bool fits_hash() {
    if (bound_.modulus <= 0) {
      return refuse(sqlstate::kInvalidTableDefinition,
                    "modulus for hash partition must be an integer value greater than zero");
    }
    if (bound_.remainder >= bound_.modulus) {
      return refuse(sqlstate::kInvalidTableDefinition,
                    "remainder for hash partition must be less than modulus");
    }
    return std::ranges::all_of(cx_.catalog.children_of(parent_.oid), [&](const Relation* other) {
      const int modulus = other->extras->partition_bound.modulus;
      return modulus == 0 || std::max(modulus, bound_.modulus) % std::min(modulus, bound_.modulus) == 0 ||
             refuse(sqlstate::kInvalidObjectDefinition,
                    "every hash partition modulus must be a factor of the next larger modulus");
    });
  }

  bool fits_range() {
    if (bound_.from.size() != parent_.partition_key.size() ||
        bound_.to.size() != parent_.partition_key.size()) {
      return refuse(sqlstate::kInvalidTableDefinition,
                    "FROM and TO must specify exactly one value per partitioning column");
    }
    if (has_null(bound_.from) || has_null(bound_.to)) {
      return refuse(sqlstate::kInvalidObjectDefinition, "cannot specify NULL in range bound");
    }
    return !(compare(bound_.from, bound_.to) >= 0) ||
           refuse(sqlstate::kInvalidObjectDefinition, "empty range bound specified for partition");
  }

  Context& cx_;
  const Relation& parent_;
  Oid partition_;
  const PartitionBound& bound_;
};

}  // namespace

bool check_partition_bound(Context& cx, const Relation& parent, Oid partition, const PartitionBound& bound) {
  return BoundCheck(cx, parent, partition, bound).run();
}

}  // namespace lockstep::replay
