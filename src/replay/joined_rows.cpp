#include "replay/joined_rows.h"

#include <algorithm>
#include <numeric>

namespace lockstep::replay {
namespace {

constexpr std::size_t kNone = SIZE_MAX;
constexpr std::size_t kMostRows = 200'000;

}  // namespace

std::size_t JoinedRows::source_of(std::string_view qualifier, std::string_view name) const {
  if (!qualifier.empty()) {
    const auto found = std::ranges::find(query_.from, qualifier, &RowQuery::Source::alias);
    return found == query_.from.end() ? kNone : static_cast<std::size_t>(found - query_.from.begin());
  }
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    const auto has_it = [&](const SystemRow& row) { return row.find(name) != nullptr; };
    if (std::ranges::any_of(tables_[i].rows, has_it)) return i;
  }
  return kNone;
}

std::uint64_t JoinedRows::sources_of(const Expr& condition) const {
  std::uint64_t used = 0;
  for (const Expr::Node& node : condition.nodes()) {
    if (node.kind == ExprKind::subquery) return kAll;
    if (node.kind != ExprKind::column) continue;
    const std::size_t source = source_of(node.qualifier, node.text);
    if (source != kNone) used |= std::uint64_t{1} << source;
  }
  return used;
}

Names JoinedRows::names_in(const JoinedRow& row) const {
  return [this, &row](std::string_view qualifier, std::string_view name) {
    const std::size_t source = source_of(qualifier, name);
    if (source == kNone) return outer_(qualifier, name);
    const Value* value = row.parts[source] == nullptr ? nullptr : row.parts[source]->find(name);
    return value == nullptr ? Value{} : *value;
  };
}

bool JoinedRows::holds(JoinedRow& row, std::uint64_t bound, std::uint64_t before) {
  const std::uint64_t all = (std::uint64_t{1} << query_.from.size()) - 1;
  const Scope scope = scope_(names_in(row));
  for (std::size_t i = 0; i < query_.conditions.size(); ++i) {
    const std::uint64_t used = used_[i] & all;
    const bool late = used_[i] == kAll && bound != all;
    if (late || (used & ~bound) != 0 || ((used & ~before) == 0 && before != 0)) continue;
    const Value value = evaluate(query_.conditions[i], scope);
    if (value.is(Value::Kind::error) && !error_.is(Value::Kind::error)) error_ = value;
    if (value.is_false() || value.is(Value::Kind::null)) return false;
    row.certain = row.certain && value.is_true();
  }
  return true;
}

bool JoinedRows::join() {
  for (const Expr& condition : query_.conditions) used_.push_back(sources_of(condition));
  rows_ = {{.parts = std::vector<const SystemRow*>(tables_.size())}};
  std::uint64_t bound = 0;
  if (tables_.empty() && !holds(rows_.front(), 0, 0)) rows_.clear();
  for (std::size_t source = 0; source < tables_.size(); ++source) {
    // By itself first: conditions of joins mostly name one row of each.
    const std::uint64_t own = std::uint64_t{1} << source;
    std::vector<const SystemRow*> candidates;
    for (const SystemRow& row : tables_[source].rows) {
      JoinedRow alone{.parts = std::vector<const SystemRow*>(tables_.size())};
      alone.parts[source] = &row;
      if (holds(alone, own, 0)) candidates.push_back(&row);
    }
    if (candidates.size() * rows_.size() > kMostRows) return false;
    std::vector<JoinedRow> joined;
    for (const JoinedRow& left : rows_) {
      for (const SystemRow* row : candidates) {
        JoinedRow both = left;
        both.parts[source] = row;
        both.certain = left.certain && row->certain;
        if (holds(both, bound | own, bound)) joined.push_back(std::move(both));
      }
    }
    rows_ = std::move(joined);
    bound |= own;
  }
  return true;
}

}  // namespace lockstep::replay
