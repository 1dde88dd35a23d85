#include "replay/queries.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "replay/expression_types.h"
#include "replay/function_types.h"
#include "replay/names.h"
#include "replay/query_resolver.h"
#include "replay/refusals.h"

namespace lockstep::replay {
namespace {

using catalog::Relation;
using catalog::Type;

bool is_system_catalog(const QualifiedName& name) {
  return name.schema == "pg_catalog" || name.schema == "information_schema" ||
         (name.schema.empty() && name.name.starts_with("pg_"));
}

QueryScope unknown_table(const FromItem& item) {
  const bool named = !item.alias.empty();
  return {.columns = {},
          .tables = {{.name = named ? item.alias : item.name,
                      .schema = named ? std::string_view() : item.schema,
                      .open = true}}};
}

QueryScope of_columns(const std::vector<QueryColumn>& columns, const std::vector<std::string>& names,
                      std::string_view alias) {
  QueryScope scope;
  scope.tables = {{.name = alias, .schema = {}}};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name.empty()) scope.tables.front().open = true;  // columns that nobody knows stand here
    scope.columns.push_back({.table = alias,
                             .schema = {},
                             .name = i < names.size() ? names[i] : columns[i].name,
                             .type = &columns[i].type,
                             .collation = columns[i].collation,
                             .use = {},
                             .other_use = {},
                             .order = i});
  }
  return scope;
}

void find_other_uses(const Context& cx, const Query& query, catalog::OtherUses& uses) {
  for (const auto& [schema, name] : query.functions) {
    const auto found = cx.catalog.find_functions(schema, name);
    if (!found.empty()) uses.functions.push_back({.schema = found.front()->schema, .name = name, .span = {}});
  }
  for (const TypeName& name : query.types) {
    Type type = cx.catalog.resolve(name);
    if (type.schema != "pg_catalog") uses.types.push_back(std::move(type));
  }
}

}  // namespace

// See QueryBuilder of src/parser/lower_query.cpp: what a SELECT needs stands behind it.
bool QueryResolver::run(catalog::Oid own) {
  for (std::size_t i = query_.selects.size(); i-- > 0;) {
    const auto at = static_cast<std::uint32_t>(i);
    if (i == 0 && own != 0) scopes_[0] = scope_of_relation(*cx_.catalog.relation(own), {});
    if (!open_scope(at) || !give_columns(at)) return false;
  }
  for (std::uint32_t at = 0; at < query_.selects.size(); ++at) {
    const auto is_there = [&](const ColumnName& name) { return use(at, name); };
    if (!std::ranges::all_of(query_.selects[at].uses, is_there) || !may_compute_all(at)) return false;
  }
  result_.columns = std::move(columns_.front());
  std::ranges::sort(result_.uses);
  const auto twice = std::ranges::unique(result_.uses);
  result_.uses.erase(twice.begin(), twice.end());
  return true;
}

// ---- FROM ----------------------------------------------------------------------------------

bool QueryResolver::open_scope(std::uint32_t at) {
  std::vector<QueryScope> stack;
  for (const FromItem& item : query_.selects[at].from) {
    if (item.renames) {
      stack.back() = rename(std::move(stack.back()), item);
      continue;
    }
    if (item.kind == FromItem::Kind::join) {
      QueryScope right = std::move(stack.back());
      stack.pop_back();
      stack.back() = join(std::move(stack.back()), std::move(right), item);
      continue;
    }
    std::optional<QueryScope> scope = scope_of_item(at, item, stack);
    if (!scope) return false;
    stack.push_back(*std::move(scope));
  }
  if (stack.size() == 1 && scopes_[at].tables.empty()) {
    scopes_[at] = std::move(stack.front());
  } else {
    for (const QueryScope& scope : stack) append(scopes_[at], scope);
  }
  for (const VisibleColumn& column : scopes_[at].columns) {
    if (column.other_use.relation != 0) add_uses(column);  // USING itself compares them
  }
  return true;
}

