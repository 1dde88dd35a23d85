// GRANT, REVOKE and ALTER DEFAULT PRIVILEGES: https://www.postgresql.org/docs/current/ddl-priv.html

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "replay/attached.h"
#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Attached;
using catalog::AttributeNumber;
using catalog::Privileges;
using catalog::Relation;

constexpr std::string_view kOrder = "arwdDxtmXUCcTsA";

constexpr auto kLetters = std::to_array<std::pair<std::string_view, char>>({
    {"alter system", 'A'},
    {"connect", 'c'},
    {"create", 'C'},
    {"delete", 'd'},
    {"execute", 'X'},
    {"insert", 'a'},
    {"maintain", 'm'},
    {"references", 'x'},
    {"select", 'r'},
    {"set", 's'},
    {"temp", 'T'},
    {"temporary", 'T'},
    {"trigger", 't'},
    {"truncate", 'D'},
    {"update", 'w'},
    {"usage", 'U'},
});

std::string_view all_letters(ObjectKind kind, bool of_column) {
  if (of_column) return "arwx";
  switch (kind) {
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table: return "arwdDxt";
    case ObjectKind::sequence: return "rwU";
    case ObjectKind::function:
    case ObjectKind::procedure: return "X";
    case ObjectKind::schema: return "UC";
    case ObjectKind::database: return "CcT";
    default: return "U";
  }
}

// What public may do without any GRANT.
std::string_view public_letters(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::function:
    case ObjectKind::procedure: return "X";
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::language: return "U";
    default: return "";
  }
}

struct Letters {
  std::string held;
  std::string grantable;
};

Letters read(std::string_view text) {
  Letters letters;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*') {
      letters.grantable += text[i - 1];
    } else {
      letters.held += text[i];
    }
  }
  return letters;
}

std::string write(const Letters& letters) {
  const bool all_of_table = std::ranges::all_of(std::string_view("arwdDxt"),
                                                [&](char letter) { return contains(letters.held, letter); });
  std::string text;
  for (const char letter : kOrder) {
    if (!contains(letters.held, letter) || (letter == 'm' && all_of_table)) continue;
    text += letter;
    if (contains(letters.grantable, letter)) text += '*';
  }
  return text;
}

// Of one role on one object or column.
struct Holder {
  const std::string& role;
  AttributeNumber column = 0;
  std::string_view without_grant;  // what it has then
};

void change(std::vector<Privileges>& all, const Holder& holder, std::string_view letters,
            const action::Grant& grant) {
  const auto is_it = [&](const Privileges& entry) {
    return entry.role == holder.role && entry.column == holder.column;
  };
  const auto found = std::ranges::find_if(all, is_it);
  Letters held = read(found == all.end() ? std::string(holder.without_grant) : found->letters);
  for (const char letter : letters) {
    if (!grant.revoke) {
      if (!contains(held.held, letter)) held.held += letter;
      if (grant.grant_option && !contains(held.grantable, letter)) held.grantable += letter;
    } else {
      std::erase(held.grantable, letter);
      if (!grant.grant_option) std::erase(held.held, letter);
    }
  }
  const std::string text = write(held);
  std::erase_if(all, is_it);
  if (text == holder.without_grant) return;
  Privileges entry{.role = holder.role, .column = holder.column, .letters = text};
  const auto key = [](const Privileges& each) { return std::tie(each.role, each.column); };
  all.insert(std::ranges::lower_bound(all, key(entry), {}, key), std::move(entry));
}

std::string letters_of(const action::Privilege& privilege, ObjectKind kind) {
  if (privilege.name.empty() || privilege.name == "all") {
    return std::string(all_letters(kind, !privilege.columns.empty()));
  }
  const auto found = std::ranges::find(kLetters, privilege.name, &decltype(kLetters)::value_type::first);
  return found == kLetters.end() ? std::string() : std::string(1, found->second);
}

std::string_view kind_name(ObjectKind kind) {
  return kind == ObjectKind::table ? "relation" : object_kind_name(kind);
}

// Whether objects of the kind have the privileges; TABLE is also said of views and sequences, and MAINTAIN is
// new in Postgres 17.
bool knows_privileges(Context& cx, const action::Grant& grant, ObjectKind kind) {
  for (const action::Privilege& privilege : grant.privileges) {
    if (privilege.name.empty() || privilege.name == "all") continue;
    const auto found = std::ranges::find(kLetters, privilege.name, &decltype(kLetters)::value_type::first);
    if (found == kLetters.end()) {
      return cx.refuse(sqlstate::kSyntaxError,
                       text::format("unrecognized privilege type \"{}\"", privilege.name));
    }
    constexpr ObjectKind kTold[] = {ObjectKind::table,     ObjectKind::sequence, ObjectKind::function,
                                    ObjectKind::procedure, ObjectKind::schema,   ObjectKind::type,
                                    ObjectKind::domain};
    if (!contains(kTold, kind)) continue;
    const bool of_table = kind == ObjectKind::table;
    const bool fits =
        contains(all_letters(kind, !privilege.columns.empty()), found->second) ||
        (of_table && privilege.columns.empty() && contains(std::string_view("mU"), found->second));
    if (!fits) {
      return cx.refuse(
          sqlstate::kInvalidGrantOperation,
          text::format("invalid privilege type {} for {}", ascii::upper(privilege.name), kind_name(kind)));
    }
  }
  return true;
}

