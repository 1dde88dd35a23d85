#pragma once
// Where an object of any kind comes from, for rules that speak of all kinds; of relations alone a RuleContext
// says it.

#include "parser/action.h"

namespace lockstep::rules {

class RuleContext;

// Made earlier in this same migration, or temporary: nobody else uses it.
[[nodiscard]] bool made_here(ObjectKind kind, const QualifiedName& name, const RuleContext& cx);
// Known not to exist: IF EXISTS makes a statement about it do nothing.
[[nodiscard]] bool known_missing(ObjectKind kind, const QualifiedName& name, const RuleContext& cx);
// Columns had the type or domain, and none has it any more, in a history that is complete.
[[nodiscard]] bool has_lost_columns(const QualifiedName& type, const RuleContext& cx);
// The statement puts another object of that kind under the name: makes one, or gives it the name.
[[nodiscard]] bool takes_name(const Action& action, ObjectKind kind, const QualifiedName& name,
                              const RuleContext& cx);

}  // namespace lockstep::rules
