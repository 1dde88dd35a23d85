#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "parser/lower.h"
#include "parser/node_children.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

// A name that a WITH gave to a query, and the names that were visible before it.
struct Scope {
  std::string_view name;
  std::size_t outer;
};
constexpr std::size_t kOutermost = 0;

struct Visit {
  const ::Node* node;
  std::size_t scope;
};

class RelationWalk {
 public:
  void run(std::vector<const ::Node*> nodes) {
    visit_all(nodes, kOutermost);
    while (!visits_.empty()) {
      const Visit next = visits_.back();
      visits_.pop_back();
      if (next.node->type == T_RangeVar) {
        add(*tree::as<::RangeVar>(next.node), next.scope);
        continue;
      }
      if (next.node->type == T_ColumnRef) columns_.push_back(tree::as<::ColumnRef>(next.node));
      nodes.clear();
      push_children(next.node, nodes);
      visit_all(nodes, next.scope);
    }
  }

  // In order of the text, each once.
  [[nodiscard]] std::vector<const ::RangeVar*> result() {
    std::ranges::sort(found_, {}, &::RangeVar::location);
    std::vector<const ::RangeVar*> all;
    const auto name = [](const ::RangeVar* relation) {
      return std::pair(tree::text(relation->schemaname), tree::text(relation->relname));
    };
    std::vector<std::pair<std::string_view, std::string_view>> seen;
    for (const ::RangeVar* relation : found_) {
      const auto at = std::ranges::lower_bound(seen, name(relation));
      if (at != seen.end() && *at == name(relation)) continue;
      seen.insert(at, name(relation));
      all.push_back(relation);
    }
    return all;
  }

  [[nodiscard]] std::vector<std::string> columns(const ::RangeVar* target) const {
    std::vector<std::string> names;
    for (const ::ColumnRef* column : columns_) {
      const std::string_view name = tree::last_name(column->fields);  // empty for a star
      names.emplace_back(name.empty() || is_row(*column, target) ? "*" : name);
    }
    std::ranges::sort(names);
    const auto twice = std::ranges::unique(names);
    names.erase(twice.begin(), twice.end());
    return names;
  }

 private:
  // `to_json(orders)`: a name alone that is a relation's is its row.
  [[nodiscard]] bool is_row(const ::ColumnRef& column, const ::RangeVar* target) const {
    if (tree::length(column.fields) != 1) return false;
    const std::string_view name = tree::last_name(column.fields);
    const auto goes_by_it = [&](const ::RangeVar* relation) {
      return name == tree::text(relation->alias == nullptr ? relation->relname : relation->alias->aliasname);
    };
    return (target != nullptr && goes_by_it(target)) || std::ranges::any_of(found_, goes_by_it);
  }

  // The parts of one node: what its WITH names is visible to all of them.
  void visit_all(const std::vector<const ::Node*>& nodes, std::size_t scope) {
    for (const ::Node* node : nodes) {
      if (tree::is(node, T_WithClause)) scope = open_with(*tree::as<::WithClause>(node), scope);
    }
    for (const ::Node* node : nodes) {
      if (node != nullptr && !names_nothing_read(*node)) visits_.push_back({.node = node, .scope = scope});
    }
  }

  // FOR UPDATE OF names what FROM has named already; INTO names what is made.
  [[nodiscard]] static bool names_nothing_read(const ::Node& node) {
    return node.type == T_WithClause || node.type == T_LockingClause || node.type == T_IntoClause;
  }

  // A query of a WITH sees those before it, of a WITH RECURSIVE all of them:
  // https://www.postgresql.org/docs/current/sql-select.html#SQL-WITH
  std::size_t open_with(const ::WithClause& with, std::size_t scope) {
    std::size_t all = scope;
    if (with.recursive) {
      for (const auto* query : tree::elements<::CommonTableExpr>(with.ctes)) all = open(query->ctename, all);
    }
    for (const auto* query : tree::elements<::CommonTableExpr>(with.ctes)) {
      visits_.push_back({.node = query->ctequery, .scope = all});
      if (!with.recursive) all = open(query->ctename, all);
    }
    return all;
  }

  std::size_t open(const char* name, std::size_t outer) {
    scopes_.push_back({.name = tree::text(name), .outer = outer});
    return scopes_.size() - 1;
  }

  void add(const ::RangeVar& relation, std::size_t scope) {
    if (relation.schemaname == nullptr) {
      for (; scope != kOutermost; scope = scopes_[scope].outer) {
        if (scopes_[scope].name == tree::text(relation.relname)) return;
      }
    }
    found_.push_back(&relation);
  }

  std::vector<Scope> scopes_ = {{}};  // the first stands for "none"
  std::vector<Visit> visits_;
  std::vector<const ::RangeVar*> found_;
  std::vector<const ::ColumnRef*> columns_;
};

std::vector<QualifiedName> lower_relations(RelationWalk& walk, const LowerContext& cx) {
  std::vector<QualifiedName> result;
  for (const ::RangeVar* relation : walk.result()) result.push_back(lower_relation(relation, cx));
  return result;
}

}  // namespace

std::vector<QualifiedName> relations_read(std::initializer_list<const ::Node*> parts,
                                          const LowerContext& cx) {
  RelationWalk walk;
  walk.run(parts);
  return lower_relations(walk, cx);
}

NamesRead names_read(std::initializer_list<const ::Node*> parts, const ::RangeVar* target,
                     const LowerContext& cx) {
  RelationWalk walk;
  walk.run(parts);
  return {.relations = lower_relations(walk, cx), .columns = walk.columns(target)};
}

std::vector<QualifiedName> relations_read(const ::Node* query, const LowerContext& cx) {
  return relations_read({query}, cx);
}

}  // namespace lockstep