bool knows_roles(Context& cx, const std::vector<std::string>& roles) {
  return std::ranges::all_of(roles, [&](const std::string& role) { return missing_role(cx, role); });
}

// To whom; the owner's own are those of an empty name.
std::string holder_name(const std::string& role, const Attached& attached) {
  const bool own = role == "current_user" || role == "current_role" || role == "session_user";
  return own || (!attached.owner.empty() && attached.owner == role) ? std::string() : role;
}

// A whole table's privilege is taken from its columns, too.
void revoke_from_columns(std::vector<Privileges>& all, const std::string& role, std::string_view letters,
                         const action::Grant& grant) {
  std::vector<AttributeNumber> columns;
  for (const Privileges& entry : all) {
    if (entry.role == role && entry.column != 0) columns.push_back(entry.column);
  }
  for (const AttributeNumber column : columns) {
    change(all, {.role = role, .column = column, .without_grant = {}}, letters, grant);
  }
}

// `publics`: what public has without a GRANT.
bool change_privileges(Context& cx, const action::Grant& grant, ObjectKind kind, std::string_view publics,
                       Attached& attached, const Relation* relation) {
  if (!knows_roles(cx, grant.roles)) return false;
  const std::vector<action::Privilege> everything(1);
  for (const action::Privilege& privilege : grant.privileges.empty() ? everything : grant.privileges) {
    const std::string letters = letters_of(privilege, kind);
    std::vector<AttributeNumber> columns = {0};
    if (!privilege.columns.empty() && relation != nullptr) {
      columns.clear();
      for (const std::string& name : privilege.columns) {
        const catalog::Column* column = find_or_learn_column(cx, *relation, name);
        if (column == nullptr) return missing_column(cx, *relation, name);
        columns.push_back(column->number);
      }
    }
    for (const std::string& written : grant.roles) {
      const std::string role = holder_name(written, attached);
      // The owner has all privileges of the object, of columns none.
      const bool whole = columns.front() == 0;
      const std::string_view without = !whole             ? ""
                                       : role.empty()     ? all_letters(kind, false)
                                       : role == "public" ? publics
                                                          : "";
      for (const AttributeNumber column : columns) {
        change(attached.privileges, {.role = role, .column = column, .without_grant = without}, letters,
               grant);
      }
      if (whole && grant.revoke) revoke_from_columns(attached.privileges, role, letters, grant);
    }
  }
  return true;
}

// USAGE is for sequences, which GRANT ON TABLE may name.
bool may_be_used(Context& cx, const action::Grant& grant, const Relation& relation) {
  return relation.uncertain || !contains(grant.privileges, "usage", &action::Privilege::name) ||
         cx.refuse(sqlstate::kInvalidGrantOperation, "invalid privilege type USAGE for table");
}

// ---- ON ALL ... IN SCHEMA --------------------------------------------------------------------

bool is_meant(const Relation& relation, ObjectKind kind, std::string_view schema) {
  using enum catalog::RelationKind;
  if (relation.schema != schema) return false;
  if (kind == ObjectKind::sequence) return relation.kind == sequence;
  return relation.kind == table || relation.kind == partitioned_table || relation.kind == foreign_table ||
         relation.kind == view || relation.kind == materialized_view;
}

bool is_meant(const catalog::Function& function, ObjectKind kind) {
  if (kind == ObjectKind::procedure) return function.kind == RoutineKind::procedure;
  return function.kind != RoutineKind::procedure;
}

bool change_schema(Context& cx, const action::Grant& grant, const std::string& schema) {
  if (!cx.catalog.has_schema(schema)) return missing_schema(cx, schema);
  const bool of_functions =
      grant.in_schema == ObjectKind::function || grant.in_schema == ObjectKind::procedure;
  if (!of_functions) {
    for (const Relation* relation : cx.catalog.relations()) {
      if (!is_meant(*relation, grant.in_schema, schema)) continue;
      Attached& attached = cx.catalog.edit(relation->oid)->extras.edit().attached;
      if (!change_privileges(cx, grant, grant.in_schema, {}, attached, relation)) return false;
    }
    return true;
  }
  std::vector<std::string> names;
  for (const auto& [key, function] : cx.catalog.functions) {
    if (function.schema == schema && !contains(names, function.name)) names.push_back(function.name);
  }
  for (const std::string& name : names) {
    std::vector<catalog::Function> changed;
    for (const catalog::Function* function : cx.catalog.find_functions(schema, name)) {
      changed.push_back(*function);
      if (!is_meant(*function, grant.in_schema)) continue;
      change_privileges(cx, grant, grant.in_schema, public_letters(grant.in_schema),
                        changed.back().attached.edit(), nullptr);
    }
    cx.catalog.put_functions(schema, name, std::move(changed));
  }
  return true;
}

