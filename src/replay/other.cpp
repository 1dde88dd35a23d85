// Schemas, extensions, sequences, views, functions, transactions and settings.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "replay/refusals.h"
#include "replay/settings.h"
#include "replay/statements.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Oid;

}  // namespace

std::string schema_for(const Context& cx, const QualifiedName& name, bool temporary) {
  if (temporary) return "pg_temp";
  return name.schema.empty() ? cx.catalog.creation_schema() : name.schema;
}

std::string schema_of_type(const Context& cx, const QualifiedName& name) {
  if (!name.schema.empty()) return cx.catalog.has_type(name.schema, name.name) ? name.schema : "";
  for (const std::string& schema : cx.catalog.search_path()) {
    if (cx.catalog.has_type(schema, name.name)) return schema;
  }
  return {};
}

bool apply(const action::CreateSchema& statement, Context& cx) {
  if (cx.catalog.has_schema(statement.schema.text)) {
    return statement.if_not_exists ||
           cx.refuse(sqlstate::kDuplicateSchema,
                     text::format("schema \"{}\" already exists", statement.schema.text));
  }
  cx.catalog.schemas.push_back(statement.schema.text);
  return true;
}

bool apply(const action::Transaction& statement, Context& cx) {
  using Kind = action::Transaction::Kind;
  const bool of_savepoint = statement.kind == Kind::savepoint || statement.kind == Kind::release ||
                            statement.kind == Kind::rollback_to;
  if (of_savepoint && !cx.catalog.in_transaction()) {
    return cx.refuse(sqlstate::kNoActiveSqlTransaction, "savepoints can only be used in transaction blocks");
  }
  if (statement.chain && !cx.catalog.in_transaction()) {
    return cx.refuse(sqlstate::kNoActiveSqlTransaction, "AND CHAIN can only be used in transaction blocks");
  }
  const std::string& name = statement.savepoint.text;
  if (of_savepoint && statement.kind != Kind::savepoint && !cx.catalog.has_savepoint(name)) {
    return cx.refuse(sqlstate::kInvalidSavepointSpecification,
                     text::format("savepoint \"{}\" does not exist", name), statement.savepoint.span);
  }
  switch (statement.kind) {
    case Kind::begin: cx.catalog.begin_transaction(); break;
    case Kind::commit:
    case Kind::prepare: cx.catalog.commit(); break;
    case Kind::rollback: cx.catalog.rollback(); break;
    case Kind::savepoint: cx.catalog.savepoint(name); break;
    case Kind::release: cx.catalog.release(name); break;
    case Kind::rollback_to: cx.catalog.rollback_to(name); break;
    case Kind::commit_prepared:
    case Kind::rollback_prepared: break;
  }
  if (statement.chain) cx.catalog.begin_transaction();
  return true;
}

bool apply(const action::SetVariable& statement, Context& cx) {
  if (!may_set(cx, statement)) return false;
  const bool all = statement.reset && statement.name == "all";
  if (all || statement.name == "check_function_bodies") {
    constexpr std::string_view kOff[] = {"off", "false", "no", "0"};
    const std::string value = statement.values.empty() ? "" : ascii::lower(statement.values.front());
    cx.catalog.check_function_bodies = std::ranges::find(kOff, value) == std::ranges::end(kOff);
  }
  if (statement.name != "search_path" && !all) return true;
  std::vector<std::string> path = statement.values;
  std::erase_if(path, [](const std::string& schema) { return schema.empty() || schema == "$user"; });
  if (statement.values.empty()) path = {"public"};
  if (statement.local) {
    cx.catalog.set_local_search_path(std::move(path));
  } else {
    cx.catalog.set_search_path(std::move(path));
  }
  return true;
}

}  // namespace lockstep::replay
