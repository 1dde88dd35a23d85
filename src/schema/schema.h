#pragma once
// What a Prisma schema says, its names resolved: models with the names of their tables and columns,
// keys, relations, enums, the datasource. It is the schema as Prisma sees it: what follows for the
// database (default names, foreign keys, join tables) is in database.h. Called by `cli` and rules.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/source.h"
#include "schema/model.h"

namespace lockstep::schema {

// A line that can't be read, or a name that leads nowhere.
struct Problem {
  Place place;
  std::string message;
};

struct Url {
  std::string text;          // the name of the variable if it is one
  bool environment = false;  // env("...")
  Place place;
};

struct Extension {
  std::string name;     // in the database
  std::string schema;   // empty when not written
  std::string version;  // empty when not written
  Place place;
};

// Prisma 7 has the addresses in its configuration file, not here.
struct Datasource {
  std::string name;
  std::string provider;
  std::optional<Url> url;
  std::optional<Url> direct_url;
  std::optional<Url> shadow_database_url;
  std::vector<std::string> schemas;
  std::vector<Extension> extensions;
  bool foreign_keys = true;  // false: relationMode = "prisma"
  Place place;
};

struct Label {
  std::string name;  // in the schema file
  std::string text;  // in the database
  Place place;
};

struct Enum {
  std::string name;    // in the schema file
  std::string type;    // in the database
  std::string schema;  // "public" when not written
  std::vector<Label> values;
  Place place;  // the enum's name
};

struct Schema {
  std::optional<Datasource> datasource;
  std::vector<Model> models;  // and views
  std::vector<Enum> enums;
  std::vector<Problem> problems;  // what is above is the rest, as far as it can be told

  [[nodiscard]] const Model* find_table(std::string_view schema, std::string_view table) const;
  [[nodiscard]] const Model* find_model(std::string_view name) const;  // in the schema file
  [[nodiscard]] const Enum* find_type(std::string_view schema, std::string_view type) const;
  [[nodiscard]] const Enum* find_enum(std::string_view name) const;  // in the schema file
};

// All files of one schema: of a folder, every *.prisma below it.
[[nodiscard]] Schema read_schema(std::span<const SourceFile> files);

}  // namespace lockstep::schema
