#pragma once
// The refusals that more than one family of statements has. Each says why in `cx` and returns false, but for
// what the history can't know: then Postgres may well carry the statement out, and true is returned.
// Private to src/replay.

#include <string>
#include <string_view>

#include "replay/statements.h"

namespace lockstep::replay {

// What a statement answers that names something the history doesn't know: Postgres refuses it, if the
// history is complete and nothing says IF EXISTS. Otherwise there is nothing to do.
[[nodiscard]] bool missing_relation(Context& cx, const QualifiedName& name, bool if_exists = false);
[[nodiscard]] bool missing_index(Context& cx, const QualifiedName& name, bool if_exists = false);
[[nodiscard]] bool missing_type(Context& cx, const QualifiedName& name, bool if_exists = false);
[[nodiscard]] bool missing_schema(Context& cx, std::string_view name, bool if_exists = false);

// Of a table whose columns and constraints are all known.
bool missing_column(Context& cx, const catalog::Relation& table, const Name& column);
bool missing_column(Context& cx, const catalog::Relation& table, std::string_view column, Span span = {});
bool missing_constraint(Context& cx, const catalog::Relation& table, const Name& constraint);

bool duplicate_relation(Context& cx, std::string_view name, Span span = {});
bool duplicate_type(Context& cx, std::string_view name, Span span = {});
bool duplicate_column(Context& cx, const catalog::Relation& table, std::string_view column, Span span = {});
bool duplicate_constraint(Context& cx, const catalog::Relation& table, std::string_view constraint);
bool multiple_primary_keys(Context& cx, const catalog::Relation& table);
// What a statement answers that names a role. Roles belong to the server, and most are made there.
bool missing_role(Context& cx, std::string_view name);

// Whether a statement that says TABLE, VIEW or the like means a relation of the kind, and as messages say it.
[[nodiscard]] bool is_kind(ObjectKind wanted, catalog::RelationKind kind);
[[nodiscard]] std::string_view kind_phrase(ObjectKind kind);
// `wanted`: "a table", "an index"
bool wrong_kind(Context& cx, std::string_view name, std::string_view wanted);

}  // namespace lockstep::replay
