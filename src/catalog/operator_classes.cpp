#include "catalog/operator_classes.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "catalog/casts.h"
#include "catalog/extension_contents.h"
#include "support/ascii.h"

namespace lockstep::catalog {
namespace {

// pg_opclass of Postgres 18 where opcdefault, without what only Postgres' own tables have.
struct Defaults {
  std::string_view method;
  std::string_view types;
};
constexpr std::array<Defaults, 6> kDefaults = {{
    {"brin",
     "anyrange bit box bpchar bytea char date float4 float8 inet int2 int4 int8 interval macaddr "
     "macaddr8 name numeric oid pg_lsn text tid time timestamp timestamptz timetz uuid varbit"},
    {"btree",
     "anyarray anyenum anymultirange anyrange bit bool bpchar bytea char date float4 float8 inet "
     "int2 int4 int8 interval jsonb macaddr macaddr8 money name numeric oid oidvector pg_lsn "
     "record text tid time timestamp timestamptz timetz tsquery tsvector uuid varbit xid8"},
    {"gin", "anyarray jsonb tsvector"},
    {"gist", "anymultirange anyrange box circle point polygon tsquery tsvector"},
    {"hash",
     "aclitem anyarray anyenum anymultirange anyrange bool bpchar bytea char cid date float4 "
     "float8 inet int2 int4 int8 interval jsonb macaddr macaddr8 name numeric oid oidvector "
     "pg_lsn record text tid time timestamp timestamptz timetz uuid xid xid8"},
    {"spgist", "anyrange box inet point polygon text"},
}};

constexpr std::array<IndexMethod, 6> kMethods = {{
    {.name = "brin", .several_columns = true},
    {.name = "btree", .unique = true, .several_columns = true, .include = true, .ordered = true},
    {.name = "gin", .several_columns = true},
    {.name = "gist", .several_columns = true, .include = true},
    {.name = "hash"},
    {.name = "spgist", .include = true},
}};

// Types that are taken as another one without a cast, and that one.
std::string_view indexed_as(std::string_view type) {
  if (type == "varchar") return "text";
  if (type == "cidr") return "inet";
  if (type.starts_with("reg")) return "oid";
  return type;
}

// Those of gin and gist for numbers, dates, texts and enums come with btree_gin and btree_gist, for integer[]
// with intarray.
bool may_come_with_extension(const Catalog& catalog, std::string_view method) {
  if (method != "gin" && method != "gist") return false;
  constexpr auto kList = &ExtensionContents::operator_classes;
  const std::string_view known = method == "gin" ? "int4_ops" : "gist_int4_ops";
  return find_extension_with(catalog, kList, known) != nullptr ||
         find_extension_with(catalog, kList, "gist__int_ops") != nullptr ||
         may_be_extensions(catalog, kList, known);
}

}  // namespace

std::optional<bool> has_default_operator_class(const Catalog& catalog, std::string_view method,
                                               const Type& of_type) {
  const Type type = without_domain(catalog, of_type);
  const auto found = std::ranges::find(kDefaults, method, &Defaults::method);
  if (found == kDefaults.end() || !type.known) return std::nullopt;
  const auto has = [&](std::string_view name) { return ascii::has_words(found->types, name); };
  const auto answer = [&](bool known) {
    return known || !may_come_with_extension(catalog, method) ? std::optional(known) : std::nullopt;
  };
  if (type.array_dimensions > 0) return answer(has("anyarray"));
  if (catalog.find_enum(type.schema, type.name) != nullptr) return answer(has("anyenum"));
  if (type.schema != "pg_catalog") return std::nullopt;
  const std::string_view name = indexed_as(type.name);
  if (name.ends_with("multirange")) return answer(has("anymultirange"));
  if (name.ends_with("range")) return answer(has("anyrange"));
  return answer(has(name));
}

const IndexMethod* find_index_method(std::string_view name) {
  const auto found = std::ranges::find(kMethods, name, &IndexMethod::name);
  return found == kMethods.end() ? nullptr : &*found;
}

}  // namespace lockstep::catalog