// None when Postgres refuses it.
std::optional<QueryScope> QueryResolver::scope_of_item(std::uint32_t at, const FromItem& item,
                                                       const std::vector<QueryScope>& before) {
  switch (item.kind) {
    case FromItem::Kind::query: return of_columns(columns_[item.select], item.columns, item.alias);
    case FromItem::Kind::function: return scope_of_function(at, item, before);
    default: break;
  }
  const WithQuery* with =
      item.kind == FromItem::Kind::relation && item.schema.empty() ? find_with(at, item.name) : nullptr;
  if (with != nullptr) {
    const std::string& alias = item.alias.empty() ? item.name : item.alias;
    QueryScope scope =
        of_columns(columns_of(*with), item.columns.empty() ? with->columns : item.columns, alias);
    scope.tables.front().open = scope.is_open() || with->has_more_columns;
    return scope;
  }
  const QualifiedName name{.schema = item.schema, .name = item.name, .span = {}};
  const Relation* relation = cx_.catalog.find_table(name);
  if (relation != nullptr) return scope_of_relation(*relation, item);
  const bool missing = cx_.catalog.find_relation(name) == nullptr && !is_system_catalog(name);
  if (missing && !missing_relation(cx_, name)) return std::nullopt;
  return unknown_table(item);
}

// A function that gives one value a row is a table of one column by the name of its alias, else its own.
// https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-TABLEFUNCTIONS
// Those with an argument OUT call the column by it. It sees what stands before it in FROM.
QueryScope QueryResolver::scope_of_function(std::uint32_t at, const FromItem& item,
                                            const std::vector<QueryScope>& before) {
  if (item.call.empty()) return unknown_table(item);
  const QueryScope kept = scopes_[at];
  for (const QueryScope& scope : before) append(scopes_[at], scope);
  const Type type = type_in(at, item.call);
  scopes_[at] = kept;
  const auto has_outputs = [](const catalog::Function* function) {
    return std::ranges::any_of(function->arguments, [](const catalog::Argument& argument) {
      return argument.mode != ArgumentMode::in && argument.mode != ArgumentMode::variadic;
    });
  };
  const bool one_value = type.known && type.schema == "pg_catalog" && type.name != "record";
  const bool several_arrays = item.name == "unnest" && item.call.root().children > 1;
  const bool names_value = item.name.contains("array_elements");
  if (!one_value || several_arrays || names_value ||
      std::ranges::any_of(cx_.catalog.find_functions(item.schema, item.name), has_outputs)) {
    return unknown_table(item);
  }
  const std::string& name = item.alias.empty() ? item.name : item.alias;
  function_columns_.push_back({{.name = name, .type = type, .collation = {}}});
  return of_columns(function_columns_.back(), item.columns, name);
}

QueryScope QueryResolver::scope_of_relation(const Relation& relation, const FromItem& item) {
  result_.uses.push_back({.relation = relation.oid, .column = 0});
  return scope_of(relation, item);
}

// A query of a WITH sees those before it, of a WITH RECURSIVE all of them.
const WithQuery* QueryResolver::find_with(std::uint32_t at, std::string_view name) const {
  std::uint32_t inside = Select::kNone;
  for (; at != Select::kNone; inside = at, at = query_.selects[at].outer) {
    const Select& select = query_.selects[at];
    for (const WithQuery& with : select.with) {
      if (with.select == inside && !select.recursive) break;
      if (with.name == name) return &with;
    }
  }
  return nullptr;
}

// Of a recursive query, while it isn't known itself, those of its first part.
const std::vector<QueryColumn>& QueryResolver::columns_of(const WithQuery& with) const {
  std::uint32_t at = with.select;
  while (at != Select::kNone && columns_[at].empty() && query_.selects[at].left != Select::kNone) {
    at = query_.selects[at].left;
  }
  static const std::vector<QueryColumn> kUnknown = {{.name = {}, .type = unknown_type(), .collation = {}}};
  return at == Select::kNone ? kUnknown : columns_[at];
}

// ---- the select list -----------------------------------------------------------------------

