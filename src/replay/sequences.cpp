// Sequences and their parameters:
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/sequence.c

#include <utility>

#include "replay/refusals.h"
#include "replay/statements.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

using catalog::Column;
using catalog::default_parameters;
using catalog::Oid;
using catalog::Relation;
using catalog::RelationKind;
using catalog::SequenceParameters;

void release_owner(Context& cx, Relation& sequence) {
  const Oid table = std::exchange(sequence.owner_table, 0);
  const catalog::AttributeNumber column = std::exchange(sequence.owner_column, 0);
  find_owned_sequence(cx, table, column);
}

bool set_owned_by(Context& cx, Oid oid, const QualifiedName& table, const Name& column) {
  Relation& sequence = *cx.catalog.edit(oid);
  const Relation* found = cx.catalog.find_table(table);
  if (found == nullptr) return missing_relation(cx, table);
  const Relation& owner = *found;
  if (owner.schema != sequence.schema) {
    return cx.refuse(sqlstate::kObjectNotInPrerequisiteState,
                     "sequence must be in same schema as table it is linked to");
  }
  const Column* found_column = find_or_learn_column(cx, owner, column.text);
  if (found_column == nullptr) return missing_column(cx, owner, column);
  release_owner(cx, sequence);
  sequence.owner_table = owner.oid;
  sequence.owner_column = found_column->number;
  find_owned_sequence(cx, owner.oid, found_column->number);
  return true;
}

bool is_of_identity(const catalog::Catalog& catalog, const Relation& sequence) {
  const Relation* owner = catalog.relation(sequence.owner_table);
  const Column* column = owner == nullptr ? nullptr : owner->find_column(sequence.owner_column);
  return column != nullptr && column->identity != Identity::none && column->owned_sequence == sequence.oid;
}

bool refuse_parameter(Context& cx, std::string message) {
  return cx.refuse(sqlstate::kInvalidParameterValue, std::move(message));
}

bool may_have_type(Context& cx, const std::string& type) {
  const bool integer = type.empty() || type == "int2" || type == "int4" || type == "int8";
  const bool other =
      cx.catalog.resolve({.schema = {}, .name = type, .modifiers = {}, .span = {}}).schema == "pg_catalog";
  return integer || !other || refuse_parameter(cx, "sequence type must be smallint, integer, or bigint");
}

bool are_possible(Context& cx, const SequenceParameters& is, const SequenceParameters& limits) {
  if (is.increment == 0) return refuse_parameter(cx, "INCREMENT must not be zero");
  if (is.maximum > limits.maximum || is.minimum < limits.minimum) {
    return refuse_parameter(cx, "MINVALUE or MAXVALUE is out of range for the sequence's data type");
  }
  if (is.minimum >= is.maximum) {
    return refuse_parameter(
        cx, text::format("MINVALUE ({}) must be less than MAXVALUE ({})", is.minimum, is.maximum));
  }
  if (is.start < is.minimum) {
    return refuse_parameter(
        cx, text::format("START value ({}) cannot be less than MINVALUE ({})", is.start, is.minimum));
  }
  if (is.start > is.maximum) {
    return refuse_parameter(
        cx, text::format("START value ({}) cannot be greater than MAXVALUE ({})", is.start, is.maximum));
  }
  if (is.cache <= 0)
    return refuse_parameter(cx, text::format("CACHE ({}) must be greater than zero", is.cache));
  return true;
}

}  // namespace

void find_owned_sequence(Context& cx, Oid oid, catalog::AttributeNumber number) {
  Relation* table = cx.catalog.edit(oid);
  Column* column = table == nullptr ? nullptr : table->find_column(number);
  if (column == nullptr || column->identity != Identity::none) return;
  column->owned_sequence = 0;
  for (const Relation* sequence : cx.catalog.dependants_of(oid)) {
    if (sequence->owner_table != oid || sequence->owner_column != number) continue;
    if (column->owned_sequence == 0 || sequence->oid < column->owned_sequence) {
      column->owned_sequence = sequence->oid;
    }
  }
}

