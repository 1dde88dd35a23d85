#include "replay/attached.h"

#include <algorithm>
#include <utility>

#include "replay/functions.h"
#include "replay/refusals.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Attached;
using catalog::Relation;
using catalog::RelationExtras;
using Change = std::function<bool(Attached&, const Relation*)>;

bool change_of_relation(Context& cx, const ObjectName& object, const Change& change) {
  const Relation* relation = cx.catalog.find_relation(object.name);
  if (relation == nullptr) return missing_relation(cx, object.name);
  if (object.is_exact && !relation->uncertain && !is_kind(object.kind, relation->kind)) {
    return wrong_kind(cx, relation->name, kind_phrase(object.kind));
  }
  return change(cx.catalog.edit(relation->oid)->extras.edit().attached, relation);
}

bool change_of_type(Context& cx, const ObjectName& object, const Change& change) {
  const std::string schema = schema_of_type(cx, object.name);
  const std::string& name = object.name.name;
  if (schema.empty()) {
    const catalog::Type type =
        cx.catalog.resolve({.schema = object.name.schema, .name = name, .modifiers = {}, .span = {}});
    return type.schema == "pg_catalog" || missing_type(cx, object.name);
  }
  if (object.kind == ObjectKind::domain && object.is_exact &&
      cx.catalog.find_domain(schema, name) == nullptr) {
    return wrong_kind(cx, to_text(object.name), "a domain");
  }
  if (auto* found = cx.catalog.edit<catalog::EnumType>(schema, name))
    return change(found->attached.edit(), nullptr);
  if (auto* found = cx.catalog.edit<catalog::DomainType>(schema, name))
    return change(found->attached.edit(), nullptr);
  if (auto* found = cx.catalog.edit<catalog::OtherType>(schema, name))
    return change(found->attached.edit(), nullptr);
  const Relation* row = cx.catalog.find_relation(schema, name);
  if (row == nullptr || row->kind != catalog::RelationKind::composite_type) return true;
  return change(cx.catalog.edit(row->oid)->extras.edit().attached, row);
}

bool change_of_function(Context& cx, const ObjectName& object, const Change& change) {
  const FunctionAnswer found = find_function(cx, object.name, object.arguments, object.kind, false);
  if (found.function == nullptr) return found.fine;
  catalog::Function changed = *found.function;
  if (!change(changed.attached.edit(), nullptr)) return false;
  replace_function(cx, *found.function, changed);
  return true;
}

bool change_of_schema(Context& cx, const ObjectName& object, const Change& change) {
  catalog::NamedObject* found = cx.catalog.edit_named(ObjectKind::schema, {}, object.name.name);
  if (found == nullptr) return missing_schema(cx, object.name.name);
  return change(found->attached.edit(), nullptr);
}

bool change_of_named(Context& cx, const ObjectName& object, const Change& change) {
  const catalog::NamedObject* found = find_named_object(cx, object.kind, object.name, object.arguments);
  if (found == nullptr) return true;  // made outside of the migrations: a role, a language
  const catalog::NamedObject key = *found;
  return change(cx.catalog.edit_named(key.kind, key.schema, key.name)->attached.edit(), nullptr);
}

bool missing_object(Context& cx, ObjectKind kind, std::string_view name) {
  return !cx.catalog.complete ||
         cx.refuse(sqlstate::kUndefinedObject,
                   text::format("{} \"{}\" does not exist", object_kind_name(kind), name));
}

template <class T>
bool change_of(Context& cx, const ObjectName& object, const std::string& schema, const Change& change) {
  T* found = cx.catalog.edit<T>(schema, object.name.name);
  if (found == nullptr) return missing_object(cx, object.kind, object.name.name);
  return change(found->attached.edit(), nullptr);
}

// ---- comments on parts -----------------------------------------------------------------------

bool missing_part(Context& cx, const Relation& relation, const action::Comment& comment) {
  return relation.uncertain ||
         cx.refuse(sqlstate::kUndefinedObject,
                   text::format("{} \"{}\" for table \"{}\" does not exist", object_kind_name(comment.kind),
                                comment.part, relation.name));
}

template <class Part>
bool comment_on_part(Context& cx, const Relation& relation, const action::Comment& comment,
                     std::vector<Part> RelationExtras::* parts) {
  const auto& present = (*relation.extras).*parts;
  if (std::ranges::find(present, comment.part, &Part::name) == present.end()) {
    return missing_part(cx, relation, comment);
  }
  auto& changed = cx.catalog.edit(relation.oid)->extras.edit().*parts;
  std::ranges::find(changed, comment.part, &Part::name)->comment = comment.text;
  return true;
}

