// Functions, procedures and aggregates.

#include <algorithm>
#include <utility>

#include "server/introspection.h"

namespace lockstep::server {
namespace {

using catalog::Argument;
using catalog::Function;

RoutineKind routine_kind(char prokind) {
  if (prokind == 'p') return RoutineKind::procedure;
  return prokind == 'a' ? RoutineKind::aggregate : RoutineKind::function;
}

ArgumentMode argument_mode(char letter) {
  switch (letter) {
    case 'o': return ArgumentMode::out;
    case 'b': return ArgumentMode::inout;
    case 'v': return ArgumentMode::variadic;
    case 't': return ArgumentMode::table;
    default: return ArgumentMode::in;
  }
}

bool is_input(const Argument& argument) {
  return argument.mode != ArgumentMode::out && argument.mode != ArgumentMode::table;
}

std::string volatility(char letter) {
  if (letter == 'i') return "immutable";
  return letter == 's' ? "stable" : "volatile";
}

std::string parallel(char letter) {
  if (letter == 's') return "safe";
  return letter == 'r' ? "restricted" : "unsafe";
}

// The last `defaults` of the input arguments have one.
void mark_defaults(std::vector<Argument>& arguments, int defaults) {
  for (auto argument = arguments.rbegin(); argument != arguments.rend() && defaults > 0; ++argument) {
    if (!is_input(*argument)) continue;
    argument->has_default = true;
    --defaults;
  }
}

// Those of a range type come with it.
constexpr const char* kFunctions = R"(
  SELECT n.nspname, proname, prokind, lanname, provolatile,
         (SELECT string_agg(format_type(a, NULL), chr(10) ORDER BY o)
          FROM unnest(coalesce(proallargtypes, proargtypes::oid[])) WITH ORDINALITY u (a, o)),
         array_to_string(proargmodes, chr(10)), array_to_string(proargnames, chr(10)), pronargdefaults,
         format_type(prorettype, NULL), proretset, proisstrict, prosecdef, proleakproof, proparallel,
         array_to_string(proconfig, chr(10)), prosrc, prosqlbody IS NOT NULL,)";
constexpr const char* kFromFunctions = R"(
  FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace JOIN pg_language l ON l.oid = prolang
  WHERE prokind IN ('f', 'p', 'a') AND NOT EXISTS
        (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
         AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'i') AND)";

}  // namespace

std::vector<Argument> Introspection::arguments(const Row& row) {
  std::vector<Argument> arguments;
  const std::vector<std::string> modes = row.lines(6);
  const std::vector<std::string> names = row.lines(7);
  for (const std::string& text : row.lines(5)) {
    const std::size_t at = arguments.size();
    Argument& argument = arguments.emplace_back();
    argument.type = type(text);
    if (at < modes.size()) argument.mode = argument_mode(modes[at].front());
    if (at < names.size()) argument.name = names[at];
  }
  mark_defaults(arguments, row.number(8));
  return arguments;
}

void Introspection::read_functions() {
  const std::string sql = kFunctions + attached("p", "pg_proc", "pro", "'f'") + kFromFunctions +
                          is_users("p", "pg_proc", "n") + "ORDER BY p.oid";
  for_each(sql, [&](const Row& row) {
    Function function;
    function.schema = row.text(0);
    function.name = row.text(1);
    function.kind = routine_kind(row.letter(2));
    function.language = row.text(3);
    function.volatility = volatility(row.letter(4));
    function.arguments = arguments(row);
    function.result = type(row.text(9));
    function.returns_set = row.flag(10);
    function.strict = row.flag(11);
    function.security_definer = row.flag(12);
    function.leakproof = row.flag(13);
    function.parallel = parallel(row.letter(14));
    function.settings = options(row, 15);
    function.body = row.text(16);
    function.sql_body = row.flag(17);
    attach(function.attached, row, 18);
    const std::string key = catalog::object_key(function.schema, function.name);
    catalog_.functions.emplace(key, std::move(function));
  });
}

}  // namespace lockstep::server
