#include "rules/advice.h"

#include <fmt/format.h>

#include "rules/context.h"

namespace lockstep::rules {

std::string where_it_runs_alone(const project::Runner& runner) {
  switch (runner.kind) {
    case project::RunnerKind::prisma:
      return "as the only statement of a migration of its own (npx prisma migrate dev --create-only)";
    case project::RunnerKind::transaction_per_file:
      return "in a file that the migration tool runs without a transaction";
    case project::RunnerKind::psql:
    case project::RunnerKind::statement_per_query: return "outside BEGIN and COMMIT";
  }
  return {};
}

std::string afterwards(const project::Runner& runner) {
  switch (runner.kind) {
    case project::RunnerKind::prisma:
    case project::RunnerKind::transaction_per_file: return "in the next migration";
    case project::RunnerKind::psql:
    case project::RunnerKind::statement_per_query: return "in a transaction of its own";
  }
  return {};
}

std::string add_not_valid_and_validate(const action::Constraint& constraint, const RuleContext& cx) {
  if (constraint.name.text.empty()) {
    return "name it and add it NOT VALID; VALIDATE CONSTRAINT " + afterwards(cx.runner());
  }
  return fmt::format("add it NOT VALID, and {}:\n  ALTER TABLE {} VALIDATE CONSTRAINT {};",
                     afterwards(cx.runner()), cx.sql(cx.alter_table().relation), cx.sql(constraint.name));
}

}  // namespace lockstep::rules
