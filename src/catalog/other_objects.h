#pragma once
// What is no relation: types, functions, extensions, publications, statistics, and whatever else has a
// name in a database.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catalog/basics.h"
#include "parser/action.h"
#include "parser/expr.h"
#include "support/rare.h"

namespace lockstep::catalog {

struct Constraint;

struct EnumType {
  std::string schema;
  std::string name;
  std::vector<std::string> values;  // in their order
  // Until the transaction ends: whether it has made the type, and which values it has added to an older one.
  bool is_new = false;
  std::vector<std::string> new_values = {};
  Origin origin;
  Rare<Attached> attached = {};
};

// A range, multirange or base type.
struct OtherType {
  enum class Kind : std::uint8_t { base, shell, range, multirange };
  std::string schema;
  std::string name;
  Origin origin;
  Kind kind = Kind::base;
  Type subtype = {};  // of a range; of a multirange its range
  std::string partner = {};  // of a range the name of its multirange, which stands in the same schema
  std::string extension = {};  // that it belongs to
  Rare<Attached> attached = {};
};

struct Extension {
  std::string schema;  // that its objects stand in; empty: could not be told
  std::string name;
  Origin origin;
  Rare<Attached> attached = {};
};

struct Argument {
  std::string name;
  Type type;
  ArgumentMode mode = ArgumentMode::in;
  bool has_default = false;
};

struct Function {
  std::string schema;
  std::string name;
  RoutineKind kind = RoutineKind::function;
  std::string language;
  std::string volatility;
  std::vector<Argument> arguments;  // of all modes
  Type result;  // of a procedure or with OUT arguments: void, record, or that argument's
  bool returns_set = false;
  bool strict = false;
  bool security_definer = false;
  bool leakproof = false;
  std::string parallel;  // "unsafe", "restricted", "safe"
  std::vector<Option> settings;  // SET search_path = ...
  std::string body;  // AS '...'; of a body of SQL's own syntax its text
  bool sql_body = false;
  Origin origin;
  Rare<Attached> attached = {};
};
// The types that tell overloads apart: those of IN, INOUT and VARIADIC arguments.
[[nodiscard]] std::vector<Type> signature(const Function& function);
// "f(integer, text)"
[[nodiscard]] std::string signature_text(const Function& function);

// https://www.postgresql.org/docs/current/sql-createpublication.html
struct Publication {
  struct Table {
    Oid table = 0;
    std::vector<AttributeNumber> columns;  // empty: all
    Expr where;
  };
  std::string name;
  bool all_tables = false;
  std::vector<Table> tables;  // in order of creation of the tables
  std::vector<std::string> schemas;  // sorted
  bool insert = true;
  bool update = true;
  bool remove = true;  // DELETE
  bool truncate = true;
  bool via_partition_root = false;
  Origin origin;
  Rare<Attached> attached = {};
};

// CREATE STATISTICS
struct Statistics {
  std::string schema;
  std::string name;
  Oid table = 0;
  std::vector<std::string> kinds;  // "ndistinct", "dependencies", "mcv"; sorted
  std::vector<AttributeNumber> columns;
  std::vector<Expr> expressions;
  Origin origin;
  Rare<Attached> attached = {};
};

// A collation, role, event trigger, cast, operator, language, server and the like; also a schema, where
// more is to be said of it than its name, which Catalog::schemas holds.
struct NamedObject {
  ObjectKind kind = ObjectKind::other;
  std::string schema;  // empty: none, as of a role
  std::string name;  // of a cast: "integer as text"; of an operator and its class: with its types or method
  std::string extension = {};  // that it belongs to
  Origin origin;
  Rare<Attached> attached = {};
};

// ALTER DEFAULT PRIVILEGES: what objects that `role` makes from now on come with.
struct DefaultPrivileges {
  std::string role;  // empty: who runs the migrations
  std::string schema;  // empty: in all of them
  ObjectKind kind = ObjectKind::table;  // table, sequence, function, type, schema
  std::vector<Privileges> privileges;
};

}  // namespace lockstep::catalog
