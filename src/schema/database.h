#pragma once
// Private to src/schema: what the database of a Prisma schema holds. Everything has its name and its
// place, defaults are in a form that can be compared, and what follows from relations is there: foreign
// keys and the tables of implicit many-to-many relations.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parser/action.h"
#include "parser/type_name.h"
#include "schema/schema.h"

namespace lockstep::schema {

using ObjectName = std::pair<std::string, std::string>;  // schema, name

struct TableColumn {
  std::string name;
  TypeName type;
  bool not_null = false;
  std::optional<Default> default_value;  // the database's own
  Place place;
  Place type_place;
};

struct TableKeyColumn {
  std::string name;
  bool descending = false;
  std::string operator_class;  // empty: the type's default
  friend bool operator==(const TableKeyColumn&, const TableKeyColumn&) = default;
};

struct TableKey {
  std::string name;
  KeyKind kind = KeyKind::index;
  std::vector<TableKeyColumn> columns;
  std::string method;
  std::string where;
  Place place;
};

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  ObjectName table;
  std::vector<std::string> referenced_columns;
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  Place place;
};

struct Table {
  std::vector<TableColumn> columns;
  std::vector<TableKey> keys;
  std::vector<ForeignKey> foreign_keys;
  Place place;
};

struct Database {
  std::map<ObjectName, Table> tables;
  std::map<ObjectName, const Enum*> enums;  // of the schema, which outlives this
  std::map<std::string, const Extension*> extensions;
};

[[nodiscard]] Database database_of(const Schema& schema);

}  // namespace lockstep::schema
