#include <cstdint>
#include <ranges>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "parser/lower_alter_command.h"
#include "parser/lower_table.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

AlterPlaces find_places(const AlterVerb& verb, ObjectKind altered, Cursor cursor, std::size_t begin) {
  const std::string_view member = altered == ObjectKind::type ? "attribute" : "column";
  AlterPlaces places;
  cursor.seek(begin);
  places.end = cursor.element_end();
  if (verb.of_column) {
    cursor.skip("alter");
    cursor.skip(member);
    places.name = cursor.at();
    cursor.seek(behind_name(cursor, places.name));
  }
  places.keyword = cursor.at();
  for (const auto part : std::views::split(verb.words, ' ')) {
    const std::string_view word(part.begin(), part.end());
    cursor.skip(word == "COLUMN" ? member : word);
  }
  places.keyword_end = cursor.at();
  if (!verb.of_column) {
    if (!cursor.skip_all({"if", "not", "exists"})) cursor.skip_all({"if", "exists"});
    places.name = cursor.at();
  }
  return places;
}

AlterCommand lower_command(const ::AlterTableCmd& from, ObjectKind altered, std::size_t begin,
                           const AlterPlaces& places, const LowerContext& cx) {
  AlterCommand result;
  result.fact = lower_alter_fact(from, altered, places, cx);
  result.pass = static_cast<std::uint8_t>(alter_pass(from));
  result.cascade = from.behavior == DROP_CASCADE;
  if (cx.cursor == nullptr) return result;

  result.span = cx.cursor->span(begin, places.end);
  result.keyword = cx.cursor->span(places.keyword, places.keyword_end);
  const auto* added = std::get_if<action::AddConstraint>(&result.fact);
  if (added != nullptr && added->constraint.name.text.empty() && !added->constraint.keyword.empty()) {
    result.keyword.end = added->constraint.keyword.end;  // ADD PRIMARY KEY
  }
  return result;
}

// Sorted by pass, those of one pass as written.
std::vector<AlterCommand> in_passes(std::vector<AlterCommand> written) {
  std::vector<AlterCommand> result;
  result.reserve(written.size());
  for (std::uint8_t pass = 0; pass <= static_cast<std::uint8_t>(AlterPass::misc); ++pass) {
    for (AlterCommand& command : written) {
      if (command.pass == pass) result.push_back(std::move(command));
    }
  }
  return result;
}

ObjectKind kind_of(::ObjectType type) {
  switch (type) {
    case OBJECT_INDEX: return ObjectKind::index;
    case OBJECT_SEQUENCE: return ObjectKind::sequence;
    case OBJECT_VIEW: return ObjectKind::view;
    case OBJECT_MATVIEW: return ObjectKind::materialized_view;
    case OBJECT_FOREIGN_TABLE: return ObjectKind::foreign_table;
    case OBJECT_TYPE: return ObjectKind::type;
    default: return ObjectKind::table;
  }
}

// The last word of ALTER FOREIGN TABLE, ALTER MATERIALIZED VIEW and the others.
std::string_view verb_word(ObjectKind kind) {
  const std::string_view name = object_kind_name(kind);
  return name.substr(name.rfind(' ') + 1);
}

}  // namespace

Lowered lower_alter_table(const ::AlterTableStmt& from, const LowerContext& cx) {
  action::AlterTable result;
  result.kind = kind_of(from.objtype);
  result.relation = lower_relation(from.relation, cx);
  result.if_exists = from.missing_ok;
  // The grammar sets `inh` where ONLY could be written, and ALTER TYPE has no such place.
  result.only = result.kind != ObjectKind::type && !from.relation->inh;
  std::size_t begin = cx.cursor == nullptr ? kNowhere : behind_relation(*from.relation, cx);
  for (const ::AlterTableCmd* command : tree::elements<::AlterTableCmd>(from.cmds)) {
    AlterPlaces places;
    if (cx.cursor != nullptr) places = find_places(alter_verb(*command), result.kind, *cx.cursor, begin);
    result.commands.push_back(lower_command(*command, result.kind, begin, places, cx));
    begin = places.end + 1;
  }
  result.commands = in_passes(std::move(result.commands));
  const Span keyword = verb_span(verb_word(result.kind), cx);
  return {.action = std::move(result), .keyword = keyword};
}

}  // namespace lockstep
