#pragma once
// Private to src/parser: the statements of lower_data_statement, by file.

#include "parser/lower.h"

struct SelectStmt;

namespace lockstep {

// lower_maintenance.cpp: REINDEX, REFRESH MATERIALIZED VIEW, CLUSTER, VACUUM, ANALYZE
bool lower_maintenance(const ::Node* statement, const LowerContext& cx, Lowered& result);

// lower_session.cpp: transactions and settings, also by SELECT set_config('name', 'value', is_local)
bool lower_session(const ::Node* statement, const LowerContext& cx, Lowered& result);

}  // namespace lockstep
