#include "replay/expressions.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lockstep::replay {
namespace {

std::vector<TypeName> types_of(const Expr& expression) {
  std::vector<TypeName> types;
  for (const Expr::Node& node : expression.nodes()) {
    if (node.kind != ExprKind::cast) continue;
    types.resize(std::max<std::size_t>(types.size(), node.type + 1));
    types[node.type] = expression.type(node);
  }
  return types;
}

template <class Change>
Expr with_nodes(const Expr& expression, const Change& change) {
  std::vector<Expr::Node> nodes = expression.nodes();
  for (Expr::Node& node : nodes) change(node);
  return {std::move(nodes), types_of(expression)};
}

bool is_comparison(ExprKind kind) {
  return kind == ExprKind::op || kind == ExprKind::op_any || kind == ExprKind::op_all ||
         kind == ExprKind::between;
}

// Walks an expression from its root down and tells which nodes yield the enum's type.
class LabelWalk {
 public:
  LabelWalk(const Expr& expression, const LabelRename& rename) : expression_(expression), rename_(rename) {}

  // Indexes of the strings to rename.
  std::vector<std::uint32_t> find(bool whole_is_enum) {
    std::vector<std::pair<std::uint32_t, bool>> open = {{0, whole_is_enum}};
    std::vector<std::uint32_t> found;
    while (!open.empty()) {
      const auto [at, is_enum] = open.back();
      open.pop_back();
      const Expr::Node& node = expression_.nodes()[at];
      if (node.kind == ExprKind::string && is_enum && node.text == rename_.from) found.push_back(at);
      const bool children_are_enum = yields_enum_below(at, is_enum);
      for (const std::uint32_t child : expression_.children(at)) open.emplace_back(child, children_are_enum);
    }
    return found;
  }

 private:
  [[nodiscard]] bool yields_enum_below(std::uint32_t at, bool is_enum) const {
    const Expr::Node& node = expression_.nodes()[at];
    if (node.kind == ExprKind::cast) return rename_.is_enum(expression_.type(node));
    if (is_comparison(node.kind)) {
      return std::ranges::any_of(expression_.children(at),
                                 [&](std::uint32_t child) { return is_enum_itself(child); });
    }
    const bool passes_on = node.kind == ExprKind::array || node.kind == ExprKind::list ||
                           node.kind == ExprKind::case_when || node.text == "coalesce";
    return passes_on && is_enum;
  }

  [[nodiscard]] bool is_enum_itself(std::uint32_t at) const {
    const Expr::Node& node = expression_.nodes()[at];
    if (node.kind == ExprKind::cast) return rename_.is_enum(expression_.type(node));
    return node.kind == ExprKind::column &&
           std::ranges::find(rename_.columns, node.text) != rename_.columns.end();
  }

  const Expr& expression_;
  const LabelRename& rename_;
};

void change_index(catalog::Index& index, const ExprChange& change) {
  for (catalog::IndexKey& key : index.keys) {
    if (!key.expression.empty()) key.expression = change(key.expression, nullptr);
  }
  if (!index.predicate.empty()) index.predicate = change(index.predicate, nullptr);
}

bool has_expressions(const catalog::Index& index) {
  return !index.predicate.empty() || std::ranges::any_of(index.keys, [](const catalog::IndexKey& key) {
    return !key.expression.empty();
  });
}

}  // namespace

std::vector<std::string_view> column_names(const Expr& expression) {
  std::vector<std::string_view> names;
  for (const Expr::Node& node : expression.nodes()) {
    if (node.kind == ExprKind::column && std::ranges::find(names, node.text) == names.end()) {
      names.push_back(node.text);
    }
  }
  return names;
}

bool mentions(const Expr& expression, std::string_view column) {
  return std::ranges::any_of(expression.nodes(), [&](const Expr::Node& node) {
    return node.kind == ExprKind::column && node.text == column;
  });
}

Expr without_qualifier(const Expr& expression, const catalog::Relation& table) {
  const std::string qualified = table.schema + "." + table.name;
  return with_nodes(expression, [&](Expr::Node& node) {
    const bool own = node.qualifier == table.name || node.qualifier == qualified;
    if (node.kind == ExprKind::column && own) node.qualifier.clear();
  });
}

Expr with_column_renamed(const Expr& expression, std::string_view from, std::string_view to) {
  return with_nodes(expression, [&](Expr::Node& node) {
    if (node.kind == ExprKind::column && node.text == from) node.text = to;
  });
}

