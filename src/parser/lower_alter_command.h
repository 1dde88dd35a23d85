#pragma once
// Private to src/parser: the commands of ALTER TABLE, one by one. lower_alter_table.cpp finds where
// their parts stand and puts them in order.

#include <cstdint>
#include <string_view>

#include "parser/lower.h"
#include "parser/lower_table.h"

struct AlterTableCmd;

namespace lockstep {

// Postgres' AlterTablePass: in which order the commands of one statement run, see
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
// Nothing that is written runs as old_index or old_constraint, which rebuild what ALTER TYPE touched,
// or as add_constraint, which only sorts constraints into the passes behind it.
enum class AlterPass : std::uint8_t {
  drop,
  alter_type,
  add_column,
  set_expression,
  old_index,
  old_constraint,
  add_constraint,
  column_attributes,
  add_index_constraint,
  add_index,
  add_other_constraint,
  misc
};

// How a command is written.
struct AlterVerb {
  std::string_view words;  // of which some may be left out
  bool of_column = false;  // ALTER COLUMN name stands before the words
};
[[nodiscard]] AlterVerb alter_verb(const ::AlterTableCmd& command);

// Where a command's parts stand.
struct AlterPlaces {
  std::size_t keyword = kNowhere;
  std::size_t keyword_end = kNowhere;
  std::size_t name = kNowhere;
  std::size_t end = kNowhere;
};

[[nodiscard]] AlterPass alter_pass(const ::AlterTableCmd& command);
[[nodiscard]] AlterFact lower_alter_fact(const ::AlterTableCmd& command, ObjectKind altered,
                                         const AlterPlaces& places, const LowerContext& cx);

}  // namespace lockstep
