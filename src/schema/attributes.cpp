#include "schema/attributes.h"

#include "schema/names.h"

namespace lockstep::schema {

const prisma::Value* main_argument(const prisma::Attribute& attribute, std::string_view label) {
  const prisma::Value* const unnamed = prisma::find_argument(attribute.arguments, "");
  return unnamed != nullptr ? unnamed : prisma::find_argument(attribute.arguments, label);
}

std::string string_argument(const prisma::Attribute& attribute, std::string_view label) {
  const prisma::Value* const value = prisma::find_argument(attribute.arguments, label);
  return value != nullptr && value->kind == prisma::ValueKind::string ? value->text : std::string();
}

std::vector<std::string> names_in(const prisma::Value* list) {
  std::vector<std::string> names;
  if (list == nullptr) return names;
  for (const prisma::Value& item : list->items) names.push_back(item.text);
  return names;
}

std::string database_name(const std::vector<prisma::Attribute>& attributes, std::string_view name) {
  const prisma::Attribute* const map = prisma::find_attribute(attributes, "map");
  const prisma::Value* const value = map == nullptr ? nullptr : main_argument(*map, "name");
  return identifier(value == nullptr ? name : value->text);
}

std::string database_schema(const std::vector<prisma::Attribute>& attributes) {
  const prisma::Attribute* const schema = prisma::find_attribute(attributes, "schema");
  const prisma::Value* const value = schema == nullptr ? nullptr : main_argument(*schema, "map");
  return value == nullptr ? "public" : value->text;
}

}  // namespace lockstep::schema
