#include "schema/read_model.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "schema/attributes.h"
#include "schema/names.h"
#include "schema/sql_text.h"
#include "schema/types.h"
#include "support/ascii.h"

namespace lockstep::schema {
namespace {

using prisma::Attribute;
using prisma::Field;
using prisma::Value;
using prisma::ValueKind;

constexpr auto kActions = std::to_array<std::pair<std::string_view, ReferentialAction>>({
    {"Cascade", ReferentialAction::cascade},
    {"NoAction", ReferentialAction::no_action},
    {"Restrict", ReferentialAction::restrict},
    {"SetDefault", ReferentialAction::set_default},
    {"SetNull", ReferentialAction::set_null},
});

std::optional<ReferentialAction> referential_action(const Attribute& relation, std::string_view label) {
  const Value* const written = prisma::find_argument(relation.arguments, label);
  if (written == nullptr) return std::nullopt;
  const auto* const found =
      std::ranges::find(kActions, written->text, &decltype(kActions)::value_type::first);
  if (found == kActions.end()) return std::nullopt;
  return found->second;
}

bool is_raw(const Value& value) {
  return value.kind == ValueKind::call && value.text == "raw" && value.items.size() == 1;
}

KeyField key_field(std::string_view field, const std::vector<Value>& arguments) {
  KeyField result{.field = std::string(field), .operator_class = {}};
  const Value* const sort = prisma::find_argument(arguments, "sort");
  result.descending = sort != nullptr && sort->text == "Desc";
  if (const Value* const ops = prisma::find_argument(arguments, "ops")) {
    result.operator_class = is_raw(*ops) ? ops->items.front().text : operator_class(ops->text);
  }
  return result;
}

class ModelReader {
 public:
  ModelReader(const prisma::Block& block, std::uint32_t file, const Schema& schema,
              const std::set<std::string_view>& models, std::vector<Problem>& problems)
      : block_(block), file_(file), schema_(schema), models_(models), problems_(problems) {}

  Model run() {
    model_.name = block_.name;
    model_.table = database_name(block_.attributes, block_.name);
    model_.schema = database_schema(block_.attributes);
    model_.view = block_.kind == prisma::BlockKind::view;
    model_.ignored = prisma::find_attribute(block_.attributes, "ignore") != nullptr;
    model_.place = place(block_.name_span);
    for (const Field& field : block_.fields) read_field(field);
    for (const Field& field : block_.fields) read_field_keys(field);
    for (const Attribute& attribute : block_.attributes) read_block_key(attribute);
    return std::move(model_);
  }

 private:
  [[nodiscard]] Place place(Span span) const { return {.file = file_, .span = span}; }

  void problem(Span span, std::string message) {
    problems_.push_back({.place = place(span), .message = std::move(message)});
  }

  void read_field(const Field& field) {
    if (field.unsupported) {
      add_column(field, TypeKind::unsupported);
    } else if (is_scalar(field.type)) {
      add_column(field, TypeKind::scalar);
    } else if (schema_.find_enum(field.type) != nullptr) {
      add_column(field, TypeKind::enum_);
    } else if (models_.contains(field.type)) {
      add_relation(field);
    } else {
      problem(field.type_span, "\"" + field.type + "\" is neither a type of Prisma nor an enum or a model");
    }
  }

  void add_column(const Field& field, TypeKind kind) {
    Column column;
    column.field = field.name;
    column.name = database_name(field.attributes, field.name);
    column.kind = kind;
    column.type = field.type;
    column.optional = field.optional;
    column.list = field.list;
    column.updated_at = prisma::find_attribute(field.attributes, "updatedAt") != nullptr;
    column.ignored = prisma::find_attribute(field.attributes, "ignore") != nullptr;
    column.place = place(field.name_span);
    column.type_place = place(field.type_span);
    for (const Attribute& attribute : field.attributes) {
      if (attribute.name == "default") read_default(attribute, column);
      if (const std::size_t dot = attribute.name.find('.'); dot != std::string::npos) {
        column.native_type = {.name = attribute.name.substr(dot + 1), .arguments = {}};
        for (const Value& value : attribute.arguments) column.native_type->arguments.push_back(value.text);
        column.type_place.span.end = attribute.span.end;
      }
    }
    if (model_.find_column(column.name) != nullptr || model_.find_field(column.field) != nullptr) {
      problem(field.name_span, "\"" + field.name + "\" is defined twice");
      return;
    }
    model_.columns.push_back(std::move(column));
  }

  void read_default(const Attribute& attribute, Column& column) {
    const Value* const value = main_argument(attribute, "value");
    if (value == nullptr) return;
    Default result{.kind = DefaultKind::literal, .text = {}, .items = {}, .place = place(attribute.span)};
    if (value->kind == ValueKind::call) {
      read_function(*value, result);
    } else if (value->kind == ValueKind::list) {
      result.kind = DefaultKind::list;
      for (const Value& item : value->items) result.items.push_back(literal(item, column));
    } else {
      result.text = literal(*value, column);
    }
    column.default_value = std::move(result);
  }

