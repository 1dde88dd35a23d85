#pragma once
// Commands of ALTER TABLE that set what the table's rows don't depend on: options, row security, the state
// of triggers and rules, the owner. Private to src/replay.

#include "parser/action.h"
#include "replay/statements.h"

namespace lockstep::replay {

bool apply_setting(Context& cx, catalog::Oid table, const action::SetLogged& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::RowSecurity& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::ReplicaIdentity& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::SetOptions& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::SetStatistics& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::SetStorage& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::SetCompression& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::ClusterOn& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::OwnerTo& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::SetAccessMethod& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::SetTablespace& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::EnableTrigger& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::DisableTrigger& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::SetRuleState& command);
bool apply_setting(Context& cx, catalog::Oid table, const action::SetRowType& command);
// A command without a fact of its own, of which the catalog holds nothing.
bool apply_setting(Context& cx, catalog::Oid table, const action::OtherCommand& command);

// Takes over what is written, in order of names; false when the relation can't have it.
bool set_options(Context& cx, catalog::Relation& relation, const std::vector<action::Option>& options);

}  // namespace lockstep::replay
