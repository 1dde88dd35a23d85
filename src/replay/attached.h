#pragma once
// What any object may have: an owner, a comment, privileges. Private to src/replay.

#include <functional>

#include "catalog/catalog.h"
#include "replay/statements.h"

namespace lockstep::replay {

struct ObjectName {
  ObjectKind kind = ObjectKind::table;
  const QualifiedName& name;
  const ArgumentTypes& arguments;
  bool is_exact = false;  // it has to be of that kind, and GRANT ON TABLE says no such thing
};

// Changes what is attached to an object; to nothing where the history doesn't know it. False when Postgres
// refuses to look for it.
bool change_attached(Context& cx, const ObjectName& object,
                     const std::function<bool(catalog::Attached&, const catalog::Relation*)>& change);

}  // namespace lockstep::replay