  static void read_function(const Value& call, Default& result) {
    result.text = call.text;
    result.kind = DefaultKind::client;
    if (call.text == "now") result.kind = DefaultKind::now;
    if (call.text == "autoincrement") result.kind = DefaultKind::autoincrement;
    if (call.text != "dbgenerated") return;
    result.kind = call.items.empty() ? DefaultKind::unknown : DefaultKind::expression;
    result.text = call.items.empty() ? std::string() : call.items.front().text;
  }

  // A value of an enum is its label.
  [[nodiscard]] std::string literal(const Value& value, const Column& column) const {
    if (column.kind != TypeKind::enum_) return value.text;
    const std::vector<Label>& values = schema_.find_enum(column.type)->values;
    const auto found = std::ranges::find(values, value.text, &Label::name);
    return found == values.end() ? value.text : found->text;
  }

  void add_relation(const Field& field) {
    Relation relation;
    relation.field = field.name;
    relation.model = field.type;
    relation.list = field.list;
    relation.place = place(field.name_span);
    if (const Attribute* const written = prisma::find_attribute(field.attributes, "relation")) {
      const Value* const name = main_argument(*written, "name");
      if (name != nullptr) relation.name = name->text;
      relation.fields = names_in(prisma::find_argument(written->arguments, "fields"));
      relation.references = names_in(prisma::find_argument(written->arguments, "references"));
      relation.on_delete = referential_action(*written, "onDelete");
      relation.on_update = referential_action(*written, "onUpdate");
      relation.map = string_argument(*written, "map");
      relation.place.span.end = written->span.end;
    }
    model_.relations.push_back(std::move(relation));
  }

  void read_field_keys(const Field& field) {
    for (const Attribute& attribute : field.attributes) {
      if (attribute.name != "id" && attribute.name != "unique") continue;
      Key key = new_key(attribute, attribute.name == "id" ? KeyKind::primary_key : KeyKind::unique);
      key.fields.push_back(key_field(field.name, attribute.arguments));
      add_key(std::move(key), attribute.span);
    }
  }

  void read_block_key(const Attribute& attribute) {
    KeyKind kind = KeyKind::index;
    if (attribute.name == "id") {
      kind = KeyKind::primary_key;
    } else if (attribute.name == "unique") {
      kind = KeyKind::unique;
    } else if (attribute.name != "index") {
      return;
    }
    const Value* const fields = main_argument(attribute, "fields");
    Key key = new_key(attribute, kind);
    if (fields != nullptr) {
      for (const Value& field : fields->items) key.fields.push_back(key_field(field.text, field.items));
    }
    add_key(std::move(key), attribute.span);
  }

  Key new_key(const Attribute& attribute, KeyKind kind) {
    Key key;
    key.kind = kind;
    key.map = string_argument(attribute, "map");
    // Of an index `name` is the old word for `map`, of a key what the client calls it.
    if (key.map.empty() && kind == KeyKind::index) key.map = string_argument(attribute, "name");
    if (const Value* const method = prisma::find_argument(attribute.arguments, "type")) {
      key.method = ascii::lower(method->text);
    }
    if (const Value* const where = prisma::find_argument(attribute.arguments, "where")) {
      key.where = is_raw(*where) ? where->items.front().text : predicate(*where);
    }
    key.place = place(attribute.span);
    return key;
  }

  // { active: true, gone: { not: null } }
  // https://www.prisma.io/docs/orm/prisma-schema/data-model/indexes
  std::string predicate(const Value& object) {
    std::string sql;
    for (const Value& member : object.items) {
      const Column* const column = model_.find_field(member.label);
      if (column == nullptr) {
        unknown_field(member.span, member.label);
        continue;
      }
      const bool negated = member.kind == ValueKind::object && member.items.size() == 1;
      const Value& value = negated ? member.items.front() : member;
      if (!sql.empty()) sql += " AND ";
      sql += quote_identifier(column->name);
      if (value.kind == ValueKind::null) {
        sql += negated ? " IS NOT NULL" : " IS NULL";
      } else {
        sql += negated ? " != " : " = ";
        sql += value.kind == ValueKind::string ? quote_literal(value.text) : value.text;
      }
    }
    return sql;
  }

  void add_key(Key key, Span span) {
    bool known = !key.fields.empty();
    for (const KeyField& field : key.fields) {
      if (model_.find_field(field.field) != nullptr) continue;
      unknown_field(span, field.field);
      known = false;
    }
    if (known) model_.keys.push_back(std::move(key));
  }

  void unknown_field(Span span, const std::string& field) {
    problem(span, "\"" + field + "\" is no column of " + std::string(prisma::keyword(block_.kind)) + " \"" +
                      block_.name + "\"");
  }

  const prisma::Block& block_;
  const std::uint32_t file_;
  const Schema& schema_;
  const std::set<std::string_view>& models_;
  std::vector<Problem>& problems_;
  Model model_;
};

}  // namespace

Model read_model(const prisma::Block& block, std::uint32_t file, const Schema& schema,
                 const std::set<std::string_view>& models, std::vector<Problem>& problems) {
  return ModelReader(block, file, schema, models, problems).run();
}

}  // namespace lockstep::schema
