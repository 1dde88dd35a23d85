// Publications and statistics objects.

#include <algorithm>
#include <array>
#include <utility>

#include "replay/expressions.h"
#include "replay/functions.h"
#include "replay/names.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Publication;
using catalog::Relation;
using catalog::Statistics;

// publish = 'insert, update', publish_via_partition_root = true
bool may_publish(Context& cx, std::string_view operations) {
  constexpr std::string_view kOperations[] = {"delete", "insert", "truncate", "update"};
  while (!operations.empty()) {
    const std::size_t end = std::min(operations.find(','), operations.size());
    std::string_view operation = operations.substr(0, end);
    operations.remove_prefix(std::min(end + 1, operations.size()));
    while (operation.starts_with(' ')) operation.remove_prefix(1);
    while (operation.ends_with(' ')) operation.remove_suffix(1);
    if (operation.empty() || contains(kOperations, ascii::lower(operation))) continue;
    return cx.refuse(
        sqlstate::kSyntaxError,
        text::format("unrecognized value for publication option \"publish\": \"{}\"", operation));
  }
  return true;
}

bool may_have_options(Context& cx, const std::vector<action::Option>& options) {
  constexpr std::string_view kNames[] = {"publish", "publish_generated_columns",
                                         "publish_via_partition_root"};
  return std::ranges::all_of(options, [&](const action::Option& option) {
    if (!contains(kNames, option.name)) {
      return cx.refuse(sqlstate::kSyntaxError,
                       text::format("unrecognized publication parameter: \"{}\"", option.name));
    }
    return option.name != "publish" || may_publish(cx, option.value);
  });
}

void set_options(Publication& publication, const std::vector<action::Option>& options) {
  for (const action::Option& option : options) {
    if (option.name == "publish_via_partition_root") {
      publication.via_partition_root = option.value == "true" || option.value == "on" || option.value == "1";
    }
    if (option.name != "publish") continue;
    const std::string& operations = option.value;
    publication.insert = operations.find("insert") != std::string::npos;
    publication.update = operations.find("update") != std::string::npos;
    publication.remove = operations.find("delete") != std::string::npos;
    publication.truncate = operations.find("truncate") != std::string::npos;
  }
}

bool cannot_publish(Context& cx, const Relation& relation) {
  return cx.refuse(sqlstate::kInvalidParameterValue,
                   text::format("cannot add relation \"{}\" to publication", relation.name));
}

bool read_table(Context& cx, const action::PublicationParts::Table& from, Publication::Table& table) {
  const Relation* relation = cx.catalog.find_relation(from.relation);
  if (relation == nullptr) return missing_relation(cx, from.relation);
  if (relation->kind != catalog::RelationKind::table &&
      relation->kind != catalog::RelationKind::partitioned_table) {
    return cannot_publish(cx, *relation);
  }
  if ((relation->temporary || relation->unlogged) && !relation->uncertain) {
    return cannot_publish(cx, *relation);
  }
  table.table = relation->oid;
  table.where = without_qualifier(from.where, *relation);
  for (const std::string& name : from.columns) {
    const Column* column = find_or_learn_column(cx, *relation, name);
    if (column == nullptr) return missing_column(cx, *relation, name);
    if (contains(table.columns, column->number)) {
      return cx.refuse(sqlstate::kDuplicateObject,
                       text::format("duplicate column \"{}\" in publication column list", name));
    }
    table.columns.push_back(column->number);
  }
  std::ranges::sort(table.columns);
  return true;
}

void put_table(Publication& publication, Publication::Table table) {
  const auto at = std::ranges::lower_bound(publication.tables, table.table, {}, &Publication::Table::table);
  publication.tables.insert(at, std::move(table));
}

bool add_parts(Context& cx, const action::PublicationParts& parts, Publication& publication) {
  for (const action::PublicationParts::Table& from : parts.tables) {
    Publication::Table table;
    if (!read_table(cx, from, table)) return false;
    if (table.table == 0) continue;
    if (contains(publication.tables, table.table, &Publication::Table::table)) {
      return cx.refuse(sqlstate::kDuplicateObject,
                       text::format("relation \"{}\" is already member of publication \"{}\"",
                                    to_text(from.relation), publication.name));
    }
    put_table(publication, std::move(table));
  }
  for (const std::string& written : parts.schemas) {
    const std::string& schema = written.empty() ? cx.catalog.creation_schema() : written;
    if (!cx.catalog.has_schema(schema) && !missing_schema(cx, schema)) return false;
    if (!contains(publication.schemas, schema)) publication.schemas.push_back(schema);
  }
  std::ranges::sort(publication.schemas);
  return true;
}

bool drop_parts(Context& cx, const action::PublicationParts& parts, Publication& publication) {
  for (const action::PublicationParts::Table& from : parts.tables) {
    const Relation* relation = cx.catalog.find_relation(from.relation);
    if (relation == nullptr) return missing_relation(cx, from.relation);
    const auto is_it = [&](const Publication::Table& table) { return table.table == relation->oid; };
    if (std::erase_if(publication.tables, is_it) == 0) {
      return cx.refuse(sqlstate::kUndefinedObject,
                       text::format("relation \"{}\" is not part of the publication", relation->name));
    }
  }
  for (const std::string& written : parts.schemas) {
    const std::string& schema = written.empty() ? cx.catalog.creation_schema() : written;
    if (!cx.catalog.has_schema(schema) && !missing_schema(cx, schema)) return false;
    std::erase(publication.schemas, schema);
  }
  return true;
}

