#include "replay/queries.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "replay/expression_types.h"
#include "replay/function_types.h"
#include "replay/names.h"
#include "replay/refusals.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::ColumnUse;
using catalog::Relation;
using catalog::Type;

// A column that a FROM makes visible.
struct Visible {
  std::string table;      // by which a qualifier calls it
  std::string qualified;  // the same with the schema; empty where there is none
  std::string name;
  Type type;
  std::string collation;
  ColumnUse use;        // relation 0: a subquery's, whose uses are counted where it stands
  ColumnUse other_use;  // of a column of USING: that of the right side
  std::size_t order = 0;
  bool hidden = false;  // the right side of a USING: seen with a qualifier only
};

struct Scope {
  std::vector<Visible> columns;  // in order of `*`
  std::vector<std::string> tables;
  bool open = false;  // there may be columns that the history doesn't know
};

// https://www.postgresql.org/docs/current/ddl-system-columns.html
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSystemColumns = {{{"cmax", "cid"},
                                                                                          {"cmin", "cid"},
                                                                                          {"ctid", "tid"},
                                                                                          {"tableoid", "oid"},
                                                                                          {"xmax", "xid"},
                                                                                          {"xmin", "xid"}}};

Type type_of_system_column(std::string_view name) {
  const auto found = std::ranges::find(kSystemColumns, name, &decltype(kSystemColumns)::value_type::first);
  return found == kSystemColumns.end() ? unknown_type() : built_in_type(found->second);
}

bool is_system_catalog(const QualifiedName& name) {
  return name.schema == "pg_catalog" || name.schema == "information_schema" ||
         (name.schema.empty() && name.name.starts_with("pg_"));
}

void append(Scope& scope, Scope&& more) {
  for (Visible& column : more.columns) scope.columns.push_back(std::move(column));
  for (std::string& table : more.tables) scope.tables.push_back(std::move(table));
  scope.open = scope.open || more.open;
}

Visible* find_plain(Scope& scope, std::string_view name) {
  const auto found = std::ranges::find_if(
      scope.columns, [&](const Visible& column) { return !column.hidden && column.name == name; });
  return found == scope.columns.end() ? nullptr : &*found;
}

std::vector<std::string> common_names(const Scope& left, Scope& right) {
  std::vector<std::string> names;
  for (const Visible& column : left.columns) {
    if (!column.hidden && find_plain(right, column.name) != nullptr) names.push_back(column.name);
  }
  return names;
}

// https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-JOIN: columns of USING
// come first in `*`, once.
Scope join(Scope left, Scope right, const FromItem& item) {
  const std::vector<std::string> names = item.natural ? common_names(left, right) : item.columns;
  std::vector<Visible> merged;
  for (const std::string& name : names) {
    Visible* a = find_plain(left, name);
    Visible* b = find_plain(right, name);
    if (a == nullptr || b == nullptr) continue;
    a->other_use = b->use;
    if (a->type != b->type) a->type = common_type(std::array{a->type, b->type});
    b->hidden = true;
    merged.push_back(std::move(*a));
    left.columns.erase(left.columns.begin() + (a - left.columns.data()));
  }
  Scope scope{.columns = std::move(merged), .tables = {}, .open = false};
  append(scope, std::move(left));
  append(scope, std::move(right));
  if (item.alias.empty()) return scope;
  std::erase_if(scope.columns, &Visible::hidden);
  for (Visible& column : scope.columns) {
    column.table = item.alias;
    column.qualified.clear();
  }
  scope.tables = {item.alias};
  return scope;
}

class Resolver {
 public:
  Resolver(Context& cx, const Query& query, ResolvedQuery& result)
      : cx_(cx),
        query_(query),
        result_(result),
        columns_(query.selects.size()),
        scopes_(query.selects.size()) {}

