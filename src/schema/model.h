#pragma once
// A model of a Prisma schema: its table with columns, keys and relations. Fields are named as in the
// schema file, or as in the database; each member says which.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/action.h"
#include "support/span.h"

namespace lockstep::schema {

struct Place {
  std::uint32_t file = 0;  // index into the files that were read
  Span span;
};

struct NativeType {
  std::string name;  // `VarChar` of @db.VarChar(20)
  std::vector<std::string> arguments;
};

enum class DefaultKind : std::uint8_t {
  literal,        // text: the value; of an enum the database's label
  list,           // items
  now,            // now()
  autoincrement,  // autoincrement()
  expression,     // dbgenerated("..."); text: SQL
  unknown,        // dbgenerated(): the database has some default
  client,         // uuid(), cuid(), ...: Prisma's client fills it in; text: the function
};

struct Default {
  DefaultKind kind = DefaultKind::literal;
  std::string text;
  std::vector<std::string> items;
  Place place;
};

enum class TypeKind : std::uint8_t { scalar, enum_, unsupported };

struct Column {
  std::string field;  // in the schema file
  std::string name;   // in the database
  TypeKind kind = TypeKind::scalar;
  std::string type;  // "Int"; the enum's name in the schema file; of Unsupported("...") the SQL
  bool optional = false;
  bool list = false;
  std::optional<NativeType> native_type;
  std::optional<Default> default_value;
  bool updated_at = false;
  bool ignored = false;
  Place place;       // the field's name
  Place type_place;  // its type, with a native one
};

// A field that is another model. The columns are the side's that has `fields`, else there are none.
struct Relation {
  std::string field;
  std::string name;   // of the relation; empty when not written
  std::string model;  // in the schema file
  bool list = false;
  std::vector<std::string> fields;      // in the schema file, as the next
  std::vector<std::string> references;  // of the other model
  std::optional<ReferentialAction> on_delete;
  std::optional<ReferentialAction> on_update;
  std::string map;  // the constraint's name; empty when not written
  Place place;
};

enum class KeyKind : std::uint8_t { primary_key, unique, index };

struct KeyField {
  std::string field;
  bool descending = false;
  std::string operator_class;  // in the database: "jsonb_path_ops"; empty when not written
};

struct Key {
  KeyKind kind = KeyKind::index;
  std::vector<KeyField> fields;
  std::string method = "btree";
  std::string where;  // SQL; empty: the whole table
  std::string map;    // the name in the database; empty when not written
  Place place;
};

struct Model {
  std::string name;    // in the schema file
  std::string table;   // in the database
  std::string schema;  // "public" when not written
  bool view = false;
  bool ignored = false;
  std::vector<Column> columns;
  std::vector<Relation> relations;
  std::vector<Key> keys;
  Place place;  // the model's name

  [[nodiscard]] const Column* find_column(std::string_view column) const;  // in the database
  [[nodiscard]] const Column* find_field(std::string_view field) const;    // in the schema file
};

}  // namespace lockstep::schema
