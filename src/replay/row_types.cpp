// Values of a composite type, a table's row type or a domain that stand inside of columns: Postgres doesn't
// look for them there, and refuses what would have to change or check them. find_composite_type_dependencies
// of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c

#include <utility>
#include <vector>

#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::Relation;
using catalog::RelationKind;

struct Holder {
  const Relation* relation = nullptr;  // null: none
  const Column* column = nullptr;
};

bool keeps_rows(const Relation& relation) {
  return relation.kind == RelationKind::table || relation.kind == RelationKind::materialized_view;
}

bool is_of(const catalog::Type& type, const catalog::Type& wanted) {
  return type.known && type.schema == wanted.schema && type.name == wanted.name;
}

// The first column of a table that holds values of the type, perhaps inside of those of another one.
// `inside_only`: a column of the type itself doesn't count.
Holder find_holder(const catalog::Catalog& catalog, const catalog::Type& of, bool inside_only) {
  std::vector<catalog::Type> open = {{.schema = of.schema, .name = of.name}};
  for (std::size_t at = 0; at < open.size(); ++at) {
    const auto follow = [&](const std::string& schema, const std::string& name) {
      const catalog::Type next{.schema = schema, .name = name};
      if (!contains(open, next)) open.push_back(next);
    };
    const catalog::Type type = open[at];
    for (const Relation* user : catalog.users_of_type(type.schema, type.name)) {
      if (user->uncertain) continue;
      for (const Column& column : user->columns) {
        if (!is_of(column.type, type)) continue;
        const bool inside = at > 0 || column.type.array_dimensions > 0;
        if (!keeps_rows(*user)) {
          if (!user->index) follow(user->schema, user->name);
        } else if (inside || !inside_only) {
          return {.relation = user, .column = &column};
        }
      }
    }
    for (const auto& [key, domain] : catalog.domains) {
      if (is_of(domain.base, type)) follow(domain.schema, domain.name);
    }
  }
  return {};
}

bool refuse(Context& cx, std::string_view what, std::string_view name, const Holder& holder,
            std::string_view uses) {
  return cx.refuse(sqlstate::kFeatureNotSupported,
                   text::format("cannot alter {} \"{}\" because column \"{}.{}\" uses {}", what, name,
                                holder.relation->name, holder.column->name, uses));
}

}  // namespace

bool may_change_rows(Context& cx, const Relation& relation) {
  const Holder holder = find_holder(cx.catalog, {.schema = relation.schema, .name = relation.name}, false);
  if (holder.relation == nullptr) return true;
  return relation.kind == RelationKind::composite_type
             ? refuse(cx, "type", relation.name, holder, "it")
             : refuse(cx, "table", relation.name, holder, "its row type");
}

bool may_check_values(Context& cx, const catalog::DomainType& domain) {
  const Holder holder = find_holder(cx.catalog, {.schema = domain.schema, .name = domain.name}, true);
  return holder.relation == nullptr || refuse(cx, "type", domain.name, holder, "it");
}

}  // namespace lockstep::replay
