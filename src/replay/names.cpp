#include "replay/names.h"

#include <algorithm>
#include <cstddef>

#include "support/utf8.h"

namespace lockstep::replay {
namespace {

constexpr std::size_t kLongestName = 63;  // NAMEDATALEN - 1

// The longest beginning of at most `limit` bytes that ends with a whole character.
std::string_view clip(std::string_view text, std::size_t limit) {
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t length = utf8::length_at(text, end);
    if (end + length > limit) break;
    end += length;
  }
  return text.substr(0, end);
}

template <class Taken>
std::string choose(std::string_view first, std::string_view second, std::string_view label,
                   const Taken& taken) {
  std::string name = make_object_name(first, second, label);
  for (int number = 1; taken(name); ++number) {
    name = make_object_name(first, second, std::string(label) + std::to_string(number));
  }
  return name;
}

}  // namespace

std::string make_object_name(std::string_view first, std::string_view second, std::string_view label) {
  std::size_t overhead = label.empty() ? 0 : label.size() + 1;
  if (!second.empty()) ++overhead;
  std::size_t first_size = first.size();
  std::size_t second_size = second.size();
  while (first_size + second_size + overhead > kLongestName) {
    --(first_size > second_size ? first_size : second_size);
  }
  std::string name(clip(first, first_size));
  if (!second.empty()) name.append("_").append(clip(second, second_size));
  if (!label.empty()) name.append("_").append(label);
  return name;
}

std::string choose_relation_name(catalog::Catalog& catalog, std::string_view schema, std::string_view first,
                                 std::string_view second, std::string_view label, bool constraint) {
  return choose(first, second, label, [&](const std::string& name) {
    return catalog.find_relation(schema, name) != nullptr ||
           (constraint && catalog.has_constraint(schema, name));
  });
}

std::string choose_constraint_name(catalog::Catalog& catalog, std::string_view schema, std::string_view first,
                                   std::string_view second, std::string_view label) {
  return choose(first, second, label,
                [&](const std::string& name) { return catalog.has_constraint(schema, name); });
}

std::string join_column_names(std::span<const std::string> names) {
  std::string joined;
  for (const std::string& name : names) {
    if (!joined.empty()) joined += '_';
    joined += name;
    if (joined.size() > kLongestName) break;
  }
  return joined;
}

// FigureIndexColname of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_target.c
std::string expression_name(const Expr& expression) {
  std::string fallback = "expr";
  const auto weak = [&](std::string_view name) {
    if (fallback == "expr") fallback = name;
  };
  if (expression.empty()) return fallback;
  std::uint32_t at = 0;
  while (true) {
    const Expr::Node& node = expression.nodes()[at];
    switch (node.kind) {
      case ExprKind::column:
      case ExprKind::function:
      case ExprKind::sql_value: return node.text;
      case ExprKind::array: return "array";
      case ExprKind::row: return "row";
      case ExprKind::cast: weak(expression.type(node).name); break;
      case ExprKind::collate: break;
      case ExprKind::subscript:
        if (!node.text.empty() && node.text != ":") return node.text;
        break;
      case ExprKind::case_when: {
        weak("case");
        const auto children = expression.children(at);
        const bool operand = node.text == "operand";
        if ((children.size() - (operand ? 1 : 0)) % 2 == 0) return fallback;  // no ELSE
        at = children.back();
        continue;
      }
      default: return fallback;
    }
    ++at;  // the first child
  }
}

void number_duplicates(std::vector<std::string>& names) {
  for (std::size_t i = 1; i < names.size(); ++i) {
    const auto earlier = std::span(names).first(i);
    const std::string original = names[i];
    for (int number = 1; std::ranges::find(earlier, names[i]) != earlier.end(); ++number) {
      const std::string digits = std::to_string(number);
      names[i] = std::string(clip(original, kLongestName - digits.size())) + digits;
    }
  }
}

}  // namespace lockstep::replay
