#pragma once
// How statements name functions and other objects that stand behind arguments. Private to src/replay.

#include <span>
#include <string>

#include "catalog/catalog.h"
#include "replay/statements.h"

namespace lockstep::replay {

struct FunctionAnswer {
  const catalog::Function* function = nullptr;  // null: the history doesn't know it
  bool fine = true;                             // false: Postgres refuses to look for it
};
// `kind`: function, which is also said of any routine, procedure or aggregate.
[[nodiscard]] FunctionAnswer find_function(Context& cx, const QualifiedName& name,
                                           const ArgumentTypes& arguments, ObjectKind kind, bool if_exists);

// Of pg_catalog.
[[nodiscard]] bool is_system_function(const QualifiedName& name);

// In its place and under its name.
void replace_function(Context& cx, const catalog::Function& old, const catalog::Function& replacement);

// The name under which a NamedObject stands: that of an operator or cast holds its types.
[[nodiscard]] std::string named_object_name(const catalog::Catalog& catalog, ObjectKind kind,
                                            std::string_view name, const ArgumentTypes& arguments);
// By the search path where it stands in schemas.
[[nodiscard]] const catalog::NamedObject* find_named_object(const Context& cx, ObjectKind kind,
                                                            const QualifiedName& name,
                                                            const ArgumentTypes& arguments);
// Empty when the history doesn't know it.
[[nodiscard]] std::string schema_of_statistics(const Context& cx, const QualifiedName& name);
// That Postgres gives to one without a name, over columns and "expr" for expressions.
[[nodiscard]] std::string choose_statistics_name(const Context& cx, const catalog::Relation& table,
                                                 std::span<const std::string> columns);

bool drop_extensions(const action::Drop& statement, Context& cx);
bool drop_roles(const action::Drop& statement, Context& cx);
bool rename_role(Context& cx, const std::string& from, const std::string& to);

}  // namespace lockstep::replay
