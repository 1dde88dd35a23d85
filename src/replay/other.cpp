// Schemas, extensions, sequences, views, functions, transactions and settings.

#include <algorithm>
#include <utility>

#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;

void release_owner(Context& cx, Relation& sequence) {
  if (Relation* table = cx.catalog.edit(sequence.owner_table)) {
    Column* column = table->find_column(sequence.owner_column);
    if (column != nullptr && column->owned_sequence == sequence.oid) column->owned_sequence = 0;
  }
  sequence.owner_table = 0;
  sequence.owner_column = 0;
}

bool set_owner(Context& cx, Oid oid, const QualifiedName& table, const Name& column) {
  Relation& sequence = *cx.catalog.edit(oid);
  const Relation* found = cx.catalog.find_table(table);
  if (found == nullptr) return missing_relation(cx, table);
  Relation& owner = *cx.catalog.edit(found->oid);
  const Column* found_column = find_or_learn_column(cx, owner, column.text);
  if (found_column == nullptr) return missing_column(cx, owner, column);
  Column* owning = owner.find_column(found_column->number);
  release_owner(cx, sequence);
  sequence.owner_table = owner.oid;
  sequence.owner_column = owning->number;
  if (owning->owned_sequence == 0) owning->owned_sequence = oid;
  return true;
}

bool is_of_identity(const catalog::Catalog& catalog, const Relation& sequence) {
  const Relation* owner = catalog.relation(sequence.owner_table);
  const Column* column = owner == nullptr ? nullptr : owner->find_column(sequence.owner_column);
  return column != nullptr && column->identity != Identity::none && column->owned_sequence == sequence.oid;
}

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

bool apply(const action::CreateExtension& statement, Context& cx) {
  const std::string& name = statement.extension.text;
  if (cx.catalog.extensions.contains(catalog::object_key("", name))) {
    return statement.if_not_exists ||
           cx.refuse(sqlstate::kDuplicateObject, text::format("extension \"{}\" already exists", name));
  }
  cx.catalog.put(catalog::Extension{.schema = statement.schema, .name = name, .origin = cx.origin});
  return true;
}

bool apply(const action::CreateSequence& statement, Context& cx) {
  Relation sequence;
  sequence.kind = RelationKind::sequence;
  sequence.schema = schema_for(cx, statement.sequence, statement.temporary);
  sequence.name = statement.sequence.name;
  sequence.temporary = statement.temporary;
  sequence.sequence_type = statement.type.empty() ? "int8" : statement.type;
  sequence.origin = cx.origin;
  if (cx.catalog.find_relation(sequence.schema, sequence.name) != nullptr) {
    return statement.if_not_exists || duplicate_relation(cx, sequence.name, statement.sequence.span);
  }
  if (cx.catalog.has_type(sequence.schema, sequence.name)) return duplicate_type(cx, sequence.name);
  const Oid oid = cx.catalog.add(std::move(sequence)).oid;
  return statement.owner_table.name.empty() ||
         set_owner(cx, oid, statement.owner_table, statement.owner_column);
}

bool apply(const action::CreateTrigger& statement, Context& cx) {
  const Relation* table = cx.catalog.find_relation(statement.relation);
  if (table != nullptr) cx.catalog.edit(table->oid)->has_trigger = true;
  return true;
}

bool apply(const action::CreateRole& statement, Context& cx) {
  cx.catalog.roles.push_back(statement.role);
  return true;
}

bool apply(const action::AlterSequence& statement, Context& cx) {
  const Relation* found = cx.catalog.find_relation(statement.sequence);
  if (found == nullptr) return missing_relation(cx, statement.sequence, statement.if_exists);
  if (found->kind != RelationKind::sequence) return wrong_kind(cx, found->name, "a sequence");
  const bool changes_owner = statement.owned_by_none || !statement.owner_table.name.empty();
  if (changes_owner && is_of_identity(cx.catalog, *found)) {
    return cx.refuse(sqlstate::kFeatureNotSupported, "cannot change ownership of identity sequence");
  }
  Relation& sequence = *cx.catalog.edit(found->oid);
  if (!statement.type.empty()) sequence.sequence_type = statement.type;
  if (statement.owned_by_none) release_owner(cx, sequence);
  return statement.owner_table.name.empty() ||
         set_owner(cx, sequence.oid, statement.owner_table, statement.owner_column);
}

bool apply(const action::Transaction& statement, Context& cx) {
  using Kind = action::Transaction::Kind;
  const bool of_savepoint = statement.kind == Kind::savepoint || statement.kind == Kind::release ||
                            statement.kind == Kind::rollback_to;
  if (of_savepoint && !cx.catalog.in_transaction()) {
    return cx.refuse(sqlstate::kNoActiveSqlTransaction, "savepoints can only be used in transaction blocks");
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
  return true;
}

bool apply(const action::SetVariable& statement, Context& cx) {
  const bool all = statement.reset && statement.name == "all";
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