  // See QueryBuilder of src/parser/lower_query.cpp: what a SELECT needs stands behind it.
  bool run(catalog::Oid own) {
    for (std::size_t i = query_.selects.size(); i-- > 0;) {
      const auto at = static_cast<std::uint32_t>(i);
      if (i == 0 && own != 0) scopes_[0] = of_relation(*cx_.catalog.relation(own), {});
      if (!open_scope(at) || !give_columns(at)) return false;
    }
    for (std::uint32_t at = 0; at < query_.selects.size(); ++at) {
      for (const ColumnName& name : query_.selects[at].uses) {
        if (!use(at, name)) return false;
      }
    }
    result_.columns = std::move(columns_.front());
    std::ranges::sort(result_.uses);
    const auto twice = std::ranges::unique(result_.uses);
    result_.uses.erase(twice.begin(), twice.end());
    return true;
  }

 private:
  // ---- FROM ----------------------------------------------------------------------------------
  bool open_scope(std::uint32_t at) {
    std::vector<Scope> stack;
    for (const FromItem& item : query_.selects[at].from) {
      if (item.kind == FromItem::Kind::join) {
        Scope right = std::move(stack.back());
        stack.pop_back();
        stack.back() = join(std::move(stack.back()), std::move(right), item);
        continue;
      }
      std::optional<Scope> scope = of_item(at, item);
      if (!scope) return false;
      stack.push_back(*std::move(scope));
    }
    for (Scope& scope : stack) append(scopes_[at], std::move(scope));
    for (const Visible& column : scopes_[at].columns) {
      if (column.other_use.relation != 0) add_uses(column);  // USING itself compares them
    }
    return true;
  }

  // None when Postgres refuses it.
  std::optional<Scope> of_item(std::uint32_t at, const FromItem& item) {
    switch (item.kind) {
      case FromItem::Kind::query: return of_columns(columns_[item.select], item.columns, item.alias);
      case FromItem::Kind::function: return of_function(at, item);
      default: break;
    }
    if (item.schema.empty()) {
      if (const WithQuery* with = find_with(at, item.name)) {
        const std::string& alias = item.alias.empty() ? item.name : item.alias;
        return of_columns(columns_of(*with), item.columns.empty() ? with->columns : item.columns, alias);
      }
    }
    const QualifiedName name{.schema = item.schema, .name = item.name, .span = {}};
    const Relation* relation = cx_.catalog.find_table(name);
    if (relation != nullptr) return of_relation(*relation, item);
    const bool missing = cx_.catalog.find_relation(name) == nullptr && !is_system_catalog(name);
    if (missing && !missing_relation(cx_, name)) return std::nullopt;
    return Scope{.columns = {}, .tables = {item.alias.empty() ? item.name : item.alias}, .open = true};
  }