bool comment_on_column(Context& cx, const Relation& relation, const action::Comment& comment) {
  if (relation.index || relation.kind == catalog::RelationKind::sequence) {
    return cx.refuse(sqlstate::kWrongObjectType,
                     text::format("cannot set comment on relation \"{}\"", relation.name));
  }
  const catalog::Column* column = find_or_learn_column(cx, relation, comment.part);
  if (column == nullptr) return missing_column(cx, relation, comment.part);
  const catalog::AttributeNumber number = column->number;
  std::vector<catalog::PartComment>& all = cx.catalog.edit(relation.oid)->extras.edit().comments;
  std::erase_if(all, [&](const catalog::PartComment& other) { return other.column == number; });
  if (!comment.text.empty()) all.push_back({.column = number, .constraint = {}, .text = comment.text});
  return true;
}

bool comment_on_constraint(Context& cx, const Relation& relation, const action::Comment& comment) {
  if (relation.find_constraint(comment.part) == nullptr) return missing_part(cx, relation, comment);
  std::vector<catalog::PartComment>& all = cx.catalog.edit(relation.oid)->extras.edit().comments;
  std::erase_if(all, [&](const catalog::PartComment& other) {
    return other.column == 0 && other.constraint == comment.part;
  });
  if (!comment.text.empty()) all.push_back({.column = 0, .constraint = comment.part, .text = comment.text});
  return true;
}

bool comment_on_part(Context& cx, const action::Comment& comment) {
  if (comment.on_domain) return true;
  const Relation* relation = cx.catalog.find_relation(comment.object);
  if (relation == nullptr) return missing_relation(cx, comment.object);
  switch (comment.kind) {
    case ObjectKind::column: return comment_on_column(cx, *relation, comment);
    case ObjectKind::constraint: return comment_on_constraint(cx, *relation, comment);
    case ObjectKind::trigger: return comment_on_part(cx, *relation, comment, &RelationExtras::triggers);
    case ObjectKind::policy: return comment_on_part(cx, *relation, comment, &RelationExtras::policies);
    default: return comment_on_part(cx, *relation, comment, &RelationExtras::rules);
  }
}

bool is_part(ObjectKind kind) {
  return kind == ObjectKind::column || kind == ObjectKind::constraint || kind == ObjectKind::trigger ||
         kind == ObjectKind::policy || kind == ObjectKind::rule;
}

}  // namespace

bool change_attached(Context& cx, const ObjectName& object, const Change& change) {
  switch (object.kind) {
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::foreign_table: return change_of_relation(cx, object, change);
    case ObjectKind::type:
    case ObjectKind::domain: return change_of_type(cx, object, change);
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate: return change_of_function(cx, object, change);
    case ObjectKind::schema: return change_of_schema(cx, object, change);
    case ObjectKind::extension: return change_of<catalog::Extension>(cx, object, {}, change);
    case ObjectKind::publication: return change_of<catalog::Publication>(cx, object, {}, change);
    case ObjectKind::statistics:
      return change_of<catalog::Statistics>(cx, object, schema_of_statistics(cx, object.name), change);
    default: return change_of_named(cx, object, change);
  }
}

void set_owner(Attached& attached, const std::string& role) {
  const bool own = role == "current_user" || role == "current_role" || role == "session_user";
  attached.owner = own ? "" : role;
}

bool apply(const action::SetOwner& statement, Context& cx) {
  if (!missing_role(cx, statement.role)) return false;
  const ObjectName object{.kind = statement.kind, .name = statement.object, .arguments = statement.arguments};
  return change_attached(cx, object, [&](Attached& attached, const Relation* /*relation*/) {
    set_owner(attached, statement.role);
    return true;
  });
}

bool apply(const action::Comment& statement, Context& cx) {
  if (is_part(statement.kind)) return comment_on_part(cx, statement);
  const ObjectName object{
      .kind = statement.kind, .name = statement.object, .arguments = statement.arguments, .is_exact = true};
  return change_attached(cx, object, [&](Attached& attached, const Relation* /*relation*/) {
    attached.comment = statement.text;
    return true;
  });
}

}  // namespace lockstep::replay