// init_params: where a bound is that of the type, it follows the type.
bool set_parameters(Context& cx, Relation& sequence, const SequenceOptions& options, const std::string& type,
                    bool is_new) {
  const SequenceParameters old_default = default_parameters(sequence.sequence_type);
  const SequenceParameters old_lowest = default_parameters(sequence.sequence_type, -1);
  SequenceParameters changed = sequence.extras->sequence.value_or(old_default);
  if (!type.empty()) sequence.sequence_type = type;
  const bool retyped = !type.empty() && !is_new;

  if (options.increment) changed.increment = *options.increment;
  const SequenceParameters usual = default_parameters(sequence.sequence_type, changed.increment);
  if (options.maximum) {
    changed.maximum = *options.maximum;
  } else if (is_new || options.no_maximum || (retyped && changed.maximum == old_default.maximum)) {
    changed.maximum = usual.maximum;
  }
  if (options.minimum) {
    changed.minimum = *options.minimum;
  } else if (is_new || options.no_minimum || (retyped && changed.minimum == old_lowest.minimum)) {
    changed.minimum = usual.minimum;
  }
  if (options.start) {
    changed.start = *options.start;
  } else if (is_new) {
    changed.start = changed.increment > 0 ? changed.minimum : changed.maximum;
  }
  if (options.cache) changed.cache = *options.cache;
  if (options.cycle) changed.cycle = *options.cycle;

  SequenceParameters limits = default_parameters(sequence.sequence_type);
  limits.minimum = default_parameters(sequence.sequence_type, -1).minimum;
  if (!are_possible(cx, changed, limits)) return false;
  if (changed != default_parameters(sequence.sequence_type)) {
    sequence.extras.edit().sequence = changed;
  } else if (sequence.extras->sequence) {
    sequence.extras.edit().sequence.reset();
  }
  return true;
}

bool apply(const action::CreateSequence& statement, Context& cx) {
  Relation sequence;
  sequence.kind = RelationKind::sequence;
  sequence.schema = schema_for(cx, statement.sequence, statement.temporary);
  sequence.name = statement.sequence.name;
  sequence.temporary = statement.temporary;
  sequence.sequence_type = statement.type.empty() ? "int8" : statement.type;
  sequence.origin = cx.origin;
  if (cx.catalog.find_relation(sequence.schema, sequence.name) != nullptr) {
    return statement.if_not_exists || duplicate_relation(cx, sequence.name);
  }
  if (cx.catalog.has_type(sequence.schema, sequence.name)) return duplicate_type(cx, sequence.name);
  if (!may_have_type(cx, statement.type)) return false;
  sequence.unlogged = statement.unlogged;
  if (!set_parameters(cx, sequence, statement.options, {}, true)) return false;
  const Oid oid = cx.catalog.add(std::move(sequence)).oid;
  return statement.owner_table.name.empty() ||
         set_owned_by(cx, oid, statement.owner_table, statement.owner_column);
}

bool apply(const action::AlterSequence& statement, Context& cx) {
  const Relation* found = cx.catalog.find_relation(statement.sequence);
  if (found == nullptr) return missing_relation(cx, statement.sequence, statement.if_exists);
  if (found->kind != RelationKind::sequence) return wrong_kind(cx, found->name, "a sequence");
  const bool changes_owner = statement.owned_by_none || !statement.owner_table.name.empty();
  if (changes_owner && is_of_identity(cx.catalog, *found)) {
    return cx.refuse(sqlstate::kFeatureNotSupported, "cannot change ownership of identity sequence");
  }
  if (!may_have_type(cx, statement.type)) return false;
  Relation& sequence = *cx.catalog.edit(found->oid);
  if (!set_parameters(cx, sequence, statement.options, statement.type, false)) return false;
  if (statement.owned_by_none) release_owner(cx, sequence);
  return statement.owner_table.name.empty() ||
         set_owned_by(cx, sequence.oid, statement.owner_table, statement.owner_column);
}

}  // namespace lockstep::replay
