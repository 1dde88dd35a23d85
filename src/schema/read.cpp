#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "parser/prisma.h"
#include "schema/attributes.h"
#include "schema/read_model.h"
#include "schema/schema.h"

namespace lockstep::schema {
namespace {

using prisma::Block;
using prisma::BlockKind;
using prisma::Value;
using prisma::ValueKind;

bool is_model(const Block& block) { return block.kind == BlockKind::model || block.kind == BlockKind::view; }

class SchemaReader {
 public:
  explicit SchemaReader(std::span<const SourceFile> files) {
    for (const SourceFile& file : files) {
      const prisma::File& read = files_.emplace_back(prisma::parse_file(file.bytes()));
      const auto index = static_cast<std::uint32_t>(files_.size() - 1);
      for (const prisma::SyntaxError& error : read.errors) {
        problem({.file = index, .span = error.span}, error.message);
      }
    }
  }

  Schema run() {
    for_each_block([this](const Block& block, std::uint32_t file) { read_head(block, file); });
    std::set<std::string_view> read;
    for_each_block([&](const Block& block, std::uint32_t file) {
      if (!is_model(block) || !read.insert(block.name).second) return;
      Model model = read_model(block, file, schema_, models_, schema_.problems);
      if (schema_.find_table(model.schema, model.table) != nullptr) {
        problem(model.place, "another model has the table \"" + model.table + "\"");
      }
      schema_.models.push_back(std::move(model));
    });
    for (Model& model : schema_.models) {
      for (Relation& relation : model.relations) check(relation, model);
    }
    std::ranges::stable_sort(schema_.problems, {}, [](const Problem& problem) {
      return std::tuple(problem.place.file, problem.place.span);
    });
    return std::move(schema_);
  }

 private:
  template <class Visit>
  void for_each_block(const Visit& visit) const {
    for (std::uint32_t file = 0; file < files_.size(); ++file) {
      for (const Block& block : files_[file].blocks) visit(block, file);
    }
  }

  void problem(Place place, std::string message) {
    schema_.problems.push_back({.place = place, .message = std::move(message)});
  }

  // What models refer to.
  void read_head(const Block& block, std::uint32_t file) {
    const Place place{.file = file, .span = block.name_span};
    if (is_model(block) || block.kind == BlockKind::enum_) {
      if (!names_.insert(block.name).second) {
        problem(place, "\"" + block.name + "\" is defined twice");
        return;
      }
    }
    if (is_model(block)) models_.insert(block.name);
    if (block.kind == BlockKind::enum_) read_enum(block, place);
    if (block.kind != BlockKind::datasource) return;
    if (schema_.datasource) {
      problem(place, "there is another datasource");
    } else {
      read_datasource(block, place);
    }
  }

  void read_enum(const Block& block, Place place) {
    Enum result{.name = block.name,
                .type = database_name(block.attributes, block.name),
                .schema = database_schema(block.attributes),
                .values = {},
                .place = place};
    for (const prisma::EnumValue& value : block.values) {
      result.values.push_back({.name = value.name,
                               .text = database_name(value.attributes, value.name),
                               .place = {.file = place.file, .span = value.span}});
    }
    schema_.enums.push_back(std::move(result));
  }

  void read_datasource(const Block& block, Place place) {
    Datasource& source = schema_.datasource.emplace();
    source.name = block.name;
    source.place = place;
    for (const prisma::Setting& setting : block.settings) {
      const Place at{.file = place.file, .span = setting.span};
      if (setting.name == "provider") source.provider = setting.value.text;
      if (setting.name == "url") source.url = read_url(setting.value, at);
      if (setting.name == "directUrl") source.direct_url = read_url(setting.value, at);
      if (setting.name == "shadowDatabaseUrl") source.shadow_database_url = read_url(setting.value, at);
      if (setting.name == "schemas") source.schemas = names_in(&setting.value);
      if (setting.name == "relationMode" || setting.name == "referentialIntegrity") {
        source.foreign_keys = setting.value.text != "prisma";
      }
      if (setting.name != "extensions") continue;
      for (const Value& item : setting.value.items)
        source.extensions.push_back(read_extension(item, at.file));
    }
  }

  static Url read_url(const Value& value, Place place) {
    const bool environment = value.kind == ValueKind::call && value.text == "env" && value.items.size() == 1;
    return {.text = environment ? value.items.front().text : value.text,
            .environment = environment,
            .place = place};
  }

  static Extension read_extension(const Value& value, std::uint32_t file) {
    const auto argument = [&](std::string_view label) {
      const Value* const found = prisma::find_argument(value.items, label);
      return found == nullptr ? std::string() : found->text;
    };
    const std::string map = argument("map");
    return {.name = map.empty() ? value.text : map,
            .schema = argument("schema"),
            .version = argument("version"),
            .place = {.file = file, .span = value.span}};
  }

  // A relation whose columns aren't known stays as one without them.
  void check(Relation& relation, const Model& model) {
    const Model& other = *schema_.find_model(relation.model);
    std::string message;
    for (const std::string& field : relation.fields) {
      if (model.find_field(field) == nullptr) message = missing(field, model);
    }
    for (const std::string& field : relation.references) {
      if (other.find_field(field) == nullptr) message = missing(field, other);
    }
    if (relation.fields.size() != relation.references.size()) {
      message = "\"fields\" and \"references\" don't have the same number of columns";
    }
    if (message.empty()) return;
    problem(relation.place, std::move(message));
    relation.fields.clear();
    relation.references.clear();
  }

  static std::string missing(const std::string& field, const Model& model) {
    return "\"" + field + "\" is no column of model \"" + model.name + "\"";
  }

  std::vector<prisma::File> files_;
  std::set<std::string_view> names_;   // of models and enums
  std::set<std::string_view> models_;
  Schema schema_;
};

template <class T, class Matches>
const T* find_if(const std::vector<T>& items, const Matches& matches) {
  const auto found = std::ranges::find_if(items, matches);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Column* Model::find_column(std::string_view column) const {
  return find_if(columns, [&](const Column& each) { return each.name == column; });
}

const Column* Model::find_field(std::string_view field) const {
  return find_if(columns, [&](const Column& each) { return each.field == field; });
}

const Model* Schema::find_table(std::string_view schema, std::string_view table) const {
  return find_if(models, [&](const Model& each) { return each.schema == schema && each.table == table; });
}

const Model* Schema::find_model(std::string_view name) const {
  return find_if(models, [&](const Model& each) { return each.name == name; });
}

const Enum* Schema::find_type(std::string_view schema, std::string_view type) const {
  return find_if(enums, [&](const Enum& each) { return each.schema == schema && each.type == type; });
}

const Enum* Schema::find_enum(std::string_view name) const {
  return find_if(enums, [&](const Enum& each) { return each.name == name; });
}

Schema read_schema(std::span<const SourceFile> files) { return SchemaReader(files).run(); }

}  // namespace lockstep::schema