// ---- statistics ------------------------------------------------------------------------------

bool knows_kinds(Context& cx, const std::vector<std::string>& kinds) {
  constexpr std::string_view kKinds[] = {"dependencies", "mcv", "ndistinct"};
  return std::ranges::all_of(kinds, [&](const std::string& kind) {
    return contains(kKinds, kind) ||
           cx.refuse(sqlstate::kSyntaxError, text::format("unrecognized statistics kind \"{}\"", kind));
  });
}

bool take_elements(Context& cx, const Relation& table, const action::CreateStatistics& statement,
                   Statistics& statistics) {
  for (const action::IndexElement& element : statement.elements) {
    if (element.column.text.empty()) {
      statistics.expressions.push_back(without_qualifier(element.expression, table));
      continue;
    }
    const Column* column = find_or_learn_column(cx, table, element.column.text);
    if (column == nullptr) {
      return cx.refuse(sqlstate::kUndefinedColumn,
                       text::format("column \"{}\" does not exist", element.column.text));
    }
    if (contains(statistics.columns, column->number)) {
      return cx.refuse(sqlstate::kDuplicateColumn, "duplicate column name in statistics definition");
    }
    statistics.columns.push_back(column->number);
  }
  std::ranges::sort(statistics.columns);
  return true;
}

std::vector<std::string> element_names(const action::CreateStatistics& statement) {
  std::vector<std::string> names;
  for (const action::IndexElement& element : statement.elements) {
    names.push_back(element.column.text.empty() ? "expr" : element.column.text);
  }
  return names;
}

}  // namespace

// ChooseExtendedStatisticName of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/statscmds.c
std::string choose_statistics_name(const Context& cx, const Relation& table,
                                   std::span<const std::string> columns) {
  const std::string joined = join_column_names(columns);
  const auto is_taken = [&](const std::string& name) {
    return cx.catalog.statistics.contains(catalog::object_key(table.schema, name));
  };
  std::string name = make_object_name(table.name, joined, "stat");
  for (int number = 1; is_taken(name); ++number) {
    name = make_object_name(table.name, joined, "stat" + std::to_string(number));
  }
  return name;
}

bool apply(const action::CreatePublication& statement, Context& cx) {
  Publication publication;
  publication.name = statement.publication.text;
  publication.all_tables = statement.all_tables;
  publication.origin = cx.origin;
  if (cx.catalog.publications.contains(catalog::object_key("", publication.name))) {
    return cx.refuse(sqlstate::kDuplicateObject,
                     text::format("publication \"{}\" already exists", publication.name));
  }
  if (!may_have_options(cx, statement.parts.options)) return false;
  set_options(publication, statement.parts.options);
  if (!add_parts(cx, statement.parts, publication)) return false;
  cx.catalog.put(std::move(publication));
  return true;
}

bool apply(const action::AlterPublication& statement, Context& cx) {
  using Kind = action::AlterPublication::Kind;
  const auto found = cx.catalog.publications.find(catalog::object_key("", statement.publication.text));
  if (found == cx.catalog.publications.end()) {
    return !cx.catalog.complete ||
           cx.refuse(sqlstate::kUndefinedObject,
                     text::format("publication \"{}\" does not exist", statement.publication.text));
  }
  if (!may_have_options(cx, statement.parts.options)) return false;
  Publication changed = found->second;
  if (statement.kind != Kind::options && changed.all_tables) {
    return cx.refuse(sqlstate::kObjectNotInPrerequisiteState,
                     text::format("publication \"{}\" is defined as FOR ALL TABLES", changed.name));
  }
  if (statement.kind == Kind::set) {
    changed.tables.clear();
    changed.schemas.clear();
  }
  if (statement.kind == Kind::drop) {
    if (!drop_parts(cx, statement.parts, changed)) return false;
  } else if (!add_parts(cx, statement.parts, changed)) {
    return false;
  }
  set_options(changed, statement.parts.options);
  cx.catalog.put(std::move(changed));
  return true;
}

bool apply(const action::CreateStatistics& statement, Context& cx) {
  const Relation* table = cx.catalog.find_relation(statement.relation);
  if (table == nullptr) return missing_relation(cx, statement.relation);
  Statistics statistics;
  const bool named = !statement.statistics.name.empty();
  statistics.name =
      named ? statement.statistics.name : choose_statistics_name(cx, *table, element_names(statement));
  statistics.schema = named ? schema_for(cx, statement.statistics, false) : table->schema;
  statistics.table = table->oid;
  statistics.origin = cx.origin;
  if (cx.catalog.statistics.contains(catalog::object_key(statistics.schema, statistics.name))) {
    return statement.if_not_exists ||
           cx.refuse(sqlstate::kDuplicateObject,
                     text::format("statistics object \"{}\" already exists", statistics.name));
  }
  if (!take_elements(cx, *table, statement, statistics) || !knows_kinds(cx, statement.kinds)) return false;
  const bool single = statistics.columns.size() + statistics.expressions.size() == 1;
  if (single && statistics.expressions.empty()) {
    return cx.refuse(sqlstate::kInvalidObjectDefinition, "extended statistics require at least 2 columns");
  }
  statistics.kinds = statement.kinds;
  if (statistics.kinds.empty() && !single) statistics.kinds = {"dependencies", "mcv", "ndistinct"};
  std::ranges::sort(statistics.kinds);
  cx.catalog.put(std::move(statistics));
  return true;
}

}  // namespace lockstep::replay