Expr with_type_renamed(const Expr& expression, const std::function<bool(const TypeName&)>& is_meant,
                       const catalog::Type& to) {
  std::vector<TypeName> types = types_of(expression);
  for (TypeName& type : types) {
    if (!is_meant(type)) continue;
    if (!type.schema.empty() || to.schema != "public") type.schema = to.schema;
    type.name = to.name;
  }
  return {expression.nodes(), std::move(types)};
}

Expr with_sequence_renamed(const Expr& expression, const std::function<bool(std::string_view)>& is_meant,
                           std::string_view to) {
  std::vector<Expr::Node> nodes = expression.nodes();
  for (const std::uint32_t at : catalog::sequence_names(expression)) {
    if (is_meant(nodes[at].text)) nodes[at].text = to;
  }
  return {std::move(nodes), types_of(expression)};
}

Expr cast_to(const Expr& expression, const catalog::Type& type) {
  std::vector<TypeName> types = types_of(expression);
  TypeName name;
  name.schema = type.schema == "public" ? "" : type.schema;
  name.name = type.name;
  name.array_dimensions = type.array_dimensions;
  std::vector<Expr::Node> nodes(1);
  nodes.front().kind = ExprKind::cast;
  nodes.front().children = 1;
  nodes.front().size = static_cast<std::uint32_t>(expression.nodes().size() + 1);
  nodes.front().type = static_cast<std::uint32_t>(types.size());
  nodes.insert(nodes.end(), expression.nodes().begin(), expression.nodes().end());
  types.push_back(std::move(name));
  return {std::move(nodes), std::move(types)};
}

Expr with_label_renamed(const Expr& expression, const LabelRename& rename, bool whole_is_enum) {
  if (expression.empty()) return expression;
  const std::vector<std::uint32_t> found = LabelWalk(expression, rename).find(whole_is_enum);
  std::vector<Expr::Node> nodes = expression.nodes();
  for (const std::uint32_t at : found) nodes[at].text = rename.to;
  return {std::move(nodes), types_of(expression)};
}

namespace {

void change_one(Expr& expression, const ExprChange& change) {
  if (!expression.empty()) expression = change(expression, nullptr);
}

void change_extras(catalog::Relation& relation, const ExprChange& change) {
  if (relation.extras.empty()) return;
  catalog::RelationExtras& extras = relation.extras.edit();
  for (catalog::Trigger& trigger : extras.triggers) change_one(trigger.when, change);
  for (catalog::Policy& policy : extras.policies) {
    change_one(policy.using_expression, change);
    change_one(policy.check, change);
  }
  for (catalog::Rule& rule : extras.rules) change_one(rule.where, change);
  for (catalog::IndexKey& key : extras.partition_key) change_one(key.expression, change);
}

void change_statistics(catalog::Catalog& catalog, catalog::Oid table, const ExprChange& change) {
  for (const auto& [key, statistics] : catalog.statistics) {
    if (statistics.table != table || statistics.expressions.empty()) continue;
    auto* changed = catalog.edit<catalog::Statistics>(statistics.schema, statistics.name);
    for (Expr& expression : changed->expressions) change_one(expression, change);
  }
}

void change_publications(catalog::Catalog& catalog, catalog::Oid table, const ExprChange& change) {
  for (const auto& [key, publication] : catalog.publications) {
    const auto has_filter = [&](const auto& part) { return part.table == table && !part.where.empty(); };
    if (std::ranges::none_of(publication.tables, has_filter)) continue;
    for (auto& part : catalog.edit<catalog::Publication>("", publication.name)->tables) {
      if (part.table == table) change_one(part.where, change);
    }
  }
}

}  // namespace

void change_expressions(catalog::Catalog& catalog, catalog::Oid table, const ExprChange& change) {
  catalog::Relation* relation = catalog.edit(table);
  if (relation == nullptr) return;
  for (catalog::Column& column : relation->columns) {
    if (column.default_value) column.default_value = change(*column.default_value, &column);
    if (!column.generation_expression.empty()) {
      column.generation_expression = change(column.generation_expression, &column);
    }
  }
  for (catalog::Constraint& constraint : relation->constraints) {
    if (!constraint.expression.empty()) constraint.expression = change(constraint.expression, nullptr);
  }
  for (const catalog::Oid oid : relation->indexes) {
    if (has_expressions(catalog.index(oid))) change_index(catalog.edit_index(oid), change);
  }
  change_extras(*relation, change);
  change_statistics(catalog, table, change);
  change_publications(catalog, table, change);
}

}  // namespace lockstep::replay
