#pragma once
// The statements but ALTER TABLE, an overload of apply() each; one that isn't here touches no relation
// that others see. Private to src/effects.

#include "effects/builder.h"
#include "parser/action.h"

namespace lockstep::effects {

// index.cpp
void apply(Builder& builder, const action::CreateIndex& statement);
void apply(Builder& builder, const action::Reindex& statement);
void drop_indexes(Builder& builder, const action::Drop& statement);

// table.cpp
void apply(Builder& builder, const action::CreateTable& statement);
void apply(Builder& builder, const action::CreateTableAs& statement);
void apply(Builder& builder, const action::CreateView& statement);
void apply(Builder& builder, const action::Truncate& statement);
void apply(Builder& builder, const action::LockTable& statement);
void apply(Builder& builder, const action::Cluster& statement);
void apply(Builder& builder, const action::Vacuum& statement);
void apply(Builder& builder, const action::RefreshMaterializedView& statement);

// drop.cpp
void apply(Builder& builder, const action::Drop& statement);

// object.cpp
void apply(Builder& builder, const action::Rename& statement);
void apply(Builder& builder, const action::SetSchema& statement);
void apply(Builder& builder, const action::AlterDomain& statement);
void apply(Builder& builder, const action::CreateSequence& statement);
void apply(Builder& builder, const action::AlterSequence& statement);
void apply(Builder& builder, const action::CreateTrigger& statement);
void apply(Builder& builder, const action::CreatePolicy& statement);
void apply(Builder& builder, const action::AlterPolicy& statement);
void apply(Builder& builder, const action::CreateRule& statement);
void apply(Builder& builder, const action::CreateStatistics& statement);
void apply(Builder& builder, const action::CreatePublication& statement);
void apply(Builder& builder, const action::AlterPublication& statement);
void apply(Builder& builder, const action::CreateObject& statement);
void apply(Builder& builder, const action::Comment& statement);
void apply(Builder& builder, const action::Grant& statement);
void apply(Builder& builder, const action::CreateRole& statement);
void apply(Builder& builder, const action::DropOwned& statement);
void apply(Builder& builder, const action::Transaction& statement);
void apply(Builder& builder, const action::AlterSystem& statement);
void apply(Builder& builder, const action::Opaque& statement);
void apply(Builder& builder, const action::DoBlock& statement);

// data.cpp
void apply(Builder& builder, const action::Insert& statement);
void apply(Builder& builder, const action::Update& statement);
void apply(Builder& builder, const action::Delete& statement);
void apply(Builder& builder, const action::Select& statement);
void apply(Builder& builder, const action::Copy& statement);

// partition.cpp: CREATE TABLE ... PARTITION OF, and whether a table has an index that can stand for
// one of its partitioned parent.
void make_partition(Builder& builder, const QualifiedName& parent, bool is_default);
[[nodiscard]] bool has_same_index(const catalog::Catalog& catalog, const catalog::Relation& parent,
                                  const catalog::Index& wanted, const catalog::Relation& table);

}  // namespace lockstep::effects
