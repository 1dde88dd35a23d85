// What any object may have besides: an owner, a comment, privileges.

#include <algorithm>
#include <map>
#include <utility>

#include "server/introspection.h"
#include "support/text.h"

namespace lockstep::server {
namespace {

using catalog::Attached;
using catalog::Privileges;

// By role, "role<tab>letters" a line, the owner as an empty name.
constexpr const char* kAcl = R"(
  (SELECT string_agg(role || chr(9) || letters, chr(10)) FROM
    (SELECT CASE WHEN grantee = 0 THEN 'public' WHEN grantee = {1} THEN '' ELSE rolname END role,
            string_agg(letter || CASE WHEN is_grantable THEN '*' ELSE '' END, '' ORDER BY place) letters
     FROM aclexplode({0}) x LEFT JOIN pg_roles r ON r.oid = grantee
          JOIN unnest(ARRAY['INSERT', 'SELECT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER',
                            'MAINTAIN', 'EXECUTE', 'USAGE', 'CREATE', 'CONNECT', 'TEMPORARY', 'SET',
                            'ALTER SYSTEM'],
                      regexp_split_to_array('arwdDxtmXUCcTsA', ''))
               WITH ORDINALITY l (name, letter, place) ON name = privilege_type
     GROUP BY 1) g))";

using Letters = std::map<std::string, std::string>;

Letters letters_of(const Row& row, std::size_t column) {
  Letters result;
  for (const std::string& line : row.lines(column)) {
    const std::size_t tab = line.find('\t');
    result[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return result;
}

// MAINTAIN is new in 17, and goes with all the others.
std::string without_maintain(std::string letters) {
  for (const std::string_view all : {"arwdDxtm", "a*r*w*d*D*x*t*m*"}) {
    if (letters == all) letters.resize(all.find('m'));
  }
  return letters;
}

}  // namespace

// The schema public comes with privileges, and is nobody's own from 15 on.
std::string attached(std::string_view alias, std::string_view catalog, std::string_view prefix,
                     std::string_view kind) {
  const std::string owner = text::format("{}.{}owner", alias, prefix);
  const std::string acl = text::format("{}.{}acl", alias, prefix);
  const std::string initial = text::format(
      "coalesce((SELECT initprivs FROM pg_init_privs WHERE classoid = '{}'::regclass AND objoid = {}.oid), "
      "acldefault({}, {}))",
      catalog, alias, kind, owner);
  return text::format(
      " CASE WHEN {0} NOT IN (current_user::regrole, 'pg_database_owner'::regrole) THEN {0}::regrole::text "
      "END, "
      "obj_description({1}.oid, '{2}'), {3}, CASE WHEN {4} IS NOT NULL THEN {5} END ",
      owner, alias, catalog, text::vformat(kAcl, fmt::make_format_args(acl, owner)), acl,
      text::vformat(kAcl, fmt::make_format_args(initial, owner)));
}

std::string column_privileges() {
  const std::string acl = "attacl";
  const std::string owner = "c.relowner";
  return text::vformat(kAcl, fmt::make_format_args(acl, owner));
}

std::string default_privileges() {
  const std::string acl = "defaclacl";
  const std::string owner = "defaclrole";
  const std::string initial =
      "acldefault(CASE defaclobjtype WHEN 'S' THEN 's'::\"char\" ELSE defaclobjtype END, defaclrole)";
  return text::format(" NULL, NULL, {}, CASE WHEN defaclnamespace = 0 THEN {} END ",
                      text::vformat(kAcl, fmt::make_format_args(acl, owner)),
                      text::vformat(kAcl, fmt::make_format_args(initial, owner)));
}

std::vector<Privileges> privileges(const Row& row, std::size_t column, catalog::AttributeNumber attribute) {
  std::vector<Privileges> result;
  for (auto& [role, letters] : letters_of(row, column)) {
    result.push_back({.role = role, .column = attribute, .letters = without_maintain(letters)});
  }
  return result;
}

void attach(Rare<Attached>& to, const Row& row, std::size_t first) {
  if (!row.has(first) && !row.has(first + 1) && !row.has(first + 2) && !row.has(first + 3)) return;
  Attached& attached = to.edit();
  attach(attached, row, first);
}

void attach(Attached& attached, const Row& row, std::size_t first) {
  attached.owner = row.text(first);
  attached.comment = row.text(first + 1);
  Letters granted = letters_of(row, first + 2);
  for (const auto& [role, letters] : letters_of(row, first + 3)) {
    const auto found = granted.find(role);
    if (found == granted.end()) {
      granted[role] = "";
    } else if (found->second == letters) {
      granted.erase(found);
    }
  }
  for (auto& [role, letters] : granted) {
    attached.privileges.push_back({.role = role, .letters = without_maintain(letters)});
  }
}

std::vector<catalog::Option> options(const Row& row, std::size_t column) {
  std::vector<catalog::Option> result;
  for (const std::string& line : row.lines(column)) {
    const std::size_t sign = line.find('=');
    result.push_back(
        {.name = line.substr(0, sign), .value = sign == std::string::npos ? "" : line.substr(sign + 1)});
  }
  std::ranges::sort(result, {}, &catalog::Option::name);
  return result;
}

}  // namespace lockstep::server