// ---- default privileges ----------------------------------------------------------------------

void change_default(Context& cx, const action::Grant& grant, const std::string& role,
                    const std::string& schema) {
  std::vector<catalog::DefaultPrivileges> all = cx.catalog.default_privileges;
  const auto is_it = [&](const catalog::DefaultPrivileges& entry) {
    return entry.role == role && entry.schema == schema && entry.kind == grant.kind;
  };
  auto found = std::ranges::find_if(all, is_it);
  if (found == all.end()) {
    found = all.insert(all.end(), {.role = role, .schema = schema, .kind = grant.kind, .privileges = {}});
  }
  Attached attached{.owner = role, .comment = {}, .privileges = std::move(found->privileges)};
  // Those of a schema only add to what there is without them.
  const ObjectKind kind = schema.empty() ? grant.kind : ObjectKind::table;
  const bool global = schema.empty();
  for (const action::Privilege& privilege :
       grant.privileges.empty() ? std::vector<action::Privilege>(1) : grant.privileges) {
    for (const std::string& written : grant.roles) {
      const std::string holder = holder_name(written, attached);
      const std::string_view without = !global              ? ""
                                       : holder.empty()     ? all_letters(kind, false)
                                       : holder == "public" ? public_letters(kind)
                                                            : "";
      change(attached.privileges, {.role = holder, .column = 0, .without_grant = without},
             letters_of(privilege, grant.kind), grant);
    }
  }
  found->privileges = std::move(attached.privileges);
  if (found->privileges.empty()) all.erase(found);
  cx.catalog.set_default_privileges(std::move(all));
}

}  // namespace

bool apply(const action::Grant& statement, Context& cx) {
  if (!knows_privileges(cx, statement, statement.all_in_schema ? statement.in_schema : statement.kind)) {
    return false;
  }
  if (statement.all_in_schema) {
    return std::ranges::all_of(statement.objects, [&](const QualifiedName& schema) {
      return change_schema(cx, statement, schema.name);
    });
  }
  for (std::size_t i = 0; i < statement.objects.size(); ++i) {
    const ObjectName object{
        .kind = statement.kind, .name = statement.objects[i], .arguments = statement.arguments[i]};
    const bool changed = change_attached(cx, object, [&](Attached& attached, const Relation* relation) {
      // GRANT ON TABLE takes a sequence, too.
      const bool sequence = relation != nullptr && relation->kind == catalog::RelationKind::sequence;
      if (relation != nullptr && !sequence && !may_be_used(cx, statement, *relation)) return false;
      const ObjectKind kind = sequence ? ObjectKind::sequence : statement.kind;
      // https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PRIV
      const bool usable = kind == ObjectKind::schema && object.name.name == "public";
      return change_privileges(cx, statement, kind, usable ? "U" : public_letters(kind), attached, relation);
    });
    if (!changed) return false;
  }
  return true;
}

bool apply(const action::AlterDefaultPrivileges& statement, Context& cx) {
  if (!knows_roles(cx, statement.roles) || !knows_roles(cx, statement.grant.roles)) return false;
  const std::vector<std::string> any(1);
  for (const std::string& schema : statement.schemas) {
    if (!cx.catalog.has_schema(schema) && !missing_schema(cx, schema)) return false;
  }
  for (const std::string& role : statement.roles.empty() ? any : statement.roles) {
    for (const std::string& schema : statement.schemas.empty() ? any : statement.schemas) {
      change_default(cx, statement.grant, role, schema);
    }
  }
  return true;
}

std::vector<Privileges> default_privileges(const catalog::Catalog& catalog, ObjectKind kind,
                                           std::string_view schema) {
  std::vector<Privileges> result;
  for (const catalog::DefaultPrivileges& entry : catalog.default_privileges) {
    const bool applies =
        entry.role.empty() && entry.kind == kind && (entry.schema.empty() || entry.schema == schema);
    if (!applies) continue;
    for (const Privileges& added : entry.privileges) {
      const auto same = std::ranges::find(result, added.role, &Privileges::role);
      if (same == result.end()) {
        result.push_back(added);
      } else {
        Letters both = read(same->letters);
        const Letters more = read(added.letters);
        both.held += more.held;
        both.grantable += more.grantable;
        same->letters = write(both);
      }
    }
  }
  std::ranges::sort(result, {}, &Privileges::role);
  return result;
}

void give_default_privileges(const Context& cx, ObjectKind kind, std::string_view schema,
                             Rare<Attached>& attached) {
  std::vector<Privileges> given = default_privileges(cx.catalog, kind, schema);
  if (!given.empty()) attached.edit().privileges = std::move(given);
}

}  // namespace lockstep::replay