bool QueryResolver::give_columns(std::uint32_t at) {
  const Select& select = query_.selects[at];
  if (select.left != Select::kNone && select.right != Select::kNone) {
    columns_[at] = columns_[select.left];
    const std::vector<QueryColumn>& right = columns_[select.right];
    for (std::size_t i = 0; i < std::min(columns_[at].size(), right.size()); ++i) {
      columns_[at][i].type = common_type(std::array{columns_[at][i].type, right[i].type});
    }
    return true;
  }
  if (!select.rows.empty() || select.has_more_rows) return give_rows(at);
  for (const OutputColumn& column : select.columns) {
    const Expr::Node& root = column.expression.root();
    if (root.kind == ExprKind::column && root.text == "*") {
      expand_star(at, root.qualifier);
    } else if (root.kind == ExprKind::subscript && root.text == "*") {
      add_unknown_columns(at);
    } else {
      const VisibleColumn* plain =
          root.kind == ExprKind::column ? find(at, root.qualifier, root.text) : nullptr;
      std::string_view collation = plain == nullptr ? "" : plain->collation;
      if (root.kind == ExprKind::collate && root.text != "default") collation = root.text;
      columns_[at].push_back({.name = name_of(column),
                              .type = as_column(type_in(at, column.expression)),
                              .collation = std::string(collation)});
    }
  }
  return true;
}

// VALUES of several rows, which have to agree on their types.
bool QueryResolver::give_rows(std::uint32_t at) {
  const Select& select = query_.selects[at];
  const auto differs = [&](const std::vector<Expr>& row) { return row.size() != select.columns.size(); };
  if (std::ranges::any_of(select.rows, differs))
    return cx_.refuse(sqlstate::kSyntaxError, "VALUES lists must all be the same length");
  for (std::size_t i = 0; i < select.columns.size(); ++i) {
    std::vector<Type> types = {type_in(at, select.columns[i].expression)};
    for (const std::vector<Expr>& row : select.rows) types.push_back(type_in(at, row[i]));
    const Type type = select.has_more_rows ? unknown_type() : as_column(common_type(types));
    columns_[at].push_back({.name = select.columns[i].name, .type = type, .collation = {}});
  }
  return true;
}

void QueryResolver::expand_star(std::uint32_t at, std::string_view table) {
  std::vector<const VisibleColumn*> columns;
  for (const VisibleColumn& column : scopes_[at].columns) {
    if (table.empty() ? !column.hidden : is_of(column, table)) columns.push_back(&column);
  }
  if (!table.empty()) std::ranges::sort(columns, {}, &VisibleColumn::order);
  for (const VisibleColumn* column : columns) {
    columns_[at].push_back({.name = std::string(column->name),
                            .type = column_type(*column),
                            .collation = std::string(column->collation)});
    add_uses(*column);
  }
  const bool of_old_or_new = !table.empty() && columns.empty();
  if (scopes_[at].is_open() || of_old_or_new) add_unknown_columns(at);
}

void QueryResolver::add_unknown_columns(std::uint32_t at) {
  result_.complete = false;
  columns_[at].push_back({.name = {}, .type = unknown_type(), .collation = {}});
}

// FigureColname of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_target.c
std::string QueryResolver::name_of(const OutputColumn& column) const {
  if (!column.name.empty()) return column.name;
  const Expr::Node& root = column.expression.root();
  if (root.kind == ExprKind::subquery) {
    if (!root.qualifier.empty()) return root.qualifier;
    const auto select = select_of(root);
    if (select && !columns_[*select].empty()) return columns_[*select].front().name;
  }
  const std::string name = expression_name(column.expression);
  return name == "expr" ? "?column?" : name;
}

std::optional<std::uint32_t> QueryResolver::select_of(const Expr::Node& subquery) const {
  std::uint32_t index = 0;
  const char* const end = subquery.text.data() + subquery.text.size();
  if (std::from_chars(subquery.text.data(), end, index).ptr != end) return std::nullopt;
  return index < columns_.size() ? std::optional(index) : std::nullopt;
}

bool resolve_query(Context& cx, const Query& query, catalog::Oid own, ResolvedQuery& result) {
  if (query.selects.empty()) {
    result.complete = false;
    return true;
  }
  find_other_uses(cx, query, result.other_uses);
  return QueryResolver(cx, query, result).run(own);
}

}  // namespace lockstep::replay
