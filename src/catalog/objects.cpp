#include "catalog/objects.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "support/ascii.h"

namespace lockstep::catalog {
namespace {

template <class Columns>
auto* column_named(Columns& columns, std::string_view name) {
  const auto found = std::ranges::find(columns, name, &Column::name);
  return found == columns.end() ? nullptr : &*found;
}

template <class Columns>
auto* column_numbered(Columns& columns, AttributeNumber number) {
  const auto found = std::ranges::find(columns, number, &Column::number);
  return found == columns.end() ? nullptr : &*found;
}

template <class Constraints>
auto* constraint_named(Constraints& constraints, std::string_view name) {
  const auto found = std::ranges::find(constraints, name, &Constraint::name);
  return found == constraints.end() ? nullptr : &*found;
}

// Reads one identifier of a regclass literal from `at` on, and steps behind it.
std::string read_identifier(std::string_view text, std::size_t& at) {
  std::string name;
  if (at == text.size() || text[at] != '"') {
    for (; at < text.size() && text[at] != '.'; ++at) {
      name += ascii::lower(text[at]);
    }
    return name;
  }
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"' && (++at == text.size() || text[at] != '"')) break;
    name += text[at];
  }
  return name;
}

}  // namespace

const Column* Relation::find_column(std::string_view column) const { return column_named(columns, column); }
Column* Relation::find_column(std::string_view column) { return column_named(columns, column); }
const Column* Relation::find_column(AttributeNumber number) const { return column_numbered(columns, number); }
Column* Relation::find_column(AttributeNumber number) { return column_numbered(columns, number); }

const Constraint* Relation::find_constraint(std::string_view constraint) const {
  return constraint_named(constraints, constraint);
}
Constraint* Relation::find_constraint(std::string_view constraint) {
  return constraint_named(constraints, constraint);
}

const Constraint* Relation::primary_key() const {
  const auto found = std::ranges::find(constraints, ConstraintKind::primary_key, &Constraint::kind);
  return found == constraints.end() ? nullptr : &*found;
}

SequenceParameters default_parameters(std::string_view type, std::int64_t increment) {
  const std::int64_t largest = type == "int2"   ? std::numeric_limits<std::int16_t>::max()
                               : type == "int4" ? std::numeric_limits<std::int32_t>::max()
                                                : std::numeric_limits<std::int64_t>::max();
  SequenceParameters result;
  result.increment = increment;
  result.minimum = increment > 0 ? 1 : -largest - 1;
  result.maximum = increment > 0 ? largest : -1;
  result.start = increment > 0 ? result.minimum : result.maximum;
  return result;
}

std::vector<Type> signature(const Function& function) {
  std::vector<Type> types;
  for (const Argument& argument : function.arguments) {
    if (argument.mode != ArgumentMode::out && argument.mode != ArgumentMode::table) {
      types.push_back(argument.type);
    }
  }
  return types;
}

std::string signature_text(const Function& function) {
  std::string text;
  for (const Type& type : signature(function)) {
    if (!text.empty()) text += ", ";
    text += to_text(type);
  }
  return function.name + "(" + text + ")";
}

std::string to_text(const Relation& relation) {
  const bool plain = relation.schema == "public" || relation.temporary;
  return plain ? relation.name : relation.schema + "." + relation.name;
}

std::vector<std::uint32_t> sequence_names(const Expr& expression) {
  std::vector<std::uint32_t> found;
  const std::vector<Expr::Node>& nodes = expression.nodes();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].kind != ExprKind::function || nodes[i].text != "nextval" || nodes[i].children != 1) continue;
    // As a text it is looked up at each call, and nothing holds the sequence.
    const Expr::Node& outermost = nodes[i + 1];
    if (outermost.kind == ExprKind::cast && expression.type(outermost).name != "regclass") continue;
    const std::uint32_t argument = expression.without_casts(i + 1);
    if (nodes[argument].kind == ExprKind::string) found.push_back(argument);
  }
  return found;
}

QualifiedName parse_relation_name(std::string_view text) {
  QualifiedName result;
  std::size_t at = 0;
  result.name = read_identifier(text, at);
  while (at < text.size() && text[at] == '.') {
    result.schema = std::exchange(result.name, read_identifier(text, ++at));
  }
  return result;
}

Expr nextval_of(const Relation& sequence) {
  std::string name = quote_identifier(sequence.name);
  if (sequence.schema != "public" && !sequence.temporary) {
    name = quote_identifier(sequence.schema) + "." + name;
  }
  std::vector<Expr::Node> nodes(3);
  nodes[0] = {.kind = ExprKind::function,
              .children = 1,
              .size = 3,
              .type = 0,
              .text = "nextval",
              .qualifier = {},
              .span = {}};
  nodes[1] = {
      .kind = ExprKind::cast, .children = 1, .size = 2, .type = 0, .text = {}, .qualifier = {}, .span = {}};
  nodes[2] = {.kind = ExprKind::string,
              .children = 0,
              .size = 1,
              .type = 0,
              .text = std::move(name),
              .qualifier = {},
              .span = {}};
  TypeName regclass;
  regclass.name = "regclass";
  return {std::move(nodes), {std::move(regclass)}};
}

}  // namespace lockstep::catalog
