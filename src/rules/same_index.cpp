#include "rules/same_index.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "rules/columns.h"
#include "rules/context.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

bool is_descending(SortOrder order) { return order == SortOrder::desc; }

bool has_nulls_first(SortOrder order, NullsOrder nulls) {
  return nulls == NullsOrder::unstated ? is_descending(order) : nulls == NullsOrder::first;
}

// Columns by name, in order: those of a table, or the same under the names that they get later.
using Names = std::vector<std::pair<catalog::AttributeNumber, std::string>>;

Names names_of(const catalog::Relation& table) {
  Names names;
  for (const catalog::Column& column : table.columns) names.emplace_back(column.number, column.name);
  return names;
}

bool has_name(catalog::AttributeNumber number, std::string_view name, const Names& names) {
  const auto column = std::ranges::find(names, number, &Names::value_type::first);
  return column != names.end() && column->second == name;
}

bool is_same(const catalog::IndexKey& key, const action::IndexElement& element, const Names& names) {
  const bool same = key.column == 0 ? element.column.text.empty() && key.expression == element.expression
                                    : has_name(key.column, element.column.text, names);
  return same && key.operator_class == element.operator_class && key.collation == element.collation &&
         is_descending(key.order) == is_descending(element.order) &&
         has_nulls_first(key.order, key.nulls) == has_nulls_first(element.order, element.nulls);
}

// Uniqueness apart.
bool is_same(const catalog::Index& index, const action::CreateIndex& made, const Names& names) {
  const auto same_key = [&](const catalog::IndexKey& key, const action::IndexElement& element) {
    return is_same(key, element, names);
  };
  const auto same_column = [&](catalog::AttributeNumber number, const Name& name) {
    return has_name(number, name.text, names);
  };
  return index.valid && !index.keys.empty() && index.method == made.method && index.predicate.empty() &&
         made.where.empty() && std::ranges::equal(index.keys, made.elements, same_key) &&
         std::ranges::equal(index.include, made.include, same_column);
}

bool is_as_unique(const catalog::Index& index, const action::CreateIndex& made) {
  return index.unique == made.unique && index.nulls_not_distinct == made.nulls_not_distinct;
}

bool takes_its_place(const action::CreateIndex& made, const catalog::Index& index, const Names& names) {
  if (index.keys.empty()) return false;
  const auto holds = [&](const catalog::IndexKey& key, const action::IndexElement& element) {
    return has_name(key.column, element.column.text, names);
  };
  if (holds(index.keys.front(), made.elements.front())) return true;
  if (!made.unique || !index.unique) return false;
  const auto in_both = std::ranges::count_if(made.elements, [&](const action::IndexElement& element) {
    return std::ranges::any_of(index.keys, [&](const auto& key) { return holds(key, element); });
  });
  return static_cast<std::size_t>(in_both) == std::min(made.elements.size(), index.keys.size());
}

// Goes with its constraint.
bool is_constraint_dropped_later(const catalog::Relation& index, const catalog::Relation& table,
                                 const RuleContext& cx) {
  return std::ranges::any_of(cx.following(), [&](const Statement& later) {
    const auto* alter = std::get_if<action::AlterTable>(&later.action);
    return alter != nullptr && cx.before().find_table(alter->relation) == &table &&
           find_drop(*alter, index.name) != nullptr;
  });
}

}  // namespace

const catalog::Relation* find_double(const action::CreateIndex& made, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(made.relation);
  if (table == nullptr) return nullptr;
  const Names names = names_of(*table);
  const auto found = std::ranges::find_if(table->indexes, [&](const catalog::Oid oid) {
    const catalog::Index& index = cx.before().index(oid);
    return (!made.unique || is_as_unique(index, made)) && is_same(index, made, names) &&
           !is_constraint_dropped_later(*cx.before().relation(oid), *table, cx);
  });
  return found == table->indexes.end() ? nullptr : cx.before().relation(*found);
}

std::string name_before(const action::CreateIndex& made, const RuleContext& cx) {
  const catalog::Relation* table = cx.before().find_table(made.relation);
  if (table == nullptr || made.name.text.empty()) return {};
  const Names names = names_of(*table);
  const auto is_it = [&](const catalog::Index& index, const std::string& name) {
    return name != made.name.text && is_as_unique(index, made) && is_same(index, made, names);
  };
  for (const catalog::FormerIndex& former : table->former_indexes) {
    if (is_it(former.index, former.name) && went_by_drop_index(former, cx)) return former.name;
  }
  for (const catalog::Oid oid : table->indexes) {
    const catalog::Relation& index = *cx.before().relation(oid);
    if (is_it(*index.index, index.name) && drop_index_follows(index, cx)) return index.name;
  }
  return {};
}

bool is_built_again(const catalog::Relation& index, const RuleContext& cx) {
  const catalog::Relation& table = *cx.before().relation(index.index->table);
  Names names = names_of(table);
  const auto builds = [&](const Statement& statement) {
    const auto* made = std::get_if<action::CreateIndex>(&statement.action);
    return made != nullptr && !made->concurrently && !made->name.text.empty() &&
           made->name.text != index.name && cx.before().find_table(made->relation) == &table &&
           is_as_unique(*index.index, *made) && is_same(*index.index, *made, names);
  };
  if (std::ranges::any_of(cx.preceding(), builds)) return true;
  for (const Statement& later : cx.following()) {
    if (const auto* rename = std::get_if<action::Rename>(&later.action);
        rename != nullptr && rename->kind == ObjectKind::column &&
        cx.before().find_table(rename->object) == &table) {
      const auto column = std::ranges::find(names, rename->from.text, &Names::value_type::second);
      if (column != names.end()) column->second = rename->to.text;
    }
    if (builds(later)) return true;
  }
  return false;
}

const action::CreateIndex* find_replacement(const catalog::Relation& index, const RuleContext& cx) {
  const catalog::Relation& table = *cx.before().relation(index.index->table);
  const Names names = names_of(table);
  for (const std::span<const Statement> statements : {cx.preceding(), cx.following()}) {
    for (const Statement& statement : statements) {
      const auto* made = std::get_if<action::CreateIndex>(&statement.action);
      if (made != nullptr && cx.before().find_table(made->relation) == &table &&
          takes_its_place(*made, *index.index, names))
        return made;
    }
  }
  return nullptr;
}

bool went_by_drop_index(const catalog::FormerIndex& former, const RuleContext& cx) {
  return cx.created_here(former.dropped) &&
         std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
           const auto* drop = std::get_if<action::Drop>(&earlier.action);
           return drop != nullptr && drop->kind == ObjectKind::index && !drop->concurrently &&
                  contains(drop->names, former.name, &QualifiedName::name);
         });
}

bool drop_index_follows(const catalog::Relation& index, const RuleContext& cx) {
  return std::ranges::any_of(cx.following(), [&](const Statement& later) {
    const auto* drop = std::get_if<action::Drop>(&later.action);
    return drop != nullptr && drop->kind == ObjectKind::index &&
           std::ranges::any_of(drop->names, [&](const QualifiedName& name) {
             return cx.before().find_relation(name) == &index;
           });
  });
}

}  // namespace lockstep::rules
