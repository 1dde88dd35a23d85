#include "parser/action.h"

#include <array>
#include <cstddef>

namespace lockstep {

std::string to_text(const QualifiedName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

const char* object_kind_name(ObjectKind kind) {
  static constexpr std::array kNames = {
      "table",
      "view",
      "materialized view",
      "index",
      "sequence",
      "foreign table",
      "column",
      "constraint",
      "type",
      "domain",
      "enum value",
      "schema",
      "extension",
      "function",
      "procedure",
      "aggregate",
      "operator",
      "trigger",
      "policy",
      "rule",
      "collation",
      "publication",
      "subscription",
      "role",
      "database",
      "tablespace",
      "statistics",
      "attribute",
      "event trigger",
      "cast",
      "language",
      "server",
      "access method",
      "conversion",
      "foreign data wrapper",
      "operator class",
      "operator family",
      "text search configuration",
      "text search dictionary",
      "text search parser",
      "text search template",
      "transform",
      "object",
  };
  static_assert(kNames.size() == static_cast<std::size_t>(ObjectKind::other) + 1);
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace lockstep
