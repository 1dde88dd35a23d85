#include "rules/not_null_advice.h"

#include "rules/advice.h"
#include "rules/context.h"
#include "support/text.h"

namespace lockstep::rules {
NotNullProof new_not_null_proof(const Name& column, const RuleContext& cx) {
  return {.name = new_constraint_name(column.text, "not_null", cx),
          .definition = cx.postgres() >= kNamedNotNull
                            ? "NOT NULL " + cx.sql(column)
                            : text::format("CHECK ({} IS NOT NULL)", cx.sql(column))};
}

std::string count_nulls(const Name& column, const RuleContext& cx) {
  return text::format("\n  SELECT count(*) FROM {} WHERE {} IS NULL;", cx.sql(cx.alter_table().relation),
                      cx.sql(column));
}

std::string make_not_null(const NotNullProof& proof, const Name& column, const RuleContext& cx) {
  const std::string steps = add_not_valid_and_validate(proof.name, proof.definition, cx);
  if (cx.postgres() >= kNamedNotNull) return steps;
  // In one statement with SET NOT NULL the drop would come first and take the proof away.
  return text::format(
      "{0}\n  ALTER TABLE {1} ALTER COLUMN {2} SET NOT NULL;\n  ALTER TABLE {1} DROP CONSTRAINT {3};", steps,
      cx.sql(cx.alter_table().relation), cx.sql(column), proof.name);
}

}  // namespace lockstep::rules