  Scope of_relation(const Relation& relation, const FromItem& item) {
    Scope scope;
    scope.open = relation.uncertain;
    scope.tables = {item.alias.empty() ? relation.name : item.alias};
    result_.uses.push_back({.relation = relation.oid, .column = 0});
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
      const catalog::Column& column = relation.columns[i];
      scope.columns.push_back({.table = scope.tables.front(),
                               .qualified = item.alias.empty() ? relation.schema + "." + relation.name : "",
                               .name = i < item.columns.size() ? item.columns[i] : column.name,
                               .type = column.type,
                               .collation = column.collation,
                               .use = {.relation = relation.oid, .column = column.number},
                               .other_use = {},
                               .order = i});
    }
    return scope;
  }

  // A function that gives one value a row is a table of one column by the name of its alias, else its own.
  // https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-TABLEFUNCTIONS
  Scope of_function(std::uint32_t at, const FromItem& item) const {
    const std::string& name = item.alias.empty() ? item.name : item.alias;
    const Type type = item.call.empty() ? unknown_type() : type_in(at, item.call);
    const auto has_outputs = [](const catalog::Function* function) {
      return std::ranges::any_of(function->arguments, [](const catalog::Argument& argument) {
        return argument.mode != ArgumentMode::in && argument.mode != ArgumentMode::variadic;
      });
    };
    const bool one_value = type.known && type.schema == "pg_catalog" && type.name != "record";
    const bool several_arrays = item.name == "unnest" && !item.call.empty() && item.call.root().children > 1;
    if (!one_value || several_arrays ||
        std::ranges::any_of(cx_.catalog.find_functions(item.schema, item.name), has_outputs)) {
      return {.columns = {}, .tables = {name}, .open = true};
    }
    return of_columns({{.name = name, .type = type, .collation = {}}}, item.columns, name);
  }

  static Scope of_columns(const std::vector<QueryColumn>& columns, const std::vector<std::string>& names,
                          const std::string& alias) {
    Scope scope;
    scope.tables = {alias};
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name.empty()) scope.open = true;  // columns that nobody knows stand here
      scope.columns.push_back({.table = alias,
                               .qualified = {},
                               .name = i < names.size() ? names[i] : columns[i].name,
                               .type = columns[i].type,
                               .collation = columns[i].collation,
                               .use = {},
                               .other_use = {},
                               .order = i});
    }
    return scope;
  }

  // A query of a WITH sees those before it, of a WITH RECURSIVE all of them.
  [[nodiscard]] const WithQuery* find_with(std::uint32_t at, std::string_view name) const {
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
  [[nodiscard]] const std::vector<QueryColumn>& columns_of(const WithQuery& with) const {
    std::uint32_t at = with.select;
    while (at != Select::kNone && columns_[at].empty() && query_.selects[at].left != Select::kNone) {
      at = query_.selects[at].left;
    }
    static const std::vector<QueryColumn> kUnknown = {{.name = {}, .type = unknown_type(), .collation = {}}};
    return at == Select::kNone ? kUnknown : columns_[at];
  }

  // ---- the select list -----------------------------------------------------------------------
  bool give_columns(std::uint32_t at) {
    const Select& select = query_.selects[at];
    if (select.left != Select::kNone && select.right != Select::kNone) {
      columns_[at] = columns_[select.left];
      const std::vector<QueryColumn>& right = columns_[select.right];
      for (std::size_t i = 0; i < std::min(columns_[at].size(), right.size()); ++i) {
        columns_[at][i].type = common_type(std::array{columns_[at][i].type, right[i].type});
      }
      return true;
    }
    for (const OutputColumn& column : select.columns) {
      const Expr::Node& root = column.expression.root();
      if (root.kind == ExprKind::column && root.text == "*") {
        expand_star(at, root.qualifier);
      } else {
        const Visible* plain = root.kind == ExprKind::column ? find(at, root.qualifier, root.text) : nullptr;
        std::string collation = plain == nullptr ? std::string() : plain->collation;
        if (root.kind == ExprKind::collate && root.text != "default") collation = root.text;
        columns_[at].push_back({.name = name_of(column),
                                .type = type_in(at, column.expression),
                                .collation = std::move(collation)});
      }
    }
    return true;
  }

  void expand_star(std::uint32_t at, std::string_view table) {
    std::vector<const Visible*> columns;
    for (const Visible& column : scopes_[at].columns) {
      if (table.empty() ? !column.hidden : is_of(column, table)) columns.push_back(&column);
    }
    if (!table.empty()) std::ranges::stable_sort(columns, {}, &Visible::order);
    for (const Visible* column : columns) {
      columns_[at].push_back({.name = column->name, .type = column->type, .collation = column->collation});
      add_uses(*column);
    }
    if (scopes_[at].open) {
      result_.complete = false;
      columns_[at].push_back({.name = {}, .type = unknown_type(), .collation = {}});
    }
  }

  // FigureColname of
  // https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_target.c
  [[nodiscard]] std::string name_of(const OutputColumn& column) const {
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

  [[nodiscard]] std::optional<std::uint32_t> select_of(const Expr::Node& subquery) const {
    std::uint32_t index = 0;
    const char* const end = subquery.text.data() + subquery.text.size();
    if (std::from_chars(subquery.text.data(), end, index).ptr != end) return std::nullopt;
    return index < columns_.size() ? std::optional(index) : std::nullopt;
  }

  [[nodiscard]] Type type_in(std::uint32_t at, const Expr& expression) const {
    return type_of(expression, cx_.catalog, [&](const Expr::Node& node) -> Type {
      if (node.kind == ExprKind::column) {
        const Visible* column = find(at, node.qualifier, node.text);
        return column == nullptr ? type_of_system_column(node.text) : column->type;
      }
      if (node.qualifier == "exists") return built_in_type("bool");
      const auto select = select_of(node);
      if (!select || columns_[*select].empty()) return unknown_type();
      Type type = columns_[*select].front().type;
      if (node.qualifier == "array") type.array_dimensions = 1;
      return type;
    });
  }

  // ---- names ---------------------------------------------------------------------------------
  static bool is_of(const Visible& column, std::string_view table) {
    return column.table == table || (!column.qualified.empty() && column.qualified == table);
  }

  // The scope that a name is looked for in behind that of `at`.
  [[nodiscard]] std::uint32_t outer_scope(std::uint32_t at) const {
    while (at != Select::kNone && !query_.selects[at].sees_outer_from) at = query_.selects[at].outer;
    return at == Select::kNone ? at : query_.selects[at].outer;
  }

  [[nodiscard]] const Visible* find(std::uint32_t at, std::string_view table, std::string_view name) const {
    for (; at != Select::kNone; at = outer_scope(at)) {
      for (const Visible& column : scopes_[at].columns) {
        if (column.name != name) continue;
        if (table.empty() ? !column.hidden : is_of(column, table)) return &column;
      }
    }
    return nullptr;
  }

  void add_uses(const Visible& column) {
    for (const ColumnUse& use : {column.use, column.other_use}) {
      if (use.relation != 0) result_.uses.push_back(use);
    }
  }

  bool use(std::uint32_t at, const ColumnName& name) {
    if (name.name == "*") return true;  // expanded; count(*) uses no column
    if (name.may_be_output && name.qualifier.empty() &&
        std::ranges::find(columns_[at], name.name, &QueryColumn::name) != columns_[at].end()) {
      return true;
    }
    if (const Visible* column = find(at, name.qualifier, name.name)) {
      add_uses(*column);
      return true;
    }
    return is_system_column(name.name) || may_exist(at, name) || refuse(at, name);
  }

  // A row as a whole, or something of what the history doesn't know.
  [[nodiscard]] bool may_exist(std::uint32_t at, const ColumnName& name) const {
    for (; at != Select::kNone; at = outer_scope(at)) {
      const Scope& scope = scopes_[at];
      if (scope.open) return true;
      if (name.qualifier.empty() && std::ranges::find(scope.tables, name.name) != scope.tables.end()) {
        return true;
      }
    }
    return false;
  }

  bool refuse(std::uint32_t at, const ColumnName& name) {
    if (name.qualifier.empty()) {
      return cx_.refuse(sqlstate::kUndefinedColumn, text::format("column \"{}\" does not exist", name.name));
    }
    for (; at != Select::kNone; at = outer_scope(at)) {
      const bool named = std::ranges::any_of(
          scopes_[at].columns, [&](const Visible& column) { return is_of(column, name.qualifier); });
      if (named) {
        return cx_.refuse(sqlstate::kUndefinedColumn,
                          text::format("column {}.{} does not exist", name.qualifier, name.name));
      }
    }
    return cx_.refuse(sqlstate::kUndefinedTable,
                      text::format("missing FROM-clause entry for table \"{}\"", name.qualifier));
  }

  Context& cx_;
  const Query& query_;
  ResolvedQuery& result_;
  std::vector<std::vector<QueryColumn>> columns_;  // that each SELECT gives
  std::vector<Scope> scopes_;                      // what each SELECT's FROM makes visible
};

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

bool resolve_query(Context& cx, const Query& query, catalog::Oid own, ResolvedQuery& result) {
  if (query.selects.empty()) {
    result.complete = false;
    return true;
  }
  find_other_uses(cx, query, result.other_uses);
  return Resolver(cx, query, result).run(own);
}

}  // namespace lockstep::replay
